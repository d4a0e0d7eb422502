/** What a resident asks through the association: an officer passes it on, or gives it back with words. */
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { moveOf } from '../rules'
import type { PassForm } from '../schema'
import { happen } from './happen.server'
import { tellCity } from './tell-city.server'

/**
 * Passes on or gives back.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when another officer, or the author, was faster
 */
export async function passOn(actor: Actor, slug: string, form: PassForm): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const association = await associationInScope(tx, actor, 'matter.ask', slug)
    const mine = { id: form.id, associationId: association.id, channel: 'through_association' } as const
    const found = await tx.matter.findFirst({ where: mine, select: { title: true, state: true } })
    if (!found) throw new NotFound()
    const move = moveOf(form.intent, found.state, 'officer')
    if (!move) throw new Stale()
    const at = now()
    const passes = move.to === 'received'
    const { count } = await tx.matter.updateMany({
      where: { ...mine, state: found.state, version: form.version },
      data: {
        state: move.to,
        version: form.version + 1,
        ...(passes ? { receivedAt: at } : { closedAt: at }),
      },
    })
    if (count !== 1) throw new Stale()
    await happen(tx, form.id, {
      kind: passes ? 'passed_on' : 'given_back',
      text: passes ? '' : form.reason,
      byId: user.id,
    })
    if (passes) {
      await happen(tx, form.id, { kind: 'received' })
      await tellCity(tx, actor, form.id, found.title, 'received')
    }
    await record(tx, actor, {
      action: passes ? 'matter.passed_on' : 'matter.given_back',
      subjectType: 'matter',
      subjectId: form.id,
      associationId: association.id,
    })
  })
}
