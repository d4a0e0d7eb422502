/** A programme's rules in words, so that nobody has to read its file. */
import { type Day, formatDay } from '~/platform/clock'
import type { Translate } from '~/platform/i18n'
import { type AskedFact, commonFacts } from './rules'
import type { Comparison, Condition, Grant, Programme, Value, Work } from './schema'

/** What the words are made with: a language, and the programme that names its works and questions. */
export type In = { t: Translate; programme: Programme; language: string }

/** The question that asks for a fact. */
export function factLabel(fact: Pick<AskedFact, 'key' | 'label'>, t: Translate): string {
  return fact.label ?? t(`subsidies.fact.${fact.key}`)
}

/** A fact as a noun, for conditions. */
function factName(key: string, { t, programme }: In): string {
  if (key === 'cost') return t('subsidies.step.cost')
  return programme.facts.find((own) => own.key === key)?.label ?? t(`subsidies.noun.${key}`)
}

const yen = (amount: number, { t }: In) => t('subsidies.amount', { yen: amount.toLocaleString('ja-JP') })

/** Amount, rate, and limits of one work, one line each. */
export function describeWork(work: Work, within: In): string[] {
  const { t } = within
  const lines = [t('subsidies.rule.grant', { grant: describeGrant(work.grant, within) })]
  const { minimumCost, deductible, costLimit, cap, cumulative } = work
  if (minimumCost) {
    const { atLeast, above } = minimumCost
    lines.push(
      t(atLeast !== undefined ? 'subsidies.rule.cost_at_least' : 'subsidies.rule.cost_above', {
        amount: yen(atLeast ?? above ?? 0, within),
      }) +
        (minimumCost.unless
          ? t('subsidies.rule.unless', { condition: describeCondition(minimumCost.unless, within) })
          : ''),
    )
  }
  if (deductible) lines.push(t('subsidies.rule.deductible', { amount: yen(deductible, within) }))
  if (costLimit !== undefined)
    lines.push(t('subsidies.rule.cost_limit', { amount: describeValue(costLimit, within) }))
  if (cap !== undefined) lines.push(t('subsidies.rule.cap', { amount: describeValue(cap, within) }))
  if (cumulative) {
    const { window } = cumulative
    const span =
      typeof window === 'string'
        ? t(`subsidies.rule.window_${window}`)
        : 'years' in window
          ? t('subsidies.rule.window_years', { years: window.years })
          : t('subsidies.rule.window_since', { day: formatDay(window.since as Day, within.language) })
    lines.push(
      t('subsidies.rule.cumulative', { amount: describeValue(cumulative.cap, within), window: span }),
    )
  }
  return lines
}

/** 合算の限度額, one line each. */
export function describeJointCaps(within: In): string[] {
  const { programme, t } = within
  return programme.jointCaps.map(({ works, cap }) =>
    t('subsidies.rule.joint_cap', {
      works: programme.works
        .filter(({ key }) => works.includes(key))
        .map(({ name }) => name)
        .join(t('subsidies.rule.comma')),
      amount: describeValue(cap, within),
    }),
  )
}

function describeGrant(grant: Grant, within: In): string {
  const { t } = within
  if ('tiers' in grant)
    return grant.tiers
      .map(({ upTo, rate }) =>
        upTo
          ? t('subsidies.rule.tier', { amount: yen(upTo, within), rate })
          : t('subsidies.rule.tier_above', { rate }),
      )
      .join(t('subsidies.rule.comma'))
  if ('over' in grant)
    return t('subsidies.rule.flat_over', {
      amount: yen(grant.flat, within),
      over: yen(grant.over, within),
      rate: grant.rate,
    })
  if ('flat' in grant) return t('subsidies.rule.flat', { amount: yen(grant.flat, within) })
  if ('none' in grant) return grant.none
  if ('rate' in grant)
    return grant.rate === '1' ? t('subsidies.rule.whole') : t('subsidies.rule.rate', { rate: grant.rate })
  if ('setBy' in grant) return t('subsidies.rule.set_by', { by: grant.setBy, most: grant.atMost })
  if ('oneOf' in grant) return t('subsidies.rule.undetermined', { reason: grant.reason })
  if ('undetermined' in grant) return t('subsidies.rule.undetermined', { reason: grant.undetermined })
  const lines = grant.when.map(({ if: condition, use }) =>
    t('subsidies.rule.when', {
      condition: describeCondition(condition, within),
      result: describeGrant(use, within),
    }),
  )
  if (grant.otherwise)
    lines.push(t('subsidies.rule.otherwise', { result: describeGrant(grant.otherwise, within) }))
  return lines.join(t('subsidies.rule.comma'))
}

function describeValue(value: Value, within: In): string {
  const { t } = within
  const comma = t('subsidies.rule.comma')
  if (typeof value === 'number') return yen(value, within)
  if ('undetermined' in value) return t('subsidies.rule.undetermined', { reason: value.undetermined })
  if ('lesserOf' in value)
    return t('subsidies.rule.lesser', {
      all: value.lesserOf.map((part) => describeValue(part, within)).join(comma),
    })
  if ('sum' in value)
    return t('subsidies.rule.sum', { all: value.sum.map((part) => describeValue(part, within)).join(comma) })
  if ('steps' in value) {
    const of = factName(value.steps.of, within)
    return value.steps.each
      .map(({ upTo, value: amount }) =>
        t(upTo === undefined ? 'subsidies.rule.step_above' : 'subsidies.rule.step', {
          of,
          upTo: (upTo ?? 0).toLocaleString('ja-JP'),
          amount: describeValue(amount, within),
        }),
      )
      .join(comma)
  }
  if ('bands' in value) {
    const of = factName(value.bands.of, within)
    const last = value.bands.each.length === 1 ? 'subsidies.rule.band_each' : 'subsidies.rule.band_above'
    return value.bands.each
      .map(({ upTo, per }) =>
        t(upTo === undefined ? last : 'subsidies.rule.band', {
          of,
          upTo: (upTo ?? 0).toLocaleString('ja-JP'),
          amount: yen(per, within),
        }),
      )
      .join(comma)
  }
  const lines = value.when.map(({ if: condition, use }) =>
    t('subsidies.rule.when', {
      condition: describeCondition(condition, within),
      result: describeValue(use, within),
    }),
  )
  if (value.otherwise !== undefined && value.otherwise !== null)
    lines.push(t('subsidies.rule.otherwise', { result: describeValue(value.otherwise, within) }))
  return lines.join(comma)
}

export function describeCondition(condition: Condition, within: In): string {
  const { t } = within
  // Within one another, "and" and "or" say nothing without brackets.
  const part = (inner: Condition) =>
    'all' in inner || 'any' in inner
      ? `(${describeCondition(inner, within)})`
      : describeCondition(inner, within)
  if ('all' in condition) return condition.all.map(part).join(t('subsidies.condition.and'))
  if ('any' in condition) return condition.any.map(part).join(t('subsidies.condition.or'))
  if ('not' in condition)
    return t('subsidies.condition.not', { condition: describeCondition(condition.not, within) })
  if ('undetermined' in condition) return condition.undetermined
  return describeComparison(condition, within)
}

const operators = ['atLeast', 'atMost', 'above', 'below'] as const

function describeComparison(comparison: Comparison, within: In): string {
  const { t, programme, language } = within
  const fact = factName(comparison.fact, within)
  const kind =
    comparison.fact === 'cost'
      ? 'yen'
      : (programme.facts.find(({ key }) => key === comparison.fact)?.kind ??
        commonFacts[comparison.fact as keyof typeof commonFacts]?.kind)
  const said = (value: string | number | boolean) => {
    if (kind === 'choice') {
      const own = programme.facts.find(({ key }) => key === comparison.fact)
      return (
        own?.options.find((option) => option.value === value)?.label ??
        t(`subsidies.fact.${comparison.fact}_${value}`)
      )
    }
    if (kind === 'yen') return yen(Number(value), within)
    if (kind === 'date') return formatDay(String(value) as Day, language)
    return String(value)
  }
  if (comparison.equals !== undefined) {
    if (kind === 'boolean')
      return t(comparison.equals ? 'subsidies.condition.yes' : 'subsidies.condition.no', { fact })
    return t('subsidies.condition.equals', { fact, value: said(comparison.equals) })
  }
  if (comparison.in)
    return t('subsidies.condition.equals', {
      fact,
      value: comparison.in.map(said).join(t('subsidies.condition.or')),
    })
  const operator = operators.find((one) => comparison[one] !== undefined) ?? 'atLeast'
  const operand = comparison[operator]
  const value =
    typeof operand === 'object'
      ? t('subsidies.condition.day_of_year', {
          month: Number(operand.dayOfFiscalYear.slice(0, 2)),
          day: Number(operand.dayOfFiscalYear.slice(3)),
        })
      : said(operand ?? '')
  return t(`subsidies.condition.${operator}`, { fact, value })
}
