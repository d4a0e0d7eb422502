/** Reads a 検算表: as the file of real cases is written, or as a spreadsheet of the city would be. */
import { parse } from 'csv-parse/sync'
import { isDay } from '~/platform/clock'
import { commonFacts, type FactDefinition, type Row } from './rules'
import type { Programme } from './schema'

export type ExampleProblem = {
  line: number
  key: 'no_such_work' | 'not_yen' | 'unknown_input' | 'no_column'
  what: string
}

/** Names of columns, as the case file and a spreadsheet in Japanese write them. */
const columns = {
  municipality: ['municipality', '自治体', '市町村'],
  works: ['works', '工事', '事業', '区分'],
  cost: ['eligible_cost_yen', '対象経費', '経費'],
  facts: ['other_inputs', '条件', 'その他の条件'],
  expected: ['expected_yen', '補助金額', '金額'],
  note: ['notes', '備考'],
} as const

/** Names of facts in the case file, and what they are called here. */
const otherNames: Record<string, string> = {
  start_date: 'startedOn',
  ninka: 'legalPersonality',
  registered_in_name: 'registeredInName',
  mortgage_on_building: 'mortgaged',
  prior_renovation_grants_last20y: 'earlierGrants',
  prior_since_2005: 'earlierGrants',
  old_standard: 'oldStandard',
  years_since_last_same_grant: 'yearsSinceGrant',
  contract_before_decision: 'contractBeforeDecision',
  application_date: 'appliedOn',
  fiscal_year: 'fiscalYear',
  floor_area_m2: 'floorArea',
  years_since_built: 'yearsSinceBuilt',
  score_before: 'scoreBefore',
  score_after: 'scoreAfter',
  Is_before: 'isBefore',
  Is_after: 'isAfter',
  includes_seismic: 'includesSeismic',
  barrier_free: 'barrierFree',
  period: 'years',
  table_item: 'tableItem',
}

const otherValues: Record<string, string> = { 木造: 'wood', 非木造: 'other', 木造以外: 'other' }

/**
 * Reads a table of examples. Rows of other municipalities are passed over when the table names them; a row that
 * cannot be understood is a problem with its line, never dropped.
 */
export function readExamples(
  text: string,
  programme: Programme,
): { rows: Row[]; problems: ExampleProblem[] } {
  const table: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
    columns: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
  })
  const rows: Row[] = []
  const problems: ExampleProblem[] = []
  for (const { record, info } of table) {
    const cell = (name: keyof typeof columns) =>
      columns[name].map((column) => record[column]).find((found) => found !== undefined)
    const municipality = cell('municipality')
    if (municipality && !names(programme).includes(municipality)) continue
    const read = readRow(programme, cell, info.lines)
    if ('key' in read) problems.push(read)
    else rows.push(read)
  }
  return { rows, problems }
}

const names = ({ municipality, alsoCalled, name }: Programme) => [municipality, name, ...alsoCalled]

function readRow(
  programme: Programme,
  cell: (name: keyof typeof columns) => string | undefined,
  line: number,
): Row | ExampleProblem {
  for (const name of ['works', 'cost', 'expected'] as const) {
    if (cell(name) === undefined) return { line, key: 'no_column', what: columns[name][0] }
  }
  const cost = yenOf(cell('cost') ?? '')
  if (cost === null) return { line, key: 'not_yen', what: cell('cost') ?? '' }
  const expected = cell('expected') === '' ? null : yenOf(cell('expected') ?? '')
  if (expected === null && cell('expected') !== '')
    return { line, key: 'not_yen', what: cell('expected') ?? '' }

  const facts: Record<string, string | number | boolean> = {}
  const parts: Record<string, number> = {}
  const named = (cell('works') ?? '').split(/[++、]/).map((name) => name.trim())
  for (const pair of (cell('facts') ?? '').split(/[;;]/).filter((text) => text.trim())) {
    const [written = '', given = ''] = pair.split(/[==]/).map((text) => text.trim())
    const part = programme.works.find(
      ({ key, alsoCalled }) => key === written || alsoCalled.includes(written),
    )
    if (part && named.length > 1) {
      const yen = yenOf(given)
      if (yen === null) return { line, key: 'not_yen', what: pair }
      parts[part.key] = yen
      continue
    }
    const fact = otherNames[written] ?? written
    const definition = definitionOf(programme, fact)
    const value = definition && factOf(definition, given)
    if (value === undefined) return { line, key: 'unknown_input', what: pair }
    facts[fact] = value
  }
  const works: Record<string, number> = {}
  for (const name of named) {
    const work = programme.works.find(
      (one) => one.key === name || one.name === name || one.alsoCalled.includes(name),
    )
    if (!work) return { line, key: 'no_such_work', what: name }
    works[work.key] = parts[work.key] ?? cost
  }
  return { works, facts, expected, note: cell('note') ?? '', line }
}

function definitionOf(programme: Programme, fact: string): FactDefinition | undefined {
  const own = programme.facts.find(({ key }) => key === fact)
  if (own) return { kind: own.kind, options: own.options.map(({ value }) => value) }
  return Object.hasOwn(commonFacts, fact) ? commonFacts[fact as keyof typeof commonFacts] : undefined
}

function yenOf(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,円¥\s]/g, '')
  return /^\d{1,11}$/.test(plain) ? Number(plain) : null
}

/** A whole number, which one word may follow that says what is counted: `1,200世帯`, `10台`. */
function countOf(text: string): number | undefined {
  const [, digits] = /^(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})\s*(?![十百千万億])\p{L}*$/u.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''))
}

function factOf(definition: FactDefinition, text: string): string | number | boolean | undefined {
  const plain = text.normalize('NFKC')
  switch (definition.kind) {
    case 'boolean':
      return { true: true, false: false, はい: true, いいえ: false }[plain]
    case 'yen':
      return yenOf(plain) ?? undefined
    case 'count':
      return countOf(plain)
    case 'number':
      return /^\d{1,9}(\.\d{1,9})?$/.test(plain) ? plain : undefined
    case 'date':
      return isDay(plain) ? plain : undefined
    case 'choice': {
      const value = otherValues[plain] ?? plain
      return definition.options?.includes(value) ? value : undefined
    }
  }
}
