/** Words above the level of やさしい日本語, each with an easier way to say it where one is known. Pure. */
import type { Token } from '~/platform/japanese/token'
import { hasKanji } from '~/platform/ruby'
import { easyWords } from '../data/easy-words'
import plainWords from '../data/plain-words.json'
import type { Warning } from './warnings'

const plain: ReadonlyMap<string, string> = new Map(Object.entries(plainWords))
const longest = Math.max(...[...plain.keys()].map((word) => word.length))

type Placed = { token: Token; start: number; end: number }

/** Where each word of the analyser stands in the text; what is not found is left out. */
export function placed(text: string, tokens: readonly Token[]): Placed[] {
  const found: Placed[] = []
  let cursor = 0
  for (const token of tokens) {
    const start = token.surface === '' ? -1 : text.indexOf(token.surface, cursor)
    if (start < 0) continue
    cursor = start + token.surface.length
    found.push({ token, start, end: cursor })
  }
  return found
}

/**
 * Hard words that stand in the list. With the words of the analyser only whole words count; without them, words of
 * two letters and more wherever they stand.
 */
export function hardWords(text: string, words: readonly Placed[] | null): Warning[] {
  const edges = words && new Set(words.flatMap(({ start, end }) => [start, end]))
  const found: Warning[] = []
  for (let start = 0; start < text.length; start++) {
    if (edges && !edges.has(start)) continue
    for (let length = Math.min(longest, text.length - start); length >= (edges ? 1 : 2); length--) {
      const written = text.slice(start, start + length)
      const better = plain.get(written)
      if (!better || (edges && !edges.has(start + length))) continue
      found.push({ kind: 'hard_word', start, end: start + length, words: written, better })
      start += length - 1
      break
    }
  }
  return found
}

/** Kinds of words that carry the meaning: what a learner must know. */
function isContent({ pos, detail }: Token): boolean {
  if (pos === '名詞')
    return ['一般', 'サ変接続', '形容動詞語幹', '副詞可能', 'ナイ形容詞語幹'].includes(detail)
  if (pos === '動詞' || pos === '形容詞') return detail === '自立'
  return pos === '副詞' || pos === '連体詞'
}

function isEasy({ surface, base }: Token): boolean {
  if (!hasKanji(surface)) return true
  return [base, surface, surface.replace(/^[おご御]/, '')].some((word) => easyWords.has(word))
}

/** Words with kanji that are in no list of easy words; words that belong together are one remark. */
export function unknownWords(
  text: string,
  words: readonly Placed[],
  covered: (at: number) => boolean,
): Warning[] {
  const found: Warning[] = []
  for (const { token, start, end } of words) {
    if (!isContent(token) || isEasy(token) || covered(start)) continue
    const last = found.at(-1)
    const joined = last && last.end === start && token.pos === '名詞'
    if (joined) {
      last.end = end
      last.words = text.slice(last.start, end)
    } else found.push({ kind: 'unknown_word', start, end, words: text.slice(start, end) })
  }
  return found
}

/** 受け身: 〜れる, 〜られる behind a verb. */
export function passives(text: string, words: readonly Placed[]): Warning[] {
  return words.flatMap(({ token, end }, i) => {
    const before = words[i - 1]
    const isPassive =
      token.pos === '動詞' && token.detail === '接尾' && ['れる', 'られる'].includes(token.base)
    if (!isPassive || !before) return []
    return [{ kind: 'passive' as const, start: before.start, end, words: text.slice(before.start, end) }]
  })
}
