/**
 * 回答: its shape in the database and how it is read from a form. Pure, for browser and server.
 *
 * `survey_ballots.answers` is one object: the id of a question as text → its answer. A question that was left out has
 * no key, so that `answers ? '12'` is "has answered question 12".
 *
 * | kind     | JSON                        | example                    |
 * |----------|-----------------------------|----------------------------|
 * | single   | id of the option            | `5`                        |
 * | multiple | ids of options, ascending   | `[4, 6]` (never empty)     |
 * | scale    | step, 1 to `most`           | `3`                        |
 * | text     | text, cleaned, not empty    | `"街灯がほしい"`           |
 * | ranking  | ids of options, first first | `[6, 4, 5]` (never empty)  |
 * | place    | degrees, three decimals     | `{"lat":34.814,"lng":135.651}` |
 */
import { z } from 'zod'
import { type FormFields, firstValue, message } from '~/platform/forms'
import { cleanText, letterCount } from '~/platform/text'
import { MOST_LETTERS, placesOf, type Question } from './questions'

/** A place to about a hundred metres, so that nobody's own door is pointed at. */
export type Place = { lat: number; lng: number }
export type Answer = number | number[] | string | Place
export type Answers = Record<string, Answer>

/** A place as it was given: found on the map, or in words that are still to be looked up. */
type PlaceGiven = Place | { words: string }
export type GivenAnswers = Record<string, Answer | { words: string }>

/** Where Japan lies, in degrees: anything else is a slip. */
const JAPAN = { south: 20, north: 46, west: 122, east: 154 } as const

/** The names of form fields. A ranking has one for each option: which place it takes. */
export const fieldOf = (questionId: number): string => `q${questionId}`
export const rankField = (questionId: number, optionId: number): string => `q${questionId}_${optionId}`
export const placeFields = (questionId: number) =>
  ({ words: `q${questionId}`, lat: `q${questionId}_lat`, lng: `q${questionId}_lng` }) as const

/** Degrees to three decimals: about a hundred metres. */
export const roughly = (degrees: number): number => Math.round(degrees * 1000) / 1000

const isPlaceGiven = (answer: unknown): answer is { words: string } =>
  typeof answer === 'object' && answer !== null && 'words' in answer

/** Questions whose place was given in words. */
export const wordsIn = (answers: GivenAnswers): { id: string; words: string }[] =>
  Object.entries(answers).flatMap(([id, answer]) =>
    isPlaceGiven(answer) ? [{ id, words: answer.words }] : [],
  )

type Refuse = (field: string, key: string) => undefined

function listOf(fields: FormFields, name: string): string[] {
  const value = fields[name]
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).filter((part) => part !== '')
}

const textIn = (fields: FormFields, name: string): string => {
  const value = firstValue(fields, name)
  return typeof value === 'string' ? value.normalize('NFKC').trim() : ''
}

function optionIn(question: Question, sent: string): number | null {
  return question.options.find(({ id }) => String(id) === sent)?.id ?? null
}

function single(question: Question, fields: FormFields, refuse: Refuse): Answer | undefined {
  const field = fieldOf(question.id)
  const sent = listOf(fields, field)
  if (sent.length === 0) return question.required ? refuse(field, 'form.choose') : undefined
  const id = optionIn(question, sent[0] ?? '')
  return id === null || sent.length > 1 ? refuse(field, 'form.choose') : id
}

function multiple(question: Question, fields: FormFields, refuse: Refuse): Answer | undefined {
  const field = fieldOf(question.id)
  const sent = [...new Set(listOf(fields, field))]
  if (sent.length === 0) return question.required ? refuse(field, 'form.choose') : undefined
  const ids = sent.map((value) => optionIn(question, value))
  if (ids.includes(null)) return refuse(field, 'form.choose')
  if (question.most !== null && ids.length > question.most) {
    return refuse(field, message('form.too_many', { max: question.most }))
  }
  return (ids as number[]).sort((a, b) => a - b)
}

function scale(question: Question, fields: FormFields, refuse: Refuse): Answer | undefined {
  const field = fieldOf(question.id)
  const sent = textIn(fields, field)
  if (sent === '') return question.required ? refuse(field, 'form.choose') : undefined
  const step = /^\d{1,2}$/.test(sent) ? Number(sent) : 0
  return step >= 1 && step <= (question.most ?? 0) ? step : refuse(field, 'form.choose')
}

function freeText(question: Question, fields: FormFields, refuse: Refuse): Answer | undefined {
  const field = fieldOf(question.id)
  const raw = firstValue(fields, field)
  const text = typeof raw === 'string' ? cleanText(raw).trim() : ''
  if (text === '') return question.required ? refuse(field, 'form.required') : undefined
  const length = text.length > 100_000 ? text.length : letterCount(text)
  if (length > MOST_LETTERS) return refuse(field, message('form.too_long', { max: MOST_LETTERS, length }))
  return text
}

function ranking(question: Question, fields: FormFields, refuse: Refuse): Answer | undefined {
  const places = placesOf(question)
  const byPlace = new Map<number, number>()
  for (const { id } of question.options) {
    const name = rankField(question.id, id)
    const sent = textIn(fields, name)
    if (sent === '') continue
    const place = /^\d{1,2}$/.test(sent) ? Number(sent) : 0
    if (place < 1 || place > places) return refuse(name, 'form.choose')
    if (byPlace.has(place)) return refuse(name, message('surveys.error.same_place', { place }))
    byPlace.set(place, id)
  }
  const first = question.options[0]
  const field = first ? rankField(question.id, first.id) : fieldOf(question.id)
  if (byPlace.size === 0) return question.required ? refuse(field, 'surveys.error.rank') : undefined
  const ranked = Array.from({ length: byPlace.size }, (_, index) => byPlace.get(index + 1))
  // 第1位 and 第3位 without 第2位 cannot be told from a slip.
  if (ranked.includes(undefined)) return refuse(field, 'surveys.error.rank_gap')
  if (question.required && byPlace.size < places) {
    return refuse(field, message('surveys.error.rank_all', { places }))
  }
  return ranked as number[]
}

function place(question: Question, fields: FormFields, refuse: Refuse): PlaceGiven | undefined {
  const names = placeFields(question.id)
  const lat = textIn(fields, names.lat)
  const lng = textIn(fields, names.lng)
  if (lat !== '' || lng !== '') {
    const degrees = /^\d{1,3}(\.\d{1,12})?$/
    const [north, east] = [Number(lat), Number(lng)]
    const inJapan =
      degrees.test(lat) &&
      degrees.test(lng) &&
      north >= JAPAN.south &&
      north <= JAPAN.north &&
      east >= JAPAN.west &&
      east <= JAPAN.east
    return inJapan ? { lat: roughly(north), lng: roughly(east) } : refuse(names.words, 'surveys.error.place')
  }
  const raw = firstValue(fields, names.words)
  const words = typeof raw === 'string' ? cleanText(raw).trim() : ''
  if (words === '') return question.required ? refuse(names.words, 'surveys.error.place_missing') : undefined
  if (words.length > 100)
    return refuse(names.words, message('form.too_long', { max: 100, length: words.length }))
  return { words }
}

const readers = { single, multiple, scale, text: freeText, ranking, place } as const

/**
 * The schema of the form of these questions: every field is checked, those of other questions are left out. Its output
 * is what is stored, but for places in words, which the server looks up.
 */
export function answersSchema(questions: readonly Question[]) {
  return z.looseObject({}).transform((sent, ctx): GivenAnswers => {
    const fields = sent as FormFields
    const answers: GivenAnswers = {}
    let refused = false
    const refuse: Refuse = (field, key) => {
      refused = true
      ctx.addIssue({ code: 'custom', path: [field], message: key })
      return undefined
    }
    for (const question of questions) {
      const answer = readers[question.kind](question, fields, refuse)
      if (answer !== undefined) answers[String(question.id)] = answer
    }
    if (!refused && Object.keys(answers).length === 0) {
      // An empty sheet is no answer; it would use up the one that a household has.
      const first = questions[0]
      const field = first && fieldOfQuestion(first)
      ctx.addIssue({ code: 'custom', path: field ? [field] : ['form'], message: 'surveys.error.empty' })
      return z.NEVER
    }
    return refused ? z.NEVER : answers
  })
}

/** The field in which a question begins, to which a message about it leads. */
const fieldOfQuestion = (question: Question): string => {
  const first = question.options[0]
  return question.kind === 'ranking' && first ? rankField(question.id, first.id) : fieldOf(question.id)
}

/** Stored answers as the fields of the form: to change an answer that bears a name. */
export function fieldsOfAnswers(questions: readonly Question[], answers: Answers): FormFields {
  const fields: FormFields = {}
  for (const question of questions) {
    const answer = answers[String(question.id)]
    if (answer === undefined) continue
    if (question.kind === 'ranking' && Array.isArray(answer)) {
      answer.forEach((id, index) => {
        fields[rankField(question.id, id)] = String(index + 1)
      })
    } else if (Array.isArray(answer)) fields[fieldOf(question.id)] = answer.map(String)
    else if (typeof answer === 'object') {
      fields[placeFields(question.id).lat] = String(answer.lat)
      fields[placeFields(question.id).lng] = String(answer.lng)
    } else fields[fieldOf(question.id)] = String(answer)
  }
  return fields
}
