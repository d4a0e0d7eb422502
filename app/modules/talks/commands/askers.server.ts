/** Who asked before a talk hears how it goes on: when the agenda stands, and when the minutes are out. */
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, dateToDay, dayOf, now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { writeTalkMail } from '../mails.server'
import { lastDay } from '../rules'
import { mailed, mailedSelect } from './mailed.server'
import { type AskersKind, tellAskers } from './shared.server'

/** What is told holds only of a talk that stands like this. */
const STATES: Record<AskersKind, string> = { asker_agenda: 'announced', asker_minutes: 'held' }

/** Writes to everybody whose question was taken up, each once. @returns how many */
export async function writeAskers(given: { talkId: number; kind: AskersKind }): Promise<number> {
  const { talkId, kind } = given
  return transaction(async (tx) => {
    const talk = await tx.talk.findUnique({ where: { id: talkId }, select: mailedSelect })
    if (!talk || talk.state !== STATES[kind]) return 0
    const asked = await tx.talkQuestion.findMany({
      where: { talkId, state: 'shown', authorId: { not: null } },
      distinct: ['authorId'],
      orderBy: { authorId: 'asc' },
      select: { author: { select: { email: true, language: true } } },
    })
    const people = asked.flatMap(({ author }) => author ?? [])
    for (const person of people) await writeTalkMail(tx, person, kind, mailed(talk))
    return people.length
  })
}

/**
 * Once the last day for questions is over, and the day before the talk at the latest, whoever asked is told of the
 * agenda. What a morning has missed is done on the next, as long as the talk is still to come; the trail says that it
 * was done.
 * @returns of how many talks
 */
export async function tellOfAgendas(): Promise<number> {
  const at = now()
  const today = dayOf(at)
  const coming = await db.talk.findMany({
    where: { state: 'announced', startsAt: { gt: at } },
    orderBy: { id: 'asc' },
    select: { id: true, startsAt: true, answerBy: true, associationId: true },
  })
  const due = coming.filter(({ startsAt, answerBy }) => {
    const last = lastDay({ startsAt, answerBy: answerBy && dateToDay(answerBy) })
    return last < today || dayOf(startsAt) <= addDays(today, 1)
  })
  let told = 0
  for (const { id, associationId } of due) {
    told += await transaction(async (tx) => {
      // Held: two mornings at once tell it once.
      await tx.$executeRaw`SELECT FROM talks WHERE id = ${id}::int FOR UPDATE`
      const subject = { subjectType: 'talk', subjectId: String(id) }
      const action = 'talk.askers_told'
      if ((await tx.auditEntry.count({ where: { ...subject, action } })) > 0) return 0
      await record(tx, JOB, { action, ...subject, associationId })
      await tellAskers(tx, id, 'asker_agenda')
      return 1
    })
  }
  return told
}
