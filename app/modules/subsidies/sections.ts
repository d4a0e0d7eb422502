/** A programme in words, section by section: for reading, and for comparing two versions line by line. */
import { formatFiscalYear } from '~/platform/clock'
import { describeCondition, describeJointCaps, describeWork, type In } from './describe'
import type { Example, Programme, Requirement, Work } from './schema'
import { type Part, type PartName, partNames } from './sketch/parts'
import { yenText } from './words'

/** One field in words; a field with nothing to say has no lines. */
type Section = { part: Part; id: string; label: string; lines: string[] }

/** Everything that a programme says but its worked examples. */
export function sectionsOf(within: In): Section[] {
  const { programme, t } = within
  return [
    ...partNames.flatMap((name): Section[] =>
      name === 'works'
        ? []
        : linesOf(name, within).map(([field, lines]) => section({ name }, field, lines, t)),
    ),
    ...programme.works.map(
      (work): Section => ({
        part: { name: 'work', work: work.key },
        id: `work.${work.key}`,
        label: t('programmes.part_of_work', { work: work.name }),
        lines: workLines(work, within),
      }),
    ),
  ].filter(({ lines }) => lines.length > 0)
}

/** Parts of several fields, whose lines say nothing without their names */
const LABELLED: ReadonlySet<PartName> = new Set(['general', 'dates', 'conditions', 'budget'])

/** What the form of one part says, in words. */
export function partLines(part: Part, within: In): string[] {
  const { programme, t } = within
  if (part.name === 'work') {
    const work = programme.works.find(({ key }) => key === part.work)
    return work ? workLines(work, within) : []
  }
  if (part.name === 'works') return programme.works.map(({ name }) => name)
  return linesOf(part.name, within).flatMap(([field, lines]) =>
    lines.map((line) => (LABELLED.has(part.name) ? `${t(`programmes.field.${field}`)}: ${line}` : line)),
  )
}

const section = (part: Part, field: string, lines: string[], t: In['t']): Section => ({
  part,
  id: `${part.name}.${field}`,
  label: t(`programmes.field.${field}`),
  lines,
})

const told = (text: string | null | undefined): string[] => (text ? [text] : [])

function linesOf(name: PartName, within: In): [string, string[]][] {
  const { programme, t, language } = within
  const monthDay = (written: string) =>
    t('programmes.words.month_day', { month: Number(written.slice(0, 2)), day: Number(written.slice(3)) })
  const window = (span: { from: string; until: string } | undefined) =>
    span ? [t('programmes.words.window', { from: monthDay(span.from), until: monthDay(span.until) })] : []
  switch (name) {
    case 'general':
      return [
        ['programme_name', [programme.name]],
        ['municipality', [programme.municipality]],
        ['purpose', told(programme.purpose)],
        ['source_title', [programme.source.title]],
        ['source_url', told(programme.source.url)],
        ['source_as_of', told(programme.source.asOf)],
        ['year_from', [formatFiscalYear(programme.fiscalYears.from, language)]],
        [
          'year_until',
          [
            programme.fiscalYears.until === null
              ? t('programmes.words.until_further_notice')
              : formatFiscalYear(programme.fiscalYears.until, language),
          ],
        ],
        ['other_money', [t(`subsidies.programme.other_money_${programme.otherMoney}`)]],
        ['rounding', [t(`programmes.rounding.${programme.rounding}`)]],
        ['several_works', [t(`programmes.holds.${programme.severalWorks}`)]],
        ['advance', [t(`programmes.holds.${programme.advancePayment}`)]],
        ['site_visit', [t(`programmes.holds.${programme.siteVisit}`)]],
        [
          'disposal_years',
          programme.disposalYears
            ? [t('subsidies.programme.disposal_years', { years: programme.disposalYears })]
            : [],
        ],
        ['also_called', programme.alsoCalled],
      ]
    case 'questions':
      return [
        [
          'questions',
          programme.facts.map(({ label, kind, options }) =>
            [
              label,
              t(`programmes.fact_kind.${kind}`),
              ...told(options.map((option) => option.label).join(t('subsidies.rule.comma'))),
            ].join(' / '),
          ),
        ],
      ]
    case 'requirements':
      return [['requirements', programme.requirements.map((one) => requirementLine(one, within))]]
    case 'works':
      return []
    case 'joint':
      return [['joint', describeJointCaps(within)]]
    case 'dates':
      return [
        ['consultation', window(programme.dates.consultation)],
        ['application', window(programme.dates.application)],
        ['complete_by', programme.dates.completeBy ? [monthDay(programme.dates.completeBy)] : []],
        ['report_by', programme.dates.reportBy ? [monthDay(programme.dates.reportBy)] : []],
        ['contract', [t(`programmes.contract.${programme.dates.contractAfterDecision}`)]],
      ]
    case 'documents':
      return [['documents', programme.documents.map((document) => documentLine(document, within))]]
    case 'conditions':
      return [
        ['conditions', programme.conditions],
        ['open_points', programme.openPoints],
      ]
    case 'budget':
      return [
        ['budget_method', [t(`subsidies.programme.budget_${programme.budget.method}`)]],
        ['budget_amount', programme.budget.amount === null ? [] : [yenText(programme.budget.amount, t)]],
      ]
  }
}

function requirementLine({ must, otherwise }: Requirement, within: In): string {
  return within.t('programmes.words.requirement', {
    condition: describeCondition(must, within),
    told: otherwise,
  })
}

function documentLine(document: Programme['documents'][number], within: In): string {
  const { t } = within
  const needed = document.needed
    ? t('programmes.words.needed_if', { condition: describeCondition(document.needed, within) })
    : ''
  const note = document.note ? ` ${document.note}` : ''
  const here = document.byPortal ? t('subsidies.programme.by_portal') : ''
  return `${t(`subsidies.document_step.${document.step}`)}: ${document.name}${needed}${here}${note}`
}

function workLines(work: Work, within: In): string[] {
  const { t } = within
  const items = (list: readonly string[]) => list.join(t('subsidies.rule.comma'))
  return [
    ...told(work.description),
    ...describeWork(work, within),
    ...work.requirements.map((one) => requirementLine(one, within)),
    ...(work.costs.included.length > 0
      ? [t('subsidies.programme.included', { items: items(work.costs.included) })]
      : []),
    ...(work.costs.excluded.length > 0
      ? [t('subsidies.programme.excluded', { items: items(work.costs.excluded) })]
      : []),
    ...(work.register
      ? [t('programmes.words.register', { kind: t(`programmes.register.${work.register}`) })]
      : []),
    ...(work.alsoCalled.length > 0
      ? [`${t('programmes.field.also_called')}: ${items(work.alsoCalled)}`]
      : []),
  ]
}

/** The inputs of a worked example in words: 耐震改修 1,200,000円、構造が木造の. */
export function exampleText(example: Pick<Example, 'works' | 'facts'>, within: In): string {
  const { programme, t } = within
  const works = Object.entries(example.works).map(
    ([key, cost]) => `${programme.works.find((work) => work.key === key)?.name ?? key} ${yenText(cost, t)}`,
  )
  const facts = Object.entries(example.facts).map(([fact, value]) => factText(fact, value, within))
  return [works.join(' + '), ...facts].join(t('subsidies.rule.comma'))
}

function factText(fact: string, value: string | number | boolean, within: In): string {
  const { programme, t } = within
  const own = programme.facts.find(({ key }) => key === fact)
  const name = own?.label ?? t(`subsidies.noun.${fact}`)
  if (typeof value === 'boolean')
    return t('programmes.words.fact', { fact: name, value: t(`programmes.holds.${value}`) })
  const option = own
    ? own.options.find((one) => one.value === value)?.label
    : fact === 'structure'
      ? t(`subsidies.fact.structure_${value}`)
      : undefined
  const said = option ?? (typeof value === 'number' ? value.toLocaleString('ja-JP') : value)
  return t('programmes.words.fact', { fact: name, value: said })
}
