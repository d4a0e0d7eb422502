/** The civic activity section hears of what is new to it. */
import { staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'

/** Tells the civic activity section that something new is there. */
export async function tellCity(
  tx: Tx,
  actor: Pick<Actor, 'today'>,
  id: number,
  title: string,
  state: 'received' | 'waiting',
): Promise<void> {
  for (const receiver of await staffWith(tx, 'matter.route', actor.today)) {
    await writeMail(tx, receiver, state === 'waiting' ? 'to_look_at' : 'arrived', () => ({
      title,
      url: portalUrl(`/desk/exchange/${id}`),
    }))
  }
}
