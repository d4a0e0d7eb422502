/** Answers given on paper or by telephone, entered by an officer for one household or for many. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { officersEvent } from '../queries/answers.server'
import { namesHousehold, officerScopes } from '../queries/scope.server'
import type { EnterForm } from '../schema'
import { answerColumns, lockEvent, sayWhatIsLeft } from './answer.server'

/**
 * Enters one answer for the chosen households, over any that they gave before, or removes it (`none`). Also after the
 * date: paper comes late. All are written or none.
 * @returns how many households were entered
 * @throws SignInNeeded; NotFound when the actor is no officer there or a household is out of reach; Invalid, also
 *   when the places do not suffice for all
 */
export async function enterAnswers(actor: Actor, noticeId: number, form: EnterForm): Promise<number> {
  const officer = requireUser(actor)
  await officersEvent(officer, noticeId)
  const ids = [...new Set(form.household)]
  if (ids.length === 0) throw new Invalid({ household: ['events.answers.choose_households'] })
  await transaction(async (tx) => {
    const event = await lockEvent(tx, noticeId)
    // Withdrawn in between: there is nothing to answer any more.
    if (event.state !== 'published' && event.state !== 'expired') throw new NotFound()
    await requireReach(tx, officer, event.audiencePath, ids)
    const own = { noticeId, householdId: { in: ids } }
    if (form.kind === 'none') {
      await tx.eventAnswer.deleteMany({ where: own })
    } else {
      const given = {
        ...answerColumns(event.asks, { ...form, kind: form.kind }),
        enteredById: officer.user.id,
        answeredAt: now(),
      }
      const known = await tx.eventAnswer.findMany({ where: own, select: { householdId: true } })
      // Those who become fewer first: their places are free for the others.
      for (const people of [{ gte: given.people }, { lt: given.people }]) {
        await tx.eventAnswer.updateMany({
          where: { ...own, people },
          data: { ...given, version: { increment: 1 } },
        })
      }
      const answered = new Set(known.map(({ householdId }) => householdId))
      await tx.eventAnswer.createMany({
        data: ids
          .filter((id) => !answered.has(id))
          .map((householdId) => ({ ...given, noticeId, householdId })),
      })
    }
    await record(tx, officer, {
      action: 'event.answers_entered',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: event.associationId,
      after: { kind: form.kind, people: form.people, householdIds: ids },
    })
  }).catch(sayWhatIsLeft)
  return ids.length
}

/** @throws NotFound unless all these households count, are asked, and lie in the reach of the office */
async function requireReach(tx: Tx, actor: Actor, audiencePath: string, ids: number[]): Promise<void> {
  const { paths, below } = officerScopes(actor)
  const found = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT h.id FROM households h JOIN associations g ON g.id = h.association_id
     WHERE h.id = ANY($1::int[]) AND starts_with(g.path, $2) AND ${countingHousehold('h', '$3')}
       AND ${namesHousehold('$4', '$5')}`,
    ids,
    audiencePath,
    actor.today,
    paths,
    below,
  )
  if (found.length !== ids.length) throw new NotFound()
}
