/** まとめをほどく: what waited for the answer to another matter waits for its own again. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { answerDaysOf } from '~/modules/sections/rules'
import { dayToDate } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { dueAfter } from '../days.server'
import { exchangeSettings } from '../queries/settings.server'
import { joinedWords } from '../rules'
import { happen } from './happen.server'

/**
 * Releases one matter from what it was joined to. What is with a section, or was answered with the other, has as many
 * days from today as it would have if it came today.
 * @param text number of the other, and the reason
 */
export async function release(tx: Tx, actor: Actor, id: number, text: string): Promise<void> {
  const matter = await tx.matter.findUniqueOrThrow({
    where: { id },
    select: { state: true, associationId: true, joinedToId: true, section: { select: { answerDays: true } } },
  })
  const { answerDays } = await exchangeSettings(tx)
  const state = matter.state === 'received' ? 'received' : 'routed'
  const dueOn =
    state === 'routed'
      ? dueAfter(actor.today, answerDaysOf(matter.section ?? { answerDays: null }, answerDays))
      : null
  await tx.matter.updateMany({
    where: { id },
    data: {
      state,
      joinedToId: null,
      closedAt: null,
      answeredAt: null,
      promisedOn: null,
      progress: 0,
      version: { increment: 1 },
      ...(dueOn ? { dueOn: dayToDate(dueOn), dueToldAt: null, overdueToldOn: null } : {}),
    },
  })
  await happen(tx, id, { kind: 'released', text, dueOn, byId: actor.user?.id })
  await record(tx, actor, {
    action: 'matter.released',
    subjectType: 'matter',
    subjectId: id,
    associationId: matter.associationId,
    before: { joined: matter.joinedToId },
    after: { state, due: dueOn },
  })
}

/** Releases all that was joined to a matter to which no answer comes any more, as it was taken back. */
export async function releaseJoined(tx: Tx, actor: Actor, id: number): Promise<void> {
  const joined = await tx.matter.findMany({
    where: { joinedToId: id },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const reason = translator('ja')('exchange.city.released_withdrawn')
  for (const matter of joined) await release(tx, actor, matter.id, joinedWords(id, reason))
}
