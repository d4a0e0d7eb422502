import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actionUrgency,
  type Circumstances,
  hasBeenPublic,
  type Mover,
  mayMove,
  mayPassOn,
  moves,
  type NoticeState,
  noticeStates,
  publishesNow,
  publishingLeadsTo,
} from '~/modules/notices/rules'
import { pairsOf, periodOf, searchWords } from '~/modules/notices/search'
import { addDays } from '~/platform/clock'

const movers: readonly Mover[] = ['notice.draft', 'notice.publish', 'notice.approve', 'submitter', 'clock']
const reach = (from: NoticeState, by: Mover, under: Circumstances) =>
  noticeStates.filter((to) => mayMove(from, to, by, under))
const table = (by: Mover, under: Circumstances = {}) =>
  Object.fromEntries(
    noticeStates.map((from) => [from, reach(from, by, under)]).filter(([, to]) => to?.length),
  )

describe('moves of a notice', () => {
  test('are exactly these where no second person is needed', () => {
    expect(table('notice.publish')).toEqual({
      draft: ['scheduled', 'published'],
      scheduled: ['draft', 'scheduled', 'published'],
      published: ['published', 'withdrawn'],
      expired: ['published', 'withdrawn'],
    })
    expect(table('clock')).toEqual({ scheduled: ['published'], published: ['expired'] })
    expect(table('notice.draft')).toEqual({})
  })

  test('are exactly these where a second person is needed', () => {
    const under = { needsApproval: true }
    expect(table('notice.draft', under)).toEqual({ draft: ['awaiting_approval'] })
    expect(table('notice.publish', under)).toEqual({
      draft: ['awaiting_approval'],
      scheduled: ['draft', 'awaiting_approval'],
      published: ['published', 'withdrawn'],
      expired: ['published', 'withdrawn'],
    })
    expect(table('notice.publish', { ...under, urgent: true })).toEqual({
      draft: ['awaiting_approval', 'published'],
      scheduled: ['draft', 'awaiting_approval', 'published'],
      published: ['published', 'withdrawn'],
      expired: ['published', 'withdrawn'],
    })
    expect(table('notice.approve', under)).toEqual({ awaiting_approval: ['draft', 'scheduled', 'published'] })
    expect(table('submitter', { ...under, submitter: true })).toEqual({ awaiting_approval: ['draft'] })
    expect(table('clock', under)).toEqual({ scheduled: ['published'], published: ['expired'] })
  })

  test('never let the one who asked approve, however urgent it is and whatever the setting', () => {
    for (const needsApproval of [true, false]) {
      for (const urgent of [true, false]) {
        expect(table('notice.approve', { needsApproval, urgent, submitter: true })).toEqual({})
      }
    }
  })

  test('never lead from what residents have seen back to a draft', () => {
    expect(moves.filter((move) => hasBeenPublic(move.from) && move.to === 'draft')).toEqual([])
  })

  test('never show readers anything by the right to draft alone, nor the right to approve without a second person', () => {
    for (const from of noticeStates) {
      for (const needsApproval of [true, false]) {
        const shown = reach(from, 'notice.draft', { needsApproval, urgent: true })
        expect(shown.filter((to) => to !== 'awaiting_approval')).toEqual([])
      }
      for (const by of movers) {
        if (by === 'notice.approve') continue
        expect(mayMove('awaiting_approval', 'published', by, { needsApproval: true, urgent: true })).toBe(
          false,
        )
      }
    }
  })

  test('by pressing 公開 lead to readers, to a second person, or nowhere', () => {
    const all = { draft: true, publish: true }
    const drafting = { draft: true, publish: false }
    const second = { needsApproval: true }
    const to = publishingLeadsTo
    expect(to('draft', 'published', all, {})).toBe('published')
    expect(to('draft', 'scheduled', all, {})).toBe('scheduled')
    expect(to('draft', 'published', drafting, {})).toBeNull()
    expect(to('draft', 'published', all, second)).toBe('awaiting_approval')
    expect(to('draft', 'scheduled', drafting, second)).toBe('awaiting_approval')
    expect(to('draft', 'published', all, { ...second, urgent: true })).toBe('published')
    expect(to('draft', 'scheduled', all, { ...second, urgent: true })).toBe('awaiting_approval')
    expect(to('draft', 'published', drafting, { ...second, urgent: true })).toBe('awaiting_approval')
    expect(to('scheduled', 'scheduled', all, second)).toBe('awaiting_approval')
    expect(to('scheduled', 'scheduled', drafting, second)).toBeNull()
    expect(to('published', 'published', all, second)).toBe('published')
    expect(to('withdrawn', 'published', all, {})).toBeNull()
    expect(to('awaiting_approval', 'published', all, second)).toBeNull()
  })
})

describe('passing on', () => {
  const notice = { state: 'published', publisherPath: '/1/', audiencePath: '/1/2/' } as const
  test.each([
    ['/1/2/', true],
    ['/1/2/3/', true],
    ['/1/2/3/4/', true],
    ['/1/', false],
    ['/1/20/', false],
    ['/1/5/', false],
  ])('to %s: %s', (path, expected) => {
    expect(mayPassOn(notice, path)).toBe(expected)
  })

  test('is not for its own publisher, nor for what does not stand', () => {
    expect(mayPassOn({ ...notice, publisherPath: '/1/2/' }, '/1/2/')).toBe(false)
    for (const state of noticeStates)
      expect(mayPassOn({ ...notice, state }, '/1/2/')).toBe(state === 'published')
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
