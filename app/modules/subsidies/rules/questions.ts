/** What must be asked before a programme can be worked out for some works, and the days that matter in a year. */
import { type Day, fiscalYear } from '~/platform/clock'
import type { Programme } from '../schema/programme'
import { COST, commonFacts, type FactKind, factsNamed } from './facts'

/** One question; `label` for those that the programme words itself, else the catalogue has it. */
export type AskedFact = {
  key: string
  kind: FactKind
  label: string | null
  options: { value: string; label: string | null }[]
}

/** The questions of a programme for the works that are applied for: common ones first, in their order. */
export function questionsOf(programme: Programme, works: readonly string[]): AskedFact[] {
  const { requirements, jointCaps, otherMoney } = programme
  const asked = programme.works.filter(({ key }) => works.includes(key))
  const named = new Set(factsNamed({ requirements, asked, jointCaps }).map(([fact]) => fact))
  if (otherMoney !== 'ignore') named.add('otherMoney')
  if (asked.some(({ cumulative }) => cumulative)) named.add('earlierGrants')
  named.delete(COST)
  // Of the day on which one applies, the fiscal year follows.
  if (JSON.stringify({ requirements, asked }).includes('dayOfFiscalYear')) named.add('appliedOn')
  named.delete('fiscalYear')
  const common = Object.entries(commonFacts)
    .filter(([key]) => named.has(key))
    .map(([key, definition]): AskedFact => {
      const options = 'options' in definition ? definition.options : []
      return {
        key,
        kind: definition.kind,
        label: null,
        options: options.map((value) => ({ value, label: null })),
      }
    })
  const own = programme.facts.filter(({ key }) => named.has(key))
  return [...common, ...own.map(({ key, kind, label, options }) => ({ key, kind, label, options }))]
}

export const milestones = [
  'consult', // 事前相談, in the year before
  'apply',
  'decision', // nothing is signed before it
  'complete',
  'report',
  'claim', // by 31 May (出納整理期間)
] as const
export type Milestone = { kind: (typeof milestones)[number]; from: Day | null; until: Day | null }

/** The day `MM-DD` within a fiscal year. */
const within = (year: number, monthDay: string): Day => `${monthDay < '04-01' ? year + 1 : year}-${monthDay}`

/**
 * The fiscal year (年度) for which one can still prepare on a day: the first whose consultation, or else whose
 * application, has not ended yet.
 */
export function yearToPlan({ dates }: Programme, today: Day): number {
  const year = fiscalYear(today)
  const ends = (of: number): Day | null =>
    dates.consultation
      ? within(of - 1, dates.consultation.until)
      : dates.application
        ? within(of, dates.application.until)
        : null
  return [year, year + 1, year + 2].find((of) => (ends(of) ?? today) >= today) ?? year
}

/** The calendar of a programme in a fiscal year; days that the text does not state are null. */
export function calendarOf({ dates }: Programme, year: number): Milestone[] {
  const span = (given: { from: string; until: string } | undefined, of: number) => ({
    from: given ? within(of, given.from) : null,
    until: given ? within(of, given.until) : null,
  })
  return [
    { kind: 'consult', ...span(dates.consultation, year - 1) },
    { kind: 'apply', ...span(dates.application, year) },
    { kind: 'decision', from: null, until: null },
    { kind: 'complete', from: null, until: within(year, dates.completeBy ?? '03-31') },
    { kind: 'report', from: null, until: dates.reportBy ? within(year, dates.reportBy) : null },
    { kind: 'claim', from: null, until: `${year + 1}-05-31` },
  ]
}
