/** What an application comes to: the programme's arithmetic over its cost lines and answers. */
import { type Assessment, assess, type Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import type { Day } from '~/platform/clock'

/** 経費の明細: yen */
export type Line = { work: string; amount: number; eligible: boolean }

/** What is known of an application for its arithmetic. */
export type Known = {
  /** 年度 */
  year: number
  works: readonly string[]
  facts: Facts
  lines: readonly Line[]
  /** The day on which it was handed in; today while it is being written */
  appliedOn: Day
  decidedOn: Day | null
  contractOn: Day | null
}

/** Eligible costs in yen by work; works without a line have none. */
export function costsOf(works: readonly string[], lines: readonly Line[]): Record<string, number> {
  const costs: Record<string, number> = {}
  for (const { work, amount, eligible } of lines) {
    if (eligible && works.includes(work)) costs[work] = (costs[work] ?? 0) + amount
  }
  return costs
}

/** All costs, eligible or not, yen. */
export const totalOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.amount, 0)

/**
 * The facts that the programme reads: what was answered, and what the application itself says. A contract counts as
 * signed early when there is no decision yet, or a later one.
 */
export function factsOf(known: Known): Facts {
  const { contractOn, decidedOn } = known
  return {
    ...known.facts,
    fiscalYear: known.year,
    appliedOn: known.appliedOn,
    contractBeforeDecision: contractOn !== null && (decidedOn === null || contractOn < decidedOn),
  }
}

/** Works out an application. @param budgetLeft yen, only for a decision */
export function assessKnown(programme: Programme, known: Known, budgetLeft?: number): Assessment {
  return assess(programme, { costs: costsOf(known.works, known.lines), facts: factsOf(known), budgetLeft })
}

/** The most that the text gives: what is reserved for an application. Yen. */
export function mostOf(assessment: Assessment): number {
  if (assessment.outcome === 'determined') return assessment.amount
  return assessment.outcome === 'undetermined' ? assessment.most : 0
}

/**
 * 自治会が出す額: what is left for the association of all costs, without the grant and the money of others. Null while
 * the text does not say one grant. Yen.
 * @param decided 交付決定額, once there is one: never more than that is paid
 */
export function ownShare(
  assessment: Assessment,
  { total, facts, decided }: { total: number; facts: Facts; decided: number | null },
): number | null {
  if (assessment.outcome !== 'determined') return null
  const grant = decided === null ? assessment.amount : Math.min(decided, assessment.amount)
  const other = typeof facts.otherMoney === 'number' ? facts.otherMoney : 0
  return Math.max(0, total - grant - other)
}

export type AmountProblem = 'nothing' | 'above_most' | 'needs_reason'

/**
 * Whether a reviewer may propose this amount: never above what the text gives; where the text leaves the amount open,
 * or the city gives less, only with the reason in words.
 * @param amount yen
 */
export function amountProblem(assessment: Assessment, amount: number, reason: string): AmountProblem | null {
  if (amount < 1) return 'nothing'
  if (amount > mostOf(assessment)) return 'above_most'
  const plain = assessment.outcome === 'determined' && amount === assessment.amount
  return plain || reason.trim() !== '' ? null : 'needs_reason'
}

/**
 * Shares a sum out by weights, each part rounded down and the rest to the last that has a weight, so that the parts are
 * the whole. Nothing to anybody where there is no weight. Whole yen; exact.
 */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0) return weights.map(() => 0)
  const parts = weights.map((weight) => Number((BigInt(amount) * BigInt(weight)) / BigInt(total)))
  const last = weights.findLastIndex((weight) => weight > 0)
  const rest = amount - parts.reduce((sum, part) => sum + part, 0)
  return parts.map((part, at) => (at === last ? part + rest : part))
}

/**
 * Between which amounts the final one lies: the lesser of what was decided and what the real costs give. Both are the
 * same where the text, or the decision, leaves nothing open. Yen.
 */
export function finalRange(assessment: Assessment, decided: number): { least: number; most: number } {
  const most = mostOf(assessment)
  const least = assessment.outcome === 'undetermined' ? assessment.least : most
  return { least: Math.min(decided, least), most: Math.min(decided, most) }
}

/** 変更後の経費: the new cost of each work that a change names, yen */
type ChangeCosts = Readonly<Record<string, number>>

/** What a change says of the costs; null where it leaves them as they are. */
export const costsNamed = (costs: unknown): ChangeCosts | null =>
  Object.keys(costs ?? {}).length > 0 ? (costs as ChangeCosts) : null

/** The lines as changes make them, one after the other, the oldest first. */
export function linesAfterChanges(
  lines: readonly Line[],
  works: readonly string[],
  changes: readonly (ChangeCosts | null)[],
): readonly Line[] {
  return changes.reduce((before, costs) => linesAfterChange(before, works, costs), lines)
}

/**
 * The lines as a change would make them: of each work that it names a new cost, yen; the others as they are planned.
 * Works that are not applied for are left out.
 */
function linesAfterChange(
  lines: readonly Line[],
  works: readonly string[],
  costs: ChangeCosts | null,
): readonly Line[] {
  const told = Object.entries(costs ?? {}).filter(([work]) => works.includes(work))
  const renewed = told.map(([work]) => work)
  return [
    ...lines.filter(({ work }) => !renewed.includes(work)),
    ...told.map(([work, amount]) => ({ work, amount: Number(amount), eligible: true })),
  ]
}
