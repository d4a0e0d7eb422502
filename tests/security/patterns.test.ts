/**
 * Every regular expression of the program against long texts made to exhaust it. What a pattern takes must not grow
 * faster than the text: an exponential one stops the whole portal for everybody with forty letters (ReDoS), and one
 * of the second degree with a long text.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../app')

type Pattern = { where: string; pattern: RegExp }

/** All literals of the program, each once. */
function patterns(): Pattern[] {
  const found = new Map<string, Pattern>()
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue
    const source = readFileSync(path.join(root, file), 'utf8')
    if (!source.includes('/')) continue
    const tree = ts.createSourceFile(
      file,
      source,
      ts.ScriptTarget.ESNext,
      false,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    )
    const look = (node: ts.Node) => {
      if (ts.isRegularExpressionLiteral(node)) {
        const [, body = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? []
        found.set(node.text, {
          where: `${file}: ${node.text}`,
          pattern: new RegExp(body, flags.replace(/[gy]/g, '')),
        })
      }
      ts.forEachChild(node, look)
    }
    look(tree)
  }
  return [...found.values()]
}

/** Texts that keep a pattern trying: one thing many times over, and then what it did not expect. */
function attacks(pattern: RegExp, length: number): string[] {
  // The letters that the pattern itself speaks of, and those that classes stand for.
  const own = [...new Set(pattern.source.replace(/\\[dwsbpu]\{?[^}]*\}?/gi, ''))].filter(
    (c) => !/[\\^$()|?*+{}[\]]/.test(c),
  )
  const units = [
    ...own.slice(0, 12),
    'a',
    '0',
    ' ',
    '\t',
    '\n',
    'あ',
    '-',
    '.',
    '/',
    '<',
    '(',
    '[',
    '*',
    '_',
    '@',
    'a0',
    'a.',
    '0,',
    '- ',
    'a@',
    '<a',
    '[](',
    '**',
    '1-',
    '\r\n',
  ]
  return [...new Set(units)].flatMap((unit) => {
    const text = unit.repeat(Math.ceil(length / unit.length))
    return [`${text}\u0001`, `a${text}!`]
  })
}

/** The longest that one attack takes, in ms of this process's own work: others work on the machine too. */
function cost({ pattern }: Pattern, length: number): number {
  let worst = 0
  for (const text of attacks(pattern, length)) {
    const began = performance.now()
    const before = process.cpuUsage()
    pattern.test(text)
    if (performance.now() - began < 5) continue
    const { user, system } = process.cpuUsage(before)
    worst = Math.max(worst, (user + system) / 1000)
    if (worst > 1000) break
  }
  return worst
}

const all = patterns()

test('the patterns of the program are found', () => {
  expect(all.length).toBeGreaterThan(300)
})

test('this test would find an exponential and a cubic one', { timeout: 120_000 }, () => {
  expect(cost({ where: 'x', pattern: /^(a|a)+$/ }, 23)).toBeGreaterThan(20)
  expect(cost({ where: 'x', pattern: /\s*\s*x$/ }, 500)).toBeGreaterThan(20)
})

test('none takes long, with few letters or with five hundred', { timeout: 240_000 }, () => {
  // Few letters first: an exponential one would never come back from more.
  const slow: string[] = []
  for (const one of all) {
    const short = cost(one, 22)
    if (short > 40) {
      slow.push(`${one.where} (22 letters: ${short.toFixed(0)} ms)`)
      continue
    }
    const long = cost(one, 500)
    if (long > 60) slow.push(`${one.where} (500 letters: ${long.toFixed(0)} ms)`)
  }
  expect(slow).toEqual([])
})
