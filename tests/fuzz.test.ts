/**
 * Ten thousand malformed requests to all pages, forms and files, as everybody: never a 5xx, never a word of the
 * machinery in an answer, never markup that somebody has sent, and no more memory at the end than in the middle.
 * The seed is fixed; FUZZ_SEED and FUZZ_COUNT choose another run.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, expect, test, vi } from 'vitest'
// The worker makes a database only for a file that has loaded its client.
import '~/platform/db.server'
import { type InProcess, openInProcess, type Role } from './setup/in-process'

const SEED = Number(process.env.FUZZ_SEED ?? 20261123)
const COUNT = Number(process.env.FUZZ_COUNT ?? 10_000)
/** Pages that each person walks through first, to learn what there is. */
const PAGES = Number(process.env.FUZZ_PAGES ?? 80)
const who: Role[] = ['guest', 'resident', 'chair', 'secretary', 'reviewer', 'centre', 'admin']
/** Where each finds most of what is for them. */
const doors = [
  '/',
  '/desk',
  '/notices',
  '/account',
  '/admin',
  '/household',
  '/aeds',
  '/halls',
  '/subsidies/applications',
]

/** What no answer may say: names of libraries, places in the program, words of the database. */
const MACHINERY =
  /prisma|sqlstate|syntax error at|invalid input syntax|violates .{0,20}constraint|duplicate key|node_modules|\n\s+at .{1,80}:\d+:\d+|\b(?:Type|Range|Reference|Syntax)Error\b|is not a function|Cannot read prop|ECONNREFUSED|app\/modules\//i
/** Markup that is sent in many places; it must come back as letters. */
const MARK = '<x-mark onload=1>'

let seed = SEED >>> 0
/** mulberry32: the same numbers everywhere. */
function random(): number {
  seed = (seed + 0x6d2b79f5) >>> 0
  let t = seed
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}
const below = (n: number) => Math.floor(random() * n)
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
const chance = (share: number) => random() < share

const hostile: (() => string)[] = [
  () => '',
  () => ' ',
  () => '\u0000',
  () => `a\u0000b`,
  () => '\ud800',
  () => '\u202e\u200b\ufeff',
  () => '𠮷👩‍👩‍👧‍👦é',
  () => '-1',
  () => '0',
  () => '2147483648',
  () => '9223372036854775808',
  () => '1e309',
  () => 'NaN',
  () => '0x10',
  () => '1.5',
  () => '１２３',
  () => '9'.repeat(400),
  () => `${below(60)}`,
  () => `${below(100_000)}`,
  () => '2026-02-30',
  () => '0000-00-00',
  () => '99999-12-31',
  () => '2026-01-01T99:99',
  () => '+275760-09-13',
  () => MARK,
  () => `"'>${MARK}`,
  () => `</script>${MARK}`,
  () => `javascript:alert(1)//${MARK}`,
  () => "' OR 1=1 --",
  () => '%',
  () => '_%\\',
  () => '{{7*7}}<%= 7*7 %>',
  () => '../../../etc/passwd',
  () => '..\\..\\x',
  () => '//elsewhere.example/x',
  () => 'http://169.254.169.254/',
  () => 'a\r\nBcc: x@elsewhere.example',
  () => '__proto__',
  () => '{"__proto__":{"a":1}}',
  () => '[]',
  () => '[[[[[[{',
  () => '=cmd|calc!A1',
  () => '(a+)+$'.repeat(20),
  () => 'あ'.repeat(1 + below(3000)),
  () => 'x'.repeat(below(30_000)),
  () => 'on',
  () => 'true',
  () => '00000000-0000-0000-0000-000000000000',
  () => 'a@b.example',
  () => Array.from({ length: below(40) }, () => String.fromCharCode(below(65_536))).join(''),
]
const bad = () => pick(hostile)()

type Form = { role: Role; action: string; fields: [string, string][]; multipart: boolean }
type Route = { path: string; acts: boolean }

let portal: InProcess
const cookies = new Map<Role, string>()
const routes: Route[] = []
const forms: Form[] = []
const known = new Set<string>()
/** Addresses and names that really exist, to be varied. */
const addresses: { role: Role; path: string }[] = []
const names = new Set(['version', 'intent', 'id', 'q', 'page', 'after', 'next', 'token', 'key'])
const parameters = new Map<string, Set<string>>()
let asked = 0

async function send(role: Role, path: string, init: RequestInit = {}, cookie = cookies.get(role) ?? '') {
  asked++
  const headers = new Headers(init.headers)
  if (!headers.has('Cookie') && cookie) headers.set('Cookie', cookie)
  const request = new Request(`http://localhost:3000${path}`, { ...init, headers, redirect: 'manual' })
  // Each from an address of its own, so that it is not the counting of attempts that answers.
  const response = await portal.send(
    request,
    `2001:db8:${below(65_536).toString(16)}:${asked.toString(16)}::1`,
  )
  return { response, text: await response.text() }
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replace(/&(amp|quot|#x27|lt|gt);/g, unescaped)
const unescaped = (entity: string) =>
  ({ '&amp;': '&', '&quot;': '"', '&#x27;': "'", '&lt;': '<', '&gt;': '>' })[entity] ?? ''

/** Keeps the forms, links and names of a page. */
function learn(role: Role, path: string, html: string): string[] {
  for (const [whole, opening = ''] of html.matchAll(/<form([^>]*)>.*?<\/form>/gs)) {
    const fields: [string, string][] = []
    for (const [tag] of whole.matchAll(/<(?:input|select|textarea|button)[^>]*>/g)) {
      const name = attribute(tag, 'name')
      if (!name) continue
      names.add(name)
      fields.push([name, attribute(tag, 'value') ?? ''])
    }
    const action = attribute(opening, 'action') ?? path
    // The same form stands on many pages, that of the languages on all.
    const kind = [role, action.replace(/\d+/g, '#'), ...fields.map(([name]) => name)].join(' ')
    if (attribute(opening, 'method') !== 'post' || known.has(kind)) continue
    known.add(kind)
    forms.push({ role, action, fields, multipart: opening.includes('multipart') })
  }
  return [...html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
}

/** Walks from door to door, two pages of a kind, and learns what there is. */
async function explore(role: Role, most: number) {
  const seen = new Map<string, number>()
  const ahead = [...doors]
  for (let n = 0; n < most && ahead.length > 0; ) {
    const path = ahead.shift() as string
    const kind = path.replace(/\?.*/, '?').replace(/\d+|[\w-]{30,}/g, '#')
    if ((seen.get(kind) ?? 0) >= 2 || /^\/sign-out|\.(pdf|png)$/.test(path)) continue
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    n++
    const { response, text } = await send(role, path)
    if (response.status !== 200 || !response.headers.get('Content-Type')?.includes('html')) continue
    addresses.push({ role, path })
    for (const [name] of new URL(path, 'http://x').searchParams) names.add(name)
    ahead.push(...learn(role, path, text))
  }
}

beforeAll(async () => {
  portal = await openInProcess()
  for (const role of who) cookies.set(role, await portal.signIn(role))
  const all = portal.build.routes
  for (const route of Object.values(all)) {
    if (!route?.path || route.path === '*') continue
    routes.push({ path: `/${route.path}`, acts: Boolean(route.module.action) })
  }
  for (const role of who) await explore(role, PAGES)
  // What really stands in the place of a parameter, by the part of the address before it.
  for (const { path } of addresses) {
    const parts = path.replace(/\?.*/, '').split('/')
    parts.forEach((part, at) => {
      const before = parts[at - 1] ?? ''
      if (part) parameters.set(before, (parameters.get(before) ?? new Set()).add(part))
    })
  }
}, 480_000)

/** An address of a route, with something in the place of each parameter: what is there, or what cannot be. */
function addressOf(path: string): string {
  const parts = path.split('/')
  return parts
    .map((part, at) => {
      if (!part.startsWith(':')) return part
      const real = [...(parameters.get(parts[at - 1] ?? '') ?? [])]
      if (real.length > 0 && chance(0.6)) return pick(real)
      return chance(0.5) ? `${1 + below(80)}` : encoded(bad().slice(0, 2000)) || '0'
    })
    .join('/')
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

function queryOf(): string {
  if (chance(0.3)) return ''
  const all = [...names]
  return `?${Array.from({ length: 1 + below(4) }, () => `${encoded(chance(0.9) ? pick(all) : bad())}=${chance(0.1) ? '%E0%A4%A' : encoded(bad().slice(0, 4000))}`).join('&')}`
}

function fieldsOf(form?: Form): [string, string][] {
  const all = [...names]
  const fields: [string, string][] = form ? form.fields.map(([name, value]) => [name, value]) : []
  const changes = 1 + below(4)
  for (let n = 0; n < changes; n++) {
    const at = below(fields.length + 1)
    const one = fields[at]
    if (one && chance(0.6)) one[1] = bad()
    else if (one && chance(0.3)) fields.splice(at, 1)
    else if (one && chance(0.5)) fields.push([one[0], bad()])
    else fields.push([chance(0.8) ? pick(all) : bad().slice(0, 300), bad()])
  }
  if (chance(0.05)) for (let n = 0; n < 2100; n++) fields.push(['x', `${n}`])
  return fields
}

const kinds = ['application/pdf', 'image/png', 'text/csv', 'image/svg+xml', 'text/html', 'application/zip']
const beginnings = [
  '%PDF-1.7\n',
  '\x89PNG\r\n\x1a\n',
  'PK\x03\x04',
  '\xff\xd8\xff\xe0',
  '<svg onload=1>',
  '﻿氏名,役職\n',
  '',
]

function bodyOf(form?: Form): RequestInit {
  const fields = fieldsOf(form)
  if (form?.multipart || chance(0.15)) {
    const body = new FormData()
    for (const [name, value] of fields) {
      if (/file|photo|content/.test(name) && chance(0.7)) {
        const content = Buffer.from(pick(beginnings) + bad(), 'latin1')
        body.append(name, new File([content], bad().slice(0, 300) || 'x', { type: pick(kinds) }))
      } else body.append(name, value)
    }
    return { method: 'POST', body }
  }
  return { method: 'POST', body: new URLSearchParams(fields) }
}

const noise = () => Buffer.from(Array.from({ length: below(400) }, () => below(256)))
const broken: (() => RequestInit)[] = [
  () => ({ body: noise() }),
  () => ({ body: noise(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
  () => ({ body: noise(), headers: { 'Content-Type': 'multipart/form-data' } }),
  () => ({ body: noise(), headers: { 'Content-Type': 'multipart/form-data; boundary=' } }),
  () => ({ body: noise(), headers: { 'Content-Type': 'multipart/form-data; boundary=b' } }),
  () => ({
    body: `--b\r\nContent-Disposition: form-data; name="version"\r\n\r\n${encoded(bad())}`,
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
  }),
  () => ({
    body: `--b\r\nContent-Disposition: form-data; name="file"; filename="../../x\0.pdf"\r\nContent-Type: x\r\n\r\n%PDF\r\n--b--`,
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
  }),
  () => ({
    body: '{"intent":{"a":[1]},"__proto__":{"a":1}}',
    headers: { 'Content-Type': 'application/json' },
  }),
  () => ({ body: '%%%=&&&=%ZZ&a[b][c]=1&constructor.prototype.x=1' }),
  () => ({ body: '<a/>', headers: { 'Content-Type': 'text/xml; charset=utf-7' } }),
  () => ({}),
]

const latin = (text: string) => text.replace(/[^\x20-\x7e]/g, '') || 'x'
const oddHeaders = [
  'Cookie',
  'Accept-Language',
  'Range',
  'If-None-Match',
  'If-Modified-Since',
  'Accept',
  'User-Agent',
  'Content-Length',
  'X-Forwarded-For',
  'Referer',
]

type Case = { role: Role; path: string; init: RequestInit }

function next(): Case {
  const role = pick(who)
  const kind = random()
  if (kind < 0.45 && forms.length > 0) {
    const form = pick(forms)
    const path = chance(0.1) ? `${form.action.replace(/\d+/, `${1 + below(99_999)}`)}` : form.action
    return { role: chance(0.85) ? form.role : role, path, init: bodyOf(form) }
  }
  const acting = routes.filter(({ acts }) => acts)
  if (kind < 0.6)
    return { role, path: addressOf(pick(acting).path) + (chance(0.2) ? queryOf() : ''), init: bodyOf() }
  if (kind < 0.65)
    return { role, path: addressOf(pick(acting).path), init: { method: 'POST', ...pick(broken)() } }
  const real = chance(0.4) ? pick(addresses) : null
  const path = (real ? real.path.replace(/\?.*/, '') : addressOf(pick(routes).path)) + queryOf()
  if (kind < 0.7) {
    const headers = Object.fromEntries(Array.from({ length: 3 }, () => [pick(oddHeaders), latin(bad())]))
    return { role, path, init: { headers } }
  }
  // Some of them as the framework's own scripts ask: for the data alone.
  if (chance(0.1)) return { role, path: path.replace(/^([^?]*)/, '$1.data'), init: {} }
  return { role: real?.role ?? role, path, init: chance(0.03) ? { method: 'HEAD' } : {} }
}

function used(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1048576
}

test(`${COUNT} malformed requests are answered in words (seed ${SEED})`, async () => {
  console.log(
    `fuzz: seed ${SEED}, ${routes.length} routes, ${forms.length} forms, ${addresses.length} pages, ${names.size} names`,
  )
  expect(forms.length).toBeGreaterThan(20)
  const faults: string[] = []
  const log: string[] = []
  vi.spyOn(console, 'error').mockImplementation((...args) => {
    log.push(
      args
        .map((arg) => (arg instanceof Error ? `${arg.stack}` : String(arg)))
        .join(' ')
        .slice(0, 1500),
    )
  })
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const statuses = new Map<number, number>()
  let middle = 0
  for (let n = 0; n < COUNT; n++) {
    if (n === Math.floor(COUNT / 2)) middle = used()
    const { role, path, init } = next()
    const told = () => {
      const body =
        init.body instanceof URLSearchParams ? init.body.toString().slice(0, 600) : typeof init.body
      return `#${n} ${role} ${init.method ?? 'GET'} ${path.slice(0, 300)} ${body} ${JSON.stringify(init.headers ?? {}).slice(0, 200)}`
    }
    let answer: Awaited<ReturnType<typeof send>>
    try {
      answer = await send(role, path, init)
    } catch (error) {
      faults.push(`${told()}\n  thrown: ${(error as Error).stack?.slice(0, 600)}`)
      continue
    }
    const { response, text } = answer
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
    if (response.status >= 500 || log.length > 0)
      faults.push(`${told()}\n  ${response.status} ${log.join('\n  ')}`)
    const isHtml = response.headers.get('Content-Type')?.includes('html')
    const leak = isHtml && MACHINERY.exec(text.replace(/<script[^>]* src=[^>]*>|<link[^>]*>/g, ''))
    if (leak) faults.push(`${told()}\n  says ${text.slice(Math.max(0, leak.index - 80), leak.index + 80)}`)
    if (isHtml && text.includes(MARK)) faults.push(`${told()}\n  gives the markup back`)
    const location = response.headers.get('Location')
    if (location && !/^\/(?![/\\])/.test(location) && !location.startsWith('http://localhost:3000/'))
      faults.push(`${told()}\n  leads to ${location}`)
    log.length = 0
    // Somebody has signed out, or was.
    if (response.headers.getSetCookie().some((cookie) => /^session=/.test(cookie)))
      cookies.set(role, await portal.signIn(role))
  }
  const end = used()
  console.log(
    `fuzz: ${[...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}; heap ${middle.toFixed(0)} → ${end.toFixed(0)} MB`,
  )
  expect(faults.slice(0, 30).join('\n\n'), `${faults.length} faults`).toBe('')
  expect(({} as Record<string, unknown>).a, 'nobody has changed what every object inherits').toBeUndefined()
  expect(end - middle, 'MB kept by the second half').toBeLessThan(40)
}, 900_000)
