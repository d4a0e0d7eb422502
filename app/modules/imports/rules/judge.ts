/** One row of a file as an AED: accepted, mended, kept without a place, or refused, and why. Pure. */
import { INVENTED_MARK, readHours } from '~/modules/aeds/rules'
import type { AedValues, Field, JudgeContext, Judged, Mapping, Note, Row } from '../schema'
import { reader, wholeRow } from './cells'
import { readPlace } from './coordinates'
import { headerForm, otherColumnOf } from './headers'
import { idForm, keyOfId, keyOfPage, keyOfRow } from './keys'
import { outcomeOf } from './notes'
import {
  childPads,
  cityCode,
  corporateNumber,
  cutTo,
  LENGTHS,
  line,
  notForPublic,
  outdoors,
  phone,
  postalCode,
  type Read,
  said,
  short,
  webAddress,
  wideKana,
} from './texts'

/** A row with the ID it bears, as IDs are compared; '' when it has none. */
export type JudgedRow = Judged & { id: string }

type Ask = (field: Field, joint?: string) => string

/** Judges a row for itself. What only the whole file shows (an ID twice, the same row twice) is for `judgeAll`. */
export function judgeRow(row: Row, mapping: Mapping, context: JudgeContext): JudgedRow {
  const { cells, notes: shape } = wholeRow(row, mapping, context.header)
  const ask = reader(cells, mapping)
  const id = idForm(ask('id'))
  const refusal = noAed(cells, ask, context.header)
  if (refusal) {
    // A line without a name still says that its AED is there; a remark or a header names none.
    const key = refusal.key === 'no_name' ? (keyOfPage(ask('page'), context.origin) ?? keyOf(id)) : ''
    const notes = [refusal]
    return { line: row.line, outcome: 'refused', key, name: short(ask('name')), values: null, notes, id }
  }
  const notes: Note[] = [...shape]
  const take = <T>(read: Read<T>): T => {
    notes.push(...read.notes)
    return read.value
  }
  if (cells.some((cell) => cell.includes('\ufffd'))) notes.push({ field: '', key: 'letters_lost' })
  const values = valuesOf(cells, ask, take, mapping, context)
  if (id === '' && mapping.id) notes.push({ field: 'id', key: 'no_id' })
  const own = keyOfPage(ask('page'), context.origin)
  if (own && values.note.endsWith(INVENTED_MARK))
    values.note = values.note.slice(0, -INVENTED_MARK.length).trim()
  const key = own ?? (keyOf(id) || keyOfRow(values))
  return { line: row.line, outcome: outcomeOf(notes), key, name: values.name, values, notes, id }
}

const keyOf = (id: string) => (id === '' ? '' : keyOfId(id))

/** Why a line is no AED at all; null when it may be one. */
function noAed(cells: readonly string[], ask: Ask, header: readonly string[]): Note | null {
  const texts = cells.map(said)
  const filled = texts.filter((text) => text !== '')
  if (
    filled.length > 1 &&
    texts.every((text, at) => text === '' || headerForm(text) === headerForm(header[at] ?? ''))
  )
    return { field: '', key: 'header_again' }
  const text = filled[0] ?? ''
  const remark = /^([※＊*注#]|合計|総計|計$|以上|出典|備考|更新|作成|最終更新|（注|\(注)/
  if (filled.length <= 2 && ask('address') === '' && remark.test(text)) {
    return { field: '', key: 'remark_line', params: { text: short(text) } }
  }
  const names: Field[] = ['name', 'building', 'organisation', 'address', 'street', 'position']
  if (names.every((field) => ask(field) === ''))
    return { field: 'name', key: 'no_name', params: { text: short(filled.join(' ')) } }
  return null
}

function valuesOf(
  cells: readonly string[],
  ask: Ask,
  take: <T>(read: Read<T>) => T,
  mapping: Mapping,
  context: JudgeContext,
): AedValues {
  const text = (field: Field & keyof typeof LENGTHS) => take(line(field, ask(field), LENGTHS[field]))
  const address = take(addressOf(ask, mapping))
  const building = text('building')
  const position = text('position')
  const organisation = text('organisation')
  const name = take(nameOf(ask, [building, organisation, address, position]))
  const { place, notes } = readPlace(
    ask('latitude'),
    ask('longitude'),
    ask('latlon', ', '),
    saysTokyo(cells, mapping, context.header),
  )
  take({ value: null, notes })
  const asWritten = {
    days: ask('days', '、'),
    start: ask('start'),
    end: ask('end'),
    note: ask('hoursNote', '\n'),
  }
  const daysText = take(cutTo('days', asWritten.days, LENGTHS.daysText))
  const startText = take(cutTo('start', asWritten.start, LENGTHS.startText))
  const endText = take(cutTo('end', asWritten.end, LENGTHS.endText))
  const hoursText = take(cutTo('hoursNote', asWritten.note, LENGTHS.hoursText))
  const hours = readHours({ days: daysText, start: startText, end: endText, note: hoursText })
  take({ value: null, notes: hours.notes })
  return {
    name,
    nameKana: take(wideKana('nameKana', text('nameKana'))),
    nameEnglish: text('nameEnglish'),
    address,
    building,
    postalCode: take(postalCode(ask('postalCode'))),
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    position,
    phone: take(phone(ask('phone', ' / '))),
    extension: text('extension'),
    corporateNumber: take(corporateNumber(ask('corporateNumber'))),
    organisation,
    url: take(webAddress(ask('url'))),
    note: take(cutTo('note', ask('note', '\n'), LENGTHS.note)),
    hours: hours.hours,
    ...{ daysText, startText, endText, hoursText },
    childPads: take(childPads(ask('childPads'))),
    outdoors: take(outdoors(ask('outdoors'), position)),
    notForPublic: take(notForPublic(ask('notForPublic'))),
    otherColumns: otherColumnsOf(cells, ask, take, context),
  }
}

/** 名称; where there is none, what else says which place it is. */
function nameOf(ask: Ask, instead: string[]): Read<string> {
  const own = ask('name')
  const text = own || instead.find((one) => one !== '') || ask('street')
  const wide = wideKana('name', text)
  const name = line('name', wide.value, LENGTHS.name)
  const notes = [...wide.notes, ...name.notes]
  if (own === '') notes.unshift({ field: 'name', key: 'name_from', params: { text: short(text) } })
  return { value: name.value, notes }
}

/** 住所 as it is read out: the whole where the file has it, else its parts; the city before one that leaves it out. */
function addressOf(ask: Ask, mapping: Mapping): Read<string> {
  const whole = ask('address')
  const [prefecture, city] = [ask('prefecture'), ask('city')]
  const parts = ask('town') + ask('street')
  if (whole === '') return line('address', parts === '' ? '' : prefecture + city + parts, LENGTHS.address)
  const cityName = city.replace(/^.+郡/, '')
  // The standard list asks for the whole address in one column.
  if (city === '' || mapping.town || whole.includes(cityName)) return line('address', whole, LENGTHS.address)
  const completed = line('address', prefecture + city + whole, LENGTHS.address)
  return {
    value: completed.value,
    notes: [{ field: 'address', key: 'address_completed' }, ...completed.notes],
  }
}

/** Whether the file says that its places are of the old Tokyo datum: in the name of a column, or in one named 測地系. */
function saysTokyo(cells: readonly string[], mapping: Mapping, header: readonly string[]): boolean {
  const old = /日本測地系(?!\s*20)|旧測地|旧日本|tokyo/i
  const places = [...(mapping.latitude ?? []), ...(mapping.latlon ?? [])]
  if (places.some((column) => old.test((header[column] ?? '').normalize('NFKC')))) return true
  return header.some(
    (name, at) => /測地系|datum/i.test(name) && old.test((cells[at] ?? '').normalize('NFKC')),
  )
}

/** The columns of the standard list that have no column of their own here, by the names of its newest edition. */
function otherColumnsOf(
  cells: readonly string[],
  ask: Ask,
  take: <T>(read: Read<T>) => T,
  { header, format }: JudgeContext,
): Record<string, string> {
  const other: Record<string, string> = {}
  const keep = (name: string, text: string) => {
    if (text !== '') other[name] = [...text].slice(0, 1000).join('')
  }
  for (const [column, title] of header.entries()) {
    const name = otherColumnOf(title)
    if (name) keep(name, said(cells[column]))
  }
  keep('全国地方公共団体コード', take(cityCode(ask('cityCode'))))
  keep('所在地_都道府県', ask('prefecture'))
  keep('所在地_市区町村', ask('city'))
  keep('所在地_町字', ask('town'))
  keep('所在地_番地以下', ask('street'))
  if (format === 'standard_22') {
    // There these two columns name the publisher, not the address.
    const named = (title: string) => said(cells[header.findIndex((one) => one.trim() === title)])
    keep('地方公共団体名', named('都道府県名') + named('市区町村名'))
  }
  return other
}
