/** The queue, the moves, consent and the dates, over all that can be. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allConsented,
  applicationMoves,
  applicationStates,
  consentStanding,
  deleteDayOf,
  findsRoom,
  holdEnds,
  inOrder,
  isLiving,
  mayMove,
  mayRevoke,
  offerEnds,
  promoted,
  reminderDue,
  schoolYearEnd,
  takesRoom,
  type Waiting,
} from '~/modules/participation/rules'
import { addDays, dayOf } from '~/platform/clock'

const at = (local: string) => new Date(`${local}:00+09:00`)
const queue = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 6 }), minute: fc.integer({ min: 0, max: 30 }) }), {
    maxLength: 40,
  })
  .map((parties) =>
    parties.map(
      ({ size, minute }, index): Waiting => ({ id: index + 1, size, queuedAt: new Date(minute * 60_000) }),
    ),
  )
const free = fc.integer({ min: 0, max: 30 })

describe('the queue', () => {
  test('never asks more persons than there are places', () => {
    fc.assert(
      fc.property(free, queue, (places, waiting) => {
        const asked = promoted(places, waiting).reduce((sum, { size }) => sum + size, 0)
        expect(asked).toBeLessThanOrEqual(places)
      }),
    )
  })

  test('passes nobody by a later party of the same or a larger size', () => {
    fc.assert(
      fc.property(free, queue, (places, waiting) => {
        const asked = new Set(promoted(places, waiting).map(({ id }) => id))
        for (const passed of waiting.filter(({ id }) => !asked.has(id)))
          for (const taken of waiting.filter(({ id }) => asked.has(id)))
            if (inOrder(passed, taken) < 0) expect(taken.size).toBeLessThan(passed.size)
      }),
    )
  })

  test('leaves nobody who would still fit, and asks whole parties, each once', () => {
    fc.assert(
      fc.property(free, queue, (places, waiting) => {
        const asked = promoted(places, waiting)
        const left = places - asked.reduce((sum, { size }) => sum + size, 0)
        const ids = new Set(asked.map(({ id }) => id))
        expect(ids.size).toBe(asked.length)
        for (const party of waiting) if (!ids.has(party.id)) expect(party.size).toBeGreaterThan(left)
        expect(asked.every((party) => waiting.includes(party))).toBe(true)
      }),
    )
  })

  test('is the same in whatever order its rows are read', () => {
    fc.assert(
      fc.property(free, queue, (places, waiting) => {
        expect(promoted(places, [...waiting].reverse())).toEqual(promoted(places, waiting))
      }),
    )
  })

  test('once asked, whoever comes new passes only larger parties', () => {
    fc.assert(
      fc.property(free, queue, fc.integer({ min: 1, max: 6 }), (places, waiting, size) => {
        const asked = promoted(places, waiting)
        const left = places - asked.reduce((sum, party) => sum + party.size, 0)
        if (!findsRoom(left, size)) return
        for (const party of waiting) if (!asked.includes(party)) expect(party.size).toBeGreaterThan(size)
      }),
    )
  })
})

describe('the moves', () => {
  test('start from what lives, and what has ended stays', () => {
    for (const { from } of applicationMoves) expect(isLiving(from)).toBe(true)
    for (const from of applicationStates)
      if (!isLiving(from))
        for (const to of applicationStates)
          for (const { verb } of applicationMoves) expect(mayMove(from, to, verb)).toBe(false)
  })

  test('let only an offer be accepted, and never place anybody who waits', () => {
    expect(mayMove('offered', 'placed', 'accept')).toBe(true)
    expect(mayMove('waiting', 'placed', 'accept')).toBe(false)
    expect(applicationMoves.some(({ from, to }) => from === 'waiting' && to === 'placed')).toBe(false)
    expect(applicationStates.filter(takesRoom)).toEqual(['held', 'offered', 'placed'])
  })
})

describe('consent', () => {
  const none = { id: 1, givenAt: null, refusedAt: null, revokedAt: null, expiresOn: '2027-03-31' }
  const living = { state: 'held', startsAt: at('2026-12-05T10:00') } as const
  type Row = Parameters<typeof consentStanding>[0]
  const standing = (consent: Partial<Row>, now = '2026-12-01T09:00', others: Partial<Row>[] = []) => {
    const one = { ...none, ...consent }
    const all = [one, ...others.map((other) => ({ ...none, ...other }))]
    return consentStanding(one, all, living, dayOf(at(now)), at(now))
  }

  test('is open until the activity begins, and expires with the school year', () => {
    expect(standing({})).toBe('open')
    expect(standing({}, '2026-12-05T09:59')).toBe('open')
    expect(standing({}, '2026-12-05T10:00')).toBe('past')
    expect(standing({}, '2027-03-31T23:59')).toBe('past')
    expect(standing({}, '2027-04-01T00:00')).toBe('expired')
    expect(standing({ givenAt: at('2026-11-20T10:00') }, '2027-04-01T00:00')).toBe('expired')
  })

  test('that was answered says what was answered', () => {
    const givenAt = at('2026-11-20T10:00')
    expect(standing({ givenAt })).toBe('given')
    expect(standing({ givenAt, revokedAt: givenAt })).toBe('revoked')
    expect(standing({ refusedAt: givenAt })).toBe('refused')
  })

  test('is said and taken by the newest link of a member alone', () => {
    const givenAt = at('2026-11-20T10:00')
    const now = '2026-12-01T09:00'
    expect(standing({}, now, [{ id: 2 }])).toBe('replaced')
    expect(standing({ givenAt }, now, [{ id: 2 }])).toBe('replaced')
    expect(standing({ id: 2 }, now, [{ id: 1 }])).toBe('open')
    expect(standing({ id: 2 }, now, [{ id: 1, givenAt }])).toBe('given')
    expect(standing({ id: 2 }, now, [{ id: 1, refusedAt: givenAt }])).toBe('refused')
    expect(standing({ id: 2 }, now, [{ id: 1, givenAt, revokedAt: givenAt }])).toBe('revoked')
    expect(standing({}, '2027-04-01T00:00', [{ id: 2 }])).toBe('expired')
  })

  test('can be taken back until the activity begins', () => {
    const placed = { ...living, state: 'placed' } as const
    expect(mayRevoke('given', placed, at('2026-12-05T09:59'))).toBe(true)
    expect(mayRevoke('given', placed, at('2026-12-05T10:00'))).toBe(false)
    expect(mayRevoke('refused', placed, at('2026-12-01T10:00'))).toBe(false)
    expect(mayRevoke('given', { ...living, state: 'cancelled' }, at('2026-12-01T10:00'))).toBe(false)
  })

  test('of all is needed, and one taken back is none', () => {
    const given = { givenAt: new Date(), revokedAt: null }
    const revoked = { givenAt: new Date(), revokedAt: new Date() }
    expect(allConsented([{ needsConsent: false, consents: [] }])).toBe(true)
    expect(allConsented([{ needsConsent: true, consents: [] }])).toBe(false)
    expect(
      allConsented([
        { needsConsent: true, consents: [given] },
        { needsConsent: true, consents: [revoked] },
      ]),
    ).toBe(false)
  })
})

describe('dates', () => {
  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
  test('of consent and deletion end on 31 March', () => {
    expect(schoolYearEnd('2026-07-25')).toBe('2027-03-31')
    expect(schoolYearEnd('2027-03-31')).toBe('2027-03-31')
    expect(deleteDayOf('2026-07-25')).toBe('2028-03-31')
    fc.assert(
      fc.property(day, (of) => {
        expect(schoolYearEnd(of) >= of).toBe(true)
        expect(deleteDayOf(of)).toBe(schoolYearEnd(addDays(schoolYearEnd(of), 1)))
      }),
    )
  })

  test('nothing is kept past the beginning of the activity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 336 }),
        fc.integer({ min: 1, max: 60 }),
        (startsIn, hours, days) => {
          const now = at('2026-07-01T13:20')
          const starts = new Date(now.getTime() + startsIn * 3_600_000)
          for (const ends of [offerEnds(now, hours, starts), holdEnds(now, days, starts)]) {
            expect(ends > now).toBe(true)
            expect(ends <= starts).toBe(true)
          }
        },
      ),
    )
    expect(holdEnds(at('2026-07-01T13:20'), 7, at('2026-08-01T10:00'))).toEqual(at('2026-07-08T23:59'))
  })

  test('a reminder is sent once for each of its days, and one where several are due', () => {
    expect(reminderDue(8, [7, 1], [])).toBe(null)
    expect(reminderDue(5, [7, 1], [])).toBe(7)
    expect(reminderDue(5, [7, 1], [7])).toBe(null)
    expect(reminderDue(1, [7, 1], [7])).toBe(1)
    expect(reminderDue(0, [7, 1], [])).toBe(1)
    expect(reminderDue(-1, [7, 1], [])).toBe(null)
  })
})
