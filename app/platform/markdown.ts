/**
 * Markdown as HTML, on the server when text is written and in the browser for the preview. Safe by construction:
 * HTML in the text is shown as text, links go to http, https, mailto and tel only, pictures are links.
 */
import MarkdownIt from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { escapeHtml, rubyHtml, writtenReadings } from './ruby'
import { shorten } from './text'

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false })
  .use(cjkFriendly)
  // A picture from elsewhere would tell its server who reads the notice.
  .disable(['image', 'html_block', 'html_inline'])

// Only links with a scheme become links by themselves: 「例.pdf」 or 「a.co」 in a text is no address.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
markdown.validateLink = (url) => /^(https?:|mailto:|tel:|\/(?![/\\])|#)/i.test(url.trim())

// The page owns h1 and h2: a first-level heading in the text is a third-level heading of the page.
for (const rule of ['heading_open', 'heading_close'] as const) {
  markdown.renderer.rules[rule] = (tokens, index, options, _env, self) => {
    const token = tokens[index]
    if (token) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
    return self.renderToken(tokens, index, options)
  }
}
markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'nofollow noopener')
  return self.renderToken(tokens, index, options)
}

// 枚方《ひらかた》: a reading that the writer gives is always shown. The word stays a text, so that whoever reads the
// tokens for another purpose meets it without its reading.
markdown.core.ruler.push('readings', (state) => {
  for (const block of state.tokens) {
    block.children = (block.children ?? []).flatMap((token) => {
      if (token.type !== 'text' || !token.content.includes('《')) return [token]
      return writtenReadings(token.content).map(({ text, reading }) => {
        const part = new state.Token('text', '', 0)
        part.content = text
        part.level = token.level
        part.meta = reading ? { reading } : null
        return part
      })
    })
  }
})
/** Puts readings over a run of words: HTML of the text, which is given as it was written. */
type Annotate = (text: string) => string
type Environment = { annotate?: Annotate }

markdown.renderer.rules.text = (tokens, index, _options, env) => {
  const token = tokens[index]
  if (!token) return ''
  const { reading } = (token.meta ?? {}) as { reading?: string }
  if (reading) return rubyHtml(token.content, reading)
  const { annotate } = (env ?? {}) as Environment
  return annotate ? annotate(token.content) : escapeHtml(token.content)
}

/**
 * HTML of a text in Markdown; safe to show as it is.
 * @param annotate makes safe HTML of each run of words; without it they are shown as they are
 */
export function renderMarkdown(text: string, annotate?: Annotate): string {
  return markdown.render(text, { annotate } satisfies Environment)
}

/** The runs of words of a text in Markdown that `renderMarkdown` shows to `annotate`, in order. */
export function textRuns(text: string): string[] {
  return markdown
    .parse(text, {})
    .flatMap((block) => block.children ?? [])
    .filter((token) => token.type === 'text' && !token.meta && token.content !== '')
    .map((token) => token.content)
}

/** A text in Markdown as the blocks and words that it is made of, for another form than HTML. */
export function markdownTokens(text: string) {
  return markdown.parse(text, {})
}
export type MarkdownToken = ReturnType<typeof markdownTokens>[number]

/** The words of a text in Markdown without its signs, line by line as a reader sees them. */
export function linesOf(text: string): string[] {
  return markdown.parse(text, {}).flatMap((block) => {
    if (block.type !== 'inline') return []
    const words = (block.children ?? []).map(({ type, content }) =>
      type === 'softbreak' || type === 'hardbreak'
        ? '\n'
        : type === 'text' || type === 'code_inline'
          ? content
          : '',
    )
    return words.join('').split('\n')
  })
}

/** The words of a text in Markdown without its signs. */
export function plainText(text: string): string {
  const words: string[] = []
  for (const block of markdown.parse(text, {})) {
    if (block.type === 'fence' || block.type === 'code_block') words.push(block.content)
    for (const token of block.children ?? []) {
      if (token.type === 'text' || token.type === 'code_inline') words.push(token.content)
      else if (token.type === 'softbreak' || token.type === 'hardbreak') words.push(' ')
    }
    if (block.type === 'inline') words.push(' ')
  }
  return words.join('').replace(/\s+/g, ' ').trim()
}

/** The beginning of a text, for a list: at most 120 letters. */
export function excerptOf(text: string): string {
  return shorten(plainText(text), 120)
}
