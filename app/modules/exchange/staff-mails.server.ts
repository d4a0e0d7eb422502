/** Mails to those of the city who have something to do. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import { peopleOfSection } from '~/modules/sections/queries.server'
import { type Day, formatDay } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from './mails.server'

type About = { id: number; title: string; sectionId: number; ownerId: string | null; dueOn: Day | null }

/**
 * Tells the owner of a matter, or everybody of its section while it has none; nobody of what they did themselves. A
 * section in which nobody works is told of to those who route.
 * @param kind of mail, under `exchange.mail`
 */
export async function tellSection(
  tx: Tx,
  matter: About,
  kind: 'routed' | 'owner' | 'due_soon',
  by: { user: { id: string } | null; today: Day },
): Promise<number> {
  const people = await peopleOfSection(tx, matter.sectionId, by.today)
  const owner = people.filter(({ id }) => id === matter.ownerId)
  const told = owner.length > 0 ? owner : people
  const receivers = told.length > 0 ? told : await staffWith(tx, 'matter.route', by.today)
  for (const person of receivers) {
    if (person.id === by.user?.id) continue
    await writeMail(tx, person, kind, (_t, language) => ({
      title: matter.title,
      due: matter.dueOn ? formatDay(matter.dueOn, language) : '',
      url: portalUrl(`/desk/exchange/${matter.id}`),
    }))
  }
  return receivers.length
}
