/** What the clock does for surveys: who is asked is told once, reminded once, and in the end nothing is kept of them. */
import { JOB, record } from '~/modules/audit/commands.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { addDays, dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { type MailKind, writeMail } from '../mails.server'
import { NAMES_KEPT_DAYS, REMIND_DAYS, standingOf } from '../rules'
import { answeredKeys, personVoter, type SurveyRow, surveyOf, surveySelect } from '../scope.server'
import { ALSO, voterKey } from '../voter.server'
import { tellLater } from './run.server'

/** Mails of one transaction */
const BATCH = 200

type Told = { id: string; email: string; language: string; households: number[] }

/** The accounts of those asked that want mails, in the order of their ids. */
const TOLD = (unit: 'person' | 'household') => `
  SELECT u.id, u.email, u.language, coalesce(array_agg(t.household) FILTER (WHERE t.household IS NOT NULL), '{}') AS households
  FROM (
    SELECT m.user_id, h.id AS household FROM household_members m JOIN households h ON h.id = m.household_id
      JOIN associations a ON a.id = h.association_id
    WHERE a.path LIKE $1 || '%' AND m.user_id IS NOT NULL AND m.left_at IS NULL AND ${countingHousehold('h', '$2')}
    ${
      unit === 'person'
        ? `UNION ALL SELECT s.user_id, NULL FROM memberships s JOIN associations a ON a.id = s.association_id
    WHERE a.path LIKE $1 || '%' AND s.state = 'confirmed'`
        : ''
    }) t JOIN users u ON u.id = t.user_id
  WHERE u.delivery = 'email' AND ($3::uuid IS NULL OR u.id > $3::uuid)
  GROUP BY u.id, u.email, u.language ORDER BY u.id LIMIT ${BATCH}`

/** Whether this person, or a household of theirs, has still to answer. */
async function stillAsked(tx: Tx, survey: SurveyRow, { id, households }: Told): Promise<boolean> {
  if (survey.unit === 'household') {
    const keys = households.map((household) => voterKey(survey.id, 'household', household))
    return (await answeredKeys(tx, survey.id, keys)).size < keys.length
  }
  const voter = await personVoter(tx, survey.id, id, null)
  return (await answeredKeys(tx, survey.id, [voter.key, ...voter.aliases])).size === 0
}

/**
 * Tells one part of those asked, and leaves the rest to the next job.
 * @returns how many mails were written
 */
export async function tellSurvey(given: {
  surveyId: number
  kind: Exclude<MailKind, 'link'>
  after: string | null
}): Promise<number> {
  const { surveyId, kind, after } = given
  const today = dayOf(now())
  return transaction(async (tx) => {
    const row = await tx.survey.findUnique({ where: { id: surveyId }, select: surveySelect })
    if (!row) return 0
    const survey = surveyOf(row)
    // Everybody is asked by the list of surveys; only members are written to.
    if (survey.reach !== 'members') return 0
    if ((kind === 'cancelled') !== (survey.state === 'cancelled')) return 0
    if (kind !== 'cancelled' && standingOf(survey, today) !== 'open') return 0
    const people = await tx.$queryRawUnsafe<Told[]>(TOLD(survey.unit), survey.audience.path, today, after)
    let told = 0
    for (const person of people) {
      if (kind !== 'cancelled' && !(await stillAsked(tx, survey, person))) continue
      told += 1
      await writeMail(tx, person, kind, {
        title: survey.title,
        association: survey.association.name,
        until: survey.closesOn,
        path: `/surveys/${surveyId}`,
        reason: survey.conclusion,
      })
    }
    const last = people.at(-1)
    if (people.length === BATCH && last) await queue(tx, 'tell-survey', { surveyId, kind, after: last.id })
    return told
  }, 120)
}

/**
 * Tells of surveys that have begun, and reminds of those that end within three days, each once: what a morning has
 * missed is made up on the next. @returns of how many
 */
export async function announceSurveys(): Promise<number> {
  const today = dayToDate(dayOf(now()))
  return transaction(async (tx) => {
    const open = { state: 'open', reach: 'members', closesOn: { gte: today } } as const
    const opened = await tx.survey.findMany({
      where: { ...open, opensOn: { lte: today }, announcedOn: null },
      select: { id: true },
    })
    const told = await tx.survey.findMany({
      where: {
        ...open,
        closesOn: { gte: today, lte: addDate(today, REMIND_DAYS) },
        announcedOn: { lt: today },
        remindedOn: null,
      },
      select: { id: true, opensOn: true, closesOn: true },
    })
    // Whoever was asked within these days has not forgotten yet.
    const ending = told.filter(({ opensOn, closesOn }) => opensOn < addDate(closesOn, -REMIND_DAYS))
    for (const { id } of opened) {
      await tx.survey.updateMany({ where: { id }, data: { announcedOn: today } })
      await tellLater(tx, id, 'opened')
    }
    for (const { id } of ending) {
      await tx.survey.updateMany({ where: { id }, data: { remindedOn: today } })
      await tellLater(tx, id, 'reminder')
    }
    return opened.length + ending.length
  })
}

const addDate = (date: Date, days: number): Date => dayToDate(addDays(dateToDay(date), days))

/** Days after the end for which a link can still say that it comes too late. */
const LINKS_KEPT_DAYS = 90

/**
 * Makes what is kept of who has answered unreadable, a year after the end: numbers by area stay. Links go earlier.
 * @returns how many rows of rolls
 */
export async function forgetVoters(): Promise<number> {
  const today = dayOf(now())
  const over = { state: { in: ['closed', 'cancelled'] as ('closed' | 'cancelled')[] } }
  return transaction(async (tx) => {
    await tx.surveyLink.deleteMany({
      where: { survey: { ...over, closesOn: { lt: dayToDate(addDays(today, -LINKS_KEPT_DAYS)) } } },
    })
    const before = dayToDate(addDays(today, -NAMES_KEPT_DAYS))
    await tx.surveyBallot.updateMany({
      where: { rollId: { not: null }, survey: { ...over, closesOn: { lt: before } } },
      data: { rollId: null },
    })
    // Of the second rows of an answer nothing stays.
    await tx.surveyRoll.deleteMany({
      where: { voterKey: { startsWith: ALSO }, survey: { ...over, closesOn: { lt: before } } },
    })
    // A key that nobody can make again begins with a tilde, which no keyed hash does.
    const count = await tx.$executeRaw`
      UPDATE survey_roll r SET voter_key = '~' || gen_random_uuid() FROM surveys s
      WHERE s.id = r.survey_id AND s.state IN ('closed', 'cancelled') AND s.closes_on < ${before}::date
        AND r.voter_key NOT LIKE '~%'`
    if (count > 0) {
      const subject = { subjectId: 'surveys', subjectType: 'portal' }
      await record(tx, JOB, { action: 'retention.cleared', ...subject, after: { surveyRoll: count } })
    }
    return count
  }, 120)
}

/** Drafts that nobody has opened are of no use to anybody after two years. @returns how many */
export async function forgetDrafts(): Promise<number> {
  const before = dayToDate(addDays(dayOf(now()), -2 * 365))
  const { count } = await db.survey.deleteMany({ where: { state: 'draft', createdAt: { lt: before } } })
  return count
}
