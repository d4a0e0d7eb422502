/** 出欠の回答: given, changed and taken back by a member of the household, or by a person for themselves. */
import { type Actor, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { householdsOf } from '~/modules/households/queries/own.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { type Day, now } from '~/platform/clock'
import { raisedDetail, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import {
  type AnswerKind,
  answering,
  type EventAsks,
  kindsFor,
  type OwnHousehold,
  peopleOf,
  takesAnswers,
} from '../rules'
import type { AnswerForm, TakeBackForm } from '../schema'

type LockedEvent = {
  id: number
  state: string
  visibility: string
  startsAt: Date | null
  answerBy: Day | null
  asks: EventAsks
  associationId: number
  audiencePath: string
}

/**
 * The event, its row locked to the end of the transaction: everybody who answers takes this lock first, before any
 * answer's row, so that nobody waits in a circle and the places are counted one answer after the other.
 * @throws NotFound when there is no such event or nobody is asked
 */
export async function lockEvent(tx: Tx, noticeId: number): Promise<LockedEvent & { startsAt: Date }> {
  const [event] = await tx.$queryRaw<LockedEvent[]>`
    SELECT n.id, n.state::text, n.visibility::text, n.event_starts_at AS "startsAt",
      n.event_answer_by::text AS "answerBy", n.event_asks::text AS asks, n.association_id AS "associationId",
      a.path AS "audiencePath"
    FROM notices n JOIN associations a ON a.id = n.audience_id WHERE n.id = ${noticeId} FOR NO KEY UPDATE OF n`
  if (!event?.startsAt || event.asks === 'nothing') throw new NotFound()
  return { ...event, startsAt: event.startsAt }
}

/** For whom a row of answers stands. */
type Whose = { householdId: number } | { userId: string }

/** @throws NotFound unless the actor may answer for this household or, where that is possible, for themselves */
async function whose(
  tx: Tx,
  actor: SignedIn,
  event: LockedEvent,
  own: readonly OwnHousehold[],
  as: string,
): Promise<Whose> {
  const known = await tx.household.findMany({
    where: { id: { in: answering(own, event.audiencePath) }, consentWithdrawnAt: null },
    select: { id: true },
  })
  if (as !== 'me') {
    const household = known.find(({ id }) => as === `household-${id}`)
    if (!household) throw new NotFound()
    return { householdId: household.id }
  }
  const userId = actor.user.id
  // Whoever answered alone before the household was entered may still change that answer, but gives no second one.
  const answered = await tx.eventAnswer.findFirst({
    where: { noticeId: event.id, userId },
    select: { id: true },
  })
  if (answered) return { userId }
  if (event.asks !== 'attendance' || event.visibility !== 'public') throw new NotAllowed('event_by_household')
  if (known.length > 0) throw new NotFound()
  return { userId }
}

/** The one transaction of an answer: the gate of the notice, the lock, the date, for whom. */
async function changing(
  actor: Actor,
  noticeId: number,
  as: string,
  work: (tx: Tx, actor: SignedIn, event: LockedEvent, of: Whose) => Promise<void>,
): Promise<void> {
  const person = requireUser(actor)
  await readNotice(person, noticeId)
  // Read before the transaction: whoever holds the lock must not wait for a second connection.
  const own = await householdsOf(person)
  await transaction(async (tx) => {
    const event = await lockEvent(tx, noticeId)
    if (event.state !== 'published' || !takesAnswers(event, now())) throw new Stale('event_closed')
    await work(tx, person, event, await whose(tx, person, event, own, as))
  }).catch(sayWhatIsLeft)
}

/**
 * What the database says of places that are not there, in words.
 * @throws Invalid naming how many are left; any other error as it is
 */
export function sayWhatIsLeft(error: unknown): never {
  const left = raisedDetail(error, 'PT001')
  if (left === null) throw error
  throw new Invalid({
    people: [left === '0' ? 'events.answer.full' : message('events.answer.too_many', { left })],
  })
}

/**
 * What is written of an answer.
 * @throws Invalid for a kind that the event does not know, or without the number of those who come
 */
export function answerColumns(
  asks: EventAsks,
  form: { kind: AnswerKind; people: number | null; entrusted_to: string },
): { kind: AnswerKind; people: number; entrustedTo: string } {
  if (!kindsFor(asks).includes(form.kind)) throw new Invalid({ kind: ['form.choose'] })
  const people = peopleOf(asks, form.kind, form.people)
  if (people === null) throw new Invalid({ people: ['events.answer.people_needed'] })
  return { kind: form.kind, people, entrustedTo: form.kind === 'entrust' ? form.entrusted_to : '' }
}

/**
 * Gives or changes the answer of a household, or of a person who is in none. The same form sent twice is one answer.
 * @throws SignInNeeded; NotFound, Gone as `readNotice`; NotAllowed where only households answer; Invalid, also when
 *   the places do not suffice; Stale when it is too late, or somebody of the household has answered since
 */
export async function answerEvent(actor: Actor, noticeId: number, form: AnswerForm): Promise<void> {
  await changing(actor, noticeId, form.as, async (tx, person, event, of) => {
    const columns = answerColumns(event.asks, form)
    const before = await tx.eventAnswer.findFirst({
      where: { noticeId, ...of },
      select: { id: true, version: true, kind: true, people: true, entrustedTo: true },
    })
    if ((before?.version ?? 0) !== form.version) {
      const isSame =
        before?.kind === columns.kind &&
        before.people === columns.people &&
        before.entrustedTo === columns.entrustedTo
      if (isSame) return
      throw new Stale('answer_changed')
    }
    const given = { ...columns, enteredById: null, answeredAt: now() }
    if (before) {
      await tx.eventAnswer.update({
        where: { id: before.id },
        data: { ...given, version: before.version + 1 },
      })
    } else {
      await tx.eventAnswer.create({ data: { ...given, noticeId, ...of } })
    }
    await record(tx, person, {
      action: 'event.answered',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: event.associationId,
      before: before ? { kind: before.kind, people: before.people } : undefined,
      after: { kind: columns.kind, people: columns.people, householdId: householdIdOf(of) },
    })
  })
}

/**
 * Takes an answer back, as if none had been given. Taken back already, nothing happens.
 * @throws as `answerEvent`
 */
export async function takeBackAnswer(actor: Actor, noticeId: number, form: TakeBackForm): Promise<void> {
  await changing(actor, noticeId, form.as, async (tx, person, event, of) => {
    const before = await tx.eventAnswer.findFirst({
      where: { noticeId, ...of },
      select: { id: true, version: true, kind: true, people: true },
    })
    if (!before) return
    if (before.version !== form.version) throw new Stale('answer_changed')
    await tx.eventAnswer.delete({ where: { id: before.id } })
    await record(tx, person, {
      action: 'event.answer_taken_back',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: event.associationId,
      before: { kind: before.kind, people: before.people, householdId: householdIdOf(of) },
    })
  })
}

function householdIdOf(of: Whose): number | null {
  return 'householdId' in of ? of.householdId : null
}
