/** Which language a request is answered in, whether kanji have readings, and days and times in each language. */
import { describe, expect, test } from 'vitest'
import { formatDay, formatFiscalYear, formatInstant, wordDays } from '~/platform/clock'
import { htmlLang, type Language, languageNames, languages, makeTranslate } from '~/platform/i18n'
import { languageCookie, languageOf, readingOf, rubyCookie, translator } from '~/platform/i18n.server'

const request = (headers: Record<string, string>, path = '/') =>
  new Request(`http://localhost${path}`, { headers })
const cookie = async (language?: string, ruby?: string) =>
  [
    language && (await languageCookie.serialize(language)).split(';')[0],
    ruby && (await rubyCookie.serialize(ruby)).split(';')[0],
  ]
    .filter(Boolean)
    .join('; ')

describe('the language of a request', () => {
  test.each([
    ['ja', 'ja'],
    ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    ['en-US,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9', 'zh'],
    ['zh-TW', 'zh'],
    ['ko-KR', 'ko'],
    ['vi-VN,vi;q=0.9,en;q=0.5', 'vi'],
    ['fr-FR,en;q=0.5', 'en'],
    ['', 'ja'],
    ['*', 'ja'],
    ['x-nonsense;;;q=q', 'ja'],
  ])('is found from the browser: %s', async (header, language) => {
    expect(await languageOf(request({ 'Accept-Language': header }))).toBe(language)
  })

  test('is the one that was chosen, and the one of the address before that', async () => {
    for (const language of languages) {
      const headers = { 'Accept-Language': 'en', Cookie: await cookie(language) }
      expect(await languageOf(request(headers))).toBe(language)
      expect(await languageOf(request(headers, '/?lang=ko'))).toBe('ko')
      expect(await languageOf(request(headers, '/?lang=xx'))).toBe(language)
    }
    expect(await languageOf(request({ Cookie: await cookie('tlh'), 'Accept-Language': 'vi' }))).toBe('vi')
  })
})

describe('readings', () => {
  test('come with easy Japanese, and with any language when they were chosen', async () => {
    const of = async (language: string, ruby?: string) =>
      (await readingOf(request({ Cookie: await cookie(language, ruby) }))).ruby
    expect(await of('ja')).toBe(false)
    expect(await of('ja', '1')).toBe(true)
    expect(await of('ja-easy')).toBe(true)
    expect(await of('ja-easy', '0')).toBe(false)
    expect(await of('en', '1')).toBe(true)
  })
})

test('each language has its own name, its words and its mark for HTML', () => {
  expect(new Set(Object.values(languageNames)).size).toBe(languages.length)
  expect(languages.map(htmlLang)).toEqual(['ja', 'ja', 'en', 'zh-Hans', 'ko', 'vi'])
  const names = languages.map((language) => translator(language)('portal.doors.notices'))
  expect(new Set(names).size).toBeGreaterThanOrEqual(5)
})

test('a text that a language lacks is said in the words of another', () => {
  const t = makeTranslate('zh', {}, { a: { b: 'words' } })
  expect(t('a.b')).toBe('words')
  expect(t('a.c')).toBe('a.c')
})

test.each<[Language, string, string, string]>([
  ['ja', '2026年11月3日(火)', '2026年11月3日(火) 0:05', '令和8年度(2026年度)'],
  ['ja-easy', '2026年11月3日 火曜日', '2026年11月3日 火曜日 午前0時5分', '2026年度'],
  ['en', 'Tue 3 November 2026', 'Tue 3 November 2026, 00:05', 'fiscal 2026'],
  ['zh', '2026年11月3日 星期二', '2026年11月3日 星期二 00:05', '2026年度'],
  ['ko', '2026년 11월 3일(화)', '2026년 11월 3일(화) 00:05', '2026년도'],
  ['vi', 'Th 3, 3 tháng 11, 2026', 'Th 3, 3 tháng 11, 2026, 00:05', 'năm tài chính 2026'],
])('days, times and years in %s', (language, day, time, year) => {
  const loose = (text: string) => text.replace(/,? /g, ' ')
  const instant = new Date('2026-11-02T15:05:00Z')
  expect(formatFiscalYear(2026, language)).toBe(year)
  if (language === 'en' || language === 'vi') {
    // The words of these come from the platform; their order and figures do not change.
    expect(formatDay('2026-11-03', language)).toMatch(/3.*2026/)
    expect(formatInstant(instant, language)).toBe(`${formatDay('2026-11-03', language)}, 00:05`)
    return
  }
  expect(loose(formatDay('2026-11-03', language))).toBe(loose(day))
  expect(formatInstant(instant, language)).toBe(time)
})

test('a refusal names its day in the words of the reader', () => {
  expect(wordDays({ day: '2026-11-03', reason: '2026', count: 3 }, 'ko')).toEqual({
    day: '2026년 11월 3일(화)',
    reason: '2026',
    count: 3,
  })
})
