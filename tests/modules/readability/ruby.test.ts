/** ふりがな: over kanji only, never a letter of the text changed, never a tag broken. */
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { namesFrom } from '~/modules/readability/rules/names'
import { annotated, pieces, withOkurigana } from '~/modules/readability/rules/ruby'
import type { Token } from '~/platform/japanese/token'
import { endAnalyser, wordsOf } from '~/platform/japanese.server'
import { plainText, renderMarkdown, textRuns } from '~/platform/markdown'
import { escapeHtml, writtenReadings } from '~/platform/ruby'

afterAll(endAnalyser)

const withoutRuby = (html: string) =>
  html.replace(/<ruby>([^<]*)<rp>\(<\/rp><rt>[^<]*<\/rt><rp>\)<\/rp><\/ruby>/g, '$1')

/** `枚方[ひらかた]`, to be read. */
async function read(text: string, names = namesFrom([])): Promise<string> {
  const [tokens = []] = await wordsOf([text])
  return pieces(text, tokens, names)
    .map((piece) => (piece.reading ? `${piece.text}[${piece.reading}]` : piece.text))
    .join('')
}

describe('readings', () => {
  test('stand over kanji; 送り仮名 and kana stay outside', () => {
    expect(withOkurigana('申し込む', 'もうしこむ')).toEqual([
      { text: '申', reading: 'もう' },
      { text: 'し' },
      { text: '込', reading: 'こ' },
      { text: 'む' },
    ])
    expect(withOkurigana('お知らせ', 'おしらせ')).toEqual([
      { text: 'お' },
      { text: '知', reading: 'し' },
      { text: 'らせ' },
    ])
    expect(withOkurigana('ゴミ箱', 'ごみばこ')).toEqual([{ text: 'ゴミ' }, { text: '箱', reading: 'ばこ' }])
    expect(withOkurigana('香里ケ丘', 'こうりがおか')).toEqual([{ text: '香里ケ丘', reading: 'こうりがおか' }])
    expect(withOkurigana('ください', 'ください')).toEqual([{ text: 'ください' }])
  })

  test.each([
    ['申し込みは市役所へ', '申[もう]し込[こ]みは市役所[しやくしょ]へ'],
    ['11月3日(日)午前9時10分', '11月[がつ]3日[みっか](日[にち])午前[ごぜん]9時[じ]10分[ぷん]'],
    ['４月１日から２０日まで', '４月[しがつ]１日[ついたち]から２０日[はつか]まで'],
    ['1人か2人、または4人', '1人[ひとり]か2人[ふたり]、または4人[にん]'],
    ['3か月', '3か月[げつ]'],
    ['参加する方は避難所へ', '参加[さんか]する方[かた]は避難所[ひなんじょ]へ'],
    ['早い方がいい', '早[はや]い方[ほう]がいい'],
    ['令和8年', '令和[れいわ]8年[ねん]'],
    ['市役所に行った', '市役所[しやくしょ]に行[い]った'],
  ])('of dates, times and numbers: %s', async (text, expected) => {
    expect(await read(text)).toBe(expected)
  })

  test('of the names of the city come before those of the dictionary', async () => {
    const names = namesFrom([
      { name: '招提北町一丁目', reading: 'しょうだいきたまちいっちょうめ' },
      { name: '招提校区コミュニティ協議会', reading: 'しょうだいこうくコミュニティきょうぎかい' },
      { name: '高田一丁目', reading: 'こうだいっちょうめ' },
    ])
    expect(names.get('招提')).toBe('しょうだい')
    expect(names.get('高田')).toBe('こうだ')
    expect(await read('枚方市の招提と高田', names)).toBe(
      '枚方[ひらかた]市[し]の招提[しょうだい]と高田[こうだ]',
    )
  })

  test('that the writer gives are always shown, and only those in kana', () => {
    expect(renderMarkdown('**御殿山《ごてんやま》**へ')).toBe(
      '<p><strong><ruby>御殿山<rp>(</rp><rt>ごてんやま</rt><rp>)</rp></ruby></strong>へ</p>\n',
    )
    expect(renderMarkdown('｜お土産《おみやげ》を')).toContain('<ruby>お土産<rp>(</rp><rt>おみやげ</rt>')
    expect(renderMarkdown('防災《重要》')).toBe('<p>防災《重要》</p>\n')
    expect(renderMarkdown('`枚方《ひらかた》`')).toContain('<code>枚方《ひらかた》</code>')
    expect(plainText('枚方《ひらかた》市')).toBe('枚方市')
  })
})

const letters = fc.constantFrom(
  ...'申込日月人名市役所防災訓練参加あいうけしますのアヶケ々1２(（)）<>&"\'《》｜*_`#-[]!\\|~ \n。、😀𠮷',
)
const anyText = fc.oneof(
  fc.string({ unit: letters, maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Words of a text, cut at random, with any reading: as bad an analyser as can be. */
const cut = (text: string, seed: number): Token[] => {
  const tokens: Token[] = []
  for (let at = 0, n = seed; at < text.length; n = (n * 16807 + 7) % 2147483647) {
    const surface = text.slice(at, at + 1 + (n % 4))
    at += surface.length
    const reading = n % 5 === 0 ? null : 'カナ<&'.slice(0, 1 + (n % 4))
    tokens.push({ surface, reading, pos: '名詞', detail: '一般', base: surface, form: '' })
  }
  return tokens
}

describe('whatever the text and the analyser say', () => {
  test('the text without its readings is the text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, seed) => {
        const html = annotated(text, cut(text, seed), new Map([['防災', 'ぼうさい']]))
        expect(withoutRuby(html)).toBe(escapeHtml(text))
      }),
      { numRuns: 500 },
    )
  })

  test('a page in Markdown keeps every tag and every letter', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, seed) => {
        const annotate = (run: string) => annotated(run, cut(run, seed), new Map())
        expect(withoutRuby(renderMarkdown(text, annotate))).toBe(withoutRuby(renderMarkdown(text)))
      }),
      { numRuns: 500 },
    )
  })

  test('every run of words is asked for before it is shown', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown: string[] = []
        renderMarkdown(text, (run) => {
          if (run) shown.push(run)
          return ''
        })
        expect(textRuns(text)).toEqual(shown)
      }),
    )
  })

  test('given readings are taken apart without losing a letter but their brackets', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const joined = writtenReadings(text)
          .map(({ text, reading }) => text + (reading ?? ''))
          .join('')
        expect(joined.replace(/[《》｜]/g, '')).toBe(text.replace(/[《》｜]/g, ''))
      }),
    )
  })

  test('the real analyser leaves no letter out', async () => {
    const texts = fc.sample(anyText, 60)
    const words = await wordsOf(texts)
    for (const [i, text] of texts.entries()) {
      expect(withoutRuby(annotated(text, words[i] ?? [], new Map()))).toBe(escapeHtml(text))
    }
  })
})
