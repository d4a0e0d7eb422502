/**
 * 補助制度 as data: what a programme's file may say. The language is explained with examples in docs/programmes.md.
 * Everything is bounded, as files come from outside.
 */
import { z } from 'zod'
import { workKinds } from '~/modules/halls/rules'
import { COST, commonFacts, factKinds, factsNamed } from '../rules/facts'
import { FRACTION_TEXT, parseFraction } from '../rules/fraction'

const text = (max: number) => z.string().trim().min(1).max(max)
const key = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/)
/** Yen: whole, and less than a hundred thousand million */
const yen = z.int().min(0).max(99_999_999_999)
const day = z.iso.date()
/** `MM-DD` */
const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** 率: an exact fraction above 0 and not above 1, `2/3` */
export const rate = z
  .string()
  .max(40)
  .refine((written) => {
    if (!FRACTION_TEXT.test(written)) return false
    const { n, d } = parseFraction(written)
    return n > 0n && n <= d
  })

/** 条件 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | Comparison
  | { undetermined: string }

type Operand = string | number | { dayOfFiscalYear: string }
/** One comparison of one fact; exactly one of the operators. */
export type Comparison = {
  fact: string
  equals?: string | number | boolean
  in?: (string | number)[]
  /** 以上 */
  atLeast?: Operand
  /** 以下 */
  atMost?: Operand
  /** 超 */
  above?: Operand
  /** 未満 */
  below?: Operand
}

const operand = z.union([z.number(), z.string().max(40), z.strictObject({ dayOfFiscalYear: dayOfYear })])
const comparison = z
  .strictObject({
    fact: key,
    equals: z.union([z.boolean(), z.number(), z.string().max(100)]).optional(),
    in: z
      .array(z.union([z.number(), z.string().max(100)]))
      .min(1)
      .max(30)
      .optional(),
    atLeast: operand.optional(),
    atMost: operand.optional(),
    above: operand.optional(),
    below: operand.optional(),
  })
  .refine(({ fact: _, ...operators }) => Object.values(operators).filter((o) => o !== undefined).length === 1)

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
    z.strictObject({ not: condition }),
    comparison,
    z.strictObject({ undetermined: text(300) }),
  ]),
)

/** 金額 that may depend on facts: a limit of costs, a cap, a standard cost */
export type Value =
  | number
  | { when: { if: Condition; use: Value }[]; otherwise?: Value | null }
  /** Looked up: the first step whose `upTo` (以下) is not passed; the last may have none */
  | { steps: { of: string; each: { upTo?: number; value: Value }[] } }
  /** Added up slice by slice: so much for each unit within each band */
  | { bands: { of: string; each: { upTo?: number; per: number }[] } }
  | { sum: Value[] }
  | { lesserOf: Value[] }
  | { undetermined: string }

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    yen,
    z.strictObject({
      when: z
        .array(z.strictObject({ if: condition, use: value }))
        .min(1)
        .max(20),
      otherwise: value.nullable().optional(),
    }),
    z.strictObject({
      steps: z.strictObject({ of: key, each: ascending(z.strictObject({ upTo: yen.optional(), value })) }),
    }),
    z.strictObject({
      bands: z.strictObject({ of: key, each: ascending(z.strictObject({ upTo: yen.optional(), per: yen })) }),
    }),
    z.strictObject({ sum: z.array(value).min(1).max(10) }),
    z.strictObject({ lesserOf: z.array(value).min(1).max(10) }),
    z.strictObject({ undetermined: text(300) }),
  ]),
)

/** Steps, bands and tiers rise, and only the last has no end. */
function ascending<T extends z.ZodType<{ upTo?: number | undefined }>>(each: T) {
  return z
    .array(each)
    .min(1)
    .max(30)
    .refine((rows) =>
      rows.every(({ upTo }, i) => {
        const before = rows[i - 1]?.upTo
        if (i > 0 && before === undefined) return false
        return upTo === undefined ? i === rows.length - 1 : upTo > (before ?? 0)
      }),
    )
}

/** 補助の算定 of a cost */
export type Grant =
  | { rate: string }
  /** 段階: so much of each part of the cost */
  | { tiers: { upTo?: number; rate: string }[] }
  /** 定額 */
  | { flat: number }
  /** 定額 and a rate of what is over */
  | { flat: number; over: number; rate: string }
  /** 率 that somebody sets for each case, at most so much */
  | { setBy: string; atMost: string }
  /** The text can be read in several ways */
  | { oneOf: Grant[]; reason: string }
  | { when: { if: Condition; use: Grant }[]; otherwise?: Grant }
  /** 対象外, with the reason */
  | { none: string }
  | { undetermined: string }

const grant: z.ZodType<Grant> = z.lazy(() =>
  z.union([
    z.strictObject({ rate }),
    z.strictObject({ tiers: ascending(z.strictObject({ upTo: yen.optional(), rate })) }),
    z.strictObject({ flat: yen }),
    z.strictObject({ flat: yen, over: yen, rate }),
    z.strictObject({ setBy: text(100), atMost: rate }),
    z.strictObject({ oneOf: z.array(grant).min(2).max(4), reason: text(300) }),
    z.strictObject({
      when: z
        .array(z.strictObject({ if: condition, use: grant }))
        .min(1)
        .max(20),
      otherwise: grant.optional(),
    }),
    z.strictObject({ none: text(300) }),
    z.strictObject({ undetermined: text(300) }),
  ]),
)

/** 要件: what must hold, and what is said when it does not */
const requirement = z.strictObject({ must: condition, otherwise: text(300) })
export type Requirement = z.infer<typeof requirement>

/** What a finished work becomes in the record of the hall: a diagnosis, or a work of one kind */
const registerKinds = ['diagnosis', ...workKinds] as const

/** 補助対象となる工事 */
const work = z.strictObject({
  key,
  name: text(60),
  alsoCalled: z.array(text(60)).max(10).default([]),
  description: z.string().trim().max(500).default(''),
  /** Left out: a finished work leaves nothing in the record of the hall, as a purchase of land */
  register: z.enum(registerKinds).optional(),
  requirements: z.array(requirement).max(20).default([]),
  /** 対象経費 and what is not */
  costs: z
    .strictObject({ included: z.array(text(100)).max(30), excluded: z.array(text(100)).max(30) })
    .default({ included: [], excluded: [] }),
  /** 下限: a smaller cost is not supported */
  minimumCost: z
    .strictObject({ atLeast: yen.optional(), above: yen.optional(), unless: condition.optional() })
    .refine(({ atLeast, above }) => (atLeast === undefined) !== (above === undefined))
    .optional(),
  /** 控除額, taken off the cost first */
  deductible: yen.optional(),
  /** 経費の限度額: no more of the cost counts */
  costLimit: value.optional(),
  grant,
  /** 補助限度額 */
  cap: value.optional(),
  /** 累計の限度額: what was granted within the window is taken off */
  cumulative: z
    .strictObject({
      cap: value,
      window: z.union([
        z.strictObject({ years: z.int().min(1).max(100) }),
        z.strictObject({ since: day }),
        z.literal('fiscal_year'),
        z.literal('lifetime'),
      ]),
    })
    .optional(),
})
export type Work = z.infer<typeof work>

/** Steps of the procedure at which documents are handed in */
export const documentSteps = ['consultation', 'application', 'start', 'change', 'report', 'claim'] as const

/** 検算表の一行: inputs, and the amount that the published text gives; null: undetermined */
const example = z.strictObject({
  works: z.record(key, yen),
  facts: z.record(key, z.union([z.boolean(), z.number(), z.string().max(100)])).default({}),
  expected: yen.nullable(),
  note: z.string().trim().max(300).default(''),
})
export type Example = z.infer<typeof example>

const yearlyWindow = z.strictObject({ from: dayOfYear, until: dayOfYear })

/** 補助制度 */
const programmeObject = z
  .strictObject({
    format: z.literal('subsidy-programme/1'),
    key: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
    municipality: text(60),
    alsoCalled: z.array(text(60)).max(10).default([]),
    name: text(100),
    purpose: z.string().trim().max(1000).default(''),
    /** 根拠 */
    source: z.strictObject({
      title: text(200),
      url: z.url({ protocol: /^https?$/ }).or(z.literal('')),
      asOf: z.string().max(40).default(''),
    }),
    /** 年度, both included; null: until further notice */
    fiscalYears: z
      .strictObject({ from: z.int().min(1989).max(2200), until: z.int().min(1989).max(2200).nullable() })
      .refine(({ from, until }) => until === null || from <= until),
    /** Questions of this programme besides the common ones */
    facts: z
      .array(
        z.strictObject({
          key,
          label: text(100),
          kind: z.enum(factKinds),
          options: z
            .array(z.strictObject({ value: text(60), label: text(60) }))
            .max(20)
            .default([]),
        }),
      )
      .max(30)
      .default([]),
    requirements: z.array(requirement).max(30).default([]),
    /** ほかの補助金: deducted first, excluding the application, of no matter, or the text is silent */
    otherMoney: z.enum(['deduct', 'exclude', 'ignore', 'unstated']).default('unstated'),
    /** 端数処理: rounded down to so many yen, or the text is silent */
    rounding: z.union([
      z.literal(1),
      z.literal(100),
      z.literal(1000),
      z.literal(10_000),
      z.literal(100_000),
      z.literal('unstated'),
    ]),
    works: z.array(work).min(1).max(30),
    /** 複数の工事 in one application */
    severalWorks: z.boolean().default(false),
    /** 合算の限度額 over several works */
    jointCaps: z
      .array(z.strictObject({ works: z.array(key).min(2).max(30), cap: value }))
      .max(10)
      .default([]),
    documents: z
      .array(
        z.strictObject({
          step: z.enum(documentSteps),
          name: text(100),
          needed: condition.optional(),
          note: z.string().trim().max(300).default(''),
          /** What is written in the portal itself, such as the application: nobody hands it in as a file */
          byPortal: z.boolean().default(false),
        }),
      )
      .max(60)
      .default([]),
    /** 交付の条件 */
    conditions: z.array(text(500)).max(30).default([]),
    dates: z
      .strictObject({
        /** 事前相談, in the year before */
        consultation: yearlyWindow.optional(),
        application: yearlyWindow.optional(),
        /** 完了期限 within the fiscal year */
        completeBy: dayOfYear.optional(),
        reportBy: dayOfYear.optional(),
        /** 契約は交付決定の後; null: the text does not say */
        contractAfterDecision: z.boolean().nullable().default(null),
      })
      .default({ contractAfterDecision: null }),
    budget: z
      .strictObject({
        method: z.enum(['first_come', 'ranking', 'lot', 'within_budget', 'unstated']),
        amount: yen.nullable(),
      })
      .default({ method: 'unstated', amount: null }),
    /** 概算払 */
    advancePayment: z.boolean().default(false),
    /** 現地調査 before the decision */
    siteVisit: z.boolean().default(false),
    /** 財産処分の制限, years */
    disposalYears: z.int().min(1).max(60).nullable().default(null),
    /** What the published text leaves open; told wherever the programme is shown */
    openPoints: z.array(text(300)).max(30).default([]),
    examples: z.array(example).max(500).default([]),
  })
  .superRefine((given, context) => {
    const works = new Set(given.works.map((w) => w.key))
    const say = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (works.size !== given.works.length) say(['works'], 'key_twice')
    given.jointCaps.forEach((joint, i) => {
      if (joint.works.some((w) => !works.has(w))) say(['jointCaps', i, 'works'], 'no_such_work')
    })
    given.examples.forEach((row, i) => {
      const named = Object.keys(row.works)
      if (named.length === 0 || named.some((w) => !works.has(w)))
        say(['examples', i, 'works'], 'no_such_work')
    })
    const facts = new Set(given.facts.map((f) => f.key))
    if (facts.size !== given.facts.length) say(['facts'], 'key_twice')
    for (const [name, path] of [...factsNamed(given), ...given.examples.flatMap(factsOfExample)]) {
      if (name !== COST && !facts.has(name) && !Object.hasOwn(commonFacts, name)) say(path, 'no_such_fact')
    }
  })

const factsOfExample = (row: Example, i: number) =>
  Object.keys(row.facts).map((fact): [string, (string | number)[]] => [fact, ['examples', i, 'facts']])

/** Rules nest a little; a file that goes deeper is a mistake or an attack, and is refused before it is walked. */
const MAX_DEPTH = 24

function isShallow(of: unknown, left = MAX_DEPTH): boolean {
  if (typeof of !== 'object' || of === null) return true
  return left > 0 && Object.values(of).every((inner) => isShallow(inner, left - 1))
}

/** 補助制度, as it comes from a file or a form. */
export const programme = z
  .unknown()
  .refine((given) => isShallow(given), { error: 'too_deep', abort: true })
  .pipe(programmeObject)

export type Programme = z.infer<typeof programmeObject>
/** As it may be written: what has a default may be left out. */
export type ProgrammeFile = z.input<typeof programmeObject>
