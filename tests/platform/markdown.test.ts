import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, plainText, renderMarkdown } from '~/platform/markdown'

describe('written text', () => {
  test('becomes paragraphs, headings below the page, lists and bold words', () => {
    expect(renderMarkdown('# 題\n\n一行目\n二行目\n\n- **太字**です')).toBe(
      '<h3>題</h3>\n<p>一行目<br>\n二行目</p>\n<ul>\n<li><strong>太字</strong>です</li>\n</ul>\n',
    )
  })

  test('knows bold words that touch Japanese brackets', () => {
    expect(renderMarkdown('これは**「重要」**です')).toContain('<strong>「重要」</strong>')
  })

  test.each([
    ['<script>alert(1)</script>', '<script'],
    ['<img src=x onerror=alert(1)>', '<img'],
    ['[x](javascript:alert(1))', 'href'],
    ['[x](JaVaScRiPt:alert(1))', 'href'],
    ['[x](data:text/html;base64,PHNjcmlwdD4=)', 'href'],
    ['[x](//evil.example)', 'href'],
    ['![x](https://evil.example/a.png)', '<img'],
    ['<https://a.example"onmouseover="x>', '"onmouseover'],
  ])('%s brings no %s into the page', (text, forbidden) => {
    expect(renderMarkdown(text)).not.toContain(forbidden)
  })

  test('never brings a tag, an attribute or a scheme of its own, whatever is typed', () => {
    const hostile = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '[',
        '](',
        ')',
        'javascript:',
        'on',
        '=',
        '&#x',
        ';',
        '\n',
        '`',
        '*',
        '!',
        'script',
        'a',
        '/',
        ' ',
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(hostile, (parts) => {
        const html = renderMarkdown(parts.join(''))
        const tags = [...html.matchAll(/<\/?([a-z0-9]+)((?:\s[^>]*)?)>/g)]
        const known =
          /^(p|br|strong|em|ul|ol|li|a|code|pre|blockquote|h[3-6]|hr|s|table|thead|tbody|tr|th|td)$/
        return (
          tags.every(
            ([, name = '', attributes = '']) => known.test(name) && !/\son\w+\s*=/.test(attributes),
          ) &&
          !/href="\s*javascript/i.test(html) &&
          html.replace(/<\/?[a-z0-9]+(?:\s[a-z]+="[^"<>]*")*\s*>/g, '').search(/[<>]/) === -1
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('is shortened to its words for a list', () => {
    expect(plainText('## 見出し\n\n- [案内](https://a.example)と`コード`')).toBe('見出し 案内とコード')
    expect([...excerptOf('𠮷'.repeat(500))].length).toBe(120)
  })
})
