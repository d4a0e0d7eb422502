/** What officers have to write, to approve and to pass on, and what stands. */
import { inScope, may, postRights, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { addDays } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import type { Importance, NoticeState, Visibility } from '../rules'

const SHOWN = 30
/** For so many days a notice from above is shown as something to pass on. */
const ABOVE_DAYS = 60
const ABOVE_SHOWN = 15

/** Notices of the associations for which the actor may write, by what is to be done with them, the last touched first. */
export async function deskNotices(actor: SignedIn) {
  const association = inScope(scopesOf(actor, 'notice.draft'))
  const of = (states: NoticeState[]) =>
    db.notice.findMany({
      where: { state: { in: states }, association },
      select: {
        id: true,
        title: true,
        state: true,
        updatedAt: true,
        publishAt: true,
        publishedAt: true,
        submittedAt: true,
        submittedById: true,
        returnedReason: true,
        association: { select: { name: true, path: true } },
      },
      orderBy: { updatedAt: 'desc' },
      take: SHOWN,
    })
  const [drafts, awaiting, scheduled, standing, above] = await Promise.all([
    of(['draft']),
    of(['awaiting_approval']),
    of(['scheduled']),
    of(['published', 'expired', 'withdrawn']),
    fromAbove(actor),
  ])
  const mine = (row: (typeof awaiting)[number]) => row.submittedById === actor.user.id
  const approvable = (row: (typeof awaiting)[number]) =>
    !mine(row) && may(actor, 'notice.approve', row.association.path)
  const shown = (found: typeof drafts) =>
    found.map(({ submittedById: _by, association: { name }, ...row }) => ({ ...row, association: { name } }))
  return {
    drafts: shown(drafts),
    toApprove: shown(awaiting.filter(approvable)),
    askedByMe: shown(awaiting.filter(mine)),
    waiting: shown(awaiting.filter((row) => !mine(row) && !approvable(row))),
    scheduled: shown(scheduled),
    standing: shown(standing),
    above,
  }
}

type FromAbove = {
  id: number
  title: string
  importance: Importance
  visibility: Visibility
  publisher: string
  publishedAt: Date
  /** The association for which it may be passed on, and whether that has been done */
  through: string
  throughId: number
  passed: boolean
}

/**
 * 市・協議会から: what the city or a council has lately addressed to an association in which the actor holds an office
 * with `notice.publish`. An officer there may read all of it.
 */
async function fromAbove(actor: SignedIn): Promise<FromAbove[]> {
  const seats = new Map(
    actor.seats
      .filter((seat) => seat.post !== 'group_leader' && postRights[seat.post].includes('notice.publish'))
      .map((seat) => [seat.associationId, seat.path]),
  )
  const since = `${addDays(actor.today, -ABOVE_DAYS)}T00:00:00+09:00`
  const found = await Promise.all(
    [...seats].map(([id, path]) => {
      const self = path.split('/').filter(Boolean).map(Number)
      return rows<FromAbove>(
        `SELECT n.id, n.title, n.importance, n.visibility, p.name AS publisher, n.published_at AS "publishedAt",
           s.name AS through, s.id AS "throughId",
           EXISTS (SELECT 1 FROM passings_on o WHERE o.notice_id = n.id AND o.association_id = s.id) AS passed
         FROM notices n JOIN associations p ON p.id = n.association_id JOIN associations s ON s.id = $1
         WHERE n.state = 'published' AND n.audience_id = ANY($2::int[]) AND n.association_id = ANY($3::int[])
           AND p.kind IN ('city', 'council') AND n.published_at > $4::timestamptz
         ORDER BY n.published_at DESC, n.id DESC LIMIT ${ABOVE_SHOWN}`,
        [id, self, self.slice(0, -1), since],
      )
    }),
  )
  return found.flat()
}

/** How many days around this day of an earlier year count as the same time of the year. */
const AROUND_DAYS = 35
const LAST_YEARS_SHOWN = 20

/** 昨年の今ごろ: notices of one to three years ago that were published about this time of the year, for copying. */
export async function lastYearsNotices(actor: SignedIn) {
  const spans = [1, 2, 3].map((years) => {
    const around = addDays(actor.today, Math.round(-365.25 * years))
    return {
      gte: new Date(`${addDays(around, -AROUND_DAYS)}T00:00:00+09:00`),
      lt: new Date(`${addDays(around, AROUND_DAYS + 1)}T00:00:00+09:00`),
    }
  })
  const own = actor.seats
    .filter((seat) => postRights[seat.post].includes('notice.draft'))
    .map((seat) => seat.associationId)
  const atCity = scopesOf(actor, 'notice.draft').some((scope) => scope.path === actor.cityPath)
  return db.notice.findMany({
    where: {
      state: { in: ['published', 'expired'] },
      OR: spans.map((publishedAt) => ({ publishedAt })),
      association: {
        OR: [{ id: { in: own } }, ...(atCity ? [{ path: actor.cityPath }] : [])],
      },
    },
    select: {
      id: true,
      title: true,
      publishedAt: true,
      category: true,
      association: { select: { name: true } },
    },
    orderBy: { publishedAt: 'desc' },
    take: LAST_YEARS_SHOWN,
  })
}
