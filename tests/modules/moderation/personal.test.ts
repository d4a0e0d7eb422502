/** What seems to be data of a person, however it is written, and what does not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askAboutPersonal, holdsContact, personalIn } from '~/modules/moderation/rules'
import { Invalid } from '~/platform/errors'

const kindsIn = (text: string) => personalIn(text).map(({ kind }) => kind)

/** Digits as half-width, full-width or kanji. */
const widths = ['0123456789', '０１２３４５６７８９', '〇一二三四五六七八九'] as const
const inWidth = (digits: string, width: string) =>
  digits.replace(/\d/g, (digit) => [...width][Number(digit)] ?? digit)

const digit = fc.integer({ min: 0, max: 9 }).map(String)
const phoneParts = fc
  .tuple(
    fc.constantFrom('090', '080', '070', '072', '06', '03'),
    fc.array(digit, { minLength: 4, maxLength: 4 }),
    fc.array(digit, { minLength: 4, maxLength: 4 }),
  )
  .map(([first, second, third]) => [first, second.join(''), third.join('')] as const)
const gap = fc.constantFrom('', '-', '－', 'ー', '−', '‐', ' ', '　', '.', '・', 'の', '(')
/** Words around it that are no data of anybody. */
const around = fc.constantFrom(
  '',
  '公園の街灯が消えています。',
  '直してください ',
  '市役所に聞きました、',
  '\n',
)

describe('a telephone number', () => {
  test('is found in any width, with anything between its parts', () => {
    fc.assert(
      fc.property(
        phoneParts,
        gap,
        fc.constantFrom(...widths),
        around,
        around,
        (parts, between, width, a, b) => {
          const number = inWidth(parts.join(between), width)
          expect([number, kindsIn(`${a}${number}${b}`)]).toEqual([number, ['phone']])
          expect(holdsContact(`${a}${number}${b}`)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is shown as it was found, and once', () => {
    expect(personalIn('０９０－１２３４－５６７８か090-1234-5678へ')).toEqual([
      { kind: 'phone', words: '090-1234-5678' },
    ])
    expect(kindsIn('電話は841-1221です')).toEqual(['phone'])
    expect(kindsIn('0120-123-456')).toEqual(['phone'])
    expect(kindsIn('+81 90-1234-5678')).toEqual(['phone'])
  })
})

test('an address of mail is found in any width, and with words in the place of the sign', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9]{1,12}$/)
  fc.assert(
    fc.property(
      part,
      part,
      fc.constantFrom('@', '＠', ' あっと ', 'アット', '(at)'),
      around,
      (name, host, sign, a) => {
        expect(kindsIn(`${a}連絡は ${name}${sign}${host}.example まで`)).toContain('mail')
      },
    ),
  )
})

test('an address with its house number is found', () => {
  const number = fc.integer({ min: 1, max: 60 })
  const forms: readonly ((a: number, b: number, c: number) => string)[] = [
    (a, b, c) => `大垣内町${a}丁目${b}番${c}号`,
    (a, b, c) => `大垣内町${a}-${b}-${c}`,
    (a, b, c) => `津田元町${a}の${b}の${c}`,
    (a, b) => `楠葉花園町${a}-${b}`,
    (a, b) => `楠葉花園町${a}番${b}号`,
    (a) => `大字尊延寺${a}番地`,
    (a) => `コーポ花園${a}号室`,
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      number,
      number,
      number,
      fc.constantFrom(...widths.slice(0, 2)),
      (form, a, b, c, width) => {
        const text = inWidth(form(a, b, c), width)
        expect([text, kindsIn(`${text}の前です`)]).toEqual([text, ['address']])
      },
    ),
    { numRuns: 500 },
  )
  expect(kindsIn('二丁目三番一号です')).toEqual(['address'])
})

test('a name is found before さん, 様 and the like; roles and words that end alike are not', () => {
  for (const text of [
    '田中さんの家',
    '山田太郎様',
    '隣は佐々木 花子さんです',
    '林さん',
    '鈴木くん',
    '高橋氏が',
    '中村さん',
    '緒方様',
    '小野寺さん',
    '服部さん',
    '麻生さん',
    '守屋さん',
    '古市さん',
    '本多さん',
  ])
    expect([text, kindsIn(text)]).toEqual([text, ['name']])
  for (const text of [
    '市民の皆様',
    'お子さん',
    'お母さん',
    '業者さん',
    '班長さん',
    '会長様',
    '同様に',
    'この様子',
    '氏名',
    '模様',
    '郵便局員さん',
    '皆さん',
    'お客様',
    '何様',
  ])
    expect([text, kindsIn(text)]).toEqual([text, []])
})

test('dates, hours, sums, streets and numbers of things are not data of a person', () => {
  for (const text of [
    '集合は10時ですか?9時30分でもいいですか。',
    '2026年7月25日は雨でもありますか',
    '2026-07-25に直ると聞きました',
    '令和8年10月1日、10-12時',
    '10:00-12:00、13時',
    '参加費は1,000円ですか。予算は10000000000円です',
    '大垣内町2丁目の公園の街灯が消えています',
    '国道1号の3丁目に2か所',
    '郵便番号は573-0027です',
    'バス停3番乗り場、二番三番',
    'AEDの点検は何台ありますか',
  ])
    expect([text, personalIn(text)]).toEqual([text, []])
})

test('any text at all is answered, at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { words } of personalIn(text)) expect(text.normalize('NFKC')).toContain(words)
    }),
  )
  for (const long of [
    '0'.repeat(100_000),
    '町'.repeat(100_000),
    '1-'.repeat(50_000),
    `${'a'.repeat(100_000)}@`,
    '田中 '.repeat(30_000),
    '丁目1'.repeat(30_000),
    '電話 '.repeat(40_000),
  ]) {
    const started = performance.now()
    personalIn(long)
    expect([long.slice(0, 4), performance.now() - started < 1000]).toEqual([long.slice(0, 4), true])
  }
})

test('what was found is asked about, and kept when it is ticked', () => {
  expect(() => askAboutPersonal(['街灯', '電話は090-1234-5678'], false)).toThrow(Invalid)
  expect(askAboutPersonal(['街灯', '電話は090-1234-5678'], true)).toBe(true)
  expect(askAboutPersonal(['街灯', '消えています'], false)).toBe(false)
  expect(askAboutPersonal(['街灯', '消えています'], true)).toBe(false)
})

test('ways to reach a person are found, and plain questions are not', () => {
  for (const text of [
    'メールは taro@example.com です',
    'taro あっと example に送って',
    '０９０－１２３４－５６７８ に電話して',
    '090 1234 5678',
    'ラインID: taro123',
    'LINE:taro',
    'https://example.com を見て',
    '枚方市大垣内町2丁目1番20号',
    '大垣内町2-1-20',
    'インスタは@taro_h です',
  ])
    expect([text, holdsContact(text)]).toEqual([text, true])
  for (const text of [
    '集合は10時ですか?9時30分でもいいですか。',
    '2026年7月25日は雨でもありますか',
    '中学生3人でも参加できますか',
    'AEDの点検は何台ありますか。オンラインの説明はありますか',
    '参加費は1,000円ですか',
  ])
    expect([text, holdsContact(text)]).toEqual([text, false])
})
