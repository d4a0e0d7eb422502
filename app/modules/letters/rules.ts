/** Filling a template, and what of a letter stands where on the sheet. Pure. */
import type { LetterValues } from './schema'

const PLACE = /\{\{\s*([a-z_]+)\s*\}\}/g
/** What somebody may have meant as a place: also with a capital, a blank or a Japanese word in it. */
const MEANT = /\{\{([^{}\n]*)\}\}/g

/**
 * Puts the values into their places. A line that is only a label and empty places is left out (`完了の期限:` without a
 * day says nothing); further lines of a value that stands beside a label are set in, so that they stay with it.
 */
export function fill(template: string, values: LetterValues): string {
  const lines = template.replace(/\r\n?/g, '\n').split('\n')
  return lines
    .flatMap((line) => filledLine(line, values))
    .join('\n')
    .replace(/[ \t\u3000]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function filledLine(line: string, values: LetterValues): string[] {
  const named = [...line.matchAll(PLACE)].map(([, name]) => values[name as keyof LetterValues] ?? '')
  const label = line.replace(PLACE, '').trim()
  if (named.length > 0 && named.every((value) => value.trim() === '') && /^$|[:\uff1a]金?$/.test(label))
    return []
  const filled = line.replace(PLACE, (_, name: keyof LetterValues) => values[name] ?? '')
  const [first = '', ...rest] = filled.replace(/\r\n?/g, '\n').split('\n')
  // Alone on its line a value keeps its own lines.
  return [first, ...rest.map((more) => (label === '' ? more : `\u3000${more.trimStart()}`))]
}

/** Places of a template that no letter knows. */
export function unknownPlaces(template: string, known: readonly string[]): string[] {
  const named = [...template.matchAll(MEANT)].map(([, name]) => (name ?? '').trim())
  return [...new Set(named.filter((name) => !known.includes(name)))]
}

/** 文書番号: in the city's way of writing it, else 第2026-12号. @param year 年度 */
export function writeNumber(numbering: string, year: number, number: number): string {
  return (numbering || '第{{year}}-{{number}}号').replace(PLACE, (_, name) =>
    name === 'year' ? String(year) : name === 'number' ? String(number) : '',
  )
}

/**
 * What the letter of a final amount says of the money: what is to be claimed, what advances have paid, what comes back.
 * @param final 確定額, yen
 * @param paid 概算払 so far, yen
 */
export function finalValues(final: number, paid: number): LetterValues {
  const yen = (amount: number) => `${amount.toLocaleString('ja-JP')}円`
  const left = final - paid
  const told = { amount: yen(final), paid: paid > 0 ? yen(paid) : '' }
  if (left > 0)
    return {
      ...told,
      balance: paid > 0 ? yen(left) : '',
      next:
        paid > 0
          ? '概算払で支払った額を除く、残りの額の請求書を提出してください。'
          : '確定した額の請求書を提出してください。',
    }
  const next =
    left < 0
      ? `概算払で支払った額が、確定した額を上回りました。上回った額(金${yen(-left)})は、返還をお願いします。返還の期限と方法は、別に通知します。`
      : paid > 0
        ? '確定した額は、概算払ですべて支払済みです。請求の手続はありません。'
        : 'お支払いする補助金はありません。請求の手続はありません。'
  return { ...told, balance: '', next }
}

/** 記: a label and what is said under it. */
type Item = { label: string; value: string }

/** A letter in the parts of an official one: addressee, text, 記 with its items, notes below 以上. */
type LetterParts = { addressee: string[]; text: string[]; items: Item[]; notes: string[] }

const ADDRESSED = /(様|殿|御中|あて|宛)$/
const ITEM = /^([^\s\u3000:\uff1a][^:\uff1a]{0,23})[:\uff1a]\s*(.*)$/

/**
 * Takes a letter apart: the first lines are the addressee when they end with 様, 殿 or 御中; below a line that is only
 * 記 stand items, each `label:what`, continued by lines that begin with a blank; the rest are notes.
 */
export function partsOf(body: string): LetterParts {
  const lines = body.replace(/\r\n?/g, '\n').trim().split('\n')
  const gap = lines.findIndex((line) => line.trim() === '')
  const head = lines.slice(0, gap < 0 ? lines.length : gap).map((line) => line.trim())
  const addressed = ADDRESSED.test(head.at(-1) ?? '')
  const rest = addressed ? lines.slice(head.length) : lines
  const mark = rest.findIndex((line) => /^[\s\u3000]*記[\s\u3000]*$/.test(line))
  const { items, notes } = itemsOf(mark < 0 ? [] : rest.slice(mark + 1))
  return {
    addressee: addressed ? head : [],
    text: paragraphs(mark < 0 ? rest : rest.slice(0, mark)),
    items,
    notes,
  }
}

function itemsOf(lines: string[]): { items: Item[]; notes: string[] } {
  const items: Item[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || /^[\s\u3000]*以[\s\u3000]*上[\s\u3000]*$/.test(line)) continue
    const last = items.at(-1)
    const [, label, value = ''] = ITEM.exec(line) ?? []
    if (label !== undefined) items.push({ label: label.trim(), value: value.trim() })
    else if (last && /^[\s\u3000]/.test(line)) last.value = `${last.value}\n${line.trim()}`.trim()
    else return { items, notes: paragraphs(lines.slice(index)) }
  }
  return { items, notes: [] }
}

/** Lines with text; an empty text marks a gap between them. */
function paragraphs(lines: string[]): string[] {
  const kept = lines
    .map((line) => line.trim())
    .filter((line, index, all) => line !== '' || (all[index - 1] ?? '') !== '')
    .filter((line) => !/^以[\s\u3000]*上$/.test(line))
  while (kept.at(-1) === '') kept.pop()
  while (kept[0] === '') kept.shift()
  return kept
}

/** What a place stands for in a letter that is only shown. */
export const sampleValues: Required<LetterValues> = {
  association: '見本町自治会',
  programme: '自治会館建設等助成',
  title: '見本町会館の耐震改修',
  works: '耐震改修',
  year: '令和8年度(2026年度)',
  receipt: '2026-1',
  submitted_on: '令和8年6月1日',
  amount: '1,000,000円',
  amount_before: '1,200,000円',
  paid: '400,000円',
  balance: '600,000円',
  next: '概算払で支払った額を除く、残りの額の請求書を提出してください。',
  decided_on: '令和8年7月1日',
  decision_number: '第2026-5号',
  conditions: '1 この決定の日より前に契約しないこと。\n2 完了したら、すみやかに実績を報告すること。',
  reason: '審査の結果、必要と認められるため。',
  items:
    '1 見積書: 内訳がありません。内訳の分かる見積書を出してください。\n2 総会の議事録: 議決の日を書いてください。',
  due_on: '令和8年6月30日',
  complete_by: '令和9年3月20日',
  disposal_until: '令和19年3月31日まで',
}

/** Fields in which a form differs from what stands now; line ends and blanks at the ends do not count. */
export function changedFields(
  standing: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string | string[]>>,
): { field: string; theirs: string; yours: string }[] {
  const plain = (value: string) => value.replace(/\r\n?/g, '\n').trim()
  return Object.entries(standing).flatMap(([field, theirs]) => {
    const yours = plain([typed[field] ?? ''].flat()[0] ?? '')
    return yours === plain(theirs) ? [] : [{ field, theirs, yours }]
  })
}
