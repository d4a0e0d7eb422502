/** Periods, moves of a place, room and calls: what follows from the rules for any day and any figures. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CALL_DAYS,
  callDue,
  isWritable,
  mayMovePlace,
  needHref,
  needsConsent,
  needTarget,
  periodErrors,
  periodsOf,
  periodsYearLater,
  placeMoves,
  placeStates,
  roomOf,
  sessionError,
  stages,
  standingOf,
  takesApplications,
  takesMinors,
  titleYearLater,
} from '~/modules/volunteering/rules'
import { sessionForm } from '~/modules/volunteering/schema'
import { addDays, daysBetween } from '~/platform/clock'

const day = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2020-01-01', n))
const periods = fc
  .tuple(day, fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 6, maxLength: 6 }))
  .map(([from, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]]) => {
    const applyFrom = addDays(from, b)
    const activityFrom = addDays(applyFrom, d)
    return {
      offersFrom: from,
      offersUntil: addDays(from, a),
      applyFrom,
      applyUntil: addDays(applyFrom, c),
      activityFrom,
      activityUntil: addDays(activityFrom, e),
      reportUntil: addDays(activityFrom, e + f),
    }
  })

describe('periods', () => {
  test('are open on their first and last day, and on no day outside', () => {
    fc.assert(
      fc.property(periods, day, (of, today) => {
        const open = periodsOf({ ...of, state: 'open' }, today)
        expect(open.applications === 'open').toBe(of.applyFrom <= today && today <= of.applyUntil)
        expect(open.offers === 'before').toBe(today < of.offersFrom)
        expect(open.activity === 'over').toBe(today > of.activityUntil)
        expect(periodsOf({ ...of, state: 'open' }, of.applyUntil).applications).toBe('open')
        expect(periodsOf({ ...of, state: 'open' }, addDays(of.applyUntil, 1)).applications).toBe('over')
      }),
    )
  })

  test('of a draft have not begun, and a closed programme takes nobody, but its reports', () => {
    fc.assert(
      fc.property(periods, day, (of, today) => {
        expect(new Set(Object.values(periodsOf({ ...of, state: 'draft' }, today)))).toEqual(
          new Set(['before']),
        )
        const closed = periodsOf({ ...of, state: 'closed' }, today)
        expect([closed.offers, closed.applications, closed.activity]).toEqual(['over', 'over', 'over'])
        if (today >= of.activityFrom && today <= of.reportUntil) expect(closed.report).toBe('open')
      }),
    )
  })

  test('take the year in the title along', () => {
    const titles = ['体験 2026', '令和8年度 体験', '令和元年度', '令和８年度 体験 2026', '夏の体験']
    expect(titles.map(titleYearLater)).toEqual([
      '体験 2027',
      '令和9年度 体験',
      '令和2年度',
      '令和9年度 体験 2027',
      '夏の体験',
    ])
  })

  test('stay without fault when they are copied for another year', () => {
    fc.assert(
      fc.property(periods, (of) => {
        fc.pre(Object.keys(periodErrors(of)).length === 0)
        const later = periodsYearLater(of)
        expect(periodErrors(later)).toEqual({})
        expect([365, 366, 364]).toContain(daysBetween(of.applyFrom, later.applyFrom))
      }),
    )
    expect(periodsYearLater({ ...leap, activityFrom: '2028-02-29' }).activityFrom).toBe('2029-02-28')
  })

  test('name the field that is wrong', () => {
    expect(periodErrors({ ...leap, offersUntil: '2027-01-01' })).toHaveProperty('offers_until')
    expect(periodErrors({ ...leap, applyFrom: '2029-01-01', applyUntil: '2029-02-01' })).toHaveProperty(
      'apply_from',
    )
    expect(periodErrors({ ...leap, reportUntil: '2027-01-01' })).toHaveProperty('report_until')
  })
})

const leap = {
  offersFrom: '2028-01-01',
  offersUntil: '2028-01-31',
  applyFrom: '2028-01-10',
  applyUntil: '2028-02-10',
  activityFrom: '2028-02-01',
  activityUntil: '2028-03-31',
  reportUntil: '2028-04-30',
}

describe('a place', () => {
  test('is published by the centre alone, and only what was handed in', () => {
    for (const from of placeStates) {
      expect(mayMovePlace(from, 'published', 'host')).toBe(false)
      expect(mayMovePlace(from, 'published', 'centre')).toBe(from === 'submitted')
    }
  })

  test('that was cancelled stays so, and no move leads to itself', () => {
    expect(placeMoves.filter(({ from }) => from === 'cancelled')).toEqual([])
    expect(placeMoves.filter(({ from, to }) => from === to)).toEqual([])
    expect(placeStates.filter(isWritable)).toEqual(['draft', 'returned'])
  })
})

const session = fc
  .record({
    capacity: fc.integer({ min: 1, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    queued: fc.nat(20),
  })
  .map(({ capacity, share, queued }) => ({
    capacity,
    taken: Math.floor(capacity * share),
    queued,
    cancelledOn: null,
  }))
const at = new Date('2026-11-01T00:00:00+09:00')
const starts = new Date('2026-11-05T10:00:00+09:00')
const ends = new Date('2026-11-05T12:00:00+09:00')

describe('room', () => {
  test('with those taken it is the capacity, and who may apply sees whether it is there', () => {
    fc.assert(
      fc.property(session, (of) => {
        expect(roomOf(of) + of.taken).toBe(of.capacity)
        const standing = standingOf({ ...of, startsAt: starts, endsAt: ends }, 'open', at)
        expect(standing === 'full').toBe(of.taken === of.capacity)
        expect(takesApplications(standing)).toBe(true)
        expect(roomOf({ ...of, cancelledOn: at })).toBe(0)
      }),
    )
  })

  test('nobody applies before, after, for a past or a cancelled session', () => {
    const of = { startsAt: starts, endsAt: ends, capacity: 3, taken: 0, queued: 0, cancelledOn: null }
    expect(standingOf(of, 'before', at)).toBe('not_yet')
    expect(standingOf(of, 'over', at)).toBe('closed')
    expect(standingOf(of, 'open', starts)).toBe('past')
    expect(standingOf({ ...of, cancelledOn: '2026-11-02' }, 'open', at)).toBe('cancelled')
    for (const none of ['not_yet', 'closed', 'past', 'cancelled'] as const)
      expect(takesApplications(none)).toBe(false)
  })
})

describe('a call', () => {
  test('goes out once, within a week, while there is room and nobody waits', () => {
    fc.assert(
      fc.property(session, fc.integer({ min: -3, max: 20 }), fc.boolean(), (of, days, called) => {
        const today = '2026-11-01'
        const startsAt = new Date(`${addDays(today, days)}T10:00:00+09:00`)
        const due = callDue({ ...of, startsAt }, 'open', called, today)
        expect(due).toBe(
          !called && days >= 1 && days <= CALL_DAYS && of.queued === 0 && of.taken < of.capacity,
        )
        expect(callDue({ ...of, startsAt }, 'over', called, today)).toBe(false)
      }),
    )
  })
})

describe('stages and needs', () => {
  test('pupils need consent, students and adults do not', () => {
    expect(stages.filter(needsConsent)).toEqual(['elementary', 'junior_high', 'high'])
    expect(takesMinors(['adult', 'university'])).toBe(false)
    expect(takesMinors(['adult', 'high'])).toBe(true)
  })

  test('the address of a need leads back to it, and nothing else is one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('aed' as const, 'hall' as const, 'notice' as const),
        fc.integer({ min: 1, max: 9e8 }),
        (about, id) => {
          expect(needTarget(needHref(about, id))).toEqual({ about, id })
        },
      ),
    )
    for (const wrong of ['', '/aeds/', '/aeds/0', '//evil/1', '/users/1', 'https://x/aeds/1', '/aeds/1/edit'])
      expect(needTarget(wrong)).toBeNull()
  })
})

describe('a day', () => {
  const fields = { day: '2026-11-05', starts: '10:00', ends: '12:00', capacity: '5', minutes: '' }
  const within = { activityFrom: '2026-11-01', activityUntil: '2026-11-30' }

  test('is read as people write times, and counts from beginning to end unless it says else', () => {
    for (const typed of ['10:00', '１０：００', '10時', ' 10:00 ']) {
      expect(sessionForm.parse({ ...fields, starts: typed }).startsAt).toEqual(starts)
    }
    expect(sessionForm.parse({ ...fields, starts: '9時半' }).minutes).toBe(150)
    expect(sessionForm.parse({ ...fields, minutes: '60' }).minutes).toBe(60)
    for (const wrong of ['25:00', '10:60', 'あさ', '', '1000']) {
      expect(sessionForm.safeParse({ ...fields, starts: wrong }).success).toBe(false)
    }
    expect(sessionForm.safeParse({ ...fields, ends: '10:00' }).success).toBe(false)
  })

  test('lies within the activity, and keeps room for those who have it', () => {
    const of = sessionForm.parse(fields)
    expect(sessionError(of, within)).toBeNull()
    expect(sessionError(of, { ...within, activityUntil: '2026-11-04' })?.field).toBe('day')
    expect(sessionError({ ...of, minutes: 121 }, within)?.field).toBe('minutes')
    expect(sessionError(of, within, 5)).toBeNull()
    expect(sessionError(of, within, 6)?.field).toBe('capacity')
  })
})
