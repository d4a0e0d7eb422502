/** The form of each part of a programme: which fields it has. */
import { workKinds } from '~/modules/halls/rules'
import { COST, commonFacts, factKinds } from '../rules/facts'
import { documentSteps, type Programme } from '../schema/programme'
import type { Part } from './parts'
import { conditionSpec, grantSpec, type KnownFact, valueSpec } from './rules'
import {
  type Choice,
  group,
  jsonShape,
  leaf,
  optionalLeaf,
  plainShape,
  rows,
  type Spec,
  type Variant,
  wordShape,
} from './spec'

/** Every fact that a rule of the programme may ask for, the cost first. */
export function knownFacts(programme: Pick<Programme, 'facts'>): KnownFact[] {
  const common = Object.entries(commonFacts).map(([key, definition]): KnownFact => {
    const options = 'options' in definition ? definition.options : []
    return {
      key,
      kind: definition.kind,
      label: { key: `subsidies.noun.${key}` },
      options: options.map((value) => ({
        value,
        label: { key: `subsidies.fact.${key}_${value}`, of: `subsidies.noun.${key}` },
      })),
    }
  })
  const own = programme.facts.map(
    ({ key, kind, label, options }): KnownFact => ({
      key,
      kind,
      label: { text: label },
      options: options.map((option) => ({
        value: option.value,
        label: { text: `${label}: ${option.label}` },
      })),
    }),
  )
  return [{ key: COST, kind: 'yen', label: { key: 'subsidies.step.cost' }, options: [] }, ...own, ...common]
}

const oneOf = (
  values: readonly string[],
  worded: (value: string) => string,
  name: string,
  required = true,
): Spec => ({
  kind: 'one',
  required,
  name,
  choices: values.map((value): Choice => ({ value, label: { key: worded(value) } })),
})
const lines = (name: string, most: number, max: number, support = 'lines'): Spec => ({
  kind: 'lines',
  name,
  most,
  max,
  support,
})

const requirementsSpec = (facts: readonly KnownFact[]) =>
  rows(
    group({
      must: { ...conditionSpec(facts), name: 'must' },
      otherwise: leaf('text', { name: 'told', support: 'told' }),
    }),
    30,
    { name: 'requirements' },
  )

/** 累計: within some years, since a day, within the year, or ever */
function cumulativeSpec(facts: readonly KnownFact[]): Variant {
  const cap = valueSpec(facts, { name: 'cap_all', depth: 2 })
  const fixed = (window: string) => ({
    spec: group({ cap }),
    make: (said: unknown) => ({ ...(said as object), window }),
    open: (json: unknown) => {
      const found = json as { cap: unknown; window: unknown } | undefined
      return found?.window === window ? { cap: found.cap } : undefined
    },
  })
  const within = (word: 'years' | 'since', field: Spec) => ({
    spec: group({ [word]: field, cap }),
    make: (said: unknown) => {
      const { cap: most, ...window } = said as { cap: unknown }
      return { cap: most, window }
    },
    open: (json: unknown) => {
      const found = json as { cap: unknown; window: Record<string, unknown> } | undefined
      const window = found?.window
      return typeof window === 'object' && word in window ? { ...window, cap: found?.cap } : undefined
    },
  })
  return {
    kind: 'variant',
    family: 'cumulative',
    name: 'cumulative',
    support: 'cumulative',
    shapes: () => ({
      none: wordShape(undefined),
      years: within('years', leaf('whole', { name: 'years' })),
      since: within('since', leaf('day', { name: 'since' })),
      fiscal_year: fixed('fiscal_year'),
      lifetime: fixed('lifetime'),
      json: jsonShape,
    }),
  }
}

function minimumSpec(facts: readonly KnownFact[]): Variant {
  const unless = { ...conditionSpec(facts, { optional: true, depth: 2 }), name: 'unless' }
  return {
    kind: 'variant',
    family: 'minimum',
    name: 'minimum',
    shapes: () => ({
      none: wordShape(undefined),
      at_least: plainShape('atLeast', { atLeast: leaf('yen', { name: 'amount' }), unless }),
      above: plainShape('above', { above: leaf('yen', { name: 'amount' }), unless }),
    }),
  }
}

function workSpec(facts: readonly KnownFact[]): Spec {
  return group({
    name: leaf('text', { name: 'work_name', max: 60 }),
    description: optionalLeaf('long', { name: 'description', max: 500 }),
    grant: grantSpec(facts, { name: 'grant', support: 'grant' }),
    cap: valueSpec(facts, { optional: true, name: 'cap', support: 'cap' }),
    costLimit: valueSpec(facts, { optional: true, name: 'cost_limit', support: 'cost_limit' }),
    minimumCost: minimumSpec(facts),
    deductible: optionalLeaf('yen', { name: 'deductible', support: 'deductible' }),
    cumulative: cumulativeSpec(facts),
    requirements: { ...requirementsSpec(facts), most: 20, name: 'work_requirements' },
    costs: group({
      included: lines('included', 30, 100),
      excluded: lines('excluded', 30, 100),
    }),
    register: oneOf(
      ['diagnosis', ...workKinds],
      (value) => `programmes.register.${value}`,
      'register',
      false,
    ),
    alsoCalled: lines('also_called', 10, 60),
  })
}

const monthDays = (name: string) =>
  group(
    { from: leaf('monthDay', { name: 'from' }), until: leaf('monthDay', { name: 'until' }) },
    { name, whole: true },
  )

/** The form of a part. */
export function partSpec(part: Part, programme: Programme): Spec {
  const facts = knownFacts(programme)
  switch (part.name) {
    case 'general':
      return group({
        name: leaf('text', { name: 'programme_name', max: 100 }),
        municipality: leaf('text', { name: 'municipality', max: 60 }),
        purpose: optionalLeaf('long', { name: 'purpose', max: 1000 }),
        source: group({
          title: leaf('text', { name: 'source_title', max: 200 }),
          url: optionalLeaf('text', { name: 'source_url', max: 1000 }),
          asOf: optionalLeaf('text', { name: 'source_as_of', max: 40, support: 'source_as_of' }),
        }),
        fiscalYears: group({
          from: leaf('whole', { name: 'year_from', support: 'year' }),
          until: optionalLeaf('whole', { name: 'year_until', support: 'year_until' }),
        }),
        otherMoney: oneOf(
          ['deduct', 'exclude', 'ignore', 'unstated'],
          (value) => `subsidies.programme.other_money_${value}`,
          'other_money',
        ),
        rounding: oneOf(
          ['1', '100', '1000', '10000', '100000', 'unstated'],
          (value) => `programmes.rounding.${value}`,
          'rounding',
        ),
        severalWorks: { kind: 'check', name: 'several_works' },
        advancePayment: { kind: 'check', name: 'advance' },
        siteVisit: { kind: 'check', name: 'site_visit' },
        disposalYears: optionalLeaf('whole', { name: 'disposal_years', support: 'disposal_years' }),
        alsoCalled: lines('also_called', 10, 60),
      })
    case 'questions':
      return rows(
        group({
          key: { kind: 'hidden' },
          label: leaf('text', { name: 'question', max: 100 }),
          kind: oneOf(factKinds, (value) => `programmes.fact_kind.${value}`, 'fact_kind'),
          options: rows(
            group({ value: { kind: 'hidden' }, label: leaf('text', { name: 'option', max: 60 }) }),
            20,
            { name: 'options' },
          ),
        }),
        30,
        { name: 'questions' },
      )
    case 'requirements':
      return requirementsSpec(facts)
    case 'works':
      return rows(
        group({ key: { kind: 'hidden' }, name: leaf('text', { name: 'work_name', max: 60 }) }),
        30,
        {
          name: 'works',
          least: 1,
        },
      )
    case 'work':
      return workSpec(facts)
    case 'joint':
      return rows(
        group({
          works: {
            kind: 'some',
            name: 'joint_works',
            choices: programme.works.map(({ key, name }) => ({ value: key, label: { text: name } })),
          },
          cap: valueSpec(facts, { name: 'cap' }),
        }),
        10,
        { name: 'joint' },
      )
    case 'dates':
      return group({
        consultation: monthDays('consultation'),
        application: monthDays('application'),
        completeBy: optionalLeaf('monthDay', { name: 'complete_by' }),
        reportBy: optionalLeaf('monthDay', { name: 'report_by' }),
        contractAfterDecision: oneOf(
          ['true', 'false', 'null'],
          (value) => `programmes.contract.${value}`,
          'contract',
        ),
      })
    case 'documents':
      return rows(
        group({
          step: oneOf(documentSteps, (value) => `subsidies.document_step.${value}`, 'step'),
          name: leaf('text', { name: 'document', max: 100 }),
          note: optionalLeaf('text', { name: 'document_note' }),
          needed: { ...conditionSpec(facts, { optional: true }), name: 'needed' },
          byPortal: { kind: 'check', name: 'by_portal' },
        }),
        60,
        { name: 'documents' },
      )
    case 'conditions':
      return group({
        conditions: lines('conditions', 30, 500),
        openPoints: lines('open_points', 30, 300, 'open_points'),
      })
    case 'budget':
      return group({
        method: oneOf(
          ['first_come', 'ranking', 'lot', 'within_budget', 'unstated'],
          (value) => `subsidies.programme.budget_${value}`,
          'budget_method',
        ),
        amount: optionalLeaf('yen', { name: 'budget_amount', support: 'budget_amount' }),
      })
  }
}
