/** 輪番: everybody in turn, nobody twice before all have served, and no turn comes sooner because others change. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absenceAfter,
  type Decision,
  joined,
  type KeptPlace,
  left,
  type Place,
  type Rotation,
  rotationOf,
  serve,
  settled,
  turnOf,
  turnsAhead,
  undone,
} from '~/modules/officers/rules'

const place = (id: number, ...absences: Place['absences'][number][]): Place => ({ id, absences })
const plain = (count: number, last: number | null, seats = 1): Rotation => ({
  places: Array.from({ length: count }, (_, i) => place(i + 1)),
  last,
  seats,
})
const ids = (rotation: Rotation, first: number, count: number) =>
  turnsAhead(rotation, first, count).map((turn) => turn.ids)

describe('the turns ahead', () => {
  test('go on after whoever served last, and round', () => {
    expect(ids(plain(3, 2), 2026, 4)).toEqual([[3], [1], [2], [3]])
    expect(ids(plain(5, null, 2), 2026, 3)).toEqual([
      [1, 2],
      [3, 4],
      [5, 1],
    ])
  })

  test('whoever cannot is put off and comes first again, or is passed', () => {
    const put = (kind: 'postpone' | 'pass'): Rotation => ({
      places: [place(1), place(2, { from: 2026, until: 2026, kind }), place(3)],
      last: 1,
      seats: 1,
    })
    expect(ids(put('postpone'), 2026, 4)).toEqual([[3], [2], [1], [2]])
    expect(ids(put('pass'), 2026, 4)).toEqual([[3], [1], [2], [3]])
  })

  test('with too few who can, the seats stay open and nobody serves twice in a period', () => {
    const rotation: Rotation = {
      places: [place(1), place(2, { from: 0, until: null, kind: 'pass' })],
      last: null,
      seats: 2,
    }
    expect(ids(rotation, 2026, 2)).toEqual([[1], [1]])
    expect(ids({ places: [], last: null, seats: 1 }, 2026, 2)).toEqual([[], []])
  })

  test('tell a household when its turn is', () => {
    expect(turnOf(plain(4, 1), 4, 2026, 5)).toBe(2028)
    expect(turnOf(plain(9, 1), 1, 2026, 5)).toBe(null)
  })
})

const rotations = fc
  .record({ count: fc.integer({ min: 1, max: 12 }), seats: fc.integer({ min: 1, max: 4 }), last: fc.nat(12) })
  .map(({ count, seats, last }) =>
    plain(count, last === 0 || last > count ? null : last, Math.min(seats, count)),
  )

describe('whatever the order', () => {
  test('nobody serves a second time before all have served', () => {
    fc.assert(
      fc.property(rotations, (rotation) => {
        const served = turnsAhead(rotation, 2026, 40).flatMap((turn) => turn.ids)
        const counts = new Map(rotation.places.map(({ id }) => [id, 0]))
        for (const id of served) {
          counts.set(id, (counts.get(id) ?? 0) + 1)
          const all = [...counts.values()]
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('one who joins is the last of the round and brings nobody forward', () => {
    fc.assert(
      fc.property(rotations, (rotation) => {
        const after = joined(rotation, place(99))
        for (const { id } of rotation.places) {
          const before = turnOf(rotation, id, 0, 60) ?? 60
          expect(turnOf(after, id, 0, 60) ?? 60).toBe(before)
        }
        const own = turnOf(after, 99, 0, 60) ?? 60
        for (const { id } of rotation.places) expect(turnOf(after, id, 0, 60) ?? 60).toBeLessThanOrEqual(own)
      }),
    )
  })

  test('one who leaves puts nobody back', () => {
    fc.assert(
      fc.property(rotations, fc.integer({ min: 1, max: 12 }), (rotation, gone) => {
        fc.pre(rotation.places.length > 1 && rotation.places.some(({ id }) => id === gone))
        const after = left(rotation, gone)
        for (const { id } of after.places) {
          expect(turnOf(after, id, 0, 60) ?? 60).toBeLessThanOrEqual(turnOf(rotation, id, 0, 60) ?? 60)
        }
      }),
    )
  })

  test('one who is put off serves as soon as they can', () => {
    fc.assert(
      fc.property(
        rotations,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 6 }),
        (rotation, who, until) => {
          fc.pre(rotation.places.length > rotation.seats && rotation.places.some(({ id }) => id === who))
          const own = turnOf(rotation, who, 0, 60) ?? 60
          const put: Rotation = {
            ...rotation,
            places: rotation.places.map((one) =>
              one.id === who ? place(who, { from: 0, until, kind: 'postpone' }) : one,
            ),
          }
          expect(turnOf(put, who, 0, 60)).toBe(Math.max(own, until + 1))
        },
      ),
    )
  })
})

/** An order as its rows hold it; absences in the first eight periods. */
const orders = fc
  .array(
    fc.option(
      fc.record({
        from: fc.integer({ min: 0, max: 7 }),
        length: fc.integer({ min: 0, max: 3 }),
        kind: fc.constantFrom('postpone' as const, 'pass' as const),
      }),
      { nil: null },
    ),
    { minLength: 1, maxLength: 9 },
  )
  .map((absences) =>
    absences.map(
      (one, index): KeptPlace => ({
        id: index + 1,
        stands: true,
        leaves: null,
        absences: one
          ? [{ id: index + 1, from: one.from, until: one.from + one.length, kind: one.kind }]
          : [],
      }),
    ),
  )

/** What the rows say once a period is decided. */
function decide(places: readonly KeptPlace[], seats: number, period: number, served: readonly number[]) {
  const decided = period > 0 ? period - 1 : null
  const { order, waiting } = settled(rotationOf(places, seats, decided), period, served)
  return order.map((id): KeptPlace => {
    const place = places.find((one) => one.id === id)
    if (!place) throw new Error(`${id} was not in the order`)
    const waits = waiting.includes(id)
    const absences = place.absences.flatMap((absence) => {
      const after = absenceAfter(absence, { decided, period, waits })
      return after === 'delete' ? [] : after === 'keep' ? [absence] : [{ ...absence, ...after }]
    })
    const marked = absences.some(({ kind, from }) => kind === 'postpone' && from <= period)
    if (waits && !marked) absences.push({ id: 99, from: period, until: period, kind: 'postpone' })
    return { ...place, absences }
  })
}

describe('deciding who serves', () => {
  test('as planned changes nothing of what was planned, however often', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3 }), (start, seats) => {
        const plan = turnsAhead(rotationOf(start, seats, null), 0, 24)
        let places: readonly KeptPlace[] = start
        for (let period = 0; period < 12; period++) {
          const decided = period > 0 ? period - 1 : null
          const ahead = turnsAhead(rotationOf(places, seats, decided), period, 24 - period)
          expect(ahead).toEqual(plan.slice(period))
          const ids = ahead[0]?.ids ?? []
          if (ids.length === 0) return
          places = decide(places, seats, period, ids)
        }
      }),
    )
  })

  test('whoever stands in exchanges places; nobody is lost', () => {
    const places = [1, 2, 3, 4].map((id): KeptPlace => ({ id, stands: true, leaves: null, absences: [] }))
    const after = decide(places, 1, 0, [3])
    expect(after.map(({ id }) => id)).toEqual([2, 1, 4, 3])
    expect(turnsAhead(rotationOf(after, 1, 0), 1, 4).map(({ ids }) => ids)).toEqual([[2], [1], [4], [3]])
  })

  test('whoever did not serve and was replaced by nobody comes first in the next period', () => {
    const places = [1, 2, 3, 4].map((id): KeptPlace => ({ id, stands: true, leaves: null, absences: [] }))
    const after = decide(places, 2, 0, [2])
    expect(turnsAhead(rotationOf(after, 2, 0), 1, 3).map(({ ids }) => ids)).toEqual([
      [1, 3],
      [4, 1],
      [2, 3],
    ])
  })

  test('by anybody keeps everybody in the order, and serves whom it says', () => {
    fc.assert(
      fc.property(
        orders,
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        (places, seats, wanted) => {
          const served = [...new Set(wanted)].filter((id) => id <= places.length).slice(0, seats)
          fc.pre(served.length > 0)
          const { order, waiting } = settled(rotationOf(places, seats, null), 0, served)
          expect([...order].sort((a, b) => a - b)).toEqual(places.map(({ id }) => id))
          expect(waiting.some((id) => served.includes(id))).toBe(false)
        },
      ),
    )
  })
})

describe('those who have left', () => {
  test('are left out, and the others keep their order; who is known to leave is planned no further', () => {
    const places = [1, 2, 3, 4].map(
      (id): KeptPlace => ({ id, stands: id !== 2, leaves: id === 3 ? 2027 : null, absences: [] }),
    )
    const plan = turnsAhead(rotationOf(places, 1, null), 2026, 4)
    expect(plan.map(({ ids }) => ids)).toEqual([[1], [4], [1], [4]])
    expect(turnsAhead(rotationOf(places, 1, null), 2025, 2).map(({ ids }) => ids)).toEqual([[1], [3]])
  })
})

/** What becomes of a rotation over the years: a period is served, somebody joins, somebody leaves. */
const histories = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ what: 'serve' as const }) },
    { weight: 1, arbitrary: fc.constant({ what: 'join' as const }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('leave' as const), who: fc.nat(20) }) },
  ),
  { maxLength: 40 },
)

describe('over the years, with those who join and leave', () => {
  const stays = [1, 2, 3]

  test('nobody who was there all the time serves twice before everybody else of them has once', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 3 }), (history, seats) => {
        let rotation = plain(6, null, seats)
        let period = 0
        const counts = new Map(stays.map((id) => [id, 0]))
        for (const event of history) {
          if (event.what === 'join') rotation = joined(rotation, place(100 + period++))
          else if (event.what === 'leave') {
            const others = rotation.places.filter(({ id }) => !stays.includes(id))
            const gone = others[event.who % Math.max(1, others.length)]
            if (gone) rotation = left(rotation, gone.id)
          } else {
            const { ids: served, after } = serve(rotation, period++)
            expect(new Set(served).size).toBe(served.length)
            expect(served).toHaveLength(Math.min(seats, rotation.places.length))
            for (const id of served) {
              if (counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
            }
            rotation = after
          }
          const all = [...counts.values()]
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('the others keep their order among themselves, whoever joins or leaves', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let rotation = plain(6, null)
        let next = 100
        /** Those who stay, from the one who is next. */
        const circle = (of: Rotation) =>
          ids(of, 0, of.places.length)
            .flat()
            .filter((id) => stays.includes(id))
        for (const event of history) {
          const before = circle(rotation)
          if (event.what === 'join') rotation = joined(rotation, place(next++))
          else if (event.what === 'leave') {
            const others = rotation.places.filter(({ id }) => !stays.includes(id))
            const gone = others[event.who % Math.max(1, others.length)]
            if (gone) rotation = left(rotation, gone.id)
          } else {
            rotation = serve(rotation, 0).after
            continue
          }
          expect(circle(rotation)).toEqual(before)
        }
      }),
    )
  })

  test('absences of others never make anybody serve twice before all who can have served once', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 3 }), (places, seats) => {
        const always = places.filter(({ absences }) => absences.length === 0).map(({ id }) => id)
        fc.pre(always.length > seats)
        const counts = new Map(always.map((id) => [id, 0]))
        for (const { ids: served } of turnsAhead(rotationOf(places, seats, null), 0, 30)) {
          for (const id of served) if (counts.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
          const all = [...counts.values()]
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('a decision that is taken back', () => {
  const several = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 })

  test('puts the order back as it was, newcomers at the end, without those who have gone', () => {
    fc.assert(
      fc.property(several, several, fc.nat(8), (before, gone, cut) => {
        const after = [...before.slice(cut), ...before.slice(0, cut)]
        const decision: Decision = { period: 1, before, after, moved: [] }
        expect(undone(after, decision, new Set())).toEqual(before)
        const rest = after.filter((id) => !gone.includes(id))
        expect(undone([...rest, 50, 51], decision, new Set())).toEqual([
          ...before.filter((id) => !gone.includes(id)),
          50,
          51,
        ])
      }),
    )
  })

  test('never loses anybody, whatever has been done to the order since', () => {
    fc.assert(
      fc.property(several, several, several, several, (order, before, after, concerned) => {
        const result = undone(order, { period: 1, before, after, moved: [] }, new Set(concerned))
        expect([...result].sort()).toEqual([...order].sort())
      }),
    )
  })
})
