import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  confirmedOf,
  isLate,
  isShown,
  mayUndo,
  type Node,
  noParts,
  type Parts,
  percent,
  reachOver,
  SHOWN_FROM,
  totalOf,
} from '~/modules/confirmations/rules'
import { counts } from '~/modules/households/rules'
import { addDays } from '~/platform/clock'

const count = fc.integer({ min: 0, max: 400 })
const parts: fc.Arbitrary<Parts> = fc.record({
  screen: count,
  paper: count,
  telephone: count,
  visit: count,
  proxy: count,
  notYet: count,
})
const tally = fc
  .tuple(fc.integer({ min: 1, max: 300 }), count)
  .map(([households, signed]) => ({ households, signed: Math.min(households, signed) }))

/** A tree: each node hangs below an earlier one, or is the root. */
const tree: fc.Arbitrary<Node[]> = fc
  .array(
    fc.record({
      above: fc.nat(),
      memberHouseholds: fc.option(count, { nil: null }),
      register: fc.option(parts, { nil: null }),
      tally: fc.option(tally, { nil: null }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => {
    const nodes: Node[] = []
    rows.forEach(({ above, ...rest }, index) => {
      const parent = nodes[above % Math.max(1, index)]
      nodes.push({ ...rest, id: index + 1, path: `${parent?.path ?? '/'}${index + 1}/` })
    })
    return nodes
  })

const some = (over: Partial<Parts>): Parts => ({ ...noParts, ...over })
const node = (path: string, over: Partial<Node> = {}): Node => ({
  id: Number(path.split('/').at(-2)),
  path,
  memberHouseholds: null,
  register: null,
  tally: null,
  ...over,
})

describe('the reach figure', () => {
  test('adds up: the parts are the whole, and nothing is below zero', () => {
    fc.assert(
      fc.property(tree, (nodes) => {
        const reach = reachOver(nodes)
        expect(Object.values(reach.parts).reduce((a, b) => a + b, 0)).toBe(totalOf(reach.parts))
        expect(confirmedOf(reach.parts) + reach.parts.notYet).toBe(totalOf(reach.parts))
        expect(Math.min(...Object.values(reach.parts), reach.unknown)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('holds every register once, and never more than registers and tallies together', () => {
    fc.assert(
      fc.property(tree, (nodes) => {
        const registers = nodes.reduce((sum, { register }) => sum + (register ? totalOf(register) : 0), 0)
        const tallies = nodes.reduce((sum, one) => sum + (one.tally?.households ?? 0), 0)
        const total = totalOf(reachOver(nodes).parts)
        expect(total).toBeGreaterThanOrEqual(registers)
        expect(total).toBeLessThanOrEqual(registers + tallies)
      }),
    )
  })

  test('does not mind the order in which the nodes come', () => {
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (nodes, stream) => {
        const keys = new Map(nodes.map((one) => [one.id, stream.next().value]))
        const shuffled = [...nodes].sort((a, b) => Number(keys.get(a.id)) - Number(keys.get(b.id)))
        expect(reachOver(shuffled)).toEqual(reachOver(nodes))
      }),
    )
  })

  test('joins screen and paper, and says what it does not know', () => {
    const nodes = [
      node('/1/', { memberHouseholds: 100 }),
      node('/1/2/', { register: some({ screen: 8, paper: 3, notYet: 4 }), memberHouseholds: 17 }),
      node('/1/3/', { tally: { households: 20, signed: 15 } }),
      node('/1/4/', { memberHouseholds: 12 }),
    ]
    expect(reachOver(nodes)).toEqual({ parts: some({ screen: 8, paper: 18, notYet: 9 }), unknown: 65 })
    // Every group known: the association's own older number is of no use any more.
    expect(reachOver(nodes.slice(0, 3)).unknown).toBe(0)
    expect(reachOver([node('/1/', { memberHouseholds: 52 })])).toEqual({ parts: noParts, unknown: 52 })
  })

  test('takes the register before the tally, and the groups before the sheet of the whole', () => {
    const whole = node('/1/', { tally: { households: 50, signed: 50 } })
    expect(reachOver([whole]).parts).toEqual(some({ paper: 50 }))
    const group = node('/1/2/', {
      register: some({ screen: 1, notYet: 2 }),
      tally: { households: 9, signed: 9 },
    })
    expect(reachOver([whole, group]).parts).toEqual(some({ screen: 1, notYet: 2 }))
  })
})

describe('numbers for everybody', () => {
  test('percent is whole, full only when all have confirmed, and nothing only when nobody has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (total, n) => {
        const confirmed = n % (total + 1)
        const shown = percent(confirmed, total)
        expect(Number.isInteger(shown)).toBe(true)
        expect(shown === 100).toBe(confirmed === total)
        expect(shown === 0).toBe(confirmed === 0)
      }),
    )
    expect(percent(38, 52)).toBe(73)
    expect(percent(0, 0)).toBe(0)
  })

  test('are kept from all but officers where they would tell who', () => {
    expect(isShown(some({ screen: SHOWN_FROM - 1 }))).toBe(false)
    expect(isShown(some({ screen: 1, notYet: SHOWN_FROM - 1 }))).toBe(true)
  })
})

describe('days', () => {
  const at = (text: string) => new Date(text)

  test('late is after the last day, in Japan', () => {
    expect(isLate(at('2026-11-30T14:59:59Z'), '2026-11-30')).toBe(false)
    expect(isLate(at('2026-11-30T15:00:00Z'), '2026-11-30')).toBe(true)
    expect(isLate(at('2026-12-30T15:00:00Z'), null)).toBe(false)
  })

  test('what was confirmed on the screen can be taken back on that day only', () => {
    const confirmation = { channel: 'screen' as const, confirmedAt: at('2026-11-30T14:59:59Z') }
    expect(mayUndo(confirmation, '2026-11-30')).toBe(true)
    expect(mayUndo(confirmation, '2026-12-01')).toBe(false)
    expect(mayUndo({ ...confirmation, channel: 'paper' }, '2026-11-30')).toBe(false)
  })

  test('a household counts until the day before it moves out, and not once its consent is withdrawn', () => {
    const day = '2026-11-23'
    expect(counts({ movedOutOn: null, consentWithdrawnAt: null }, day)).toBe(true)
    expect(counts({ movedOutOn: addDays(day, 1), consentWithdrawnAt: null }, day)).toBe(true)
    expect(counts({ movedOutOn: day, consentWithdrawnAt: null }, day)).toBe(false)
    expect(counts({ movedOutOn: null, consentWithdrawnAt: at('2026-11-01T00:00:00Z') }, day)).toBe(false)
  })
})
