/**
 * アンケートの結果: what may be shown of counted answers. Groups below five people are not shown and are not found by
 * reckoning with what is. Pure.
 */
import { guarded, LEAST } from '~/modules/indicators/rules'
import type { SurveyState } from './survey'

/** 500 メートル四方: half of a standard area mesh (JIS X 0410 2分の1地域メッシュ, 15″ by 22.5″), as steps of a degree. */
export const MESH = { rows: 240, columns: 160 } as const

/** How many people chose something: an option, a step of a scale, or a cell of the mesh. */
export type Count = { key: number; count: number }

/** The answers to one question, counted; never shown as they are. */
export type Tally =
  | { kind: 'single'; questionId: number; answered: number; counts: Count[] }
  /** `most`: how many may be ticked; null: all */
  | { kind: 'multiple'; questionId: number; answered: number; most: number | null; counts: Count[] }
  | { kind: 'scale'; questionId: number; answered: number; counts: Count[] }
  /** First places by option, and its points: the last place that is asked for gives 1, none 0 */
  | { kind: 'ranking'; questionId: number; answered: number; counts: Count[]; points: Count[] }
  | { kind: 'text'; questionId: number; answered: number }
  | { kind: 'place'; questionId: number; answered: number; cells: Cell[] }

/** A cell of the mesh, by its south-western corner in steps of the mesh */
export type Cell = { row: number; column: number; count: number }

/** A line of a result; null where fewer than five stand behind it or outside it, or where it would tell of them. */
type Line = { key: number; count: number | null }

/** What is shown of one question. Numbers are people. */
export type QuestionResult = {
  questionId: number
  kind: Tally['kind']
  /** Null: fewer than five have answered it, and nothing else is told */
  answered: number | null
  lines: Line[]
  /** Lines that stand together, and how many people they are */
  together: { parts: number; count: number } | null
  /** scale: mean and standard deviation, to a tenth; null where they would tell a hidden step */
  mean: { mean: number; spread: number } | null
  /** ranking: options from the best on. Points are not told: less the first places they are the others, which may be few */
  order: number[]
  cells: Cell[]
  /** Places outside the cells shown; null: none */
  elsewhere: number | null
}

/** The state of results: none yet, too few, in steps while it runs, or final. */
const resultStandings = ['none', 'few', 'running', 'final'] as const
export type ResultStanding = (typeof resultStandings)[number]

/** Where the results of a survey stand with so many answers. */
export function resultStandingOf(
  survey: { state: SurveyState; showsRunning: boolean },
  answers: number,
): ResultStanding {
  if (survey.state === 'draft' || survey.state === 'cancelled') return 'none'
  if (survey.state === 'open' && !survey.showsRunning) return 'none'
  if (answers < LEAST) return 'few'
  return survey.state === 'open' ? 'running' : 'final'
}

/**
 * Whether a running survey may be counted anew: between two counts at least five have answered, so that whoever looks
 * before and after a neighbour's answer learns nothing of it.
 */
export const countsAnew = (before: number | null, answers: number): boolean =>
  answers - (before ?? 0) >= LEAST

const tenth = (value: number): number => Math.round(value * 10) / 10

const total = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

function emptyResult({ questionId, kind }: Tally, answered: number | null): QuestionResult {
  return {
    questionId,
    kind,
    answered,
    lines: [],
    together: null,
    mean: null,
    order: [],
    cells: [],
    elsewhere: null,
  }
}

/** What is shown of a question after the end. Nobody who did not answer it is a group: how many answered is told. */
export function resultOf(tally: Tally): QuestionResult {
  if (tally.answered < LEAST) return emptyResult(tally, null)
  const result = emptyResult(tally, tally.answered)
  switch (tally.kind) {
    case 'single':
      return { ...result, ...wholeOf(tally.counts) }
    case 'multiple':
      return { ...result, lines: ticksOf(tally) }
    case 'scale': {
      const parts = wholeOf(tally.counts)
      return { ...result, ...parts, mean: meanOf(tally.counts, parts.lines) }
    }
    case 'ranking': {
      const parts = wholeOf(tally.counts)
      const order = [...tally.points].sort((a, b) => b.count - a.count || a.key - b.key)
      return { ...result, ...parts, order: order.map(({ key }) => key) }
    }
    case 'place':
      return { ...result, ...placesOf(tally.cells, tally.answered) }
    case 'text':
      return result
  }
}

/** Parts of a whole, in their own order: those that stand together have no count of their own. */
function wholeOf(counts: readonly Count[]): Pick<QuestionResult, 'lines' | 'together'> {
  const parts = guarded(counts)
  const shown = new Map(parts?.shown.map(({ key, count }) => [key, count]))
  return {
    lines: counts.map(({ key }) => ({ key, count: shown.get(key) ?? null })),
    together: parts?.others ?? null,
  }
}

/** Fewer than five chose it, or fewer than five did not: both are a few people. */
const few = (count: number, of: number): boolean => count < LEAST || of - count < LEAST

/**
 * Where several may be ticked there is no sum from which a hidden line could be taken; but each who answered has ticked
 * something, and nobody more than `most`: the hidden ones together lie between two numbers. Whoever can tell by common
 * sense which of them few have ticked and which nearly all must still be left with several numbers for each, whatever
 * they take for granted. Else none is shown.
 */
function ticksOf({ counts, answered, most }: Extract<Tally, { kind: 'multiple' }>): Line[] {
  const shown = counts.filter(({ count }) => !few(count, answered))
  const hidden = counts.length - shown.length
  const atLeast = answered - total(shown)
  const atMost = answered * Math.min(most ?? counts.length, counts.length) - total(shown)
  // Each hidden line is 0 to 4 people, or so many short of all of them; `many` of them are of the second kind.
  const open = (many: number): boolean => {
    const all = many * (answered - LEAST + 1)
    const [from, to] = [Math.max(0, atLeast - all), Math.min(hidden * (LEAST - 1), atMost - all)]
    if (from > to) return true
    return from <= hidden * (LEAST - 1) - 2 && to >= 2 && (hidden > 1 || to - from >= 2)
  }
  const safe = hidden === 0 || Array.from({ length: hidden + 1 }, (_, many) => many).every(open)
  return counts.map(({ key, count }) => ({ key, count: safe && !few(count, answered) ? count : null }))
}

type Moments = { mean: number; spread: number }

function momentsOf(counts: readonly Count[]): Moments {
  const people = total(counts)
  const mean = counts.reduce((sum, { key, count }) => sum + key * count, 0) / people
  const variance = counts.reduce((sum, { key, count }) => sum + (key - mean) ** 2 * count, 0) / people
  return { mean: tenth(mean), spread: tenth(Math.sqrt(variance)) }
}

/**
 * Mean and spread of a scale. They are equations for the steps that are hidden: they are told only when each hidden
 * step could as well have had another number with the same sum, mean and spread.
 */
function meanOf(counts: readonly Count[], lines: readonly Line[]): Moments | null {
  const shown = momentsOf(counts)
  const hidden = counts.flatMap(({ key }, index) =>
    lines.find((line) => line.key === key)?.count === null ? [index] : [],
  )
  if (hidden.length === 0) return shown
  const open = new Set(hidden)
  const tried = counts.map((count) => ({ ...count }))
  /** Moves people between up to four hidden steps, at most two in or out of each. */
  const walk = (from: number, moved: number[], balance: number): void => {
    if (open.size === 0) return
    if (moved.length > 1 && balance === 0) {
      const now = momentsOf(tried)
      if (now.mean === shown.mean && now.spread === shown.spread)
        for (const index of moved) open.delete(index)
    }
    if (moved.length === 4) return
    for (let at = from; at < hidden.length; at++) {
      const index = hidden[at] as number
      const step = tried[index] as Count
      for (const change of [-2, -1, 1, 2]) {
        if (step.count + change < 0) continue
        step.count += change
        walk(at + 1, [...moved, index], balance + change)
        step.count -= change
      }
    }
  }
  walk(0, [], 0)
  return open.size === 0 ? shown : null
}

/** Cells with at least five; all others together, never fewer than five: so long the smallest cell goes to them. */
function placesOf(cells: readonly Cell[], answered: number): Pick<QuestionResult, 'cells' | 'elsewhere'> {
  const sorted = cells
    .filter(({ count }) => count >= LEAST)
    .sort((a, b) => b.count - a.count || a.row - b.row || a.column - b.column)
  const rest = () => answered - total(sorted)
  // Where nearly all chose one place, few chose another.
  while (sorted.length > 0 && ((rest() > 0 && rest() < LEAST) || few(sorted[0]?.count ?? 0, answered)))
    sorted.pop()
  return { cells: sorted, elsewhere: rest() > 0 ? rest() : null }
}

const inSteps = (count: number): number => Math.floor(count / LEAST) * LEAST

/**
 * What is shown while a survey runs: every number in steps of five, so that two looks one after the other do not tell
 * what those between them answered; no mean, no points, no places, no texts.
 */
export function runningResultOf(tally: Tally): QuestionResult {
  if (tally.answered < LEAST) return emptyResult(tally, null)
  const result = emptyResult(tally, inSteps(tally.answered))
  if (tally.kind === 'text' || tally.kind === 'place') return result
  return {
    ...result,
    lines: tally.counts.map(({ key, count }) => ({
      key,
      count: few(count, tally.answered) ? null : inSteps(count),
    })),
  }
}

/** Answers and those on paper among them: told apart only when neither would be a few people. */
export function paperApart(answers: number, onPaper: number): number | null {
  const small = (count: number) => count > 0 && count < LEAST
  return small(onPaper) || small(answers - onPaper) ? null : onPaper
}

/** In percent, rounded half up; 0 of nobody. */
export const percentOf = (count: number, of: number): number => (of > 0 ? Math.round((count / of) * 100) : 0)
