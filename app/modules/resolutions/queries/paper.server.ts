/** What the record of a decision says. */
import { type Actor, posts, requireUser } from '~/modules/accounts/rules'
import { dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { standing } from '../commands/run.server'
import { votesByName } from './desk.server'
import { readable, shown, toldTo } from './resolution.server'

const nameOf = (user: { familyName: string; givenName: string } | null) =>
  user ? [user.familyName, user.givenName].filter(Boolean).join(' ') : ''

/**
 * 議決の記録, in two versions. For officers and the 監事: all numbers, and in an open vote who has voted how; also while
 * the 監事 looks at it. For members, once it is over: what was decided. Not how many have objected or how many had
 * answered before it went to a meeting, and of a secret vote of a few no numbers (`toldOf`): they would be names.
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
  const [chair, checker, count, byName, papers, standingNow] = await Promise.all([
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
    db.resolutionPaper.count({
      where: { resolutionId: id, state: 'agreed', phase: { not: 'envelope' } },
    }),
    standing(db, row),
  ])
  const sum = (of: (one: (typeof count)[number]) => boolean) =>
    count.filter(of).reduce((all, one) => all + one._count, 0)
  const told = toldTo(row, desk)
  // Of replies that led to a meeting members learn that there was one, and no more.
  const answers = isOfficer || row.state === 'decided'
  return {
    resolution: shown(row, told),
    version: isOfficer ? ('officers' as const) : ('members' as const),
    isSmall: told === 'result',
    chair: nameOf(chair?.user ?? null),
    auditor: nameOf(checker),
    days: { closed: row.closedAt && dateToDay(dayToDate(dayOf(row.closedAt))) },
    voters: sum(() => true),
    consented: answers ? sum((one) => one.consents === true) : null,
    objected: isOfficer ? sum((one) => one.consents === false) : null,
    consentedOnPaper: sum((one) => one.consentOnPaper),
    voted: answers ? sum((one) => one.voted) : null,
    votedOnPaper: sum((one) => one.votedOnPaper),
    envelopes: row.secret ? standingNow.envelopes : null,
    sheets: standingNow.sheets,
    extras: standingNow.extras,
    papers: papers - Object.values(standingNow.extras).reduce((sum, count) => sum + count, 0),
    byName,
  }
}
export type RecordShown = Awaited<ReturnType<typeof recordOf>>
