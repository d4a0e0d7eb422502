/** The checker of やさしい日本語: what it sees, what it leaves alone, and that no text is too odd for it. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import ja from '~/messages/ja'
import { easyKatakana, easyWords } from '~/modules/readability/data/easy-words'
import plainWords from '~/modules/readability/data/plain-words.json'
import { checkMarkdown, checkPlain } from '~/modules/readability/queries.server'
import { checkText, reportOf } from '~/modules/readability/rules/check'
import { sentencesOf, warningKinds } from '~/modules/readability/rules/warnings'
import type { Token } from '~/platform/japanese/token'
import { endAnalyser, wordsOf } from '~/platform/japanese.server'

afterAll(endAnalyser)

async function kindsOf(text: string): Promise<string[]> {
  const [tokens = []] = await wordsOf([text])
  return checkText(text, tokens).map(({ kind, words }) => `${kind} ${words}`)
}

describe('what is hard', () => {
  test.each([
    ['行かないことはない', 'double_negative', 'ないことはない'],
    ['できなくはないです', 'double_negative', 'なくはない'],
    ['行かないわけにはいかない', 'double_negative', 'ないわけにはいかない'],
    ['出さないわけではありません', 'double_negative', 'ないわけではありません'],
    ['やめざるを得ない', 'double_negative', 'ざるを得ない'],
    ['出さなければなりません', 'double_negative', 'なければなりません'],
    ['早く来ないといけない', 'double_negative', 'ないといけない'],
    ['申し込まないと参加できません', 'double_negative', 'ないと参加できません'],
    ['説明させていただきます', 'polite', 'させていただきます'],
    ['ご参加ください', 'polite', 'ご参加ください'],
    ['ごみをお出しください', 'polite', 'お出しください'],
    ['ご協力をお願いいたします', 'polite', 'お願いいたします'],
    ['受付はこちらでございます', 'polite', 'でございます'],
    ['先生に教えられます', 'passive', '教えられ'],
    ['防災訓練を実施します', 'hard_word', '実施'],
    ['昼食を持参して', 'hard_word', '持参'],
    ['参加費を徴収する', 'hard_word', '徴収'],
    ['可燃ごみ収集日', 'hard_word', '可燃ごみ'],
    ['11月3日に集まります', 'no_weekday', '11月3日'],
    ['11/3に集まります', 'slash_date', '11/3'],
    ['令和8年の春', 'era', '令和8年'],
    ['R8.4に始まる', 'era', 'R8.'],
    ['10時〜12時', 'range', '時〜12'],
    ['三名が来ます', 'kanji_number', '三名'],
    ['コンプライアンスを守る', 'hard_word', 'コンプライアンス'],
    ['モチベーションが大切', 'katakana', 'モチベーション'],
    ['BCPを作る', 'letters', 'BCP'],
    ['自主防災組織', 'many_kanji', '自主防災組織'],
    ['憂慮する', 'unknown_word', '憂慮'],
  ])('%s: %s', async (text, kind, words) => {
    expect(await kindsOf(text)).toContain(`${kind} ${words}`)
  })

  test('long sentences, by their letters without an address', () => {
    const of = (text: string) => checkText(text, null).map(({ kind }) => kind)
    expect(of(`${'あ'.repeat(40)}。`)).toEqual(['long'])
    expect(of('あ'.repeat(40))).toEqual([])
    expect(of('あ'.repeat(61))).toEqual(['very_long'])
    expect(of(`くわしくは https://www.city.hirakata.example/${'a'.repeat(80)} を見てください。`)).toEqual([])
  })

  test('three things in one sentence', () => {
    const [warning] = checkText('雨が降ったので、家に帰って、本を読んだ。', null)
    expect(warning).toMatchObject({ kind: 'many_ideas', amount: 3 })
    expect(checkText('雨が降ったので、家に帰った。', null)).toEqual([])
  })

  test('a hard word comes with an easier one, and is said once', async () => {
    const [tokens = []] = await wordsOf(['避難所へ避難する'])
    const found = checkText('避難所へ避難する', tokens)
    expect(found.map(({ words, better }) => [words, better])).toEqual([
      ['避難所', '逃げる ところ(避難所)'],
      ['避難', '逃げる'],
    ])
  })
})

describe('what is easy is left alone', () => {
  test.each([
    '11月3日(火曜日)の 午前10時に 公園へ 来てください。',
    '11月3日(月・祝)は 休みです。',
    '水と 食べ物を 持って 来てください。',
    'ごみは 朝 8時までに 出します。',
    'お金は いりません。',
    '雨の ときは しません。',
    '2026年(令和8年)の 春です。',
    '19時から 始めます。',
    '一人で 来ても いいです。',
    'わからない ときは 電話してください。',
    'お茶を 飲みながら 話しましょう。',
  ])('%s', async (text) => {
    expect(await kindsOf(text)).toEqual([])
  })

  test('words are taken whole: 実際 is not 際, 国際 neither', async () => {
    expect(await kindsOf('実際に見る')).not.toContain('hard_word 際')
  })
})

describe('a text in Markdown', () => {
  test('is read without its signs, title first', async () => {
    const report = await checkMarkdown(
      '清掃の実施',
      '## 日時\n\n- **11/3**に集合\n- [地図](https://map.example/徴収)\n\n`徴収`\n',
    )
    const words = report.sentences.flatMap(({ warnings }) => warnings.map((one) => one.words))
    expect(words.slice(0, 2)).toEqual(['清掃', '実施'])
    expect(words).toContain('11/3')
    expect(report.sentences.map(({ text }) => text).join('')).not.toContain('map.example')
    expect(report.total).toBe(words.length)
    expect(report.strong).toBeLessThanOrEqual(report.total)
  })
})

const letters = fc.constantFrom(
  ...'実施持参ないことはわけざるを得ごお願いくださいますれる令和８3/月日(火)〜一二名アンABCxhtp:.@。、！？\n 　￥𠮷😀',
)
const anyText = fc.oneof(
  fc.string({ unit: letters, maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

const cut = (text: string, seed: number): Token[] => {
  const tokens: Token[] = []
  for (let at = 0, n = seed; at < text.length; n = (n * 16807 + 7) % 2147483647) {
    const surface = text.slice(at, at + 1 + (n % 4))
    at += surface.length
    const pos = ['名詞', '動詞', '助詞', '形容詞'][n % 4] ?? ''
    const detail = ['一般', '自立', '接尾', 'サ変接続'][n % 4] ?? ''
    tokens.push({ surface, reading: null, pos, detail, base: n % 3 ? surface : 'れる', form: '' })
  }
  return tokens
}

describe('whatever the text', () => {
  test('every remark lies in it and quotes it, in order', () => {
    fc.assert(
      fc.property(anyText, fc.option(fc.nat()), (text, seed) => {
        let last = 0
        for (const { kind, start, end, words } of checkText(text, seed === null ? null : cut(text, seed))) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(words).toBe(text.slice(start, end))
          expect(warningKinds).toContain(kind)
          last = start
        }
      }),
      { numRuns: 500 },
    )
  })

  test('sentences are pieces of it, and the report counts what it shows', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const sentence of sentencesOf(text))
          expect(sentence.text).toBe(text.slice(sentence.start, sentence.end))
        const report = reportOf(text, null)
        expect(report.total).toBe(report.sentences.flatMap(({ warnings }) => warnings).length)
      }),
    )
  })

  test('the longest one is read in a moment', async () => {
    const text =
      'ご参加いただけない場合は実施しないことはないので、令和8年11/3に徴収させていただきます'.repeat(500)
    const begun = performance.now()
    const report = await checkPlain(text)
    expect(report.total).toBeGreaterThan(0)
    expect(performance.now() - begun).toBeLessThan(8000)
  })
})

describe('the lists', () => {
  test('hold at least two hundred hard words, each with words that are none themselves', () => {
    const hard = Object.keys(plainWords)
    expect(hard.length).toBeGreaterThan(200)
    const circular = Object.entries(plainWords).filter(([word, better]) =>
      better
        .replace(/\(.*?\)/g, '')
        .split(/[、 ]/)
        .includes(word),
    )
    expect(circular).toEqual([])
  })

  test('call no word easy and hard at once, unless it has to be explained', () => {
    const both = Object.keys(plainWords).filter((word) => easyKatakana.has(word))
    expect(both).toEqual([])
    expect(easyWords.size).toBeGreaterThan(900)
  })

  test('explain every kind in words', () => {
    expect(Object.keys(ja.readability.kind).sort()).toEqual([...warningKinds].sort())
  })
})
