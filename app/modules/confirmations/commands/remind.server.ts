/** 再通知: once a day at most, to households that have not confirmed, and to officers of those without a screen. */
import { type Actor, type Post, postRights, posts, requireUser } from '~/modules/accounts/rules'
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { countingHousehold } from '~/modules/households/queries/sql.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { announce } from '~/modules/subscriptions/commands/announce.server'
import { type Day, dateToDay, dayOf, daysBetween, dayToDate, formatDay, now } from '~/platform/clock'
import { rows, type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { mayRemind } from '../queries/list.server'
import { noticeForOfficer } from '../queries/officer.server'

/** At most so many officers of one group are told. */
const TOLD = 10

const keepers: Post[] = posts.filter((post) => postRights[post].includes('household.keep'))

type Missing = { path: string; households: number; offScreen: number }

/** Households that count and have not confirmed, by group; `offScreen`: those of them on paper or with nothing. */
async function missingByGroup(tx: Tx, noticeId: number, audiencePath: string, day: Day): Promise<Missing[]> {
  return tx.$queryRawUnsafe<Missing[]>(
    `SELECT a.path, count(*)::int AS households,
       (count(*) FILTER (WHERE h.delivery IN ('paper', 'none')))::int AS "offScreen"
     FROM associations a JOIN households h ON h.association_id = a.id
     WHERE a.path LIKE $2 || '%' AND ${countingHousehold('h', '$3')}
       AND NOT EXISTS (SELECT FROM confirmations c WHERE c.notice_id = $1 AND c.household_id = h.id)
     GROUP BY 1`,
    noticeId,
    audiencePath,
    day,
  )
}

/**
 * Reminds of a notice on a day: households by mail and messages, officers of the others by one mail each.
 * @returns how many households have not confirmed; null when the day has been reminded, or the notice asks nobody now
 */
async function remind(auditee: Auditee, noticeId: number, day: Day): Promise<number | null> {
  return transaction(async (tx) => {
    const notice = await tx.notice.findFirst({
      where: { id: noticeId, state: 'published', confirmBy: { not: null }, visibility: { not: 'officers' } },
      select: { title: true, confirmBy: true, associationId: true, audience: { select: { path: true } } },
    })
    if (!notice?.confirmBy) return null
    const missing = await missingByGroup(tx, noticeId, notice.audience.path, day)
    const households = missing.reduce((sum, group) => sum + group.households, 0)
    const made = await tx.reminder.createMany({
      data: { noticeId, day: dayToDate(day), households, sentAt: now() },
      skipDuplicates: true,
    })
    if (made.count === 0) return null
    if (households > 0) {
      await announce(tx, { noticeId, kind: 'reminder', day })
      const { title, confirmBy } = notice
      await tellOfficers(tx, { id: noticeId, title, confirmBy: dateToDay(confirmBy) }, missing, day)
    }
    await record(tx, auditee, {
      action: 'notice.reminded',
      subjectType: 'notice',
      subjectId: noticeId,
      associationId: notice.associationId,
      after: { day, households },
    })
    return households
  })
}

/** One mail to each officer who keeps households that are not reached on a screen, with how many and where they stand. */
async function tellOfficers(
  tx: Tx,
  notice: { id: number; title: string; confirmBy: Day },
  missing: readonly Missing[],
  day: Day,
): Promise<void> {
  const groups = missing.filter((group) => group.offScreen > 0)
  if (groups.length === 0) return
  const above = new Set(groups.flatMap(({ path }) => path.split('/').filter(Boolean).map(Number)))
  const date = dayToDate(day)
  const terms = await tx.term.findMany({
    where: {
      associationId: { in: [...above] },
      post: { in: keepers },
      startsOn: { lte: date },
      endsOn: { gte: date },
    },
    orderBy: { id: 'asc' },
    select: {
      post: true,
      association: { select: { path: true } },
      user: { select: { email: true, language: true, delivery: true } },
    },
  })
  const mails = new Map<string, { language: string; households: number }>()
  for (const group of groups) {
    // A group leader keeps the own group only; where it has none, those of the next part above are told.
    const able = terms.filter(
      (term) =>
        group.path === term.association.path ||
        (term.post !== 'group_leader' && group.path.startsWith(term.association.path)),
    )
    const nearest = Math.max(0, ...able.map((term) => term.association.path.length))
    const told = able.flatMap(({ association, user }) =>
      association.path.length === nearest && user?.delivery === 'email' ? [user] : [],
    )
    for (const user of told.slice(0, TOLD)) {
      const known = mails.get(user.email)
      mails.set(user.email, {
        language: user.language,
        households: (known?.households ?? 0) + group.offScreen,
      })
    }
  }
  for (const [recipient, { language, households }] of mails) {
    const words = isLanguage(language) ? language : 'ja'
    const t = translator(words)
    const given = {
      title: notice.title,
      households,
      day: formatDay(notice.confirmBy, words),
      url: `${settings().PUBLIC_URL}/notices/${notice.id}/confirmations?only=missing`,
      portal: t('portal.name'),
    }
    const subject = t('confirmations.mail.subject', given)
    await queueMail(tx, {
      recipient,
      subject: [...subject].slice(0, 200).join(''),
      text: t('confirmations.mail.text', given),
    })
  }
}

/**
 * Reminds at once, on an officer's button.
 * @returns how many households have not confirmed
 * @throws SignInNeeded, NotFound as `noticeForOfficer`; NotAllowed unless the whole audience is theirs to remind;
 *   Stale when today has been reminded already
 */
export async function remindNow(actor: Actor, noticeId: number): Promise<number> {
  const officer = requireUser(actor)
  const notice = await noticeForOfficer(officer, noticeId)
  if (!mayRemind(officer, notice)) throw new NotAllowed()
  const households = await remind(officer, noticeId, officer.today)
  if (households === null) throw new Stale('reminded_today')
  return households
}

type Due = { id: number; confirmBy: Day; remindDays: number[] }

/** Reminds of all notices of which this is a day to remind. Returns of how many. */
export async function remindDue(): Promise<number> {
  const today = dayOf(now())
  const asked = await rows<Due>(
    `SELECT id, confirm_by::text AS "confirmBy", remind_days AS "remindDays" FROM notices
     WHERE state = 'published' AND confirm_by >= $1::date AND remind_days <> '{}'
       AND NOT EXISTS (SELECT FROM reminders r WHERE r.notice_id = notices.id AND r.day = $1::date)`,
    [today],
  )
  let reminded = 0
  for (const { id, confirmBy, remindDays } of asked) {
    if (!remindDays.includes(daysBetween(today, confirmBy))) continue
    if ((await remind(JOB, id, today)) !== null) reminded += 1
  }
  return reminded
}
