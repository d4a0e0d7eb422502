/** Everything about one application, for those of the city who deal with it: one read for the page and its forms. */
import { staffWith } from '~/modules/accounts/queries/holders.server'
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { leftOf } from '~/modules/budgets/rules'
import type { Assessment, Facts } from '~/modules/subsidies/rules'
import { type Day, dateToDay, dayOf, daysBetween } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { openAccount } from '../account.server'
import {
  actsNow,
  assessKnown,
  checkedSteps,
  completeDue,
  correctableItems,
  costsNamed,
  type DeskAct,
  type DraftLine,
  hasInterest,
  isOverdue,
  linesAfterChanges,
  openCorrections,
  partiesOf,
  partiesOfAct,
  reportDue,
  totalOf,
  uncheckedDocuments,
  waitsFor,
  warnings,
} from '../rules'
import { type Account, maskedNumber } from '../schema'
import { day, yen } from './columns.server'
import { type DraftView, draftOf } from './draft.server'
import { editsOfCorrection } from './edits.server'
import { type About, grantDifferencesOf, rivalsOf } from './grants.server'
import { namesOf } from './queue.server'
import { reviewSelect as select } from './review-select.server'
import { SEEN_BY_CITY } from './scope.server'

type Row = Prisma.SubsidyApplicationGetPayload<{ select: typeof select }>

/** What the account is to those who do not pay: enough to see that it is there. */
const maskedOf = (account: Account | null) =>
  account && {
    bank: account.bank,
    branch: account.branch,
    number: maskedNumber(account.number),
    payee: account.payee,
  }

/** What the costs of a stage come to; null where there are none of it. */
function worked({ draft, programme, submittedOn }: DraftView, stage: DraftLine['stage'], today: Day) {
  const lines = draft.lines.filter((line) => line.stage === stage)
  if (lines.length === 0) return null
  const assessment: Assessment = assessKnown(programme, { ...draft, lines, appliedOn: submittedOn ?? today })
  return { assessment, total: totalOf(lines) }
}

/**
 * What the change that is asked for would come to, over those approved before it; null where none is, or where it leaves
 * the costs as they are.
 */
function changed({ draft, programme, submittedOn }: DraftView, changes: Row['changes'], today: Day) {
  const open = changes.find(({ decidedAt, kind }) => decidedAt === null && kind === 'change')
  const costs = costsNamed(open?.costs)
  if (!costs) return null
  const planned = draft.lines.filter(({ stage }) => stage === 'estimate')
  // The newest stand first.
  const before = changes.filter(({ kind, approved }) => kind === 'change' && approved).toReversed()
  const lines = linesAfterChanges(planned, draft.works, [
    ...before.map((one) => costsNamed(one.costs)),
    costs,
  ])
  return assessKnown(programme, { ...draft, lines, appliedOn: submittedOn ?? today })
}

/**
 * The page of one application at the desk. What may be done now stands in `acts`; of the account only that it is there.
 * @throws SignInNeeded, NotAllowed; NotFound for a draft, and for what there is not
 */
export async function reviewOf(actor: Actor, id: number) {
  const { user } = requirePortalRight(actor, 'subsidy.oversee')
  const row = await db.subsidyApplication.findFirst({ where: { AND: [{ id }, SEEN_BY_CITY] }, select })
  if (!row) throw new NotFound()
  const view = await draftOf(db, id)
  const { draft, programme, association, state } = view
  const parties = partiesOf(actor, association).filter((one) => one === 'reviewer' || one === 'approver')
  const proposal = row.proposals.find(({ decidedAt }) => decidedAt === null) ?? null
  const account = openAccount(row.account)
  const about: About = {
    ...draft,
    id,
    associationId: association.id,
    programmeId: view.programmeId,
    definition: programme,
    on: view.submittedOn ?? actor.today,
  }
  const [names, earlier, budget, reviewers, edits, rivals, differences, applied] = await Promise.all([
    namesOf([
      row.assignedToId,
      ...row.events.map(({ byId }) => byId),
      ...row.proposals.flatMap(({ proposedById, decidedById }) => [proposedById, decidedById]),
      ...row.notes.map(({ byId }) => byId),
    ]),
    earlierOf(id, association.id, draft.hallId),
    row.budget ?? budgetAhead(view.programmeId, draft.year),
    parties.includes('reviewer') ? staffWith(db, 'subsidy.review', actor.today) : [],
    editsOfCorrection(db, id, row.events),
    rivalsOf(about),
    grantDifferencesOf(db, about),
    appliedFacts(id),
  ])
  const reviewerNames = await namesOf(reviewers.map((one) => one.id))
  const paid = Number(row.paidAmount) - Number(row.repaidAmount)
  const since = dayOf(row.events[0]?.createdAt ?? row.submittedAt ?? row.createdAt)
  const year = budget?.year ?? draft.year
  const dueOn = day(row.dueOn)
  const steps = checkedSteps(state)
  const corrections = row.corrections.map((one) => ({ ...one, dueOn: dateToDay(one.dueOn) }))
  return {
    ...view,
    programmeName: row.programme.name,
    parties,
    interest: parties.length === 0 && mayReview(actor) && hasInterest(actor, association),
    acts: actsNow({
      state,
      parties,
      userId: user.id,
      proposal,
      finalAmount: yen(row.finalAmount),
      paidAmount: Number(row.paidAmount),
      advances: programme.advancePayment,
      account: account !== null,
    }),
    waiter: waitsFor(state, proposal !== null, paid, yen(row.finalAmount)),
    since,
    days: Math.max(0, daysBetween(since, actor.today)),
    dueOn,
    overdue: isOverdue(state, dueOn, actor.today),
    today: actor.today,
    flagged: row.flagged,
    urgency: row.urgency,
    ranking: row.ranking,
    assignedToId: row.assignedToId,
    assignedTo: row.assignedToId && (names.get(row.assignedToId) ?? null),
    reviewers: [...reviewerNames].map(([value, label]) => ({ value, label })),
    conditions: row.conditions,
    amounts: amountsOf(row),
    account: maskedOf(account),
    hall: row.hall && hallOf(row.hall),
    earlier,
    rivals,
    differences,
    budget: budget && budgetOf(budget),
    estimate: worked(
      applied ? { ...view, draft: { ...draft, facts: applied } } : view,
      'estimate',
      actor.today,
    ),
    actual: worked(view, 'actual', actor.today),
    changed: changed(view, row.changes, actor.today),
    warnings: warnings(
      {
        state,
        year,
        decidedOn: draft.decidedOn,
        contractOn: draft.contractOn,
        startedOn: draft.startedOn,
        plannedStart: draft.plannedStart,
        completedOn: draft.completedOn ?? draft.plannedEnd,
        reportedOn: null,
        completeBy: completeDue(programme, year),
        reportBy: reportDue(programme, { year, plannedEnd: draft.plannedEnd }),
        contractAfterDecision: programme.dates.contractAfterDecision !== false,
      },
      actor.today,
    ),
    items: correctableItems({ ...draft, state, programme }),
    steps,
    unchecked: steps
      .flatMap((step) => uncheckedDocuments(programme, draft.facts, draft.documents, step))
      .map((one) => one.id),
    corrections,
    edits: edits.map(({ at, by, fields }) => ({ at, by, fields })),
    openCorrections: openCorrections(corrections).map((one) => one.id),
    proposal: proposal && proposalOf(proposal, names),
    proposals: row.proposals
      .filter(({ decidedAt }) => decidedAt !== null)
      .map((one) => proposalOf(one, names)),
    changes: row.changes.map((change) => ({
      ...change,
      costs: change.costs as Record<string, number> | null,
      plannedEnd: day(change.plannedEnd),
    })),
    notes: row.notes.map(({ byId, siteVisitOn, ...note }) => ({
      ...note,
      siteVisitOn: day(siteVisitOn),
      by: byId && (names.get(byId) ?? null),
    })),
    letters: row.letters.map((letter) => ({ ...letter, issuedOn: dateToDay(letter.issuedOn) })),
    entries: row.entries.map((entry) => ({
      ...entry,
      reserved: Number(entry.reserved),
      decided: Number(entry.decided),
      finalised: Number(entry.finalised),
      paid: Number(entry.paid),
    })),
    events: row.events.map(({ byId, ...event }) => ({ ...event, by: byId && (names.get(byId) ?? null) })),
  }
}
export type Review = Awaited<ReturnType<typeof reviewOf>>

const mayReview = (actor: Actor) =>
  mayInPortal(actor, 'subsidy.review') || mayInPortal(actor, 'subsidy.approve')

function amountsOf(row: Row) {
  return {
    decided: yen(row.decidedAmount),
    final: yen(row.finalAmount),
    finalOn: day(row.finalOn),
    advance: Number(row.advanceAmount),
    paid: Number(row.paidAmount),
    paidOn: day(row.paidOn),
    ordered: yen(row.orderedAmount),
    repayBy: day(row.repayBy),
    repaid: Number(row.repaidAmount),
    disposalUntil: day(row.disposalUntil),
  }
}

function proposalOf(
  { proposedById, decidedById, steps, amount, ...rest }: Row['proposals'][number],
  names: ReadonlyMap<string, string>,
) {
  return {
    ...rest,
    proposedById,
    amount: yen(amount),
    assessment: steps as unknown as Assessment | null,
    proposedBy: names.get(proposedById) ?? null,
    decidedBy: decidedById && (names.get(decidedById) ?? null),
  }
}

function hallOf({ works, ...hall }: NonNullable<Row['hall']>) {
  return {
    ...hall,
    grants: works.map(({ completedOn, precision, ...work }) => ({
      ...work,
      done: { on: dateToDay(completedOn), precision },
    })),
  }
}

function budgetOf(budget: NonNullable<Row['budget']>) {
  const sums = {
    appropriated: Number(budget.appropriated),
    reserved: Number(budget.reserved),
    decided: Number(budget.decided),
    finalised: Number(budget.finalised),
    paid: Number(budget.paid),
  }
  return { id: budget.id, year: budget.year, ...sums, left: leftOf(sums) }
}

/** The answers of the application, where the report has given others: by them it was decided. */
async function appliedFacts(applicationId: number): Promise<Facts | null> {
  const report = await db.subsidyEvent.findFirst({
    where: { applicationId, verb: 'report' },
    select: { snapshot: true },
    orderBy: { id: 'desc' },
  })
  return (report?.snapshot as { applied?: Facts } | null)?.applied ?? null
}

/** The budget on which a consultation would stand, if there is one already. */
function budgetAhead(programmeId: number, year: number) {
  return db.subsidyBudget.findUnique({
    where: { programmeId_year: { programmeId, year } },
    select: select.budget.select,
  })
}

/** これまでの交付: other applications of the association or for the same hall that were granted. */
async function earlierOf(id: number, associationId: number, hallId: number | null) {
  const rows = await db.subsidyApplication.findMany({
    where: {
      id: { not: id },
      decidedAmount: { not: null },
      OR: [{ associationId }, ...(hallId === null ? [] : [{ hallId }])],
    },
    select: {
      id: true,
      title: true,
      year: true,
      state: true,
      hallId: true,
      decidedAmount: true,
      finalAmount: true,
      paidAmount: true,
      programme: { select: { name: true } },
    },
    orderBy: [{ year: 'desc' }, { id: 'desc' }],
    take: 30,
  })
  return rows.map(({ programme, decidedAmount, finalAmount, paidAmount, ...rest }) => ({
    ...rest,
    programme: programme.name,
    sameHall: hallId !== null && rest.hallId === hallId,
    amount: Number(finalAmount ?? decidedAmount),
    paid: Number(paidAmount),
  }))
}

/**
 * What the form of one act shows.
 * @throws as `reviewOf`; NotAllowed for another party's act; Stale when it cannot be done any more
 */
export async function actOf(actor: Actor, id: number, act: DeskAct): Promise<Review> {
  const review = await reviewOf(actor, id)
  if (review.acts.includes(act)) return review
  if (review.interest) throw new NotAllowed('own_application')
  if (review.proposal?.proposedById === actor.user?.id && act === 'decide')
    throw new NotAllowed('own_proposal')
  const parties = partiesOfAct(act)
  if (!review.parties.some((party) => parties.includes(party))) throw new NotAllowed()
  throw new Stale('not_now', { word: `applications.state.${review.state}`, back: `/desk/subsidies/${id}` })
}
