/** 提出前の確認: everything that was written, what it comes to, and what still stands in the way. */
import type { Actor } from '~/modules/accounts/rules'
import { type Assessment, calendarOf } from '~/modules/subsidies/rules'
import { type Day, dayToDate, fiscalYear } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { assessKnown, openTasks, type Problem, partiesOf, problemsOf, startsEarly, totalOf } from '../rules'
import { type DraftView, draftOf } from './draft.server'
import { applicationsInScope, refuseApplication } from './scope.server'
import { versionFor } from './version.server'

/** What stands in the way of handing in besides what is missing: worded under `applications.check.obstacle_<kind>`. */
type Obstacle = {
  kind:
    | 'version' // another version of the scheme holds for the year now
    | 'no_version' // none does
    | 'year_over'
    | 'not_open' // the time for applications has not begun
    | 'closed' // or is over
    | 'ineligible'
  day: Day | null
}

type Readiness = {
  of: DraftView
  problems: Problem[]
  obstacles: Obstacle[]
  assessment: Assessment
}

/**
 * What the arithmetic and the rules say of an application that is not handed in yet. Nobody's right is asked here.
 * @throws NotFound
 */
export async function readinessOf(client: Tx | typeof db, id: number, today: Day): Promise<Readiness> {
  const of = await draftOf(client, id)
  const { draft, programme } = of
  const assessment = assessKnown(programme, {
    ...draft,
    lines: draft.lines.filter(({ stage }) => stage === 'estimate'),
    appliedOn: of.submittedOn ?? today,
  })
  if (of.state !== 'draft') return { of, problems: [], obstacles: [], assessment }
  const holds = await versionFor(client, { programmeId: of.programmeId }, draft.year)
  const obstacles: Obstacle[] = []
  const add = (kind: Obstacle['kind'], day: Day | null = null) => obstacles.push({ kind, day })
  if (draft.year < fiscalYear(today)) add('year_over')
  else if (!holds) add('no_version')
  else if (holds.id !== of.versionId) add('version')
  const window = calendarOf(programme, draft.year).find(({ kind }) => kind === 'apply')
  if (window?.from && today < window.from) add('not_open', window.from)
  else if (window?.until && today > window.until) add('closed', window.until)
  if (assessment.outcome === 'ineligible') add('ineligible')
  return { of, problems: problemsOf(programme, draft, 'application', today), obstacles, assessment }
}

/**
 * The page on which everything is read through before the president hands it in; later what stands.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function checkView(actor: Actor, id: number) {
  const row = await db.subsidyApplication.findFirst({
    where: { AND: [{ id }, applicationsInScope(actor)] },
    select: {
      hall: { select: { id: true, name: true } },
      association: { select: { id: true, path: true } },
    },
  })
  if (!row) return refuseApplication(actor)
  const { of, problems, obstacles, assessment } = await readinessOf(db, id, actor.today)
  const as = partiesOf(actor, row.association)
  const mine = as.includes('president') || as.includes('applicant')
  const { path: _, ...association } = of.association
  const presidents = await db.term.findMany({
    where: {
      associationId: association.id,
      post: 'chair',
      startsOn: { lte: dayToDate(actor.today) },
      endsOn: { gte: dayToDate(actor.today) },
    },
    select: { familyName: true, givenName: true, user: { select: { familyName: true, givenName: true } } },
    orderBy: { id: 'asc' },
    take: 2,
  })
  return {
    id,
    version: of.version,
    state: of.state,
    receiptNumber: of.receiptNumber,
    association,
    hall: row.hall,
    draft: of.draft,
    programme: of.programme,
    total: totalOf(of.draft.lines.filter(({ stage }) => stage === 'estimate')),
    problems,
    obstacles,
    assessment,
    // Where the text forbids it, it stands among the problems.
    startsEarly:
      of.programme.dates.contractAfterDecision === null &&
      startsEarly({ ...of.draft, state: of.state, contractAfterDecision: true }, actor.today),
    open: mine ? openTasks(of.state, of.openItems) : [],
    mayWrite: mine,
    maySign: as.includes('president'),
    signer: actor.user?.name ?? '',
    presidents: presidents.map(({ user, ...typed }) => {
      const { familyName, givenName } = user ?? typed
      return `${familyName} ${givenName}`.trim()
    }),
  }
}
