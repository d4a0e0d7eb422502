/** What strangers send, on its way out again: as a name of a file, a cell, an address to go on to, a picture. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { csv } from '~/platform/csv'
import { disposition } from '~/platform/files.server'
import { safePath } from '~/platform/http.server'
import { readUpload } from '~/platform/uploads.server'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-uploads-'))
afterAll(() => rmSync(folder, { recursive: true }))

const anyText = fc.string({ unit: 'binary', maxLength: 300 })

describe('an address to go on to', () => {
  test.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/\t/elsewhere.example',
    '/%09/elsewhere.example\n',
    'https://elsewhere.example',
    'https:elsewhere.example',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'elsewhere.example',
    '/a\r\nSet-Cookie: x=1',
    '',
    `/${'a'.repeat(600)}`,
  ])('%j is the front page', (next) => {
    expect(safePath(next)).toBe('/')
  })

  test('stays in the portal, whatever is asked for', () => {
    const start = fc.constantFrom(
      '/',
      '//',
      '/\\',
      '/.//',
      '/..//',
      '/%2f/',
      '/;@',
      '/@',
      '/ ',
      '/\u3000/',
      '',
    )
    fc.assert(
      fc.property(start, anyText, (before, rest) => {
        const next = safePath(before + rest)
        expect(new URL(next, 'https://portal.test').origin).toBe('https://portal.test')
        expect(next).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
      }),
      { numRuns: 3000 },
    )
  })

  test('is where it was', () => {
    for (const next of ['/notices/3?q=a#b', '/associations/a/officers', '/%E3%81%82'])
      expect(safePath(next)).toBe(next)
  })
})

test('the name of a file makes no line of its own in the header, and no end of its quotes', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      // A name is cleaned before it is kept; here it is not.
      const header = disposition(name.toWellFormed())
      expect(header).toMatch(/^inline; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/)
      expect(header.split('"')).toHaveLength(3)
    }),
    { numRuns: 2000 },
  )
})

describe('a cell', () => {
  test.each(['=1+1', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x', '\n=1'])(
    '%j is no formula',
    (text) => {
      expect(csv([[text]]).replace(/^\ufeff"?/, '')[0]).toBe("'")
    },
  )

  test('stays one cell, and numbers stay numbers', () => {
    expect(csv([['a"b', 'c,d', -5, '090-1234']])).toBe('\ufeff"a""b","c,d",-5,090-1234\r\n')
  })
})

describe('a file', () => {
  const types = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp']
  let n = 0
  const readIn = (content: string | Uint8Array) => {
    const file = path.join(folder, String(n++))
    writeFileSync(file, content)
    return readUpload(file, types)
  }

  test.each([
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG behind a prologue', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['HTML behind spaces', `${' '.repeat(2000)}<html><script>1</script>`],
    ['a program', 'MZ\x90\0\x03\0\0\0'],
    ['a shell script', '#!/bin/sh\nid'],
    ['a GIF that is a script', 'GIF89a/*<svg/onload=alert(1)>*/=1'],
    ['an archive', 'PK\x03\x04\x14\0\0\0\0\0'],
  ])('%s is not taken, whatever its name says', async (_, content) => {
    expect(await readIn(Buffer.from(content, 'latin1'))).toEqual({ refused: 'wrong_type' })
  })

  test('of a page within a picture nothing is left, as the picture is written anew', async () => {
    const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#fff' } })
      .withExif({ IFD0: { Copyright: '<script>alert(1)</script>' } })
      .jpeg()
      .toBuffer()
    expect(picture.includes('<script>')).toBe(true)
    const taken = await readIn(Buffer.concat([picture, Buffer.from('<html><script>alert(2)</script>')]))
    if ('refused' in taken) throw new Error(taken.refused)
    expect(Buffer.from(taken.content).includes('<script>')).toBe(false)
    expect(taken.type).toBe('image/jpeg')
    expect(taken.nameFor('../../<b>.html')).toBe('_b_.jpg')
  })

  /** A PNG that says to be so large, and holds as little as that needs. */
  function png(width: number, height: number): Buffer {
    const crcTable = Array.from({ length: 256 }, (_, start) => {
      let c = start
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
      return c >>> 0
    })
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data])
      let crc = 0xffffffff
      for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
      const ends = Buffer.alloc(8)
      ends.writeUInt32BE(data.length)
      ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4)
      return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
    }
    const header = Buffer.alloc(13)
    header.writeUInt32BE(width)
    header.writeUInt32BE(height, 4)
    header.set([1, 0, 0, 0, 0], 8)
    const rows = Buffer.alloc(Math.min((Math.ceil(width / 8) + 1) * height, 50_000_000))
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  test('that unpacks to far more than it is costs nothing', async () => {
    for (const [width, height] of [
      [20_000, 20_000],
      [100_000, 100_000],
      [2_000_000_000, 2_000_000_000],
      [16, 60_000_000],
    ] as const) {
      const small = png(width, height)
      expect(small.length).toBeLessThan(300_000)
      const [began, before] = [Date.now(), process.memoryUsage().rss]
      expect(await readIn(small), `${width} × ${height}`).toEqual({ refused: 'broken_picture' })
      expect(Date.now() - began).toBeLessThan(2000)
      expect((process.memoryUsage().rss - before) / 1048576).toBeLessThan(150)
    }
  })

  test('a PDF is not unpacked at all: what is in it costs as much as it weighs', async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000), { level: 9 })
    const taken = await readIn(Buffer.concat([Buffer.from('%PDF-1.7\n'), bomb, Buffer.from('\n%%EOF')]))
    if ('refused' in taken) throw new Error(taken.refused)
    expect(taken.content.length).toBeLessThan(100_000)
  })
})

test('the server asks nobody but those whom the operator has named', () => {
  const root = path.resolve(import.meta.dirname, '../../app')
  const asking = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx)$/.test(file) && !/\.browser\.tsx?$|^ui\/map\//.test(file))
    .filter((file) =>
      /\bfetch\(|https?\.(request|get)\(|from 'node:(https?|tls|dns|http2)'|import [^\n]*\b(?:connect|createServer|createConnection|Socket)\b[^\n]* from 'node:net'|from '(axios|got|undici|web-push|nodemailer|@aws-sdk\/[\w-]+)'|from '@opentelemetry\/exporter/.test(
        readFileSync(path.join(root, file), 'utf8'),
      ),
    )
    .sort()
  // A stranger's address stands in none of them but that of a device, which has to be at a host of PUSH_HOSTS.
  expect(asking).toEqual([
    // The operator's: a bucket, a mail server, a scanner, the database; the last two listen and trace.
    'platform/files/bucket.server.ts',
    'platform/mail.server.ts',
    'platform/postgres.server.ts',
    'platform/push.server.ts',
    'platform/scanner.server.ts',
    'start/listen.ts',
    'start/tracing.ts',
  ])
})
