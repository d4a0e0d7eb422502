/** What the columns of a file seem to mean: by their names, and by what stands in them. */
import { OWN_COLUMNS } from '~/modules/aeds/rules'
import type { Field, Guess, Mapping, MappingByHeader, Table } from '../schema'
import { readPlace, splitPair } from './coordinates'
import { fieldOfHeader, headerForm, otherColumnOf, standardOf } from './headers'
import { said } from './texts'

/** From this on a field needs no person. */
export const SURE = 0.8
/** Rows that are looked at. */
const SAMPLE = 300

const PREFECTURE = /^(北海道|東京都|京都府|大阪府|.{2,3}県)/
const tests: [Field, RegExp, number][] = [
  ['phone', /^[(+]?0[\d()+\-‐－ー\s]{8,14}$/, 0.75],
  ['postalCode', /^〒?\d{3}-\d{4}$/, 0.85],
  ['url', /^https?:\/\//i, 0.8],
  ['days', /^[月火水木金土日祝、・~〜～\-ー―]{1,14}$|^毎日$|^平日$/, 0.75],
  ['address', /(都|道|府|県|市|区|町|村|郡|丁目|番地).*[\d一二三四五六七八九十０-９]/, 0.75],
  ['nameKana', /^[ァ-ヶーｦ-ﾟ・\s　()（）A-Za-z0-9０-９]{3,}$/, 0.6],
  ['childPads', /^(有|無|有り|無し|あり|なし|○|×|〇)$/, 0.4],
  ['corporateNumber', /^\d{13}$/, 0.7],
  ['cityCode', /^\d{6}$/, 0.5],
]

/** The mapping of a file's columns, how sure each is, and whether a person has to look before anything is written. */
export function guessMapping(table: Pick<Table, 'header' | 'rows'>): Guess {
  const standard = standardOf(table.header)
  if (standard) return guessStandard(table.header, standard)
  const samples = sampleColumns(table)
  const mapping: Mapping = {}
  const sure: Partial<Record<Field, number>> = {}
  const take = (field: Field, column: number, certainty: number) => {
    mapping[field] = [...(mapping[field] ?? []), column]
    sure[field] = Math.min(sure[field] ?? 1, certainty)
  }
  const used = new Set<number>()
  const byField = new Map<Field, { column: number; sure: number }[]>()
  for (const [column, header] of table.header.entries()) {
    const known = fieldOfHeader(header)
    const said = known && { column, sure: known.sure * confirmed(known.field, samples[column] ?? []) }
    if (known && said) byField.set(known.field, [...(byField.get(known.field) ?? []), said])
  }
  for (const [field, found] of byField) {
    const best = Math.max(...found.map((one) => one.sure))
    const equals = found.filter((one) => one.sure === best)
    const [first] = equals
    if (!first) continue
    if (JOINED.has(field) && equals.length > 1) {
      for (const { column } of equals) {
        take(field, column, best)
        used.add(column)
      }
      continue
    }
    // Two columns of one name: the first that says anything, and a person looks which is meant.
    const filled = equals.filter(({ column }) => (samples[column] ?? []).some((text) => text !== ''))
    const chosen = filled[0] ?? first
    const alike = filled.every(({ column }) => sameColumn(samples[column], samples[chosen.column]))
    take(field, chosen.column, filled.length > 1 && !alike ? Math.min(best, 0.6) : best)
    used.add(chosen.column)
    if (alike) for (const { column } of equals) used.add(column)
  }
  byContents(table, samples, mapping, used, take)
  return { format: 'other', mapping, sure, needsPerson: needsPerson(mapping, sure) }
}

/** Fields of which several columns belong together. */
const JOINED = new Set<Field>(['note', 'position', 'hoursNote'])

function guessStandard(
  header: readonly string[],
  standard: NonNullable<ReturnType<typeof standardOf>>,
): Guess {
  const mapping: Mapping = {}
  const sure: Partial<Record<Field, number>> = {}
  for (const { field, at } of standard.columns) {
    if (!field) continue
    mapping[field] = [at]
    sure[field] = 1
  }
  for (const [field, name] of [
    ['page', '掲載ページ'],
    ['outdoors', '屋外'],
  ] as const) {
    const at = header.findIndex((one) => one.trim() === name)
    if (at < 0) continue
    mapping[field] = [at]
    sure[field] = 1
  }
  return { format: standard.format, mapping, sure, needsPerson: false }
}

function sampleColumns({ header, rows }: Pick<Table, 'header' | 'rows'>): string[][] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE))
  const sample = rows.filter((_, at) => at % step === 0).slice(0, SAMPLE)
  const width = Math.max(header.length, ...sample.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, column) => sample.map(({ cells }) => said(cells[column])))
}

const sameColumn = (a: string[] = [], b: string[] = []) =>
  a.length === b.length && a.every((x, at) => x === b[at])

const share = (texts: readonly string[], test: (text: string) => boolean) => {
  const filled = texts.filter((text) => text !== '' && !/^0(\.0+)?$/.test(text))
  return filled.length === 0 ? null : filled.filter(test).length / filled.length
}

const isHalf = (role: 'latitude' | 'longitude') => (text: string) => {
  const { place } = role === 'latitude' ? readPlace(text, '135.5') : readPlace('34.5', text)
  return place !== null
}
const isPair = (text: string) => {
  const pair = splitPair(text)
  return pair !== null && readPlace(pair[0], pair[1]).place !== null
}
/** A half that has its decimals: whole numbers are counts and codes. */
const isExactHalf = (role: 'latitude' | 'longitude') => {
  const half = isHalf(role)
  return (text: string) => /\d[.．度°/:]\s*\d/.test(text) && half(text)
}

/** How far the contents bear out what a name says, 0.3 to 1. */
function confirmed(field: Field, texts: readonly string[]): number {
  if (field === 'latitude' || field === 'longitude') {
    // Swapped columns are put right row by row.
    const fits = share(texts, (text) => isHalf('latitude')(text) || isHalf('longitude')(text) || isPair(text))
    return fits === null ? 1 : fits > 0.5 ? 1 : 0.3
  }
  if (field === 'latlon') {
    const fits = share(texts, isPair)
    return fits === null || fits > 0.5 ? 1 : 0.3
  }
  if (field === 'name') {
    const numbers = share(texts, (text) => /^[\d.,-]+$/.test(text))
    return numbers !== null && numbers > 0.5 ? 0.3 : 1
  }
  if (field === 'phone') {
    const numbers = share(texts, (text) => /\d{2}/.test(text.normalize('NFKC')))
    return numbers !== null && numbers < 0.3 ? 0.5 : 1
  }
  return 1
}

type Take = (field: Field, column: number, certainty: number) => void

/** Looks for what the names did not say in the columns that are left. */
function byContents(
  { header }: Pick<Table, 'header'>,
  samples: string[][],
  mapping: Mapping,
  used: Set<number>,
  take: Take,
) {
  const own = new Set<string>(OWN_COLUMNS)
  const left = () =>
    samples
      .map((texts, column) => ({ texts, column }))
      .filter(
        ({ column }) =>
          !used.has(column) &&
          !own.has((header[column] ?? '').trim()) &&
          otherColumnOf(header[column] ?? '') === null,
      )
  const best = (field: Field, test: (text: string) => boolean, least: number, certainty: number) => {
    if (mapping[field]) return
    const [found] = left()
      .map(({ texts, column }) => ({ column, fits: share(texts, test) ?? 0 }))
      .filter(({ fits }) => fits >= least)
      .sort((a, b) => b.fits - a.fits)
    if (!found) return
    used.add(found.column)
    take(field, found.column, certainty * found.fits)
  }
  if (!mapping.latlon && !(mapping.latitude && mapping.longitude)) {
    if (!mapping.latitude && !mapping.longitude) best('latlon', isPair, 0.6, 0.9)
    if (!mapping.latlon) {
      best('latitude', isExactHalf('latitude'), 0.6, 0.9)
      best('longitude', isExactHalf('longitude'), 0.6, 0.9)
    }
  }
  for (const [field, pattern, certainty] of tests) {
    best(field, (text) => pattern.test(text.normalize('NFKC')) || pattern.test(text), 0.7, certainty)
  }
  if (mapping.name) return
  // A name: words, not numbers, nearly all of them different.
  const [found] = left()
    .map(({ texts, column }) => {
      const filled = texts.filter((text) => text !== '')
      const words = filled.filter((text) => /[\p{L}]{2}/u.test(text) && !PREFECTURE.test(text))
      const different = new Set(filled).size / Math.max(1, filled.length)
      return { column, score: filled.length === 0 ? 0 : (words.length / texts.length) * different }
    })
    .sort((a, b) => b.score - a.score)
  if (found && found.score > 0.5) {
    used.add(found.column)
    take('name', found.column, 0.5)
  }
}

/** Whether the name and the whereabouts are less than sure, or anything that matters in an emergency is doubtful. */
function needsPerson(mapping: Mapping, sure: Partial<Record<Field, number>>): boolean {
  const of = (field: Field) => (mapping[field] ? (sure[field] ?? 0) : 0)
  const place = Math.max(Math.min(of('latitude'), of('longitude')), of('latlon'))
  const address = Math.max(of('address'), Math.min(of('town'), of('street')))
  if (of('name') < SURE || Math.max(place, address) < SURE) return true
  const weighty: Field[] = [
    'latitude',
    'longitude',
    'latlon',
    'days',
    'start',
    'end',
    'hoursNote',
    'notForPublic',
  ]
  return weighty.some((field) => mapping[field] && of(field) < 0.65)
}

/** Whether a file has the header that a mapping was confirmed for. */
export function sameHeader(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((header, at) => headerForm(header) === headerForm(b[at] ?? ''))
}

/**
 * A mapping by names of columns as one by their places.
 * @returns `missing`: names that the file does not have
 */
export function mappingFromHeaders(
  header: readonly string[],
  named: MappingByHeader,
): { mapping: Mapping; missing: string[] } {
  const mapping: Mapping = {}
  const missing: string[] = []
  for (const [field, value] of Object.entries(named) as [Field, string | string[]][]) {
    const columns = (Array.isArray(value) ? value : [value]).map((name) => {
      const at = header.findIndex((one) => one.trim() === name.trim())
      const column = at >= 0 ? at : header.findIndex((one) => headerForm(one) === headerForm(name))
      if (column < 0) missing.push(name)
      return column
    })
    mapping[field] = columns.filter((column) => column >= 0)
  }
  return { mapping, missing }
}
