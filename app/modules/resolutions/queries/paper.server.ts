/** What the record of a decision says. */
import { type Actor, posts, requireUser } from '~/modules/accounts/rules'
import { dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { votesByName } from './desk.server'
import { countsShown, readable, shown } from './resolution.server'

const nameOf = (user: { familyName: string; givenName: string } | null) =>
  user ? [user.familyName, user.givenName].filter(Boolean).join(' ') : ''

/**
 * 議決の記録: once it is over; while the 監事 looks at it, for officers. Who has voted how stands in it for officers
 * alone, and in a secret vote for nobody.
 * @throws SignInNeeded, NotFound
 */
export async function recordOf(actor: Actor, slug: string, id: number) {
  requireUser(actor)
  const { row, desk } = await readable(actor, slug, id)
  const isOfficer = desk.run || desk.enter || desk.check
  const isOver = row.state === 'decided' || row.state === 'to_meeting'
  if (!isOver && !(row.state === 'checking' && isOfficer)) throw new NotFound()
  const day = dayToDate(dayOf(row.closedAt ?? now()))
  const people = { select: { familyName: true, givenName: true } } as const
  const [chair, checker, count, byName, papers] = await Promise.all([
    db.term.findFirst({
      where: {
        associationId: row.association.id,
        post: posts[0],
        startsOn: { lte: day },
        endsOn: { gte: day },
      },
      select: { user: people },
    }),
    row.checkedById ? db.user.findUnique({ where: { id: row.checkedById }, ...people }) : null,
    db.resolutionVoter.groupBy({
      by: ['consents', 'consentOnPaper', 'voted', 'votedOnPaper'],
      where: { resolutionId: id },
      _count: true,
    }),
    isOfficer && row.votingAt ? votesByName(row) : [],
    db.resolutionPaper.count({ where: { resolutionId: id, state: 'agreed' } }),
  ])
  const sum = (of: (one: (typeof count)[number]) => boolean) =>
    count.filter(of).reduce((all, one) => all + one._count, 0)
  return {
    resolution: shown(row, countsShown(row.state, desk)),
    chair: nameOf(chair?.user ?? null),
    auditor: nameOf(checker),
    days: { closed: row.closedAt && dateToDay(dayToDate(dayOf(row.closedAt))) },
    voters: sum(() => true),
    consented: sum((one) => one.consents === true),
    objected: sum((one) => one.consents === false),
    consentedOnPaper: sum((one) => one.consentOnPaper),
    voted: sum((one) => one.voted),
    votedOnPaper: sum((one) => one.votedOnPaper),
    papers,
    byName,
  }
}
export type RecordShown = Awaited<ReturnType<typeof recordOf>>
