/** When something is due, and what may follow what. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkIsDue,
  conditionActs,
  deskHref,
  monthOf,
  moveOf,
  partStanding,
  REMINDER_STEPS,
  readDeskQuery,
  reminderStep,
  shownForm,
} from '~/modules/custody/rules'
import { answerForm, checkForm, reportForm } from '~/modules/custody/schema'
import { addDays } from '~/platform/clock'

const TODAY = '2026-11-23'

describe('the step of a reminder', () => {
  test.each([
    [91, null],
    [90, 90],
    [61, 90],
    [60, 60],
    [31, 60],
    [30, 30],
    [1, 30],
    [0, 0],
    [-400, 0],
  ])('%i days before: %s', (left, step) => {
    expect(reminderStep(addDays(TODAY, left), TODAY)).toBe(step)
  })

  test('only becomes more urgent as days go by', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 200 }), (left, later) => {
        const expires = addDays(TODAY, left)
        const now = reminderStep(expires, TODAY) ?? 91
        expect(reminderStep(expires, addDays(TODAY, later)) ?? 91).toBeLessThanOrEqual(now)
        if (now !== 91) expect(REMINDER_STEPS).toContain(now)
      }),
    )
  })
})

test('a part is expired after its last day, and soon 90 days before', () => {
  expect(['-1', '0', '90', '91'].map((left) => partStanding(addDays(TODAY, Number(left)), TODAY))).toEqual([
    'expired',
    'soon',
    'soon',
    'good',
  ])
})

test('a check is due after a month, and where there was none', () => {
  expect([null, addDays(TODAY, -31), addDays(TODAY, -32)].map((day) => checkIsDue(day, TODAY))).toEqual([
    true,
    false,
    true,
  ])
  expect(monthOf(TODAY)).toBe('2026-11-01')
})

test('what was taken away can only be put up again', () => {
  const from = (condition: 'in_service' | 'out_of_service' | 'removed') =>
    conditionActs.filter((act) => moveOf(act, condition))
  expect(from('in_service')).toEqual(['fault', 'remove'])
  expect(from('out_of_service')).toEqual(['back', 'remove'])
  expect(from('removed')).toEqual(['put_up'])
})

describe('the form that an address asks for', () => {
  const at = (condition: 'in_service' | 'removed', as: 'office' | 'inspector') => ({
    aed: { condition, as },
    parts: [{ id: 7 }],
  })
  test('is shown where it can be sent', () => {
    expect(shownForm('fault', undefined, at('in_service', 'inspector'))).toEqual({
      name: 'fault',
      part: null,
    })
    expect(shownForm('replace', '7', at('in_service', 'inspector'))).toEqual({ name: 'replace', part: 7 })
  })
  test.each([
    ['remove', undefined, at('in_service', 'inspector')],
    ['keeper', undefined, at('in_service', 'inspector')],
    ['back', undefined, at('in_service', 'office')],
    ['part', undefined, at('removed', 'office')],
    ['replace', '8', at('in_service', 'office')],
    ['constructor', undefined, at('in_service', 'office')],
  ] as const)('but not %s %s', (name, part, upkeep) => {
    expect(shownForm(name, part, upkeep)).toBeNull()
  })
})

test('the address of the desk says what was asked, and nothing that cannot be read', () => {
  const read = (query: string) => readDeskQuery(new URL(`http://x/desk/aeds${query}`))
  expect(read('?only=parts&district=3&after=9')).toEqual({ filter: 'parts', districtId: 3, after: 9 })
  expect(read('?only=__proto__&district=1e9&after=-1')).toEqual({
    filter: 'due',
    districtId: null,
    after: null,
  })
  expect(deskHref(read('?only=out&district=3'))).toBe('/desk/aeds?only=out&district=3')
})

describe('forms', () => {
  const check = { indicator: 'yes', pads: 'yes', reachable: 'yes', sign: 'yes', checked_on: TODAY }
  test('of a check want every answer and a day of the calendar', () => {
    expect(checkForm.safeParse(check).success).toBe(true)
    for (const wrong of [
      { pads: '' },
      { sign: undefined },
      { checked_on: '2026-02-30' },
      { checked_on: '1999-01-01' },
    ])
      expect(checkForm.safeParse({ ...check, ...wrong }).success).toBe(false)
  })
  test('of a report: "something else" needs words', () => {
    const submission = '0e5a7d9c-3c1b-4d2f-8a6e-5b7c9d0e1f2a'
    expect(reportForm.safeParse({ kind: 'locked', submission }).success).toBe(true)
    expect(reportForm.safeParse({ kind: 'other', submission }).success).toBe(false)
    expect(reportForm.safeParse({ kind: 'locked', submission: 'x' }).success).toBe(false)
  })
  test('of an answer: words always, and the condition changes only with an answer', () => {
    const answer = { as: 'answered', answer: '直しました', outcome: 'fault' }
    expect(answerForm.safeParse(answer).success).toBe(true)
    for (const wrong of [{ answer: ' ' }, { as: 'dismissed' }, { outcome: 'remove' }])
      expect(answerForm.safeParse({ ...answer, ...wrong }).success).toBe(false)
  })
})
