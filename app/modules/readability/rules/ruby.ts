/** ふりがな: readings over the kanji of a text, from its words. Pure. */
import type { Token } from '~/platform/japanese/token'
import { escapeHtml, hasKanji, rubyHtml } from '~/platform/ruby'

/** Names whose reading is known for certain, such as those of the towns: 枚方 → ひらかた */
export type Names = ReadonlyMap<string, string>

type Piece = { text: string; reading?: string }
type Span = { start: number; end: number; reading: string }

/** Hiragana of a reading in katakana. */
export function toHiragana(reading: string): string {
  return reading.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
}

/** Safe HTML of a text with readings over its kanji; without them it is the text, letter for letter. */
export function annotated(text: string, tokens: readonly Token[], names: Names): string {
  return pieces(text, tokens, names)
    .map((piece) => (piece.reading ? rubyHtml(piece.text, piece.reading) : escapeHtml(piece.text)))
    .join('')
}

/** The text cut into pieces, those with kanji with their reading where it is known. */
export function pieces(text: string, tokens: readonly Token[], names: Names): Piece[] {
  const placed = place(text, tokens)
  const spans = knownSpans(text, new Set(placed.flatMap(({ start, end }) => [start, end])), names)
  const found: Piece[] = []
  let at = 0
  for (const { token, start, end } of placed) {
    if (start < at) continue
    if (start > at) found.push({ text: text.slice(at, start) })
    const span = spans.get(start)
    if (span) {
      found.push({ text: text.slice(start, span.end), reading: span.reading })
      at = span.end
      continue
    }
    found.push(...withOkurigana(token.surface, readingIn(text, token, start)))
    at = end
  }
  if (at < text.length) found.push({ text: text.slice(at) })
  return found
}

/** Where each word stands; a word that is not found in the text is left out, and its letters stay as they are. */
function place(text: string, tokens: readonly Token[]) {
  const placed: { token: Token; start: number; end: number }[] = []
  let cursor = 0
  for (const token of tokens) {
    const start = text.indexOf(token.surface, cursor)
    if (start < 0 || token.surface === '') continue
    cursor = start + token.surface.length
    placed.push({ token, start, end: cursor })
  }
  return placed
}

/** 1日 to 10日, 14日, 20日, 24日 and one or two persons are read as a whole. */
const DAYS: Record<number, string> = {
  2: 'ふつか',
  3: 'みっか',
  4: 'よっか',
  5: 'いつか',
  6: 'むいか',
  7: 'なのか',
  8: 'ようか',
  9: 'ここのか',
  10: 'とおか',
  14: 'じゅうよっか',
  20: 'はつか',
  24: 'にじゅうよっか',
}
const FIXED: Names = new Map([
  ['明日', 'あした'],
  ['一人', 'ひとり'],
  ['二人', 'ふたり'],
  ['一日', 'いちにち'],
  ['今日', 'きょう'],
  ['避難所', 'ひなんじょ'],
  ['集会所', 'しゅうかいじょ'],
  ['集積所', 'しゅうせきじょ'],
  ['休憩所', 'きゅうけいじょ'],
  ['案内所', 'あんないじょ'],
  // The dictionary is older than this era.
  ['令和', 'れいわ'],
])

/** Runs whose reading is known for certain, by where they begin; each begins and ends between two words. */
function knownSpans(text: string, edges: ReadonlySet<number>, names: Names): Map<number, Span> {
  const spans = new Map<number, Span>()
  const add = (start: number, written: string, reading: string) => {
    const end = start + written.length
    if (!edges.has(start) || !edges.has(end)) return
    if ((spans.get(start)?.end ?? 0) < end) spans.set(start, { start, end, reading })
  }
  for (const known of [FIXED, names]) {
    for (const [written, reading] of known) {
      for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
        add(at, written, reading)
      }
    }
  }
  for (const match of text.matchAll(/(月?)(?<![0-9０-９])([0-9０-９]{1,2})([日人])/g)) {
    const [, month = '', digits = '', unit = ''] = match
    const number = Number(digits.normalize('NFKC'))
    const reading =
      unit === '人' ? { 1: 'ひとり', 2: 'ふたり' }[number] : number === 1 && month ? 'ついたち' : DAYS[number]
    if (reading) add(match.index + month.length, digits + unit, reading)
  }
  return spans
}

const WEEKDAYS: Record<string, string> = {
  月: 'げつ',
  火: 'か',
  水: 'すい',
  木: 'もく',
  金: 'きん',
  土: 'ど',
  日: 'にち',
}
const AFTER_NUMBER: Record<string, string> = {
  日: 'にち',
  時: 'じ',
  年: 'ねん',
  円: 'えん',
  人: 'にん',
  名: 'めい',
  回: 'かい',
  件: 'けん',
  号: 'ごう',
  番: 'ばん',
  班: 'はん',
  歳: 'さい',
  枚: 'まい',
  台: 'だい',
}

/** The reading of a word where it stands, in hiragana; null when it is not known. */
function readingIn(text: string, token: Token, start: number): string | null {
  const { surface } = token
  const before = text.slice(Math.max(0, start - 12), start).normalize('NFKC')
  const after = text.slice(start + surface.length, start + surface.length + 1)
  if (/[(（]$/.test(before) && /[)）・、祝]/.test(after) && WEEKDAYS[surface]) return WEEKDAYS[surface]
  const number = /(\d+)$/.exec(before)?.[1]
  if (number) return counted(surface, number) ?? reading(token)
  if (surface === '月' && /[かカヶケヵ]$/.test(before)) return 'げつ'
  // 参加する方 is a person; 〜する方がいい is one of two.
  if (surface === '方' && /[るたいのな]$/.test(before) && !/^が/.test(after)) return 'かた'
  // 市役所に行った is going, 式を行った is holding: the same letters.
  if (surface === '行っ') return /[にへで]$/.test(before) ? 'いっ' : reading(token)
  return reading(token)
}

function reading(token: Token): string | null {
  return token.reading && toHiragana(token.reading)
}

/** How a counting word is read behind its number. */
function counted(unit: string, number: string): string | undefined {
  const last = Number(number.at(-1))
  if (unit === '月') return 'がつ'
  if (unit === '分') return [1, 3, 4, 6, 8, 0].includes(last) ? 'ぷん' : 'ふん'
  if (unit === '本') return last === 3 ? 'ぼん' : [1, 6, 8, 0].includes(last) ? 'ぽん' : 'ほん'
  if (unit === '階') return last === 3 ? 'がい' : 'かい'
  return AFTER_NUMBER[unit]
}

/**
 * 送り仮名 stand outside the reading: 申し込む is 申(もう) し 込(こ) む. Where the reading does not follow the kana, it
 * stands over the whole word.
 */
export function withOkurigana(surface: string, reading: string | null): Piece[] {
  if (!reading || !hasKanji(surface)) return [{ text: surface }]
  const runs = surface.match(
    /[\p{Script=Hiragana}\p{Script=Katakana}ー]+|[^\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu,
  )
  if (!runs) return [{ text: surface }]
  const isKana = (run: string) => /^[\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(run)
  // ヶ and ヵ belong to the kanji around them, so they are left to the reading of the whole.
  const pattern = runs.map((run) => (isKana(run) ? toHiragana(run) : '(.+?)')).join('')
  const match = /[ヶヵ]/.test(surface) ? null : new RegExp(`^${pattern}$`, 'u').exec(reading)
  if (!match) return [{ text: surface, reading }]
  let group = 0
  return runs.map((run) => (isKana(run) ? { text: run } : { text: run, reading: match[++group] }))
}
