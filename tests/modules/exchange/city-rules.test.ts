/** What the city's pages offer, and the texts that follow from an answer. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actsAt, CITY_ACTS, noticeBody, noticeTitle } from '~/modules/exchange/city-rules'
import { type MatterState, matterStates, verbsFrom } from '~/modules/exchange/rules'
import { joinForm } from '~/modules/exchange/schema/city'
import { renderMarkdown } from '~/platform/markdown'
import { letterCount, plainMarkdown } from '~/platform/text'

const state = fc.constantFrom(...matterStates)
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

describe('what can be done', () => {
  test('a section never receives, refuses, routes or joins', () => {
    fc.assert(
      fc.property(state, (from) => {
        const acts = actsAt({ state: from, joinedToId: null }, ['section'])
        expect(acts.filter((act) => ['receive', 'refuse', 'route', 'join'].includes(act))).toEqual([])
      }),
    )
  })

  test('whoever routes can do all that a section can', () => {
    fc.assert(
      fc.property(state, (from) => {
        const all = actsAt({ state: from, joinedToId: null }, ['router', 'section'])
        for (const act of actsAt({ state: from, joinedToId: null }, ['section'])) expect(all).toContain(act)
      }),
    )
  })

  test('nothing but a note is left for what was joined, and its parting for whoever joins', () => {
    fc.assert(
      fc.property(state, (from) => {
        expect(actsAt({ state: from, joinedToId: 3 }, ['router', 'section'])).toEqual(['unjoin', 'note'])
        expect(actsAt({ state: from, joinedToId: 3 }, ['section'])).toEqual(['note'])
      }),
    )
  })

  test('no state in which the city has something to do is a dead end', () => {
    const open: MatterState[] = ['waiting', 'received', 'routed', 'underway']
    for (const from of open) {
      const moving = verbsFrom(from, 'router').length + verbsFrom(from, 'section').length
      expect(moving).toBeGreaterThan(0)
      expect(actsAt({ state: from, joinedToId: null }, ['router', 'section']).length).toBeGreaterThan(1)
    }
  })

  test('every act is possible somewhere', () => {
    const possible = new Set(
      matterStates.flatMap((from) =>
        [null, 3].flatMap((joinedToId) => actsAt({ state: from, joinedToId }, ['router', 'section'])),
      ),
    )
    expect([...CITY_ACTS].filter((act) => !possible.has(act))).toEqual([])
  })
})

describe('the notice with an answer', () => {
  test('says what people wrote as they wrote it, whatever markdown would make of it', () => {
    const line = fc
      .string({ unit: fc.constantFrom(...'あ道*_[](){}#+-.!|<>~&`\\1 ') })
      .map((typed) => typed.trim().replace(/ +/g, ' '))
      .filter(Boolean)
    fc.assert(
      fc.property(line, (typed) => {
        expect(text(renderMarkdown(plainMarkdown(typed))).trim()).toBe(typed)
      }),
    )
  })

  test('keeps addresses as links', () => {
    const html = renderMarkdown(plainMarkdown('くわしくは https://city.example/a-b_c?d=1 へ'))
    expect(html).toContain('href="https://city.example/a-b_c?d=1"')
  })

  test('has a title that fits, with its words whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), (title) => {
        const made = noticeTitle({ before: '「', after: '」への市の回答' }, title)
        expect(letterCount(made)).toBeLessThanOrEqual(100)
        expect(made.endsWith('」への市の回答')).toBe(true)
      }),
    )
  })

  test('tells the promised day only where something was promised', () => {
    const at = (key: string, params = {}) => `${key}${JSON.stringify(params)}`
    const matter = { id: 7, title: '題', body: '文' }
    const body = (to: MatterState) => noticeBody(at, matter, { text: '答', to, promisedOn: '2026-12-01' })
    expect(body('underway')).toContain('2026年12月1日')
    expect(body('answered')).not.toContain('2026年12月1日')
    expect(body('impossible')).toContain('impossible')
    expect(body('answered')).toContain('(/exchange/7)')
  })
})

test.each([
  ['12', 12],
  ['１２', 12],
  ['No.12', 12],
  ['No.12 側溝のふた', 12],
  ['https://portal.example/exchange/45', 45],
  ['', null],
  ['0', null],
  ['1234567890', null],
])('the number of an earlier one: %s', (typed, number) => {
  const read = joinForm.safeParse({ version: '1', to: typed, reason: '同じ側溝のことです。' })
  expect(read.success ? read.data.to : null).toBe(number)
})
