/** 着手の予定: a day that is over before the city has decided is warned of, not refused. */
import { expect, test } from 'vitest'
import { applicationStates, type Dates, startsEarly, warnings } from '~/modules/applications/rules'

const dates = (more: Partial<Dates>): Dates => ({
  state: 'draft',
  year: 2026,
  decidedOn: null,
  contractOn: null,
  startedOn: null,
  plannedStart: '2026-10-01',
  completedOn: null,
  reportedOn: null,
  completeBy: '2027-03-31',
  reportBy: '2027-03-31',
  contractAfterDecision: true,
  ...more,
})

test('a planned start is early from the day after it, until there is a decision', () => {
  expect(startsEarly(dates({}), '2026-10-01')).toBe(false)
  expect(startsEarly(dates({}), '2026-10-02')).toBe(true)
  expect(startsEarly(dates({ decidedOn: '2026-09-30', state: 'decided' }), '2026-10-02')).toBe(false)
  expect(startsEarly(dates({ plannedStart: null }), '2026-10-02')).toBe(false)
})

test('where the text lets work begin before the decision, nothing is said', () => {
  expect(startsEarly(dates({ contractAfterDecision: false }), '2026-10-02')).toBe(false)
})

test('it stands among the warnings, with its day, and stops nobody', () => {
  expect(warnings(dates({ state: 'reviewing' }), '2026-10-02')).toContainEqual({
    kind: 'start_before_decision',
    day: '2026-10-01',
    blocks: false,
  })
})

test('what is over is not warned of', () => {
  const warned = applicationStates.filter((state) => startsEarly(dates({ state }), '2026-10-02'))
  expect(warned).toEqual(
    expect.arrayContaining(['draft', 'submitted', 'reviewing', 'correcting', 'proposed', 'consulted']),
  )
  for (const state of ['refused', 'withdrawn', 'stopped', 'cancelled', 'paid'])
    expect(warned).not.toContain(state)
})
