/** What all moves of the procedure have in common: the locked row, the table, the trail, the letter, the mail. */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { issueLetter } from '~/modules/letters/commands/issue.server'
import type { LetterKind, LetterValues } from '~/modules/letters/schema'
import type { Programme } from '~/modules/subsidies/schema'
import { type Day, dayOf, dayToDate, formatEraDay, formatFiscalYear, now } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { tellOfMove } from '../mails.server'
import { day, yen } from '../queries/columns.server'
import { applicationsInScope, refuseApplication } from '../queries/scope.server'
import {
  type ApplicationState,
  hasInterest,
  type Move,
  moveAs,
  moves,
  type Party,
  partiesOf,
  turnOf,
  type Verb,
} from '../rules'

const heldSelect = {
  id: true,
  version: true,
  state: true,
  stateBefore: true,
  year: true,
  title: true,
  works: true,
  facts: true,
  receiptNumber: true,
  submittedAt: true,
  budgetId: true,
  budget: { select: { year: true } },
  hallId: true,
  assignedToId: true,
  conditions: true,
  decidedAmount: true,
  decidedOn: true,
  finalAmount: true,
  finalOn: true,
  advanceAmount: true,
  paidAmount: true,
  orderedAmount: true,
  repaidAmount: true,
  contractOn: true,
  startedOn: true,
  completedOn: true,
  plannedStart: true,
  plannedEnd: true,
  disposalUntil: true,
  account: true,
  association: { select: { id: true, kind: true, name: true, slug: true, path: true } },
  programme: { select: { id: true, programmeId: true, name: true, definition: true } },
} as const satisfies Prisma.SubsidyApplicationSelect

type Row = Prisma.SubsidyApplicationGetPayload<{ select: typeof heldSelect }>

/** The row in the types of the rules: yen as numbers, days as `YYYY-MM-DD`. */
function heldOf(row: Row) {
  return {
    ...row,
    /** 年度 whose end and closing of accounts count: that of its budget, which may have been carried over */
    fundedIn: row.budget?.year ?? row.year,
    facts: row.facts as Record<string, string | number | boolean>,
    decidedAmount: yen(row.decidedAmount),
    decidedOn: day(row.decidedOn),
    finalAmount: yen(row.finalAmount),
    finalOn: day(row.finalOn),
    advanceAmount: Number(row.advanceAmount),
    paidAmount: Number(row.paidAmount),
    orderedAmount: yen(row.orderedAmount),
    repaidAmount: Number(row.repaidAmount),
    contractOn: day(row.contractOn),
    startedOn: day(row.startedOn),
    completedOn: day(row.completedOn),
    plannedStart: day(row.plannedStart),
    plannedEnd: day(row.plannedEnd),
    disposalUntil: day(row.disposalUntil),
    programme: { ...row.programme, definition: row.programme.definition as unknown as Programme },
  }
}

/** An application that a command holds until the end of its transaction. */
export type Held = ReturnType<typeof heldOf>

export type Holding = { held: Held; person: SignedIn; as: Party[] }

/**
 * Locks an application in scope: whoever changes one, its lines, documents or money goes one after the other.
 * @param version as the form showed it; left out where the caller guards in another way
 * @throws SignInNeeded, NotFound; NotAllowed; Stale when somebody else has changed it since
 */
export async function hold(tx: Tx, actor: Actor, id: number, version?: number): Promise<Holding> {
  await tx.$executeRaw`SELECT 1 FROM subsidy_applications WHERE id = ${id} FOR UPDATE`
  const row = await tx.subsidyApplication.findFirst({
    where: { AND: [{ id }, applicationsInScope(actor)] },
    select: heldSelect,
  })
  if (!row || !actor.user) return refuseApplication(actor)
  if (version !== undefined && row.version !== version) throw new Stale()
  return {
    held: heldOf(row),
    person: { ...actor, user: actor.user },
    as: partiesOf(actor, row.association),
  }
}

/** @throws NotAllowed unless the holder is one of these parties; one's own association is not reviewed. */
export function requireParty({ held, person, as }: Holding, ...parties: Party[]): Party {
  const party = as.find((one) => parties.includes(one))
  if (party) return party
  throw new NotAllowed(
    person.staff.length > 0 && hasInterest(person, held.association) ? 'own_application' : 'not_allowed',
  )
}

/**
 * The move, when it can be made now: asked before a command reads what it needs.
 * @throws NotAllowed for another party's move; Stale when it cannot be made from this state
 */
export function requireMove(holding: Holding, verb: Verb): { move: Move; party: Party } {
  const made = moveAs(verb, holding.held.state, holding.as)
  if (made) return made
  requireParty(holding, ...(moves.find((one) => one.verb === verb)?.by ?? []))
  throw new Stale()
}

type Act = {
  /** Why, in words that the other side reads */
  reason?: string
  /** Kept with the event: answers, costs, amounts, each step of the arithmetic */
  snapshot?: Prisma.InputJsonObject
  /** What changes besides the state */
  data?: Omit<
    Prisma.SubsidyApplicationUncheckedUpdateManyInput,
    'state' | 'stateBefore' | 'version' | 'dueOn' | 'closedAt'
  >
  /** By when the side whose turn it becomes should act */
  dueOn?: Day | null
  /** What the letter says besides what every letter says */
  letter?: LetterValues
  /** Another letter than the table's, where the same move has several */
  letterKind?: LetterKind
}

/**
 * Makes one move of the table: state, event, audit entry, letter, mail, all in this transaction. The command has asked
 * for what the move needs. Call it last, with everything that changes in `data`.
 * @returns the state that it led to
 * @throws NotAllowed for another party's move; Stale when it cannot be made from this state
 */
export async function move(tx: Tx, holding: Holding, verb: Verb, act: Act = {}): Promise<ApplicationState> {
  const { held, person } = holding
  const { move: entry, party } = requireMove(holding, verb)
  const to = targetOf(entry.to, held)
  const aside = to === 'changing' || to === 'cancelling'
  const { reason = '', snapshot, data = {}, dueOn = null } = act
  const { count } = await tx.subsidyApplication.updateMany({
    where: { id: held.id, version: held.version, state: held.state },
    data: {
      ...data,
      state: to,
      stateBefore: aside ? (to === held.state ? held.stateBefore : held.state) : null,
      version: held.version + 1,
      dueOn: dueOn ? dayToDate(dueOn) : null,
      closedAt: turnOf(to) === 'nobody' ? now() : null,
    },
  })
  if (count !== 1) throw new Stale()
  await tx.subsidyEvent.create({
    data: {
      applicationId: held.id,
      verb,
      fromState: held.state,
      toState: to,
      reason,
      snapshot,
      byId: person.user.id,
      capacity: party,
      createdAt: now(),
    },
    select: { id: true },
  })
  await record(tx, person, {
    action: `subsidy.${verb}`,
    subjectType: 'subsidy_application',
    subjectId: held.id,
    associationId: held.association.id,
    before: { state: held.state },
    after: { state: to },
  })
  if (entry.letter) {
    await issueLetter(tx, person, {
      applicationId: held.id,
      programmeId: held.programme.programmeId,
      letter: act.letterKind ?? entry.letter,
      values: {
        ...(await letterValues(tx, held)),
        reason,
        due_on: dueOn ? wordDay(dueOn) : '',
        ...act.letter,
      },
    })
  }
  await tellOfMove(tx, person, held, { verb, to, party, reason, dueOn })
  return to
}

function targetOf(to: ApplicationState | 'before' | 'same', held: Held): ApplicationState {
  if (to === 'same') return held.state
  if (to !== 'before') return to
  if (!held.stateBefore) throw new Error(`Application ${held.id} does not know where it was before`)
  return held.stateBefore
}

/** Letters count years as Japan does. */
const wordDay = formatEraDay

/** An amount as letters write it. */
export const wordYen = (amount: number): string => `${amount.toLocaleString('ja-JP')}円`

/** What every letter may say of an application, in Japanese, as it stands now. */
async function letterValues(tx: Tx, { id }: Held): Promise<LetterValues> {
  const row = heldOf(await tx.subsidyApplication.findUniqueOrThrow({ where: { id }, select: heldSelect }))
  const decision = await tx.subsidyLetter.findFirst({
    where: { applicationId: id, letter: 'decision' },
    select: { number: true },
    orderBy: { createdAt: 'desc' },
  })
  const { definition } = row.programme
  return {
    association: row.association.name,
    programme: row.programme.name,
    title: row.title,
    works: definition.works
      .filter(({ key }) => row.works.includes(key))
      .map(({ name }) => name)
      .join('、'),
    year: formatFiscalYear(row.year, 'ja'),
    receipt: row.receiptNumber ?? '',
    submitted_on: row.submittedAt ? wordDay(dayOf(row.submittedAt)) : '',
    amount: row.decidedAmount === null ? '' : wordYen(row.decidedAmount),
    decided_on: row.decidedOn ? wordDay(row.decidedOn) : '',
    decision_number: decision?.number ?? '',
    conditions: row.conditions.map((condition, i) => `${i + 1} ${condition}`).join('\n'),
    complete_by: row.plannedEnd ? wordDay(row.plannedEnd) : '',
    disposal_until: row.disposalUntil ? `${wordDay(row.disposalUntil)}まで` : '',
  }
}
