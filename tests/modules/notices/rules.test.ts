import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actionUrgency,
  hasBeenPublic,
  mayMove,
  moves,
  noticeStates,
  publishesNow,
} from '~/modules/notices/rules'
import { pairsOf, periodOf, searchWords } from '~/modules/notices/search'
import { addDays } from '~/platform/clock'

describe('moves of a notice', () => {
  test('are exactly these', () => {
    const table = noticeStates.map((from) => [
      from,
      noticeStates.filter((to) => mayMove(from, to, 'notice.publish')),
      noticeStates.filter((to) => mayMove(from, to, 'clock')),
    ])
    expect(table).toEqual([
      ['draft', ['scheduled', 'published'], []],
      ['scheduled', ['draft', 'scheduled', 'published'], ['published']],
      ['published', ['published', 'withdrawn'], ['expired']],
      ['expired', ['published', 'withdrawn'], []],
      ['withdrawn', [], []],
    ])
  })

  test('never lead from what residents have seen back to a draft', () => {
    expect(moves.filter((move) => hasBeenPublic(move.from) && move.to === 'draft')).toEqual([])
  })

  test('need more than the right to draft', () => {
    for (const from of noticeStates) {
      for (const to of noticeStates) expect(mayMove(from, to, 'notice.draft')).toBe(false)
    }
  })
})

describe('a date to act', () => {
  const today = '2026-11-22'
  test.each([
    [null, 'none'],
    ['2026-11-21', 'over'],
    ['2026-11-22', 'today'],
    ['2026-11-23', 'soon'],
    ['2026-11-29', 'soon'],
    ['2026-11-30', 'later'],
  ] as const)('%s is %s', (by, expected) => {
    expect(actionUrgency(by, today)).toBe(expected)
  })

  test('only comes nearer as days pass', () => {
    const order = ['later', 'soon', 'today', 'over']
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const by = addDays(today, days)
        const now = order.indexOf(actionUrgency(by, today))
        const tomorrow = order.indexOf(actionUrgency(by, addDays(today, 1)))
        return tomorrow >= now
      }),
    )
  })
})

test('a notice is published now unless its time lies ahead', () => {
  const now = new Date('2026-11-22T03:00:00Z')
  expect(publishesNow(null, now)).toBe(true)
  expect(publishesNow(now, now)).toBe(true)
  expect(publishesNow(new Date(now.getTime() + 1), now)).toBe(false)
})

describe('words of a search', () => {
  test.each([
    ['防災', ['防災']],
    [' ＡＥＤ　講習 ', ['aed', '講習']],
    ['ゴミ ごみ', ['ごみ']],
    ['ｺﾞﾐ', ['ごみ']],
    ['災', []],
    ['防 災', []],
    ['𠮷野', ['𠮷野']],
  ])('%s → %j', (q, words) => {
    expect(searchWords(q)).toEqual(words)
  })

  test('are at most five, each of two letters or more, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (q) => {
        const words = searchWords(q)
        return words.length <= 5 && words.every((word) => [...word].length >= 2)
      }),
    )
  })

  test('give one pair less than letters, different in every period', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 30 }), (word) => {
        const now = pairsOf(word, periodOf(new Date()))
        const before = pairsOf(word, periodOf(new Date()) - 1)
        return now.length === [...word].length - 1 && now.every((pair) => !before.includes(pair))
      }),
    )
  })
})
