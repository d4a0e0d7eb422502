/** 概算: what the form of the estimate may say, made from the programme's own questions. */
import { z } from 'zod'
import { isDay } from '~/platform/clock'
import { type FormFields, firstValue, optional, wholeNumber, yen } from '~/platform/forms'
import { type AskedFact, questionsOf } from '../rules'
import type { Programme } from './programme'

/** 十億円: no hall costs more */
const MAX_COST = 9_999_999_999

export const costField = (work: string) => `cost-${work}`
export const factField = (fact: string) => `fact-${fact}`

const decimal = z.string().transform((raw, ctx) => {
  const plain = raw.normalize('NFKC').replace(/[,\s]/g, '')
  if (/^\d{1,7}(\.\d{1,4})?$/.test(plain)) return plain
  ctx.addIssue({ code: 'custom', message: 'form.number' })
  return z.NEVER
})

/** What a form may answer to a question; each may stay open. */
export function answerTo({ kind, options }: AskedFact): z.ZodType {
  switch (kind) {
    case 'boolean':
      return optional(z.enum(['true', 'false'], { error: 'form.choose' }))
    case 'yen':
      return optional(yen({ min: 0, max: MAX_COST }))
    case 'count':
      return optional(wholeNumber({ min: 0, max: 1_000_000 }))
    case 'number':
      return optional(decimal)
    case 'date':
      return optional(z.string().refine(isDay, { error: 'form.day' }))
    case 'choice':
      return optional(
        z.enum(options.map(({ value }) => value) as [string, ...string[]], { error: 'form.choose' }),
      )
  }
}

/** Costs of the works that were chosen, at least one yen each, and the questions, each of which may stay open. */
export function estimateForm(programme: Programme, works: readonly string[]) {
  const shape: Record<string, z.ZodType> = {}
  for (const work of works) shape[costField(work)] = yen({ min: 1, max: MAX_COST })
  for (const asked of questionsOf(programme, works)) shape[factField(asked.key)] = answerTo(asked)
  return z.object(shape)
}

export type EstimateAnswers = {
  costs: Record<string, number>
  facts: Record<string, string | number | boolean>
}

/** Sorts what a checked form said into costs and facts. */
export function answersOf(
  programme: Programme,
  works: readonly string[],
  read: Record<string, unknown>,
): EstimateAnswers {
  const costs = Object.fromEntries(works.map((work) => [work, Number(read[costField(work)])]))
  const facts: EstimateAnswers['facts'] = {}
  for (const { key, kind } of questionsOf(programme, works)) {
    const given = read[factField(key)]
    if (given === null || given === undefined) continue
    facts[key] = kind === 'boolean' ? given === 'true' : (given as string | number)
  }
  return { costs, facts }
}

/** The works named in an address or a form that the programme has, in its order. */
export function worksIn(programme: Programme, fields: FormFields): string[] {
  const named = fields.work === undefined ? [] : [fields.work].flat()
  const known = programme.works.map(({ key }) => key).filter((key) => named.includes(key))
  return programme.severalWorks ? known : known.slice(0, 1)
}

/** So many values of an address are looked at; no estimate has more. */
const MAX_VALUES = 200

/** An address as fields. */
export function fieldsOf(url: URL): FormFields {
  const fields: FormFields = Object.create(null)
  let seen = 0
  for (const [key, value] of url.searchParams) {
    if (++seen > MAX_VALUES) break
    const known = fields[key]
    fields[key] = known === undefined ? value : [known, value].flat()
  }
  return fields
}

/** Of what an address or a form gave, what the questions know, and the day that says which year it is about. */
export function knownFields(programme: Programme, works: readonly string[], fields: FormFields): FormFields {
  const asked = questionsOf(programme, works).map(({ key }) => key)
  const names = [...works.map(costField), ...new Set([...asked, 'appliedOn'].map(factField))]
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = firstValue(fields, name)?.slice(0, 40)
      return value ? [[name, value]] : []
    }),
  )
}

/** The address of an estimate: everything that was answered and nothing else. */
export function estimateQuery(programme: Programme, works: readonly string[], fields: FormFields): string {
  const query = new URLSearchParams({ programme: programme.key })
  for (const work of works) query.append('work', work)
  for (const [name, value] of Object.entries(knownFields(programme, works, fields)))
    query.set(name, String(value))
  return query.toString()
}
