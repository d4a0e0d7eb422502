/** What a sheet may say: nothing breaks the reading of it, and what is taken has the shape that results reckon with. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Answers,
  afterVerb,
  answersSchema,
  fieldsOfAnswers,
  type Question,
  questionKinds,
  rankField,
  standingOf,
  surveyStates,
} from '~/modules/surveys/rules'

const QUESTIONS: Question[] = questionKinds.map((kind, at) => ({
  id: at + 1,
  kind,
  label: kind,
  support: '',
  required: false,
  most: kind === 'scale' ? 5 : kind === 'multiple' ? 2 : null,
  lowLabel: '',
  highLabel: '',
  options: ['single', 'multiple', 'ranking'].includes(kind)
    ? [1, 2, 3].map((n) => ({ id: (at + 1) * 10 + n, label: String(n) }))
    : [],
}))
const idOf = (kind: Question['kind']) => questionKinds.indexOf(kind) + 1
const schema = answersSchema(QUESTIONS)
const names = QUESTIONS.flatMap(({ id, options }) => [
  `q${id}`,
  `q${id}_lat`,
  `q${id}_lng`,
  ...options.map((option) => rankField(id, option.id)),
])
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '1',
    '2',
    '3',
    '11',
    '12',
    '21',
    '22',
    '23',
    '６',
    '34.8',
    '135.6',
    '-1',
    '1e9',
    '\u0000',
  ),
)
const sheets = fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.array(value, { maxLength: 4 })))

describe('reading a sheet', () => {
  test('never throws, and takes only what has the shape of its question', () => {
    fc.assert(
      fc.property(sheets, (fields) => {
        const { success, data, error } = schema.safeParse(fields)
        if (!success) {
          expect(error.issues.length).toBeGreaterThan(0)
          for (const issue of error.issues) expect(issue.message).toMatch(/^(form|surveys)\./)
          return
        }
        expect(Object.keys(data).length).toBeGreaterThan(0)
        for (const question of QUESTIONS) {
          const answer = data[String(question.id)]
          if (answer === undefined) continue
          const ids = question.options.map(({ id }) => id)
          if (question.kind === 'single') expect(ids).toContain(answer)
          if (question.kind === 'scale') expect([1, 2, 3, 4, 5]).toContain(answer)
          if (question.kind === 'text') expect(String(answer)).not.toContain('\u0000')
          if (question.kind === 'multiple' || question.kind === 'ranking') {
            const chosen = answer as number[]
            expect(new Set(chosen).size).toBe(chosen.length)
            expect(chosen.every((id) => ids.includes(id))).toBe(true)
            expect(chosen.length).toBeLessThanOrEqual(question.kind === 'multiple' ? 2 : 3)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('an answer that was stored reads back as the same', () => {
    const option = (kind: Question['kind']) =>
      fc.constantFrom(...(QUESTIONS[idOf(kind) - 1]?.options.map(({ id }) => id) ?? []))
    const answers = fc.record({
      [idOf('single')]: option('single'),
      [idOf('multiple')]: fc
        .uniqueArray(option('multiple'), { minLength: 1, maxLength: 2 })
        .map((ids) => ids.sort((a, b) => a - b)),
      [idOf('scale')]: fc.integer({ min: 1, max: 5 }),
      [idOf('text')]: fc.constantFrom('街灯', '一行\n二行', '髙﨑𠮷👍'),
      [idOf('ranking')]: fc.shuffledSubarray(
        QUESTIONS[idOf('ranking') - 1]?.options.map(({ id }) => id) ?? [],
        { minLength: 1 },
      ),
      [idOf('place')]: fc
        .tuple(fc.integer({ min: 20_000, max: 46_000 }), fc.integer({ min: 122_000, max: 154_000 }))
        .map(([lat, lng]) => ({ lat: lat / 1000, lng: lng / 1000 })),
    })
    fc.assert(
      fc.property(answers, (stored) => {
        expect(schema.parse(fieldsOfAnswers(QUESTIONS, stored as Answers))).toEqual(stored)
      }),
    )
  })

  test.each([
    ['an empty sheet', {}, 'surveys.error.empty'],
    ['an option of another question', { q1: '21' }, 'form.choose'],
    ['more than may be chosen', { q2: ['21', '22', '23'] }, 'form.too_many?max=2'],
    ['a place twice', { q5_51: '1', q5_52: '1' }, 'surveys.error.same_place?place=1'],
    ['a gap in the ranking', { q5_51: '1', q5_52: '3' }, 'surveys.error.rank_gap'],
    ['a place in another country', { q6_lat: '48.1', q6_lng: '11.5' }, 'surveys.error.place'],
    ['half a place', { q6_lat: '34.8' }, 'surveys.error.place'],
    ['a step too many', { q3: '6' }, 'form.choose'],
  ])('%s is refused with a word', (_what, fields, key) => {
    const { error } = schema.safeParse(fields)
    expect(error?.issues.map(({ message }) => message)).toContain(key)
  })

  test('what is required is asked for', () => {
    const required = answersSchema(QUESTIONS.map((question) => ({ ...question, required: true })))
    expect(required.safeParse({}).error?.issues.length).toBeGreaterThanOrEqual(QUESTIONS.length)
  })

  test('a place is kept to about a hundred metres', () => {
    expect(schema.parse({ q6_lat: '34.814159', q6_lng: '135.650499' })).toEqual({
      '6': { lat: 34.814, lng: 135.65 },
    })
  })
})

test('a survey is answered on its days only, whatever its state says', () => {
  const survey = {
    state: 'open',
    opensOn: '2026-04-01',
    closesOn: '2026-04-30',
    reach: 'members',
    anonymous: true,
  } as const
  expect(standingOf(survey, '2026-03-31')).toBe('coming')
  expect(standingOf(survey, '2026-04-01')).toBe('open')
  expect(standingOf(survey, '2026-04-30')).toBe('open')
  // Seven days for sheets that came in time; of a survey to all with names there are none.
  expect(standingOf(survey, '2026-05-01')).toBe('paper')
  expect(standingOf(survey, '2026-05-07')).toBe('paper')
  expect(standingOf(survey, '2026-05-08')).toBe('over')
  expect(standingOf({ ...survey, reach: 'all', anonymous: false }, '2026-05-01')).toBe('over')
  for (const state of surveyStates.filter((known) => known !== 'open')) {
    expect(standingOf({ ...survey, state }, '2026-04-15')).not.toBe('open')
  }
})

test('nothing that has ended is opened again', () => {
  for (const verb of ['open', 'close', 'cancel'] as const) {
    expect(afterVerb('closed', verb)).toBeNull()
    expect(afterVerb('cancelled', verb)).toBeNull()
  }
})
