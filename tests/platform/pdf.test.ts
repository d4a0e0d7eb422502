/** The program that makes PDFs: its letters, what it refuses, and that it survives what goes wrong. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { TooMany } from '~/platform/errors'
import { markdownContent } from '~/platform/pdf/markdown'
import { endPdfs, makePdf, type PdfDefinition, pdfResponse } from '~/platform/pdf.server'
import { pdfPages } from '../setup/pdf'

const foot = { left: 'ポータル', right: '{page} / {pages}' }
const make = (content: PdfDefinition['content'], over: Partial<PdfDefinition> = {}) =>
  makePdf({ content, ...over }, foot)

afterAll(endPdfs)

describe('letters', () => {
  test('of names stay as they are; one that no font has is shown as missing, marks upon it are left out', async () => {
    const pages = pdfPages(await make(['髙橋 﨑 𠮷田 葛\u{e0100}城', 'Nguyễn Thị Ánh Đào', '花火🎆です👍🏽']))
    expect(pages).toHaveLength(1)
    expect(pages[0]).toContain('髙橋 﨑 𠮷田')
    expect(pages[0]).toContain('Nguyễn Thị Ánh Đào')
    expect(pages[0]).toContain('花火〓です〓')
    expect(pages[0]).toContain('ポータル1 / 1')
  })
})

describe('a document', () => {
  test('loads nothing from the network and reads no other file', async () => {
    await expect(make([{ image: '/etc/hostname' }])).rejects.toThrow(/denied by resource access policy/)
    const remote = { images: { far: 'http://127.0.0.1:9/x.png' } }
    await expect(make([{ image: 'far' }], remote)).rejects.toThrow(/denied by resource access policy/)
  })

  test('that cannot be set leaves the next ones alone, also when the program dies', async () => {
    await expect(make([{ image: 'data:image/png;base64,AAAA' }])).rejects.toThrow()
    expect(pdfPages(await make('次'))[0]).toContain('次')
    const lost = make(Array.from({ length: 2000 }, () => '長い'.repeat(200)))
    const killed = expect(lost).rejects.toThrow(/ended/)
    setTimeout(() => {
      const own = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
        encoding: 'utf8',
      })
      const line = own.split('\n').find((row) => row.includes('typesetter'))
      process.kill(Number(line?.trim().split(' ')[0]), 'SIGKILL')
    }, 300)
    await killed
    expect(pdfPages(await make('その次'))[0]).toContain('その次')
  })

  test('waits its turn, up to a number', async () => {
    const orders = Array.from({ length: 40 }, () => make('順番'))
    const ended = await Promise.allSettled(orders)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(30)
    const refused = ended.filter((one) => one.status === 'rejected').map(({ reason }) => reason)
    expect(refused.every((reason) => reason instanceof TooMany)).toBe(true)
  })
})

test('an answer names the file in Japanese, without what no file name may hold', () => {
  const { headers } = pdfResponse(new Uint8Array(5), '回覧 第3号 a/b:"c"\r\nX: y')
  expect(headers.get('Content-Type')).toBe('application/pdf')
  const name = encodeURIComponent('回覧 第3号 a b c X y.pdf')
  expect(headers.get('Content-Disposition')).toMatch(/^inline; filename="[ -~]+"/)
  expect(headers.get('Content-Disposition')).toContain(`filename*=UTF-8''${name}`)
})

describe('Markdown on paper', () => {
  const base = 'https://portal.example.jp'
  const words = async (text: string) => pdfPages(await make(markdownContent(text, base))).join('\n')

  test('keeps headings, lists, tables, line breaks, emphasis', async () => {
    const content = markdownContent(
      '# 見出し\n\n本文\n二行目 **太字** *傾き*\n\n- 一\n  - 二\n\n3. 三\n\n|a|b|\n|-|-|\n|1|2|',
      base,
    )
    const flat = JSON.stringify(content)
    for (const part of ['"ul"', '"ol"', '"table"', '"start":3', '"\\n"']) expect(flat).toContain(part)
    expect(flat.match(/"bold":true/g)).toHaveLength(3 + 2)
    expect(pdfPages(await make(content))[0]).toContain('見出し本文二行目 太字 傾き')
  })

  test('writes out where a link leads, once', async () => {
    expect(await words('[市役所](https://www.example.jp/a)')).toContain('市役所(https://www.example.jp/a)')
    expect(await words('https://www.example.jp/b')).not.toContain('(https')
    expect(await words('[お知らせ](/notices/1)')).toContain(`お知らせ(${base}/notices/1)`)
    expect(await words('[072-000-0000](tel:0720000000)')).not.toContain('(072')
    expect(await words('[ここ](https://www.example.jp/%E6%9E%9A)')).toContain('/枚)')
  })

  test('shows HTML as text, and pictures and scripts as nothing to load', async () => {
    expect(await words('<b>x</b>')).toContain('<b>x</b>')
    expect(
      JSON.stringify(markdownContent('![a](http://x/y.png) [b](javascript:alert(1))', base)),
    ).not.toContain('"image"')
  })

  test('makes something of any text', async () => {
    const sign = fc.constantFrom(
      '#',
      '- ',
      '1. ',
      '|',
      '\n',
      '**',
      '[a](b)',
      '> ',
      '`',
      '漢',
      ' ',
      '    ',
      '---',
      '😀',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { maxLength: 40 }), async (parts) => {
        expect(pdfPages(await make(markdownContent(parts.join(''), base))).length).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
