/** What the sentences of a list say of hours: closings, other hours on some days, conditions. */
import type { HolidayRule, Hours, Span, Spans, Weekday, WeekRule } from '../schema'
import { type Token, type Tokens, tokenise } from './tokens'

/** One end of the usual hours that is another on some days. */
type Clip = { from?: number; until?: number }

export type ReadRule = WeekRule & {
  /** Changes one end of the usual hours, instead of `spans` */
  clip?: Clip
  /** Holds on the days that are open anyway */
  openDaysOnly?: boolean
  /** Days that are named, without a word of what is on them */
  unsaid?: boolean
}

/** What was read, before it meets the columns of days and times. */
export type Reading = {
  /** Closings and other hours, in their order */
  rules: ReadRule[]
  holidays: HolidayRule | null
  shifts: boolean
  always: boolean
  /** 年末年始 is spoken of, with its dates or without */
  newYear: boolean
  undatedNewYear: boolean
  /** 休館中, 工事中: for a time that is not said */
  suspended: boolean
  yearly: Hours['yearly']
  dates: Hours['dates']
  /** The days that are not closed are open: said by 休館日は…, 定休日:…, …以外 */
  closedDaysListed: boolean
  conditions: string[]
  night: string
  unread: string[]
  uncertain: boolean
}

const ITEM = '⟦[ghnyxdcm]\\d+⟧'
const JOIN = '(?:[・、,\\s]|及び|および|または|又は|並びに|と|や|も|の)*'
const CLOSE =
  '(?:終日|全日)?(?:利用不可|使用不可|利用できません|使用できません|利用できない|使えません|休館日?|休園日?|休場日?|休業日?|休診日?|休所日?|休校日?|定休日?|お?休み|休日|閉館|閉所|閉園|閉庁|(?:夏|冬|夏季|夏期|冬季|冬期)?(?:閉鎖|休止|休み)|除く|除き|除いた日|不可)(?:とする|とします|となります|のため|です|日|、|利用不可|使用不可|利用できません)*'
const OPEN =
  '(?:まで)?(?:の間)?(?:は)?(?:利用可能|利用可|利用できます|使用可能|使用可|使用できます|利用|開館|開所|開園|営業|延長|終了|閉館|閉所|閉園|です|で|に|まで)*'
const LABEL = '(?:休館日|定休日|休園日|休場日|休業日|休所日|閉館日|閉園日|休診日)'
/** 月曜日が祝日の場合は翌日: another day is closed instead. */
const SHIFT = `\\(?(?:${ITEM}${JOIN})*(?:が|も)?⟦h\\d+⟧(?:にあたる|に当たる|と重なる|等|に|の|と)*(?:場合|とき|時|際|日は)(?:に)?(?:は|、|,|その|の)*(?:⟦[gh]\\d+⟧)?[^。()]{0,14}?(?:翌|次|以降)[^。、()]{0,16}\\)?`
const LIST = `${ITEM}(?:${SHIFT})?(?:${JOIN}${ITEM}(?:${SHIFT})?)*`
const SHIFTS = new RegExp(SHIFT, 'g')
const TAIL = new RegExp(`^(?:${LIST})\\)*$`)
const TOPIC = '(?:は|を|が|の)?、?\\s*'
const ENDS = '(?:は|を|が|の)?、?(?:開館時間|開園時間|利用時間|終了時間|閉館時間)?(?:は|を|が)?、?(?:朝)?'

const ALL_DAYS: Weekday[] = [0, 1, 2, 3, 4, 5, 6]

type Rule = { match: RegExp; read: (r: Reading, tokens: Tokens, groups: Record<string, string>) => boolean }
const rule = (source: string, read: Rule['read']): Rule => ({ match: new RegExp(source, 'y'), read })

/** Puts what holds on the days of a list; false when it holds on days that cannot be told. */
function onDays(r: Reading, list: readonly Token[], spans: Spans, clip?: Clip, label = ''): boolean {
  const how = { spans, ...(clip && { clip }) }
  let whole = true
  for (const token of list) {
    if (token.kind === 'g' || token.kind === 'h') {
      const { days, holidays } = token.group
      if (days.length > 0) r.rules.push({ days, ...how })
      if (holidays) r.holidays = onHolidays(days.includes(0), spans, clip)
    } else if (token.kind === 'n') {
      const nth = token.nth.length > 0 ? { nth: token.nth } : {}
      const seasons = token.seasons.length > 0 ? token.seasons.map((season) => ({ season })) : [{}]
      for (const season of seasons) r.rules.push({ days: token.days, ...nth, ...season, ...how })
    } else if (token.kind === 'm' && (clip || spans?.length !== 0)) {
      // 3月・10月は18:00まで: on every day that is open.
      for (const season of token.seasons) r.rules.push({ days: ALL_DAYS, season, openDaysOnly: true, ...how })
    } else if (token.kind === 'm') {
      r.yearly.push(...token.seasons.map((season) => ({ ...season, spans, label })))
    } else if (clip) whole = false
    else if (token.kind === 'y') {
      const { season, partial, newYear } = token
      r.yearly.push({ ...season, spans, label: label.slice(0, 60) || (newYear ? '年末年始' : '') })
      if (partial) r.yearly.push({ from: season.from, until: season.from, spans: null, label })
      if (newYear || season.from > season.until) r.newYear = true
    } else if (token.kind === 'd')
      r.dates.push({ from: token.from, until: token.until, spans, label: label.slice(0, 60) })
    else if (token.kind === 'x') {
      r.undatedNewYear = true
      if (spans?.length !== 0) whole = false
    } else whole = false
  }
  return whole
}

function onHolidays(withSunday: boolean, spans: Spans, clip: unknown): HolidayRule {
  if (spans?.length === 0 && !clip) return 'closed'
  return withSunday ? 'as_sunday' : 'unknown'
}

function close(r: Reading, tokens: Tokens, text: string, label = ''): boolean {
  const rest = text.replaceAll(SHIFTS, '')
  if (rest !== text) r.shifts = true
  const list = tokens.all(rest)
  const whole = onDays(r, list, [], undefined, label)
  const unknown = list.filter((t) => t.kind === 'c')
  if (!whole && unknown.length === 0) return false
  if (unknown.length > 0) {
    const words = [...text.matchAll(/⟦c\d+⟧/g)].map(([mark]) => tokens.words(mark))
    r.conditions.push(`${words.join('・')}を除く`)
  }
  return true
}

const span = (tokens: Tokens, marks = ''): Span[] =>
  tokens.all(marks).flatMap((t) => (t.kind === 'r' ? [t.span] : []))
const minute = (tokens: Tokens, mark = ''): number => {
  const token = tokens.get(mark)
  return token?.kind === 't' ? token.minute : 0
}
const words = (tokens: Tokens, mark = ''): string => {
  const token = tokens.get(mark)
  return token?.kind === 'q' ? token.words.slice(0, 500) : ''
}

/** In this order at each place of a sentence; the first that fits takes its words. */
const GRAMMAR: readonly Rule[] = [
  // What the portal itself writes.
  rule('夜間は(?<q>⟦q\\d+⟧)', (r, t, g) => {
    r.night = words(t, g.q)
    return true
  }),
  rule('条件は(?<q>⟦q\\d+⟧)', (r, t, g) => {
    r.conditions.push(words(t, g.q))
    return true
  }),
  rule('このほかにも使える場合あり', (r) => {
    r.uncertain = true
    return true
  }),
  rule('⟦h\\d+⟧は⟦g\\d+⟧と同じ', (r) => {
    r.holidays = 'as_sunday'
    return true
  }),
  rule('⟦x\\d+⟧も(?:曜日のとおり|利用可能?|利用できます|開[館園所]|営業)(?=[、)\\s(]|$)', (r) => {
    r.newYear = true
    return true
  }),
  rule('⟦h\\d+⟧は曜日のとおり', (r) => {
    r.holidays = 'as_weekday'
    return true
  }),
  rule(`(?<list>${LIST})は不明(?<q>⟦q\\d+⟧)?`, (r, t, g) => {
    return onDays(r, t.all(g.list ?? ''), null, undefined, words(t, g.q))
  }),
  // 休館日:毎週月曜(月曜が祝日の場合は翌平日)及び12/29~1/3
  rule(
    `(?:${LABEL}[:はが\\s]*\\((?<inside>${LIST})\\)|\\(?${LABEL}\\)?[:はが\\s]*(?<list>${LIST}))(?:${TOPIC}${CLOSE})?(?=[、,)\\s(]|$)`,
    (r, t, g) => {
      r.closedDaysListed = true
      return close(r, t, g.inside ?? g.list ?? '')
    },
  ),
  rule(
    `(?<label>(?:夏|冬)[季期](?:休[館園業場止]|閉鎖)(?:期間)?)[:は\\s]*\\(?(?<list>${LIST})\\)?`,
    (r, t, g) => close(r, t, g.list ?? '', g.label),
  ),
  rule(`(?<list>${LIST})以外(?:の日)?${OPEN}`, (r, t, g) => {
    r.closedDaysListed = true
    return close(r, t, g.list ?? '')
  }),
  rule(`(?<list>${LIST})${TOPIC}(?<verb>${CLOSE})(?<q>⟦q\\d+⟧)?`, (r, t, g) => {
    if (g.verb?.includes('く日')) r.closedDaysListed = true
    return close(r, t, g.list ?? '', words(t, g.q))
  }),
  rule(`(?:休みの曜日が)?${SHIFT}(?:${TOPIC}${CLOSE})?`, (r) => {
    r.shifts = true
    return true
  }),
  rule(`⟦g\\d+⟧が⟦h\\d+⟧の(?:時|場合|とき)は(?:開館|営業|開園|利用可能?)`, (r) => {
    r.holidays = 'unknown'
    return true
  }),
  rule(`⟦h\\d+⟧の(?:時|場合|とき)は(?:開館|営業|開園|利用可能?)`, (r) => {
    r.shifts = true
    return true
  }),
  rule(`(?<list>${LIST})は(?:開[館所園校庁]日|営業日)のみ(?:利用可能?)?(?:\\([^()]*\\))?`, (r, t, g) => {
    r.conditions.push(t.words(g.list ?? ''), '開館日のみ')
    return onDays(r, t.all(g.list ?? ''), null)
  }),
  // 土日は9:00~12:00、13:00~17:00
  rule(
    `(?<list>${LIST})\\s*${ENDS}(?<times>⟦r\\d+⟧(?:[・、,]⟦r\\d+⟧(?!${OPEN}\\(?⟦g))*)${OPEN}(?<q>⟦q\\d+⟧)?`,
    (r, t, g) => onDays(r, t.all(g.list ?? ''), span(t, g.times), undefined, words(t, g.q)),
  ),
  rule(`(?<times>⟦r\\d+⟧(?:[・、,]⟦r\\d+⟧)*)\\((?<list>${LIST})\\)`, (r, t, g) =>
    onDays(r, t.all(g.list ?? ''), span(t, g.times)),
  ),
  rule(`(?<list>${LIST})\\s*${ENDS}(?<time>⟦t\\d+⟧)(?:から|~)${OPEN}`, (r, t, g) =>
    onDays(r, t.all(g.list ?? ''), [], { from: minute(t, g.time) }),
  ),
  rule(
    `(?<list>${LIST})\\s*${ENDS}~?(?<time>⟦t\\d+⟧)(?:まで|で終了|閉館|終了|(?=[、。)]|$))${OPEN}`,
    (r, t, g) => onDays(r, t.all(g.list ?? ''), [], { until: minute(t, g.time) }),
  ),
  rule(
    '(?:年中)?(?:無休|休日なし|休みなし)?[・、\\s]*(?:⟦g\\d+⟧・?)?(?:⟦a\\d+⟧|常時|終日)(?:対応|利用|使用|開放|営業)?(?:可能|可|できます)?(?=[、)\\s]|$)',
    (r) => {
      r.always = true
      return true
    },
  ),
  rule('年中無休|無休|休日なし|休みなし|通年利用可能?', (r) => {
    r.newYear = true
    return true
  }),
  // Says nothing that narrows or widens.
  rule(
    '(?:特に)?なし(?=[、)]|$)|休[館園]日以外利用可能?|(?:開[館園所]|利用|使用)時間[:は]?(?=⟦)',
    () => true,
  ),
  rule(
    '(?<words>(?:学校|保育所|幼稚園)?開[館所園校庁]日(?:のみ|に限る|に限り|内|に随時)?(?:利用|使用)?(?:可能|可)?(?:上記の時間)?|(?:施設)?営業日のみ)(?=[、)\\s(]|$)',
    (r, t, g) => {
      r.conditions.push(t.words(g.words ?? ''))
      r.holidays ??= 'unknown'
      return true
    },
  ),
]

const SEPARATOR = /[・、,\s()]+|及び|および|又は|並びに/y
/** Says that something is shut, or only for some; anything else that is not understood may widen the hours. */
const NARROWS = /除|休|不可|できない|できません|閉|のみ|限|だけ|不在/
const SUSPENDED = /休[館園業場所止]中|工事中|閉鎖中|(?:利用|使用|運用)(?:休止|停止)/
const WIDENS = /延長|以外|開催時|利用時は|使用時は|ナイター|夜間|終日/

/** Without a bracket at the end that was opened elsewhere. */
function balanced(text: string): string {
  return text.endsWith(')') && !text.includes('(') ? text.slice(0, -1) : text
}

function unread(r: Reading, tokens: Tokens, text: string) {
  const raw = balanced(tokens.words(text).trim())
  if (!/[\p{L}\p{N}]/u.test(raw)) return
  r.unread.push(raw)
  if (SUSPENDED.test(raw)) r.suspended = true
  if (NARROWS.test(raw) && !WIDENS.test(raw) && !/⟦[rtm]/.test(text)) {
    r.conditions.push(raw)
    // The days that it speaks of are in doubt; all others are not.
    onDays(
      r,
      tokens.all(text).filter((t) => 'nydx'.includes(t.kind)),
      null,
    )
  } else r.uncertain = true
}

/** The end of what cannot be read: the next comma outside brackets. */
function nextStop(sentence: string, from: number): number {
  let depth = 0
  for (let i = from; i < sentence.length; i++) {
    if (sentence[i] === '(') depth++
    else if (sentence[i] === ')') depth--
    else if (depth <= 0 && /[、,\s]/.test(sentence[i] ?? '')) return i
  }
  return sentence.length
}

function readSentence(r: Reading, tokens: Tokens, sentence: string) {
  let at = 0
  next: while (at < sentence.length) {
    SEPARATOR.lastIndex = at
    if (SEPARATOR.exec(sentence)) {
      at = SEPARATOR.lastIndex
      continue
    }
    for (const { match, read } of GRAMMAR) {
      match.lastIndex = at
      const found = match.exec(sentence)
      if (!found || found[0] === '') continue
      if (!read(r, tokens, found.groups ?? {})) {
        r.unread.push(tokens.words(found[0]))
        r.uncertain = true
      }
      at = match.lastIndex
      continue next
    }
    const stop = nextStop(sentence, at + 1)
    // A list of days at the end, with nothing more: 年末年始(12月29日~1月3日)
    const tail = TAIL.test(sentence.slice(at)) ? sentence.slice(at) : null
    if (tail) {
      const days = tokens.all(tail).some((t) => t.kind === 'g') && !r.closedDaysListed
      if (days) r.rules.push(...unsaid(tokens, tail))
      close(r, tokens, days ? tail.replaceAll(/⟦g\d+⟧/g, '') : tail)
    } else unread(r, tokens, sentence.slice(at, stop))
    at = tail ? sentence.length : stop
  }
}

/** Days of the week with no word of what is on them. */
function unsaid(tokens: Tokens, list: string): ReadRule[] {
  return tokens
    .all(list)
    .flatMap((t) => (t.kind === 'g' ? [{ days: t.group.days, spans: [], unsaid: true }] : []))
}

/** Reads free text. */
export function readText(text: string): Reading {
  const { sentences, tokens } = tokenise(text)
  const r: Reading = {
    rules: [],
    holidays: null,
    shifts: false,
    always: false,
    newYear: false,
    undatedNewYear: false,
    suspended: false,
    yearly: [],
    dates: [],
    closedDaysListed: false,
    conditions: [],
    night: '',
    unread: [],
    uncertain: false,
  }
  for (const sentence of sentences) readSentence(r, tokens, sentence)
  return r
}
