/** What the clock does for talks: the mails to all invited in turns, the day before, what is overdue, what is forgotten. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { postRights, posts } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dateToDay, dayOf, dayToDate, formatDay, instantOfLocal, now } from '~/platform/clock'
import { db, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { writeTalkMail } from '../mails.server'
import { ASKERS_KEPT_DAYS } from '../rules'
import { invitedWhere } from '../scope.server'
import { mailed, mailedSelect } from './mailed.server'
import type { ToldKind } from './shared.server'

/** So many mails are written in one transaction. */
const BATCH = 200

/** Days after which what a morning has missed is told of no more: by then somebody has looked. */
const MADE_UP_DAYS = 7

/** Posts whose holders answer and ask for an association. */
const ANSWERING = posts.filter((post) => postRights[post].includes('matter.ask'))

/** What is told no longer holds when the talk stands otherwise by now: a cancelled one is announced to nobody. */
const STATES: Record<ToldKind, string> = {
  announced: 'announced',
  changed: 'announced',
  tomorrow: 'announced',
  cancelled: 'cancelled',
  minutes: 'held',
}

/**
 * Writes one turn of the mails to the officers of those invited, and asks the queue for the next in the same
 * transaction, so that nobody is left out and a crash repeats one turn at most.
 */
export async function tellTalk(given: {
  talkId: number
  kind: ToldKind
  after: string | null
}): Promise<void> {
  const { talkId, kind, after } = given
  await transaction(async (tx) => {
    const talk = await tx.talk.findUnique({ where: { id: talkId }, select: mailedSelect })
    if (!talk || talk.state !== STATES[kind]) return
    const day = dayToDate(dayOf(now()))
    const association: Prisma.AssociationWhereInput = {
      ...invitedWhere(talk.audience.path),
      ...(kind === 'tomorrow' ? { talkAttendances: { some: { talkId, comes: true } } } : {}),
    }
    const people = await tx.user.findMany({
      where: {
        ...(after ? { id: { gt: after } } : {}),
        terms: {
          some: { post: { in: ANSWERING }, startsOn: { lte: day }, endsOn: { gte: day }, association },
        },
      },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, email: true, language: true },
    })
    for (const person of people) await writeTalkMail(tx, person, kind, mailed(talk))
    if (people.length === BATCH) {
      await queue(tx, 'tell-talk', { talkId, kind, after: people.at(-1)?.id ?? null })
    }
  })
}

/**
 * Has those who come told of the talks of tomorrow, and of one of today that a morning has missed, as long as it has not
 * begun. The trail says that it was done, with the day of the talk: one that was moved is told of again.
 * @returns how many talks
 */
export async function remindTalks(): Promise<number> {
  const at = now()
  const to = instantOfLocal(`${addDays(dayOf(at), 2)}T00:00`) as Date
  const where = { state: 'announced' as const, startsAt: { gt: at, lt: to } }
  const coming = await db.talk.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } })
  let told = 0
  for (const { id } of coming) {
    told += await transaction(async (tx) => {
      // Held: two mornings at once tell it once.
      await tx.$executeRaw`SELECT FROM talks WHERE id = ${id}::int FOR UPDATE`
      const talk = await tx.talk.findFirst({
        where: { ...where, id },
        select: { startsAt: true, associationId: true },
      })
      if (!talk) return 0
      const subject = { subjectType: 'talk', subjectId: String(id) }
      const after = { day: dayOf(talk.startsAt) }
      const act = { action: 'talk.reminded', ...subject, associationId: talk.associationId, after }
      if (!(await isFirst(tx, act))) return 0
      await queue(tx, 'tell-talk', { talkId: id, kind: 'tomorrow', after: null })
      return 1
    })
  }
  return told
}

/** Notes in the trail that something was told. @returns whether that of just this was not there yet */
async function isFirst(
  tx: Tx,
  act: Parameters<typeof record>[2] & { subjectId: string; after: Record<string, string | number> },
): Promise<boolean> {
  const { action, subjectType, subjectId, after } = act
  const parts = Object.entries(after).map(([name, equals]) => ({ after: { path: [name], equals } }))
  if ((await tx.auditEntry.count({ where: { action, subjectType, subjectId, AND: parts } })) > 0) return false
  await record(tx, JOB, act)
  return true
}

/**
 * Tells the officers of an association, on the day after, that something it was to do is not ticked; what the mornings
 * of a week have missed is told of then, once. The trail says that it was done.
 * @returns of how many
 */
export async function remindOutcomes(): Promise<number> {
  const today = dayOf(now())
  const where = {
    dueOn: { gte: dayToDate(addDays(today, -MADE_UP_DAYS)), lt: dayToDate(today) },
    doneOn: null,
    droppedOn: null,
    associationId: { not: null },
    talk: { minutesAt: { not: null } },
  }
  const due = await db.talkOutcome.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } })
  let told = 0
  for (const { id } of due) told += await transaction((tx) => remindOutcome(tx, id, where, today))
  return told
}

async function remindOutcome(
  tx: Tx,
  id: number,
  where: Prisma.TalkOutcomeWhereInput,
  today: string,
): Promise<number> {
  await tx.$executeRaw`SELECT FROM talk_outcomes WHERE id = ${id}::int FOR UPDATE`
  const outcome = await tx.talkOutcome.findFirst({
    where: { ...where, id },
    select: {
      dueOn: true,
      talkId: true,
      association: { select: { id: true, kind: true } },
      talk: { select: mailedSelect },
    },
  })
  if (!outcome?.association || !outcome.dueOn) return 0
  const dueOn = dateToDay(outcome.dueOn)
  const subject = { subjectType: 'talk', subjectId: String(outcome.talkId) }
  const after = { outcome: id, day: dueOn }
  const act = { action: 'talk.outcome_reminded', ...subject, associationId: outcome.association.id, after }
  if (!(await isFirst(tx, act))) return 0
  for (const officer of await holdersOf(tx, 'matter.ask', outcome.association, today)) {
    const more = { due: formatDay(dueOn, officer.language) }
    await writeTalkMail(tx, officer, 'overdue', mailed(outcome.talk), more)
  }
  return 1
}

/**
 * Forgets who asked a question a year after the talk, and the questions that were never shown with it.
 * @returns how many rows
 */
export async function forgetAskers(): Promise<number> {
  const before = new Date(now().getTime() - ASKERS_KEPT_DAYS * 86_400_000)
  return transaction(async (tx) => {
    const talk = { endsAt: { lt: before } }
    const { count: deleted } = await tx.talkQuestion.deleteMany({
      where: { talk, state: { not: 'shown' }, hiddenAt: null },
    })
    const { count: forgotten } = await tx.talkQuestion.updateMany({
      where: { talk, authorId: { not: null } },
      data: { authorId: null },
    })
    const count = deleted + forgotten
    if (count > 0) {
      const subject = { subjectId: 'talk_questions', subjectType: 'portal' }
      await record(tx, JOB, { action: 'retention.cleared', ...subject, after: { talk_questions: count } })
    }
    return count
  })
}
