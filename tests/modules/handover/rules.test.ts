/** The rules of a handover: who may do what when, what is left, and the year. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { posts } from '~/modules/accounts/rules'
import { usualOf } from '~/modules/handover/library'
import {
  actsFor,
  byMonth,
  byYear,
  type Entry,
  entryKinds,
  inBlocks,
  inShort,
  itemKinds,
  keptSince,
  kindOfSource,
  type Matter,
  matterKinds,
  mattersOf,
  mayTick,
  moneyActs,
  moneySums,
  OPEN_DAYS,
  ofTwoYears,
  opensToday,
  outBlocks,
  type Parties,
  placeOf,
  refreshed,
  SIGN_DAYS,
  type Ticks,
  tooEarly,
  unfinished,
  wasOutgoing,
  yearBack,
} from '~/modules/handover/rules'
import { addDays } from '~/platform/clock'

const term = (userId: string | null, startsOn: string, endsOn: string) => ({ userId, startsOn, endsOn })
const OLD = term('old', '2026-04-01', '2027-03-31')
const NEXT = term('next', '2027-04-01', '2028-03-31')
const both: Parties = { outgoing: OLD, incoming: NEXT }
const reader = (userId: string, keeper = false) => ({ userId, keeper })

describe('access', () => {
  test('ends with the term at midnight, and is not there for anybody else', () => {
    expect(placeOf(both, reader('old'), '2027-03-31')).toBe('out')
    expect(placeOf(both, reader('old'), '2027-04-01')).toBeNull()
    expect(wasOutgoing(both, reader('old'), '2027-04-01')).toBe(true)
    expect(wasOutgoing(both, reader('old'), '2027-03-31')).toBe(false)
    expect(placeOf(both, reader('next'), '2027-03-01')).toBe('in')
    expect(placeOf(both, reader('next'), '2028-04-01')).toBeNull()
    expect(placeOf(both, reader('neighbour'), '2027-03-31')).toBeNull()
    expect(placeOf(both, reader('other', true), '2027-03-31')).toBe('keeper')
  })

  test('somebody without an account is never taken for a reader', () => {
    const paper: Parties = { outgoing: term(null, '2026-04-01', '2027-03-31'), incoming: null }
    expect(placeOf(paper, reader('anybody'), '2026-12-01')).toBeNull()
  })

  test('a keeper signs on paper only for who cannot, and for nobody who is not there', () => {
    const day = '2027-03-01'
    expect(actsFor('out', both, reader('old'), day)).toBe('self')
    expect(actsFor('in', both, reader('old'), day)).toBeNull()
    expect(actsFor('out', both, reader('keeper', true), day)).toBeNull()
    expect(actsFor('out', both, reader('keeper', true), '2027-04-01')).toBe('paper')
    const paper = { ...both, incoming: { ...NEXT, userId: null } }
    expect(actsFor('in', paper, reader('keeper', true), day)).toBe('paper')
    expect(actsFor('in', paper, reader('old'), day)).toBeNull()
    expect(actsFor('in', { ...both, incoming: null }, reader('keeper', true), day)).toBeNull()
    expect(actsFor('out', { ...both, outgoing: null }, reader('keeper', true), day)).toBe('paper')
  })
})

test('a pack opens sixty days before the end, and not for who goes on', () => {
  expect(opensToday(OLD, NEXT, addDays(OLD.endsOn, -OPEN_DAYS - 1))).toBe(false)
  expect(opensToday(OLD, NEXT, addDays(OLD.endsOn, -OPEN_DAYS))).toBe(true)
  expect(opensToday(OLD, null, OLD.endsOn)).toBe(true)
  expect(opensToday(OLD, null, addDays(OLD.endsOn, 1))).toBe(false)
  expect(opensToday(OLD, { ...NEXT, userId: 'old' }, OLD.endsOn)).toBe(false)
  const named = { ...OLD, userId: null }
  expect(opensToday(named, { ...NEXT, userId: null }, OLD.endsOn)).toBe(true)
})

const item = fc.record({
  kind: fc.constantFrom(...itemKinds),
  reason: fc.constantFrom('', 'ない'),
  given: fc.boolean(),
  taken: fc.boolean(),
  done: fc.boolean(),
}) satisfies fc.Arbitrary<Ticks>

describe('signing', () => {
  test('out: every item is given or has a word why not, and the 会計 has written the money', () => {
    fc.assert(
      fc.property(fc.array(item), fc.boolean(), fc.boolean(), (items, asked, written) => {
        const blocks = outBlocks('open', items, { asked, written })
        expect(blocks.includes('items')).toBe(items.some(({ given, reason }) => !given && reason === ''))
        expect(blocks.includes('money')).toBe(asked && !written)
      }),
    )
    expect(outBlocks('given', [], { asked: false, written: false })).toEqual(['signed'])
  })

  test('out: in the last thirty days of the term, and whenever there was nobody before', () => {
    expect(tooEarly(OLD, addDays(OLD.endsOn, -SIGN_DAYS - 1))).toBe(true)
    expect(tooEarly(OLD, addDays(OLD.endsOn, -SIGN_DAYS))).toBe(false)
    expect(tooEarly(OLD, addDays(OLD.endsOn, 5))).toBe(false)
    expect(tooEarly(null, '2026-04-01')).toBe(false)
    expect(outBlocks('open', [], { asked: false, written: false }, true)).toEqual(['early'])
  })

  test('in: after out, by somebody who is there, once', () => {
    expect(inBlocks('open', NEXT)).toEqual(['not_given'])
    expect(inBlocks('given', null)).toEqual(['nobody'])
    expect(inBlocks('given', NEXT)).toEqual([])
    expect(inBlocks('taken', NEXT)).toEqual(['signed'])
  })

  test('nothing is lost: an item is done, or it was taken, or it stays', () => {
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const left = unfinished(items)
        for (const one of items) {
          const settled = one.done || (one.taken && one.kind !== 'matter')
          expect(left.includes(one)).toBe(!settled)
        }
      }),
    )
  })

  test('the outgoing one ticks until signing, the incoming one until taking over', () => {
    expect([mayTick('out', 'open'), mayTick('out', 'given'), mayTick('out', 'taken')]).toEqual([
      true,
      false,
      false,
    ])
    expect([mayTick('in', 'open'), mayTick('in', 'given'), mayTick('in', 'taken')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('matters', () => {
  test('are handed over by the posts that may do them', () => {
    expect(mattersOf('chair')).toEqual(matterKinds)
    expect(mattersOf('treasurer')).toEqual(['notice', 'application'])
    expect(mattersOf('auditor')).toEqual(['application'])
    expect(mattersOf('group_leader')).not.toContain('application')
  })

  test('come to the list and go from it, and what is written by hand stays', () => {
    const sources = fc.uniqueArray(
      fc.tuple(fc.constantFrom(...matterKinds), fc.integer({ min: 1, max: 9 })).map(([k, n]) => `${k}:${n}`),
    )
    fc.assert(
      fc.property(sources, sources, fc.nat({ max: 3 }), (stored, live, own) => {
        const rows = [...stored, ...Array<string>(own).fill('')].map((source) => ({ source }))
        const open = live.map((source) => ({ source }) as Matter)
        const { add, over } = refreshed(rows, open)
        const after = [...rows.filter((row) => !over.includes(row)), ...add].map(({ source }) => source)
        expect(after.filter(Boolean).toSorted()).toEqual(live.toSorted())
        expect(after.filter((source) => source === '')).toHaveLength(own)
      }),
    )
    expect(kindOfSource('notice:3')).toBe('notice')
    expect(kindOfSource('interests')).toBe('interests')
    expect(kindOfSource('')).toBeNull()
  })
})

describe('the year', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days))
  const entry = fc.record({
    on: day,
    kind: fc.constantFrom(...entryKinds),
    title: fc.string(),
    href: fc.constant(''),
  }) satisfies fc.Arbitrary<Entry>

  test('has every entry in exactly one month, from April to March, by day', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const months = byMonth(entries)
        expect(months.map(({ month }) => month)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3])
        expect(months.flatMap((month) => month.entries)).toHaveLength(entries.length)
        for (const { month, entries: of } of months) {
          for (const { on } of of) expect(Number(on.slice(5, 7))).toBe(month)
          expect(of.map(({ on }) => on)).toEqual(of.map(({ on }) => on).toSorted())
        }
      }),
    )
  })

  test('in short loses nothing but repeated work', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const short = inShort(entries)
        expect(short.reduce((sum, { times }) => sum + times, 0)).toBe(entries.length)
        const others = entries.filter(({ kind }) => kind !== 'work')
        expect(short.filter(({ kind }) => kind !== 'work')).toHaveLength(others.length)
        const work = short.filter(({ kind }) => kind === 'work').map(({ title }) => title)
        expect(new Set(work).size).toBe(work.length)
      }),
    )
  })

  test('looks back at most a year, never before the term', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 1500 }),
        (startsOn, length, at) => {
          const endsOn = addDays(startsOn, length)
          const today = addDays(startsOn, Math.min(at, length))
          const { from, until } = yearBack(term('a', startsOn, endsOn), today)
          expect(from >= startsOn && from <= today).toBe(true)
          expect(from >= addDays(today, -365)).toBe(true)
          expect(until).toBe(endsOn)
        },
      ),
    )
  })

  test('begins on 1 April also where it ends in a leap year', () => {
    for (const year of [2026, 2027, 2028, 2029]) {
      const whole = term('a', `${year - 3}-04-01`, `${year}-03-31`)
      expect(yearBack(whole, `${year}-03-31`).from).toBe(`${year - 1}-04-01`)
    }
    expect(yearBack(term('a', '2020-04-01', '2028-02-29'), '2028-02-29').from).toBe('2027-03-01')
  })

  test('says of which year a day is where days of two years stand under one month', () => {
    expect(ofTwoYears('2026-04-01', '2027-03-31')).toBe(false)
    expect(ofTwoYears('2026-02-01', '2027-03-31')).toBe(true)
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 700 }), (from, length) => {
        const until = addDays(from, length)
        const months = Array.from({ length: length + 1 }, (_, i) => addDays(from, i).slice(0, 7))
        const [all, named] = [new Set(months), new Set(months.map((month) => month.slice(5)))]
        expect(ofTwoYears(from, until)).toBe(all.size > named.size)
      }),
    )
  })

  test('orders advice: first what is about no month, then from April', () => {
    const notes = [3, 4, null, 12].map((month, id) => ({ id, month }))
    expect(byYear(notes).map(({ month }) => month)).toEqual([null, 4, 12, 3])
  })
})

describe('the money', () => {
  const sum = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 })

  test('adds up to the yen, whatever stands where', () => {
    fc.assert(
      fc.property(sum, fc.array(sum), fc.array(sum), sum, (cash, banks, open, book) => {
        const accounts = banks.map((balance) => ({ name: 'a', balance }))
        const outstanding = open.map((amount) => ({ name: 'b', amount }))
        const sums = moneySums({ cash, accounts, outstanding, book })
        expect(sums.counted).toBe([cash, ...banks].reduce((a, b) => a + b))
        expect(sums.counted - sums.difference).toBe(book)
        expect(sums.outstanding).toBe(open.reduce((a, b) => a + b, 0))
      }),
    )
  })

  test('is checked by another than who wrote it, and again after each change', () => {
    const base = {
      writes: false,
      auditor: true,
      written: true,
      writtenByReader: false,
      audited: false,
      signedIn: false,
    }
    expect(moneyActs(base).audit).toBe(true)
    expect(moneyActs({ ...base, signedIn: true }).audit).toBe(true)
    for (const over of [{ writtenByReader: true }, { audited: true }, { written: false }, { auditor: false }])
      expect(moneyActs({ ...base, ...over }).audit).toBe(false)
    expect(moneyActs({ ...base, writes: true, signedIn: true }).write).toBe(false)
    expect(moneyActs({ ...base, writes: true }).write).toBe(true)
  })
})

test('packs are kept five years to the day, also from a 29 February', () => {
  expect(keptSince('2031-04-01')).toBe('2026-04-01')
  expect(keptSince('2028-02-29')).toBe('2023-02-28')
})

test('every post has usual things, and only the 会計 the bank books', () => {
  for (const post of posts) expect(usualOf(post).length).toBeGreaterThan(0)
  expect(posts.filter((post) => usualOf(post).some(({ key }) => key === 'bank_book'))).toEqual(['treasurer'])
})
