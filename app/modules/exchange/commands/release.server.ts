/** まとめをほどく: what waited for the answer to another matter waits for its own again. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { answerDaysOf } from '~/modules/sections/rules'
import { dayToDate } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { dueAfter } from '../days.server'
import { exchangeSettings } from '../queries/settings.server'
import { happen } from './happen.server'

/**
 * Releases all that was joined to a matter to which no answer comes any more. The state stays; what is with a section
 * has as many days from today as it would have if it came today.
 */
export async function releaseJoined(tx: Tx, actor: Actor, id: number): Promise<void> {
  const joined = await tx.matter.findMany({
    where: { joinedToId: id },
    orderBy: { id: 'asc' },
    select: { id: true, state: true, associationId: true, section: { select: { answerDays: true } } },
  })
  if (joined.length === 0) return
  const { answerDays } = await exchangeSettings(tx)
  for (const matter of joined) {
    const dueOn =
      matter.state === 'routed'
        ? dueAfter(actor.today, answerDaysOf(matter.section ?? { answerDays: null }, answerDays))
        : null
    await tx.matter.updateMany({
      where: { id: matter.id },
      data: {
        joinedToId: null,
        closedAt: null,
        version: { increment: 1 },
        ...(dueOn ? { dueOn: dayToDate(dueOn), dueToldAt: null, overdueToldOn: null } : {}),
      },
    })
    await happen(tx, matter.id, { kind: 'released', dueOn })
    await record(tx, actor, {
      action: 'matter.released',
      subjectType: 'matter',
      subjectId: matter.id,
      associationId: matter.associationId,
      before: { joined: id },
      after: { state: matter.state, due: dueOn },
    })
  }
}
