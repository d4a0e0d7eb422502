/** A text in Markdown as content of a PDF: read as for the page, so that both say the same. Pure. */
import type { Content, ContentText, TableCell } from 'pdfmake/interfaces'
import { type MarkdownToken, markdownTokens } from '../markdown'

/** Sizes of headings by level in the text, in points; the title of the sheet is larger than all. */
const HEADINGS = [17, 15.5, 14.5]
/** A heading is kept on the page of what follows it, when that is shorter, in letters. */
const KEPT_TOGETHER = 500
/** More columns than this leave no room for a word. */
const MAX_COLUMNS = 8

type Run = ContentText & { text: string }
type Mark = { bold?: true; link?: string; decoration?: 'lineThrough' }

/**
 * Headings, paragraphs, lists, tables, quotations; emphasis is bold, as Japanese letters have no slant. The address of
 * a link is written out behind its words, because paper cannot be pressed.
 * @param base the public address of the portal, for links within it
 */
export function markdownContent(text: string, base: string): Content[] {
  const tokens = markdownTokens(text)
  return keepHeadings(blocks(tokens, { at: 0 }, base))
}

/** Reads blocks up to the end, or up to the token that closes the enclosing one. */
function blocks(tokens: readonly MarkdownToken[], cursor: { at: number }, base: string): Content[] {
  const found: Content[] = []
  for (let token = tokens[cursor.at]; token && token.nesting >= 0; token = tokens[cursor.at]) {
    cursor.at++
    const block = blockOf(token, tokens, cursor, base)
    if (block) found.push(block)
  }
  // Past the closing token.
  cursor.at++
  return found
}

function blockOf(
  token: MarkdownToken,
  tokens: readonly MarkdownToken[],
  cursor: { at: number },
  base: string,
): Content | null {
  switch (token.type) {
    case 'heading_open': {
      const fontSize = HEADINGS[Number(token.tag.slice(1)) - 1] ?? 13.5
      const text = onlyInline(tokens, cursor, base)
      return { text, bold: true, fontSize, lineHeight: 1, margin: [0, 10, 0, 3], headlineLevel: 1 }
    }
    case 'paragraph_open':
      return { text: onlyInline(tokens, cursor, base), margin: [0, 4, 0, 4] }
    case 'inline':
      return { text: runsOf(token, base) }
    case 'bullet_list_open':
      return { ul: items(tokens, cursor, base), margin: [0, 4, 0, 4], markerColor: 'black' }
    case 'ordered_list_open':
      return { ol: items(tokens, cursor, base), start: startOf(token), margin: [0, 4, 0, 4] }
    case 'blockquote_open':
      return { stack: blocks(tokens, cursor, base), margin: [20, 4, 0, 4] }
    case 'table_open':
      return tableOf(tokens, cursor, base)
    case 'fence':
    case 'code_block':
      return { text: token.content.replace(/\n$/, ''), margin: [12, 4, 0, 4], preserveLeadingSpaces: true }
    case 'hr':
      return rule
    default:
      return token.nesting === 1 ? { stack: blocks(tokens, cursor, base) } : null
  }
}

const rule: Content = {
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: 499, y2: 0, lineWidth: 0.75 }],
  margin: [0, 10, 0, 10],
}

/** The words of a block that holds nothing else. */
function onlyInline(tokens: readonly MarkdownToken[], cursor: { at: number }, base: string): Run[] {
  const inline = tokens[cursor.at]
  cursor.at += 2
  return inline ? runsOf(inline, base) : []
}

function items(tokens: readonly MarkdownToken[], cursor: { at: number }, base: string): Content[] {
  const found: Content[] = []
  while (tokens[cursor.at]?.type === 'list_item_open') {
    cursor.at++
    const stack = blocks(tokens, cursor, base).map(close)
    found.push(stack.length === 1 && stack[0] ? stack[0] : { stack })
  }
  cursor.at++
  return found
}

/** What stands in a list stands closer together. */
function close(block: Content): Content {
  return typeof block === 'object' && 'margin' in block ? { ...block, margin: [0, 1, 0, 1] } : block
}

function startOf(token: MarkdownToken): number {
  const start = Number(token.attrGet('start') ?? 1)
  return Number.isSafeInteger(start) ? start : 1
}

function tableOf(tokens: readonly MarkdownToken[], cursor: { at: number }, base: string): Content {
  const rows: TableCell[][] = []
  for (let token = tokens[cursor.at]; token && token.type !== 'table_close'; token = tokens[cursor.at]) {
    cursor.at++
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'th_open' || token.type === 'td_open') {
      const bold = token.type === 'th_open'
      rows.at(-1)?.push({ text: onlyInline(tokens, cursor, base), bold, fontSize: 12 })
    }
  }
  cursor.at++
  const columns = Math.max(1, ...rows.map((row) => row.length))
  if (columns > MAX_COLUMNS) return { stack: rows.map((row) => ({ text: row.flatMap(cellWords) })) }
  const body = rows.map((row) => [...row, ...Array.from({ length: columns - row.length }, () => '')])
  return {
    table: { headerRows: 1, widths: Array.from({ length: columns }, () => '*'), body, dontBreakRows: true },
    layout: 'grid',
    margin: [0, 6, 0, 6],
  }
}

/** A cell of a table that is too wide for a page, as words in a line. */
function cellWords(cell: TableCell): Run[] {
  const { text } = cell as { text: Run[] }
  return [...text, { text: '  ' }]
}

function runsOf(inline: MarkdownToken, base: string): Run[] {
  const runs: Run[] = []
  const marks: Mark[] = []
  let linked = ''
  for (const token of inline.children ?? []) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') runs.push({ text: '\n' })
    else if (token.type === 'link_open') {
      linked = ''
      marks.push(addressOf(String(token.attrGet('href') ?? ''), base))
    } else if (token.type === 'link_close') {
      const { link = '' } = marks.pop() ?? {}
      const shown = writtenOut(link)
      if (shown && !sameWords(shown, linked)) runs.push({ text: `(${shown})` })
    } else if (token.type === 's_open') marks.push({ decoration: 'lineThrough' })
    else if (token.nesting === 1) marks.push({ bold: true })
    else if (token.nesting === -1) marks.pop()
    else if (token.content) {
      linked += token.content
      runs.push(Object.assign({ text: token.content }, ...marks))
    }
  }
  return runs
}

function addressOf(href: string, base: string): Mark {
  // A place within the text is nowhere on paper.
  return href.startsWith('#') ? {} : { link: href.startsWith('/') ? base + href : href }
}

/** An address as people read it: letters instead of their codes, no `mailto:` and `tel:`. */
function writtenOut(link: string): string {
  const plain = link.replace(/^(mailto|tel):/i, '')
  try {
    return decodeURI(plain)
  } catch {
    return plain
  }
}

function sameWords(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/^(https?:\/\/|mailto:|tel:)/i, '').replace(/[-\s()/]/g, '')
  return bare(a) === bare(b)
}

/** Binds each heading to the block behind it, unless that is too long for what is left of a page. */
function keepHeadings(all: Content[]): Content[] {
  const kept: Content[] = []
  for (let i = 0; i < all.length; i++) {
    const block = all[i]
    const next = all[i + 1]
    if (
      block &&
      next &&
      isHeading(block) &&
      !isHeading(next) &&
      JSON.stringify(next).length < KEPT_TOGETHER * 2
    ) {
      kept.push({ stack: [block, next], unbreakable: true })
      i++
    } else if (block) kept.push(block)
  }
  return kept
}

function isHeading(block: Content): boolean {
  return typeof block === 'object' && 'headlineLevel' in block
}
