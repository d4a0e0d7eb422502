/** What the clock does for talks: the mails to all invited in turns, the day before, what is overdue, what is forgotten. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { postRights, posts } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dateToDay, dayOf, dayToDate, formatDay, instantOfLocal, now } from '~/platform/clock'
import { db, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { type MailedTalk, writeTalkMail } from '../mails.server'
import { ASKERS_KEPT_DAYS } from '../rules'
import { invitedWhere } from '../scope.server'
import type { ToldKind } from './shared.server'

/** So many mails are written in one transaction. */
const BATCH = 200

/** Posts whose holders answer and ask for an association. */
const ANSWERING = posts.filter((post) => postRights[post].includes('matter.ask'))

const mailedSelect = {
  id: true,
  title: true,
  state: true,
  startsAt: true,
  endsAt: true,
  place: true,
  answerBy: true,
  cancelledReason: true,
  association: { select: { name: true } },
  audience: { select: { path: true } },
} as const satisfies Prisma.TalkSelect
type MailedRow = Prisma.TalkGetPayload<{ select: typeof mailedSelect }>

const mailed = (row: MailedRow): MailedTalk => ({
  ...row,
  answerBy: row.answerBy && dateToDay(row.answerBy),
  host: row.association.name,
})

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

/** Has those who come told of the talks of tomorrow. @returns how many talks */
export async function remindTalks(): Promise<number> {
  const tomorrow = addDays(dayOf(now()), 1)
  const from = instantOfLocal(`${tomorrow}T00:00`) as Date
  const to = instantOfLocal(`${addDays(tomorrow, 1)}T00:00`) as Date
  return transaction(async (tx) => {
    const talks = await tx.talk.findMany({
      where: { state: 'announced', startsAt: { gte: from, lt: to } },
      select: { id: true },
    })
    for (const { id } of talks) await queue(tx, 'tell-talk', { talkId: id, kind: 'tomorrow', after: null })
    return talks.length
  })
}

/** Tells the officers of an association, on the day after, that something it was to do is not ticked. @returns how many */
export async function remindOutcomes(): Promise<number> {
  const today = dayOf(now())
  const due = await db.talkOutcome.findMany({
    where: {
      dueOn: dayToDate(addDays(today, -1)),
      doneOn: null,
      associationId: { not: null },
      talk: { minutesAt: { not: null } },
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of due) await transaction((tx) => remindOutcome(tx, id, today))
  return due.length
}

async function remindOutcome(tx: Tx, id: number, today: string): Promise<void> {
  const outcome = await tx.talkOutcome.findUnique({
    where: { id },
    select: {
      dueOn: true,
      association: { select: { id: true, kind: true } },
      talk: { select: mailedSelect },
    },
  })
  if (!outcome?.association || !outcome.dueOn) return
  const dueOn = dateToDay(outcome.dueOn)
  for (const officer of await holdersOf(tx, 'matter.ask', outcome.association, today)) {
    const more = { due: formatDay(dueOn, officer.language) }
    await writeTalkMail(tx, officer, 'overdue', mailed(outcome.talk), more)
  }
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
