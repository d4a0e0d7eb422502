/**
 * Text of hours taken apart: times, days, dates and closings become tokens such as ⟦r3⟧, so that the grammar in
 * `clauses.ts` sees only what matters. A token keeps the words that it stands for.
 */
import { DAY, type Nth, type Season, type Span, type Weekday } from '../schema'

/** Days of the week, and whether national holidays are named with them. */
type Group = { days: Weekday[]; holidays: boolean; workdays: boolean }
export type Token =
  /** A time, minutes */
  | { kind: 't'; minute: number }
  /** From a time to another */
  | { kind: 'r'; span: Span }
  /** Days of the week; `h`: national holidays alone */
  | { kind: 'g' | 'h'; group: Group }
  /** 第1・第3… (none: every), perhaps in a part of the year only */
  | { kind: 'n'; nth: Nth[]; days: Weekday[]; seasons: Season[] }
  /** Days of each year; `partial`: the first of them from some hour on */
  | { kind: 'y'; season: Season; partial: boolean; newYear: boolean }
  /** 年末年始 without dates */
  | { kind: 'x' }
  /** Single days */
  | { kind: 'd'; from: string; until: string }
  /** Months */
  | { kind: 'm'; seasons: Season[] }
  /** Days that no calendar knows: 臨時休館日, 友引 */
  | { kind: 'c' }
  /** Words in 「」 */
  | { kind: 'q'; words: string }
  /** 24時間 */
  | { kind: 'a' }

const LETTERS = '日月火水木金土'
const pad = (n: number | string) => String(n).padStart(2, '0')
const MONTH_ENDS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The tokens of one text. */
export class Tokens {
  readonly #list: { token: Token; raw: string }[] = []

  /** Puts a token in the place of its words. */
  put(token: Token, raw: string): string {
    this.#list.push({ token, raw })
    return `⟦${token.kind}${this.#list.length - 1}⟧`
  }

  /** The token that `⟦g12⟧` stands for. */
  get(mark: string): Token | undefined {
    return this.#list[Number(/\d+/.exec(mark)?.[0])]?.token
  }

  /** All tokens in a piece of text, in their order. */
  all(text: string): Token[] {
    return [...text.matchAll(/⟦[a-z]\d+⟧/g)].flatMap(([mark]) => this.get(mark) ?? [])
  }

  /** The words that were there before. */
  words(text: string): string {
    let words = text
    for (let depth = 0; depth < 8 && words.includes('⟦'); depth++) {
      words = words.replace(/⟦[a-z](\d+)⟧/g, (_, index) => this.#list[Number(index)]?.raw ?? '')
    }
    return words
  }
}

/** Half-width digits and signs; one sign for from–to; brackets of one kind; circled numbers end a sentence. */
function normalise(text: string): string {
  return text
    .replace(/[\u2460-\u2473]/g, '。')
    .normalize('NFKC')
    .replace(/[【「『[<〈《]/g, '(')
    .replace(/[】」』\]>〉》]/g, ')')
    .replace(/(\d);(\d\d)/g, '$1:$2')
    .replace(
      /(?<=[\d日時分半月火水木金土曜午)])\s*(?:[-‐–—―−ー〜~]|から)\s*(?=[(\d翌月火水木金土日午正])/g,
      '~',
    )
    .replace(/[〜]/g, '~')
    .replace(/[\r\n]+/g, '。')
}

function minuteOf(half: string | undefined, hour: string, minute: string | undefined): number | null {
  const h = Number(hour) + (/午後|夜|夕方|PM/i.test(half ?? '') && Number(hour) < 12 ? 12 : 0)
  const m = minute === '半' ? 30 : Number(minute ?? 0)
  return h <= 30 && m < 60 ? h * 60 + m : null
}

/**
 * A span between two times of day: over midnight when the end is not later; 23:59 is the end of the day.
 * @returns null when both are the same, which may mean a whole day or nothing
 */
export function spanOf(from: number, until: number): Span | null {
  const start = from % DAY
  let end = until % DAY === DAY - 1 ? until + 1 : until
  if (start === 0 && end === 0) end = DAY
  if (start === end) return null
  if (end < start) end += DAY
  return end <= start + DAY ? { from: start, until: end } : null
}

const UNKNOWN_DAYS =
  /(?:その他)?(?:展示替え期間などの)?臨時(?:の)?休[館園校業所場診]日?|図書整理(?:日|期間)|特別整理(?:日|期間)|蔵書点検(?:日|期間)|(?:保守|設備)?点検日|毎月末日|月末日|長期休業期間|(?:夏|冬|春)休み(?:期間)?|お?盆(?:休み|期間)?|友引|(?:国民の)?祝(?:祭|休)?日の?(?:前日|翌日)/g

const MD = String.raw`(\d{1,2})(?:月|/)(\d{1,2})日?`

function season(m1: string, d1: string, m2: string, d2: string): Season | null {
  const valid = (m: string, d: string) => Number(d) >= 1 && Number(d) <= (MONTH_ENDS[Number(m) - 1] ?? 0)
  return valid(m1, d1) && valid(m2, d2)
    ? { from: `${pad(m1)}-${pad(d1)}`, until: `${pad(m2)}-${pad(d2)}` }
    : null
}

function months(from: number, until: number): Season | null {
  const last = MONTH_ENDS[until - 1]
  return MONTH_ENDS[from - 1] && last ? { from: `${pad(from)}-01`, until: `${pad(until)}-${last}` } : null
}

function dates(text: string, tokens: Tokens): string {
  const day = String.raw`(\d{4})年(\d{1,2})月(\d{1,2})日`
  const single = (y?: string, m = '', d = '') => `${y}-${pad(m)}-${pad(d)}`
  return text
    .replace(new RegExp(`${day}(?:~${day})?`, 'g'), (raw, y1, m1, d1, y2, m2, d2) => {
      if (!season(m1, d1, m2 ?? m1, d2 ?? d1)) return raw
      const from = single(y1, m1, d1)
      return tokens.put({ kind: 'd', from, until: y2 ? single(y2, m2, d2) : from }, raw)
    })
    .replace(
      new RegExp(
        `(?<!\\d)${MD}(?<time>午?[前後]?\\d{1,2}(?:時半?|:\\d\\d))?(?:~(?:翌年?の?)?(?:${MD}|(\\d{1,2})日)(?:まで)?)?`,
        'g',
      ),
      (raw, m1, d1, time, m2, d2, only) => {
        const found = season(m1, d1, m2 ?? m1, d2 ?? only ?? d1)
        if (!found || (time && !m2 && !only)) return raw
        return tokens.put({ kind: 'y', season: found, partial: !!time, newYear: false }, raw)
      },
    )
    .replace(
      /年末年始(?:は|の)?\s*(?:\(\s*(⟦y\d+⟧)(?:まで)?\s*\)|(⟦y\d+⟧))?/g,
      (raw, a?: string, b?: string) => {
        const inner = tokens.get(a ?? b ?? '')
        if (inner?.kind === 'y') return tokens.put({ ...inner, newYear: true }, raw)
        return tokens.put({ kind: 'x' }, '年末年始') + raw.slice('年末年始'.length)
      },
    )
    .replace(/(?<![\d第])(\d{1,2})月?~(\d{1,2})月(?!曜)(?:まで|の間|中)?/g, (raw, from, until) => {
      const found = months(Number(from), Number(until))
      return found ? tokens.put({ kind: 'm', seasons: [found] }, raw) : raw
    })
    .replace(/(?<![\d第])\d{1,2}月(?!曜)(?:[・、,と]\d{1,2}月(?!曜))*/g, (raw) => {
      const found = [...raw.matchAll(/\d+/g)].map(([n]) => months(Number(n), Number(n)))
      const seasons = found.filter((one) => one !== null)
      return seasons.length === found.length ? tokens.put({ kind: 'm', seasons }, raw) : raw
    })
    .replace(/(偶数|奇数)月/g, (raw, which) => {
      const all = which === '偶数' ? [2, 4, 6, 8, 10, 12] : [1, 3, 5, 7, 9, 11]
      return tokens.put({ kind: 'm', seasons: all.flatMap((n) => months(n, n) ?? []) }, raw)
    })
}

function times(text: string, tokens: Tokens): string {
  return text
    .replace(/24時間|全時間帯/g, (raw) => tokens.put({ kind: 'a' }, raw))
    .replace(/正午/g, (raw) => tokens.put({ kind: 't', minute: 720 }, raw))
    .replace(
      /(翌日?の?)?(午前|午後|朝|夜|夕方|AM|PM)?\s*(?<![\d:])(\d{1,2})(?::(\d{2})(?::00)?|時(?:(\d{1,2})分|(半))?)(?!間|\d)/gi,
      (raw, next, half, hour, minute, minutes, halfPast) => {
        const at = minuteOf(half, hour, minute ?? minutes ?? halfPast)
        return at === null ? raw : tokens.put({ kind: 't', minute: at + (next ? DAY : 0) }, raw)
      },
    )
    .replace(/(⟦t\d+⟧)~(⟦t\d+⟧)(?:まで|の間)?/g, (raw, a, b) => {
      const [from, until] = [tokens.get(a), tokens.get(b)]
      if (from?.kind !== 't' || until?.kind !== 't') return raw
      const span = spanOf(from.minute, until.minute)
      return span ? tokens.put({ kind: 'r', span }, raw) : raw
    })
}

const DAY_NAME =
  '(?:[月火水木金土日](?:曜日?)?|(?:国民の)?祝(?:[祭休]?日(?:[・、,]休日)?)?|休日(?=(?:にあたる|に当たる|と重なる|の場合|のとき)))'
const DAYS = `${DAY_NAME}(?:(?:[・、,/\\s~]|及び|および|並びに|と)*${DAY_NAME}(?![曜々本]))*`

const NAMED_DAYS = new RegExp(`(?<![年館園業校場所庁休翌前当末期診検本])(?<!\\d(?=[月日](?!曜)))${DAYS}`, 'g')

/** 月～金, 土・日曜日、祝日: named days of the week become one token. */
function groups(text: string, tokens: Tokens): string {
  const put = (raw: string, days: Weekday[], holidays: boolean, workdays = false) =>
    tokens.put({ kind: days.length === 0 ? 'h' : 'g', group: { days, holidays, workdays } }, raw)
  return text
    .replace(/平日/g, (raw) => put(raw, [1, 2, 3, 4, 5], false, true))
    .replace(/毎日|全日|全曜日/g, (raw) => put(raw, [0, 1, 2, 3, 4, 5, 6], false))
    .replace(NAMED_DAYS, (raw) => {
      const parts = [
        ...raw.matchAll(
          /(~?)[^月火水木金土日祝休~]*(?:([月火水木金土日](?!祝日))(?:曜日?)?|祝(?:[祭休]?日)?|休日)/g,
        ),
      ]
      // One letter alone is a word of its own, not a day of the week.
      if (parts.length === 1 && !/曜|祝.|休/.test(raw)) return raw
      const days: Weekday[] = []
      for (const [, to, letter] of parts) {
        if (!letter) continue
        const day = LETTERS.indexOf(letter)
        let at = to && days.length > 0 ? ((days.at(-1) ?? 0) + 1) % 7 : day
        for (; at !== day; at = (at + 1) % 7) days.push(at as Weekday)
        days.push(day as Weekday)
      }
      const holidays = /祝|休日/.test(raw)
      return put(raw, [...new Set(days)], holidays)
    })
    .replace(/第(\d)((?:[・、,と]?第?\d)*)週?の?(⟦g\d+⟧)/g, (raw, first, more, mark) =>
      nthToken(tokens, raw, first + more, mark),
    )
    .replace(/最終週?の?(⟦g\d+⟧)/g, (raw, mark) => nthToken(tokens, raw, 'last', mark))
    .replace(/(⟦m\d+⟧の?|⟦y\d+⟧の)(⟦[gn]\d+⟧)/g, (raw, when, mark) => {
      const [inner, some] = [tokens.get(mark), tokens.get(when)]
      const seasons = some?.kind === 'm' ? some.seasons : some?.kind === 'y' ? [some.season] : []
      if (inner?.kind === 'n') return tokens.put({ ...inner, seasons }, raw)
      if (inner?.kind !== 'g' || inner.group.holidays) return raw
      return tokens.put({ kind: 'n', nth: [], days: inner.group.days, seasons }, raw)
    })
}

function nthToken(tokens: Tokens, raw: string, numbers: string, mark: string): string {
  const inner = tokens.get(mark)
  const nth: Nth[] =
    numbers === 'last' ? ['last'] : [...numbers.matchAll(/\d/g)].map(([n]) => Number(n) as Nth)
  // 第6 is in no month: a slip of the pen, which nobody can put right but the writer.
  const real = nth.every((n) => n === 'last' || (n >= 1 && n <= 5))
  if (inner?.kind !== 'g' || inner.group.holidays || !real) return raw
  return tokens.put({ kind: 'n', nth, days: inner.group.days, seasons: [] }, raw)
}

/** Words that change nothing in what a sentence says of hours. */
const FILLER = /毎週|毎月|毎年|原則として|原則|また(?=⟦)|但し|ただし|なお、?|その他(?=⟦)|最大(?=⟦t)/g

/** A text as sentences with tokens. */
export function tokenise(text: string): { sentences: string[]; tokens: Tokens } {
  const tokens = new Tokens()
  // What stands in 「」 is somebody's own words.
  const quoted = text
    .replace(/[⟦⟧]/g, '')
    .replace(/「([^」]*)」/g, (raw, words) => tokens.put({ kind: 'q', words }, raw))
  const parts = quoted.split(/(⟦q\d+⟧)/).map((part) => (part.startsWith('⟦') ? part : normalise(part)))
  let marked = parts.join('').replace(UNKNOWN_DAYS, (raw) => tokens.put({ kind: 'c' }, raw))
  marked = groups(times(dates(marked, tokens), tokens), tokens).replace(FILLER, '')
  return {
    sentences: marked
      .split(/[。※]+/)
      .map((s) => s.trim())
      .filter(Boolean),
    tokens,
  }
}
