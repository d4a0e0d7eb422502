/** The shapes of conditions, limits and grants, as the form offers them. Each holds others to a sensible depth. */
import { isDay } from '~/platform/clock'
import type { FactKind } from '../rules/facts'
import {
  type Choice,
  group,
  jsonShape,
  type Label,
  leaf,
  Misfit,
  optionalLeaf,
  plainShape,
  rows,
  type Shape,
  type Variant,
  wordShape,
} from './spec'

/** A fact that a rule may ask for. */
export type KnownFact = { key: string; kind: FactKind; label: Label; options: readonly Choice[] }

/** How deep rules hold rules in the form; what goes deeper is kept and edited as JSON. */
const DEPTH = 3

type Said = Record<string, unknown>

const operators = (of: 'day' | 'number'): readonly Choice[] =>
  ['atLeast', 'atMost', 'above', 'below', 'equals'].map((value) => ({
    value,
    label: { key: `programmes.operator.${of}_${value}` },
  }))
const ORDERS = ['atLeast', 'atMost', 'above', 'below', 'equals'] as const

const choicesOf = (facts: readonly KnownFact[]): Choice[] =>
  facts.map(({ key, label }) => ({ value: key, label }))

/** `{fact, atMost: x}` as `{fact, operator, value}`; undefined for any other comparison. */
function compared(json: unknown, takes: (operand: unknown) => boolean): Said | undefined {
  if (typeof json !== 'object' || json === null || !('fact' in json)) return undefined
  const { fact, ...rest } = json as Said
  const operator = ORDERS.find((name) => name in rest)
  if (!operator || Object.keys(rest).length !== 1 || !takes(rest[operator])) return undefined
  return { fact, operator, value: rest[operator] }
}

function comparison(
  facts: readonly KnownFact[],
  kind: 'day' | 'number',
  value: ReturnType<typeof leaf>,
  takes: (operand: unknown) => boolean,
): Shape {
  return {
    spec: group({
      fact: { kind: 'one', required: true, name: 'fact', choices: choicesOf(facts) },
      operator: { kind: 'one', required: true, name: 'operator', choices: operators(kind) },
      value,
    }),
    make: (said) => {
      const { fact, operator, value: operand } = said as { fact: string; operator: string; value: unknown }
      return { fact, [operator]: operand }
    },
    open: (json) => compared(json, takes),
  }
}

/** The day of each fiscal year: an object in the language, one field in the form. */
function yearlyDay(facts: readonly KnownFact[]): Shape {
  const isYearly = (operand: unknown) => typeof operand === 'object' && operand !== null
  const plain = comparison(facts, 'day', leaf('monthDay', { name: 'month_day' }), isYearly)
  return {
    ...plain,
    make: (said) =>
      plain.make({ ...(said as Said), value: { dayOfFiscalYear: (said as { value: string }).value } }),
    open: (json) => {
      const found = plain.open(json) as { value: { dayOfFiscalYear?: string } } | undefined
      return found && { ...found, value: found.value.dayOfFiscalYear }
    },
  }
}

const PAIR = /^([^=]+)=(.*)$/

/** One or several options of one fact, each shown as a pair: 構造=木造. */
function options(facts: readonly KnownFact[]): Shape {
  const pairs = facts.flatMap(({ key, options: of }) =>
    of.map(({ value, label }) => ({ value: `${key}=${value}`, label })),
  )
  return {
    spec: group({ is: { kind: 'some', name: 'is_one_of', choices: pairs } }),
    make: (said) => {
      const chosen = (said as { is: string[] }).is.map((pair) => PAIR.exec(pair) ?? ['', '', ''])
      const [first] = chosen
      if (!first) throw new Misfit('form.choose')
      const [, fact = '', value = ''] = first
      if (chosen.some(([, other]) => other !== fact)) throw new Misfit('programmes.problem.one_question')
      return chosen.length === 1 ? { fact, equals: value } : { fact, in: chosen.map(([, , one]) => one) }
    },
    open: (json) => {
      if (typeof json !== 'object' || json === null || !('fact' in json)) return undefined
      const { fact, ...rest } = json as Said
      const values = 'in' in rest ? rest.in : 'equals' in rest ? [rest.equals] : null
      if (!Array.isArray(values) || Object.keys(rest).length !== 1) return undefined
      return { is: values.map((value) => `${fact}=${value}`) }
    },
  }
}

/** 条件. @param first the shape with which an empty form begins: `none` where a condition may be left out */
export function conditionSpec(
  facts: readonly KnownFact[],
  more: { optional?: boolean; depth?: number } = {},
): Variant {
  const { optional = false, depth = DEPTH } = more
  const of = (...kinds: FactKind[]) => facts.filter(({ kind }) => kinds.includes(kind))
  const inner = () => conditionSpec(facts, { depth: depth - 1 })
  const several = (word: 'all' | 'any') =>
    plainShape(
      word,
      { [word]: rows(inner(), 20, { least: 1, name: word }) },
      {
        wrap: (json) => ({ [word]: [json] }),
        unwrap: (json) => (json as Record<string, unknown[]>)[word]?.[0],
      },
    )
  return {
    kind: 'variant',
    family: 'condition',
    shapes: () => ({
      ...(optional && { none: wordShape(undefined) }),
      yes_no: {
        spec: group({
          fact: { kind: 'one', required: true, name: 'fact', choices: choicesOf(of('boolean')) },
          is: {
            kind: 'one',
            required: true,
            name: 'holds',
            choices: ['true', 'false'].map((value) => ({
              value,
              label: { key: `programmes.holds.${value}` },
            })),
          },
        }),
        make: (said) => {
          const { fact, is } = said as { fact: string; is: string }
          return { fact, equals: is === 'true' }
        },
        open: (json) => {
          const found = compared(json, (operand) => typeof operand === 'boolean')
          return found?.operator === 'equals' ? { fact: found.fact, is: found.value } : undefined
        },
      },
      number: comparison(
        of('yen', 'count', 'number'),
        'number',
        leaf('number', { name: 'figure' }),
        (operand) => ['number', 'string'].includes(typeof operand),
      ),
      day: comparison(
        of('date'),
        'day',
        leaf('day', { name: 'day' }),
        (operand) => typeof operand === 'string' && isDay(operand),
      ),
      yearly_day: yearlyDay(of('date')),
      option: options(of('choice')),
      ...(depth > 0 && {
        all: several('all'),
        any: several('any'),
        not: plainShape(
          'not',
          { not: inner() },
          { wrap: (json) => ({ not: json }), unwrap: (json) => (json as Said).not },
        ),
      }),
      undetermined: plainShape('undetermined', { undetermined: leaf('text', { name: 'undetermined' }) }),
      json: jsonShape,
    }),
  }
}

const upTo = optionalLeaf('yen', { name: 'up_to' })

/** `if` … `use` …, and what holds else. */
function whenShape(facts: readonly KnownFact[], depth: number, use: Variant, otherwise: Variant): Shape {
  return plainShape(
    'when',
    {
      when: rows(
        group({
          if: { ...conditionSpec(facts, { depth: depth - 1 }), name: 'if' },
          use: { ...use, name: 'use' },
        }),
        20,
        {
          least: 1,
          name: 'when',
        },
      ),
      otherwise,
    },
    {
      wrap: (json) => ({ when: [], otherwise: json }),
      unwrap: (json) => (json as { when: { use: unknown }[] }).when[0]?.use,
    },
  )
}

/** 限度額などの金額. `optional`: there may be none at all. `else`: what holds when no condition does */
export function valueSpec(
  facts: readonly KnownFact[],
  more: { optional?: boolean; otherwise?: boolean; depth?: number; name?: string; support?: string } = {},
): Variant {
  const { optional, otherwise, depth = DEPTH, name, support } = more
  const numbers: Choice[] = choicesOf(facts.filter(({ kind }) => ['yen', 'count', 'number'].includes(kind)))
  const of = { kind: 'one', required: true, name: 'by_fact', choices: numbers } as const
  const inner = (less = 1) => valueSpec(facts, { depth: depth - less })
  const first = (word: string) => ({
    wrap: (json: unknown) => ({ [word]: [json] }),
    unwrap: (json: unknown) => (json as Record<string, unknown[]>)[word]?.[0],
  })
  return {
    kind: 'variant',
    family: 'value',
    name,
    support,
    shapes: () => ({
      ...(optional && { none: wordShape(undefined) }),
      ...(otherwise && { unlimited: wordShape(null), unstated: wordShape(undefined) }),
      yen: {
        spec: group({ yen: leaf('yen', { name: 'amount' }) }),
        make: (said) => (said as { yen: number }).yen,
        open: (json) => (typeof json === 'number' ? { yen: json } : undefined),
      },
      ...(depth > 0 && {
        when: whenShape(
          facts,
          depth,
          inner(),
          valueSpec(facts, { depth: depth - 1, otherwise: true, name: 'otherwise' }),
        ),
        steps: plainShape('steps', {
          steps: group({
            of,
            each: rows(group({ upTo, value: inner() }), 30, { least: 1, rising: true, name: 'steps' }),
          }),
        }),
      }),
      bands: plainShape('bands', {
        bands: group({
          of,
          each: rows(group({ upTo, per: leaf('yen', { name: 'per' }) }), 30, {
            least: 1,
            rising: true,
            name: 'bands',
          }),
        }),
      }),
      ...(depth > 0 && {
        lesser: plainShape(
          'lesserOf',
          { lesserOf: rows(inner(), 10, { least: 1, name: 'lesser' }) },
          first('lesserOf'),
        ),
        sum: plainShape('sum', { sum: rows(inner(), 10, { least: 1, name: 'sum' }) }, first('sum')),
      }),
      undetermined: plainShape('undetermined', { undetermined: leaf('text', { name: 'undetermined' }) }),
      json: jsonShape,
    }),
  }
}

const rate = leaf('rate', { name: 'rate' })

/** 補助の率・額 */
export function grantSpec(
  facts: readonly KnownFact[],
  more: { otherwise?: boolean; depth?: number; name?: string; support?: string } = {},
): Variant {
  const { otherwise, depth = DEPTH, name, support } = more
  const inner = () => grantSpec(facts, { depth: depth - 1 })
  return {
    kind: 'variant',
    family: 'grant',
    name,
    support,
    shapes: () => ({
      ...(otherwise && { unstated: wordShape(undefined) }),
      rate: plainShape('rate', { rate }),
      tiers: plainShape('tiers', {
        tiers: rows(group({ upTo, rate }), 30, { least: 1, rising: true, name: 'tiers' }),
      }),
      flat: plainShape('flat', { flat: leaf('yen', { name: 'flat' }) }),
      flat_over: plainShape('over', {
        flat: leaf('yen', { name: 'flat' }),
        over: leaf('yen', { name: 'over' }),
        rate: leaf('rate', { name: 'rate_over' }),
      }),
      set_by: plainShape('setBy', {
        setBy: leaf('text', { name: 'set_by', max: 100 }),
        atMost: leaf('rate', { name: 'rate_at_most' }),
      }),
      ...(depth > 0 && {
        when: whenShape(
          facts,
          depth,
          inner(),
          grantSpec(facts, { depth: depth - 1, otherwise: true, name: 'otherwise' }),
        ),
        one_of: plainShape(
          'oneOf',
          {
            oneOf: rows(inner(), 4, { least: 2, name: 'one_of' }),
            reason: leaf('text', { name: 'undetermined' }),
          },
          {
            wrap: (json) => ({ oneOf: [json], reason: '' }),
            unwrap: (json) => (json as { oneOf: unknown[] }).oneOf[0],
          },
        ),
      }),
      none: plainShape('none', { none: leaf('text', { name: 'none_reason' }) }),
      undetermined: plainShape('undetermined', { undetermined: leaf('text', { name: 'undetermined' }) }),
      json: jsonShape,
    }),
  }
}
