/** 取下げ: the association gives its application up; what was kept of the budget is free again. */
import type { Actor } from '~/modules/accounts/rules'
import { post, standingOf } from '~/modules/budgets/commands/post.server'
import { transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { move } from './move.server'
import { holdForStep } from './step.server'

/**
 * Withdraws an application.
 * @throws SignInNeeded, NotFound; NotAllowed unless it is the president; Stale from a state in which it is too late,
 *   or where money has been paid in advance: that is given back first
 */
export async function withdraw(
  actor: Actor,
  id: number,
  form: { version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const holding = await holdForStep(tx, actor, id, 'withdraw', form.version)
    const { held, person } = holding
    if (held.paidAmount > 0) throw new Stale('subsidy_paid')
    if (held.budgetId !== null) {
      const { reserved, decided } = await standingOf(tx, id, held.budgetId)
      if (reserved !== 0 || decided !== 0)
        await post(tx, person, {
          budgetId: held.budgetId,
          applicationId: id,
          kind: 'release',
          reserved: -reserved,
          decided: -decided,
        })
    }
    await move(tx, holding, 'withdraw', { reason: form.reason })
  })
}
