/** One decision as its members and officers read it. */
import { type Actor, requireUser, type SignedIn } from '~/modules/accounts/rules'
import { type Day, dateToDay } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound, SignInNeeded } from '~/platform/errors'
import { standing } from '../commands/run.server'
import { voterDifferences } from '../commands/voters.server'
import {
  clockGoesOn,
  closing,
  consentStanding,
  type Differences,
  isOver,
  type Reason,
  type ResolutionState,
  type Told,
  toldOf,
  type Unit,
  type Way,
  windowOf,
} from '../rules'
import { type Desk, deskOf, needOf, readableNodes } from '../scope.server'
import { voterWhere } from '../voter.server'

const select = {
  id: true,
  state: true,
  way: true,
  title: true,
  introduction: true,
  article: true,
  secret: true,
  unit: true,
  quorumNum: true,
  quorumDen: true,
  consentUntil: true,
  voteFrom: true,
  voteUntil: true,
  startedAt: true,
  votingAt: true,
  closedAt: true,
  decidedAt: true,
  reason: true,
  reasonText: true,
  checkedById: true,
  checkedAt: true,
  checkNote: true,
  version: true,
  createdById: true,
  association: {
    select: { id: true, slug: true, name: true, path: true, kind: true, legalPersonalitySince: true },
  },
  items: {
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      title: true,
      text: true,
      needNum: true,
      needDen: true,
      needKind: true,
      base: true,
      votesFor: true,
      votesAgainst: true,
      votesAbstain: true,
      carried: true,
    },
  },
} as const satisfies Prisma.ResolutionSelect

type Row = Prisma.ResolutionGetPayload<{ select: typeof select }>

/** What a page shows of a decision. @param told which numbers of the count its reader learns */
export function shown(row: Row, told: Told) {
  const { association, items, quorumNum, quorumDen, createdById: _, checkedById: __, ...rest } = row
  const { path: ___, legalPersonalitySince, ...of } = association
  return {
    ...rest,
    association: { ...of, legal: legalPersonalitySince !== null },
    state: row.state as ResolutionState,
    way: row.way as Way,
    unit: row.unit as Unit,
    reason: (told !== 'none' || isOver(row.state as ResolutionState) ? row.reason : '') as Reason | '',
    quorum: { num: quorumNum, den: quorumDen },
    consentUntil: row.consentUntil && dateToDay(row.consentUntil),
    voteFrom: row.voteFrom && dateToDay(row.voteFrom),
    voteUntil: dateToDay(row.voteUntil),
    startedAt: row.startedAt?.toISOString() ?? null,
    votingAt: row.votingAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    items: items.map((item) => ({
      id: item.id,
      title: item.title,
      text: item.text,
      need: needOf(item),
      votes:
        told === 'all' && item.votesFor !== null
          ? { for: item.votesFor, against: item.votesAgainst ?? 0, abstain: item.votesAbstain ?? 0 }
          : null,
      carried: told === 'none' ? null : item.carried,
    })),
  }
}
export type Shown = ReturnType<typeof shown>

/** The row of a decision with what the actor has to do with it. @throws SignInNeeded for a guest; NotFound */
export async function readable(
  actor: Actor,
  slug: string,
  id: number,
): Promise<{ row: Row; desk: Desk; person: SignedIn }> {
  if (!actor.user) throw new SignInNeeded()
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const nodes = await readableNodes(actor)
  const row = await db.resolution.findFirst({
    where: { id, association: { slug, id: { in: nodes } } },
    select,
  })
  if (!row) throw new NotFound()
  const desk = deskOf(actor, row.association.path)
  if (row.state === 'draft' && !desk.run) throw new NotFound()
  return { row, desk, person: requireUser(actor) }
}

/** The same for officers with one of these rights. @throws SignInNeeded for a guest; NotFound for all others */
export async function readableFor(actor: Actor, slug: string, id: number, of: readonly (keyof Desk)[]) {
  const found = await readable(actor, slug, id)
  if (!of.some((right) => found.desk[right])) throw new NotFound()
  return found
}

/** Which numbers of the count the actor learns (`toldOf`). */
export function toldTo(row: Pick<Row, 'state' | 'secret' | 'items'>, desk: Desk): Told {
  const fewest = Math.min(
    ...row.items.map(
      ({ votesFor, votesAgainst, votesAbstain }) =>
        (votesFor ?? 0) + (votesAgainst ?? 0) + (votesAbstain ?? 0),
    ),
  )
  return toldOf({ state: row.state, secret: row.secret, fewest }, desk.run || desk.enter || desk.check)
}

/** In what the list of a draft differs from the register today. */
export const differencesIn = (row: Row, today: Day): Promise<Differences> =>
  voterDifferences(db, { id: row.id, unit: row.unit as Unit, path: row.association.path, today })

/**
 * A decision for its page: how far it has come, what waits for the reader, and for officers what they may do next.
 * @throws SignInNeeded for a guest; NotFound for somebody of elsewhere, and for a draft that is not theirs
 */
export async function resolutionView(actor: Actor, slug: string, id: number) {
  const { row, desk } = await readable(actor, slug, id)
  const told = toldTo(row, desk)
  const resolution = shown(row, told)
  const isOfficer = desk.run || desk.enter || desk.check
  const mine = await voterWhere({ actor, token: null })
  const [own, count, replies, differences] = await Promise.all([
    db.resolutionVoter.findMany({
      where: { ...mine, resolutionId: id },
      orderBy: { id: 'asc' },
      select: { id: true, name: true, consents: true, voted: true },
    }),
    standing(db, row),
    db.resolutionVoter.groupBy({ by: ['consents'], where: { resolutionId: id }, _count: true }),
    row.state === 'draft' && desk.run ? differencesIn(row, actor.today) : null,
  ])
  const replied = (value: boolean | null) => replies.find((one) => one.consents === value)?._count ?? 0
  const { state, consentUntil, voteUntil } = resolution
  const consent = { yes: replied(true), no: replied(false), none: replied(null) }
  return {
    resolution,
    desk,
    own,
    /** The result is told and its numbers are not: they would be names */
    isSmall: told === 'result',
    window: windowOf(state, resolution, actor.today),
    count,
    // How many have answered is told; what they have answered is not, before it is closed.
    consent: isOfficer ? consent : { ...consent, yes: consent.yes + consent.no, no: 0 },
    next: !desk.run
      ? null
      : {
          differences,
          closing: state === 'voting' ? closing(count, voteUntil, actor.today) : null,
          missing:
            state === 'consenting' &&
            consentUntil !== null &&
            consentStanding(
              [...Array(consent.yes).fill(true), ...Array(consent.none).fill(null)],
              consentUntil,
              actor.today,
            ) === 'missing',
          byItself:
            state === 'voting' || state === 'consenting'
              ? clockGoesOn(state === 'voting' ? voteUntil : (consentUntil ?? voteUntil), actor.today)
              : false,
        },
  }
}
export type ResolutionView = Awaited<ReturnType<typeof resolutionView>>

/** A draft for its form. @throws SignInNeeded; NotFound unless it is a draft that the actor keeps */
export async function draftToEdit(actor: Actor, slug: string, id: number) {
  const { row } = await readableFor(actor, slug, id, ['run'])
  return {
    resolution: shown(row, 'none'),
    voters: await db.resolutionVoter.count({ where: { resolutionId: id } }),
  }
}
