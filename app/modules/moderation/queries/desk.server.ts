/** 投稿の見守り: what waits for a decision, one contribution with all that was said of it, and the trace. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { db, rows } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { judges } from '../commands/judges.server'
import { findAll, findOne, type Keepers, nameOf } from '../commands/keepers.server'
import {
  type AppealState,
  isSubject,
  type PostingRule,
  type ReportReason,
  type ReportState,
  type Subject,
  subjects,
} from '../rules'

/** Most reported contributions, and appeals, that are shown at once; the eldest come first. */
const MOST = 100
/** Rows of a page of the trace. */
const TRACE_PAGE = 20

type Reported = { subject: string; subjectId: number; count: number; since: Date; reasons: ReportReason[] }

const openReports = () =>
  rows<Reported>(
    `SELECT subject, subject_id AS "subjectId", count(*)::int AS count, min(created_at) AS since,
            array_agg(DISTINCT reason::text) AS reasons
     FROM content_reports WHERE state = 'open'
     GROUP BY subject, subject_id ORDER BY min(id) LIMIT $1`,
    [MOST],
  )

/**
 * The desk: for an administrator the appeals alone that have passed to them; for moderators reported contributions, open appeals, how many posts wait elsewhere, and a page of the trace.
 * @param before the id of the last hiding of the page before
 * @throws SignInNeeded, NotAllowed
 */
export async function moderationDesk(actor: Actor, keepers: Keepers, before?: number) {
  const moderates = mayInPortal(actor, 'content.moderate')
  requirePortalRight(
    actor,
    !moderates && mayInPortal(actor, 'content.appeal') ? 'content.appeal' : 'content.moderate',
  )
  const [reported, appeals, hidings, waiting] = await Promise.all([
    moderates ? openReports() : [],
    db.contentAppeal.findMany({
      where: { state: 'open' },
      orderBy: { id: 'asc' },
      take: MOST,
      select: {
        id: true,
        createdAt: true,
        hiddenById: true,
        hiding: { select: { subject: true, subjectId: true, rule: true } },
      },
    }),
    db.contentHiding.findMany({
      where: !moderates ? { id: 0 } : before ? { id: { lt: before } } : {},
      orderBy: { id: 'desc' },
      take: TRACE_PAGE + 1,
      select: {
        id: true,
        subject: true,
        subjectId: true,
        rule: true,
        reason: true,
        hiddenAt: true,
        liftedAt: true,
        appeals: { select: { state: true } },
      },
    }),
    Promise.all(subjects.map(async (subject) => ({ subject, ...(await keepers[subject].waiting()) }))),
  ])
  const found = await findAll(keepers, db, actor, [
    ...reported,
    ...appeals.map(({ hiding }) => hiding),
    ...hidings,
  ])
  const named = ({ subject, subjectId }: { subject: string; subjectId: number }) => {
    const one = found.get(nameOf(subject, subjectId))
    return { subject: subject as Subject, id: subjectId, title: one?.title ?? null }
  }
  const listed = []
  for (const { createdAt, hiddenById, hiding } of appeals) {
    const authorId = found.get(nameOf(hiding.subject, hiding.subjectId))?.authorId ?? null
    const mine = !(await judges(db, actor, { hiddenById, authorId, createdAt }))
    if (moderates || !mine)
      listed.push({ ...named(hiding), rule: hiding.rule as PostingRule, since: createdAt, mine })
  }
  return {
    moderates,
    waiting: moderates ? waiting.filter(({ count }) => count > 0) : [],
    reports: reported.map(({ count, since, reasons, ...about }) => ({
      ...named(about),
      count,
      since,
      reasons,
    })),
    appeals: listed,
    trace: hidings.slice(0, TRACE_PAGE).map(({ appeals: [appeal], liftedAt, hiddenAt, reason, ...row }) => ({
      ...named(row),
      hiding: row.id,
      rule: row.rule as PostingRule,
      reason,
      hiddenAt,
      state: liftedAt
        ? ('lifted' as const)
        : appeal?.state === 'open'
          ? ('appealed' as const)
          : ('hidden' as const),
    })),
    older: hidings.length > TRACE_PAGE ? (hidings[TRACE_PAGE - 1]?.id ?? null) : null,
  }
}

/** How many contributions and appeals wait, for the way to the desk; null for whoever does not moderate. */
export async function moderationCount(actor: Actor): Promise<number | null> {
  if (!mayInPortal(actor, 'content.moderate')) return null
  const [row] = await rows<{ count: number }>(
    `SELECT (SELECT count(DISTINCT (subject, subject_id)) FROM content_reports WHERE state = 'open')::int
          + (SELECT count(*) FROM content_appeals WHERE state = 'open')::int AS count`,
    [],
  )
  return row?.count ?? 0
}

/**
 * One contribution with its reports, hidings and appeals.
 * @param subject as it stands in the address
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function moderationCase(actor: Actor, keepers: Keepers, subject: string, id: number) {
  const moderates = mayInPortal(actor, 'content.moderate')
  requirePortalRight(
    actor,
    !moderates && mayInPortal(actor, 'content.appeal') ? 'content.appeal' : 'content.moderate',
  )
  if (!isSubject(subject)) throw new NotFound()
  const found = await findOne(keepers, db, actor, subject, id)
  if (!found) throw new NotFound()
  const about = { subject, subjectId: id }
  const [reports, hidings] = await Promise.all([
    db.contentReport.findMany({
      where: about,
      orderBy: { id: 'desc' },
      take: MOST,
      select: {
        id: true,
        reason: true,
        text: true,
        state: true,
        decision: true,
        reporterId: true,
        createdAt: true,
      },
    }),
    db.contentHiding.findMany({
      where: about,
      orderBy: { id: 'desc' },
      take: MOST,
      select: {
        id: true,
        rule: true,
        reason: true,
        hiddenById: true,
        hiddenAt: true,
        liftedAt: true,
        liftedReason: true,
        appeals: {
          select: {
            text: true,
            state: true,
            decision: true,
            decidedById: true,
            decidedAt: true,
            createdAt: true,
          },
        },
      },
    }),
  ])
  const people = await db.user.findMany({
    where: {
      id: {
        in: hidings.flatMap(({ hiddenById, appeals }) =>
          [hiddenById, ...appeals.map(({ decidedById }) => decidedById)].flatMap((one) => one ?? []),
        ),
      },
    },
    select: { id: true, familyName: true, givenName: true },
  })
  const nameById = new Map(people.map((one) => [one.id, `${one.familyName} ${one.givenName}`]))
  const byName = (person: string | null) => (person ? (nameById.get(person) ?? null) : null)
  const open = reports.filter(({ state }) => state === 'open')
  const standing = hidings.find(({ liftedAt }) => liftedAt === null)
  const waits = standing?.appeals.some(({ state }) => state === 'open') ?? false
  const appeal = waits ? standing?.appeals[0] : undefined
  const judged = standing &&
    appeal && { hiddenById: standing.hiddenById, authorId: found.authorId, createdAt: appeal.createdAt }
  const isJudge = judged !== undefined && !found.mine && (await judges(db, actor, judged))
  // An administrator reads what has passed to them, and nothing else of what is moderated.
  if (!moderates && !isJudge) throw new NotAllowed()
  return {
    subject,
    id,
    title: found.title,
    text: found.text,
    href: found.href,
    isPublic: found.isPublic,
    hidden: standing !== undefined,
    standing: standing?.id ?? null,
    /** The last report on the page: what comes after it is not closed with it */
    seen: open[0]?.id ?? null,
    openReports: open.length,
    acts: {
      keep: moderates && open.length > 0,
      hide: moderates && found.isPublic && !standing,
      lift: moderates && standing !== undefined && !waits,
      judge: isJudge,
    },
    /** There is an appeal that somebody else judges */
    waitsForAnother: waits && !isJudge,
    reports: reports.map(({ id: report, reporterId, reason, state, ...row }) => ({
      ...row,
      id: report,
      reason: reason as ReportReason,
      state: state as ReportState,
      byAccount: reporterId !== null,
    })),
    hidings: hidings.map(({ appeals: [appeal], hiddenById, rule, ...row }) => ({
      ...row,
      rule: rule as PostingRule,
      by: byName(hiddenById),
      appeal: appeal && {
        text: appeal.text,
        state: appeal.state as AppealState,
        decision: appeal.decision,
        by: byName(appeal.decidedById),
        createdAt: appeal.createdAt,
        decidedAt: appeal.decidedAt,
      },
    })),
  }
}
export type ModerationCase = Awaited<ReturnType<typeof moderationCase>>
