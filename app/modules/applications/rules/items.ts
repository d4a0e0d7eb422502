/** 補正の項目: what of an application can be asked to be corrected, and what is still open. Pure. */
import type { Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import type { ApplicationState } from './procedure'
import { askedOf, type DocumentState, documentNeed } from './tasks'

export type CheckedDocument = { id: number; step: string; name: string; state: DocumentState; note: string }

/** The step whose documents are looked through in a state. */
export function stepOf(state: ApplicationState): 'application' | 'report' {
  return ['reported', 'inspected', 'finalising', 'report_correcting'].includes(state)
    ? 'report'
    : 'application'
}

/** Documents of a step that nobody has accepted yet, though the scheme asks for them. */
export function uncheckedDocuments<D extends Pick<CheckedDocument, 'step' | 'name' | 'state'>>(
  programme: Programme,
  facts: Facts,
  documents: readonly D[],
  step: 'application' | 'report',
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

/** Everything that can be asked to be corrected, in the order of the form. */
export function correctableItems(of: {
  state: ApplicationState
  programme: Programme
  works: readonly string[]
  lines: readonly { id: number; stage: 'estimate' | 'actual' }[]
  documents: readonly { id: number; step: string }[]
}): string[] {
  const step = stepOf(of.state)
  const documents = of.documents.filter((one) => one.step === step).map(({ id }) => `document:${id}`)
  const stage = step === 'report' ? 'actual' : 'estimate'
  const lines = of.lines.filter((line) => line.stage === stage).map(({ id }) => `line:${id}`)
  if (step === 'report') return ['completed_on', 'lines', ...lines, ...documents]
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
