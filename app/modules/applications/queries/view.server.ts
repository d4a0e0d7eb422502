/** 申請のページ: where an application stands, whose turn it is, what happened, and what can be done next. */
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal } from '~/modules/accounts/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { dateToDay, dayOf } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import {
  type ApplicationState,
  completeDue,
  INSIDE_THE_CITY,
  isOverdue,
  isPrepaid,
  mayAskAdvance,
  movesFrom,
  openTasks,
  partiesOf,
  reportDue,
  type Standing,
  type StepVerb,
  stagesOf,
  stepPages,
  taskStates,
  turnOf,
  type Verb,
  warnings,
} from '../rules'
import { day, yen } from './columns.server'
import { draftOf } from './draft.server'
import { editsOf } from './edits.server'
import { applicationsInScope, isSeenByCity, refuseApplication } from './scope.server'

const select = {
  id: true,
  version: true,
  state: true,
  stateBefore: true,
  year: true,
  budget: { select: { year: true } },
  title: true,
  works: true,
  receiptNumber: true,
  submittedAt: true,
  dueOn: true,
  decidedAmount: true,
  decidedOn: true,
  conditions: true,
  finalAmount: true,
  finalOn: true,
  advanceAmount: true,
  paidAmount: true,
  paidOn: true,
  orderedAmount: true,
  repayBy: true,
  repaidAmount: true,
  disposalUntil: true,
  contractOn: true,
  startedOn: true,
  completedOn: true,
  plannedStart: true,
  plannedEnd: true,
  association: { select: { id: true, slug: true, name: true, path: true } },
  hall: { select: { id: true, name: true } },
  programme: {
    select: { name: true, definition: true, programme: { select: { key: true } } },
  },
  events: {
    select: {
      id: true,
      verb: true,
      fromState: true,
      toState: true,
      reason: true,
      byId: true,
      capacity: true,
      createdAt: true,
    },
    orderBy: { id: 'desc' },
  },
  corrections: {
    where: { state: 'open' },
    select: { id: true, item: true, text: true, dueOn: true },
    orderBy: { id: 'asc' },
  },
  letters: {
    select: { id: true, letter: true, number: true, title: true, issuedOn: true, openedAt: true },
    orderBy: { createdAt: 'desc' },
  },
} as const satisfies Prisma.SubsidyApplicationSelect

/** Edits shown under what people of the association wrote. */
const EDITS = 20
/** Events whose papers the association printed: what it has handed in. */
const HANDED_IN: readonly Verb[] = ['submit', 'resubmit', 'report', 'resubmit_report']

/**
 * An application with everything that its association, or the city, may see of it.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function applicationView(actor: Actor, id: number) {
  const row = await db.subsidyApplication.findFirst({
    where: { AND: [{ id }, applicationsInScope(actor)] },
    select,
  })
  if (!row) return refuseApplication(actor)
  const definition = row.programme.definition as unknown as Programme
  const state: ApplicationState = row.state
  const as = partiesOf(actor, row.association)
  const mayWrite = as.includes('applicant') || as.includes('president')
  const { draft, programme } = await draftOf(db, id)
  const edits = await editsOf(db, id, { take: EDITS })
  const names = await namesOf(row.events.flatMap(({ byId, capacity }) => (isOurs(capacity) ? byId : null)))
  const happened = (verb: Verb) => {
    const found = row.events.find((event) => event.verb === verb)
    return found ? dayOf(found.createdAt) : null
  }
  const standing: Standing = {
    state,
    stateBefore: row.stateBefore,
    consulted: row.events.some(({ verb }) => verb === 'consult'),
    submittedOn: row.submittedAt && dayOf(row.submittedAt),
    decidedOn: day(row.decidedOn),
    startedOn: day(row.startedOn),
    reportedOn: happened('report'),
    finalOn: day(row.finalOn),
    claimedOn: happened('claim'),
    paidOn: day(row.paidOn),
  }
  const open = mayWrite
    ? openTasks(
        state,
        row.corrections.map(({ item }) => item),
      )
    : []
  // Where advances have paid the final amount nothing is claimed: the city settles it, or orders the rest back.
  const prepaid = isPrepaid(state, yen(row.finalAmount), Number(row.paidAmount))
  // What was carried over ends with the year of its budget.
  const fundedIn = row.budget?.year ?? row.year
  const { path: _, ...association } = row.association
  return {
    id,
    version: row.version,
    title: row.title,
    year: row.year,
    state,
    turn: prepaid ? 'city' : turnOf(state),
    dueOn: day(row.dueOn),
    overdue: isOverdue(state, day(row.dueOn), actor.today),
    receiptNumber: row.receiptNumber,
    submittedOn: standing.submittedOn,
    association,
    hall: row.hall,
    programme: {
      key: row.programme.programme.key,
      name: row.programme.name,
      contractAfterDecision: definition.dates.contractAfterDecision,
      reportBy: definition.dates.reportBy ?? null,
    },
    works: definition.works.filter(({ key }) => row.works.includes(key)).map(({ name }) => name),
    amounts: {
      decided: yen(row.decidedAmount),
      decidedOn: standing.decidedOn,
      final: yen(row.finalAmount),
      finalOn: standing.finalOn,
      advance: Number(row.advanceAmount),
      paid: Number(row.paidAmount),
      paidOn: standing.paidOn,
      ordered: yen(row.orderedAmount),
      repayBy: day(row.repayBy),
      repaid: Number(row.repaidAmount),
    },
    conditions: row.conditions,
    contractOn: day(row.contractOn),
    startedOn: standing.startedOn,
    completedOn: day(row.completedOn),
    plannedEnd: day(row.plannedEnd),
    disposalUntil: day(row.disposalUntil),
    stages: stagesOf(standing),
    tasks: taskStates(programme, draft, actor.today),
    open,
    corrections: row.corrections.map(({ dueOn, ...one }) => ({ ...one, dueOn: dateToDay(dueOn) })),
    warnings: warnings(
      {
        state,
        year: fundedIn,
        decidedOn: standing.decidedOn,
        contractOn: day(row.contractOn),
        startedOn: standing.startedOn,
        plannedStart: day(row.plannedStart),
        completedOn: day(row.completedOn) ?? day(row.plannedEnd),
        reportedOn: standing.reportedOn,
        completeBy: completeDue(definition, fundedIn),
        reportBy: reportDue(definition, { year: fundedIn, plannedEnd: day(row.plannedEnd) }),
        contractAfterDecision: definition.dates.contractAfterDecision !== false,
      },
      actor.today,
    ),
    steps: mayWrite ? stepsFrom(state).filter(({ verb }) => verb !== 'claim' || !prepaid) : [],
    mayAskAdvance: as.includes('president') && mayAskAdvance(state, definition),
    mayWrite,
    // What was never sent to the city is the association's own.
    mayDelete: mayWrite && state === 'draft' && row.events.length === 0,
    maySign: as.includes('president'),
    onDesk: mayInPortal(actor, 'subsidy.oversee') && isSeenByCity(row),
    history: row.events
      .filter(({ verb }) => !INSIDE_THE_CITY.includes(verb as Verb))
      .map((event) => ({
        id: event.id,
        verb: event.verb as Verb,
        state: event.toState,
        reason: event.reason,
        at: event.createdAt,
        capacity: event.capacity,
        // Of the city, the office acts; names are told of one's own people alone.
        by: (event.byId && names.get(event.byId)) ?? null,
        copy: HANDED_IN.includes(event.verb as Verb),
      })),
    edits: edits.map(({ task, at, by }) => ({ task, at, by })),
    letters: row.letters.map(({ issuedOn, openedAt, ...letter }) => ({
      ...letter,
      issuedOn: dateToDay(issuedOn),
      opened: openedAt !== null,
    })),
  }
}

export type ApplicationView = Awaited<ReturnType<typeof applicationView>>

const isOurs = (capacity: string) => capacity === 'president' || capacity === 'applicant'

/** The steps that the association can take from a state; some of them only its president. */
function stepsFrom(state: ApplicationState): { verb: StepVerb; president: boolean }[] {
  const president = movesFrom(state, 'president')
  return (Object.keys(stepPages) as StepVerb[])
    .filter((verb) => president.some((move) => move.verb === verb))
    .map((verb) => ({
      verb,
      president: !movesFrom(state, 'applicant').some((move) => move.verb === verb),
    }))
}

/** Names by account. */
async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const asked = [...new Set(ids.filter((one): one is string => one !== null))]
  const people = await db.user.findMany({
    where: { id: { in: asked } },
    select: { id: true, familyName: true, givenName: true },
  })
  return new Map(people.map((one) => [one.id, `${one.familyName} ${one.givenName}`.trim()]))
}
