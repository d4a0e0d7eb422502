/** Finding a service in plain words, its hours over midnight and on holidays, its moves, and when it is looked at again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hours } from '~/modules/aeds/schema'
import {
  after,
  callable,
  checkIsDue,
  found,
  helpStates,
  inNeed,
  piecesOf,
  type Searched,
  situations,
  standingAt,
  themes,
  themesIn,
} from '~/modules/help/rules'
import { vocabulary } from '~/modules/help/rules/vocabulary'
import { findSchema, newServiceSchema } from '~/modules/help/schema'
import { addDays } from '~/platform/clock'
import { fieldErrors } from '~/platform/forms'

const service = (over: Partial<Searched> & { name: string }): Searched => ({
  reading: '',
  organisation: '',
  themes: [],
  situations: '',
  words: '',
  summary: '',
  forWhom: '',
  themeNames: [],
  ...over,
})

const DIRECTORY = [
  service({ name: 'DV相談', themes: ['dv'], words: '暴力、モラハラ', situations: '夫がこわい' }),
  service({ name: '消費生活センター', themes: ['consumer'], words: 'クーリングオフ、詐欺' }),
  service({ name: 'いじめ電話', reading: 'いじめでんわ', themes: ['bullying'], words: '不登校' }),
  service({ name: '空き家の相談', themes: ['housing'], summary: '空き家をどうするか' }),
  service({ name: 'こころの電話', themes: ['mind'], words: '死にたい、眠れない' }),
]
const names = (query: string) => found(DIRECTORY, query).map(({ name }) => name)

describe('a search in plain words', () => {
  test.each([
    ['夫になぐられています。どうすればいいですか', 'DV相談'],
    ['だんなに怒鳴られる', 'DV相談'],
    ['ﾓﾗﾊﾗ', 'DV相談'],
    ['ＤＶ', 'DV相談'],
    ['おかしな請求が来てだまされたかも', '消費生活センター'],
    ['くーりんぐおふ', '消費生活センター'],
    ['ｲｼﾞﾒ', 'いじめ電話'],
    ['学校に行きたくない', 'いじめ電話'],
    ['親の家が空き家になった', '空き家の相談'],
    ['もう消えてしまいたい 死にたい', 'こころの電話'],
    ['my husband hits me', 'DV相談'],
    ['I cannot sleep', 'こころの電話'],
  ])('%s', (query, first) => {
    expect(names(query)[0]).toBe(first)
  })

  test('takes English stems at the beginning of a word alone', () => {
    expect(themesIn('government of the city')).not.toContain('men')
    expect(themesIn('men')).toContain('men')
  })

  test('finds nothing where nothing fits, and nothing for an empty query', () => {
    expect(names('ゐゑ')).toEqual([])
    expect(names('   ')).toEqual([])
  })

  test('does not depend on width, kana or case', () => {
    const query = fc.constantFrom('いじめ', 'クーリングオフ', 'DV', '詐欺', 'モラハラ')
    fc.assert(
      fc.property(query, (word) => {
        const hiragana = word.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
        const wide = word.replace(/[A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
        for (const written of [hiragana, wide, word.toLowerCase(), ` ${word}　`])
          expect(names(written)).toEqual(names(word))
      }),
    )
  })

  test('never gives what was not there, and each service once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (query) => {
        const got = found(DIRECTORY, query)
        expect(new Set(got).size).toBe(got.length)
        expect(got.every((one) => DIRECTORY.includes(one))).toBe(true)
        expect(piecesOf(query).every((piece) => piece !== '')).toBe(true)
      }),
    )
  })

  test('has words for each theme, and each theme belongs to a situation or stands for itself', () => {
    expect(Object.keys(vocabulary).sort()).toEqual([...themes].sort())
    for (const words of Object.values(vocabulary)) expect(words.join(' ').length).toBeGreaterThan(5)
    const reached = new Set(Object.values(situations).flat())
    expect(themes.filter((theme) => !reached.has(theme as never))).toEqual([])
  })
})

const NIGHT: Hours = {
  weekly: [{ days: [5, 6], spans: [{ from: 20 * 60, until: 26 * 60 }] }],
  holidays: 'closed',
  yearly: [{ from: '12-29', until: '01-03', spans: [], label: '年末年始' }],
  dates: [{ from: '2026-11-28', until: '2026-11-28', spans: [], label: '' }],
  night: '',
  uncertain: false,
}
const jst = (local: string) => new Date(`${local}:00+09:00`)

describe('whether a service is open', () => {
  test.each([
    ['2026-11-20T19:59', 'closed'], // Friday
    ['2026-11-20T20:00', 'open'],
    ['2026-11-21T01:59', 'open'], // over midnight
    ['2026-11-21T02:00', 'closed'],
    ['2026-11-28T21:00', 'closed'], // an exception on a Saturday
    ['2026-11-28T01:00', 'open'], // still Friday's night
    ['2027-01-01T21:00', 'closed'], // a Friday, a holiday, New Year
    ['2026-12-25T21:00', 'open'],
  ])('at %s: %s', (local, state) => {
    expect(standingAt(NIGHT, jst(local)).state).toBe(state)
  })

  test('is closed on a holiday where the hours say so: 23 November 2026 is a Monday', () => {
    const office: Hours = {
      ...NIGHT,
      weekly: [{ days: [1], spans: [{ from: 540, until: 1020 }] }],
      dates: [],
    }
    expect(standingAt(office, jst('2026-11-23T10:00')).state).toBe('closed')
    expect(standingAt(office, jst('2026-11-30T10:00')).state).toBe('open')
    expect(standingAt({ ...office, holidays: 'as_weekday' }, jst('2026-11-23T10:00')).state).toBe('open')
  })

  test('is not known without hours, and says when it opens next', () => {
    expect(standingAt(null, jst('2026-11-20T20:00'))).toEqual({
      state: 'unknown',
      until: null,
      opensAt: null,
    })
    expect(standingAt(NIGHT, jst('2026-11-20T10:00')).opensAt).toEqual(jst('2026-11-20T20:00'))
    expect(standingAt(NIGHT, jst('2026-11-20T23:00')).until).toEqual(jst('2026-11-21T02:00'))
  })

  test('decides the order: danger first, then open, perhaps open, shut; nothing is lost', () => {
    const any = fc.record({
      id: fc.integer({ min: 1, max: 1e6 }),
      urgent: fc.boolean(),
      position: fc.integer({ min: 0, max: 9999 }),
      standing: fc.record({
        state: fc.constantFrom('open' as const, 'closed' as const, 'unknown' as const),
        until: fc.constant(null),
        opensAt: fc.constant(null),
      }),
    })
    const rank = { open: 0, unknown: 1, closed: 2 }
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (services) => {
        const sorted = inNeed(services)
        expect(sorted).toHaveLength(services.length)
        expect(new Set(sorted)).toEqual(new Set(services))
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1], sorted[i]]
          if (!a || !b) continue
          expect(Number(a.urgent)).toBeGreaterThanOrEqual(Number(b.urgent))
          if (a.urgent === b.urgent)
            expect(rank[a.standing.state]).toBeLessThanOrEqual(rank[b.standing.state])
        }
      }),
    )
  })
})

describe('the desk', () => {
  test('lets only drafts and ended services be published, and never what stands be published again', () => {
    const table = helpStates.flatMap((from) =>
      (['publish', 'end'] as const).map((move) => [from, move, after(from, move)]),
    )
    expect(table).toEqual([
      ['draft', 'publish', 'published'],
      ['draft', 'end', 'ended'],
      ['published', 'publish', null],
      ['published', 'end', 'ended'],
      ['ended', 'publish', 'published'],
      ['ended', 'end', null],
    ])
  })

  test('asks for a look after a year, to the day', () => {
    const today = '2026-11-23'
    expect(checkIsDue(null, today)).toBe(true)
    expect(checkIsDue(addDays(today, -365), today)).toBe(true)
    expect(checkIsDue(addDays(today, -364), today)).toBe(false)
  })

  test('calls short numbers, and nothing that is no number', () => {
    expect(callable('#8008')).toBe('%238008')
    expect(callable('110')).toBe('110')
    expect(callable('０７２−０００ｰ１００１')).toBe('0720001001')
    expect(callable('072-000-1001(内線12)#3')).toBe('')
    expect(callable('')).toBe('')
    expect(callable('お問い合わせください')).toBe('')
  })
})

const VALID = {
  name: '相談',
  theme: 'daily',
  summary: '話を聞きます。',
  ways: 'phone',
  phone: '072-000-1001',
  hours_kind: 'weekly',
  hours_1: '9:00～17:00',
  hours_holidays: 'closed',
  position: '100',
}
const errorsOf = (fields: Record<string, unknown>) => {
  const result = newServiceSchema.safeParse({ ...VALID, ...fields })
  return result.success ? {} : fieldErrors(result.error)
}

describe('the form', () => {
  test('takes what is whole', () => {
    expect(errorsOf({})).toEqual({})
    expect(newServiceSchema.parse({ ...VALID, themes: ['law', 'daily'] }).themes).toEqual(['daily', 'law'])
  })

  test.each([
    ['phone', { phone: '' }],
    ['chat_url', { ways: ['phone', 'chat'] }],
    ['letter_to', { ways: ['letter'] }],
    ['address', { ways: ['visit'] }],
    ['url', { ways: ['online'] }],
    ['email', { ways: ['mail'] }],
    ['ways', { ways: [] }],
    ['ways', { ways: ['pigeon'] }],
    ['theme', { theme: 'weather' }],
    ['urgent', { urgent: 'on', phone: 'なし' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['chat_url', { chat_url: 'https://' }],
    ['hours_1', { hours_1: 'いつでも' }],
    ['position', { position: '-1' }],
    ['latitude', { longitude: '135.6' }],
    ['summary', { summary: 'あ'.repeat(501) }],
    ['section', { section: '0' }],
  ])('refuses %s', (field, fields) => {
    expect(Object.keys(errorsOf(fields))).toContain(field)
  })

  test('of the search takes anything, and cuts what is too long', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (q, situation) => {
        const read = findSchema.parse({ q, situation })
        expect(read.q.length).toBeLessThanOrEqual(100)
        expect(read.q).not.toContain('\u0000')
      }),
    )
  })
})
