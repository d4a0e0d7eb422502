/** 補正の項目: what of an application can be asked to be corrected, and what is still open. Pure. */
import type { AskedFact, Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import type { ApplicationState } from './procedure'
import { askedOf, type DocumentState, type DocumentStep, type Draft, documentNeed } from './tasks'

type CheckedDocument = { id: number; step: string; name: string; state: DocumentState; note: string }

/** The step whose documents are looked through in a state. */
export function stepOf(state: ApplicationState): 'application' | 'report' {
  return ['reported', 'inspected', 'finalising', 'report_correcting'].includes(state)
    ? 'report'
    : 'application'
}

/** The steps whose documents are looked through in a state, before the next move. */
export function checkedSteps(state: ApplicationState): DocumentStep[] {
  if (state === 'changing') return ['change']
  if (state === 'claimed') return ['claim']
  return stepOf(state) === 'report' ? ['start', 'report'] : ['application']
}

/** Documents of a step that nobody has accepted yet, though the scheme asks for them. */
export function uncheckedDocuments<D extends Pick<CheckedDocument, 'step' | 'name' | 'state'>>(
  programme: Programme,
  facts: Facts,
  documents: readonly D[],
  step: DocumentStep,
): D[] {
  return documents.filter((document) => {
    if (document.step !== step || document.state === 'accepted' || document.state === 'not_needed')
      return false
    // What was handed in is looked at, needed or not.
    if (document.state !== 'missing') return true
    const asked = programme.documents.find((one) => one.step === step && one.name === document.name)
    return asked !== undefined && documentNeed(programme, facts, asked) !== 'not'
  })
}

export type Correction = {
  id: number
  round: number
  item: string
  state: 'open' | 'answered' | 'accepted'
}

/** 未了の補正: of each item the last request, unless it is accepted. What was asked again stands only once. */
export function openCorrections<C extends Correction>(corrections: readonly C[]): C[] {
  const last = new Map<string, C>()
  for (const one of corrections) {
    const known = last.get(one.item)
    if (!known || one.round >= known.round) last.set(one.item, one)
  }
  return [...last.values()].filter(({ state }) => state !== 'accepted')
}

/** What an application can only foresee, and the work has shown: asked again with the report. */
const SHOWN_BY_WORK = ['otherMoney', 'scoreAfter', 'isAfter', 'units', 'years']

export const reportedFacts = (programme: Programme, works: readonly string[]): AskedFact[] =>
  askedOf(programme, works).filter(({ key }) => SHOWN_BY_WORK.includes(key))

/**
 * Whether an item of an application may be written while it is corrected: what the city has named, what hangs on that,
 * and what is missing. The rest is what was handed in and judged, and stays.
 */
export function mayCorrect(item: string, openItems: readonly string[], draft: Draft): boolean {
  const [kind = '', key = ''] = item.split(':')
  const named = (...items: string[]) => items.some((one) => openItems.includes(one))
  switch (kind) {
    // That a contract is signed is never kept from the city.
    case 'contract_on':
      return true
    case 'planned_start':
    case 'planned_end':
      return named('planned_start', 'planned_end')
    case 'facts':
      return named(item, 'works') || draft.facts[key] === undefined
    case 'line':
    case 'lines':
      return named(item, 'lines', 'works')
    case 'document': {
      const state = draft.documents.find(({ id }) => String(id) === key)?.state
      return named(item) || state === 'missing' || state === 'to_correct'
    }
    default:
      return named(item)
  }
}

/** Everything that can be asked to be corrected, in the order of the form. */
export function correctableItems(of: {
  state: ApplicationState
  programme: Programme
  works: readonly string[]
  lines: readonly { id: number; stage: 'estimate' | 'actual' }[]
  documents: readonly { id: number; step: string }[]
}): string[] {
  const step = stepOf(of.state)
  const steps: readonly string[] = checkedSteps(of.state)
  const documents = of.documents.filter((one) => steps.includes(one.step)).map(({ id }) => `document:${id}`)
  const stage = step === 'report' ? 'actual' : 'estimate'
  const lines = of.lines.filter((line) => line.stage === stage).map(({ id }) => `line:${id}`)
  if (step === 'report') {
    const facts = reportedFacts(of.programme, of.works).map(({ key }) => `facts:${key}`)
    return ['completed_on', ...facts, 'lines', ...lines, ...documents]
  }
  return [
    'title',
    'purpose',
    'hall',
    'works',
    'planned_start',
    'planned_end',
    ...askedOf(of.programme, of.works).map(({ key }) => `facts:${key}`),
    'lines',
    ...lines,
    ...documents,
  ]
}
