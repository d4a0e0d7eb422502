/** What pages have read, which tables tell of their changes, and how much room kept pages take. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Changes } from '~/platform/changes.server'
import { now, thisMinute, today } from '~/platform/clock'
import { db, rows, transaction } from '~/platform/db.server'
import { readStatement, readsOf } from '~/platform/reads.server'
import { PERSONAL_COOKIES } from '~/start/kept/pages'
import { keptPaths, keptRoute } from '~/start/kept/routes'
import { Store } from '~/start/kept/store'

/** Tables of which no page for guests may show anything. A page that reads one of them all the same is not kept. */
const NEVER_SHOWN = [
  '_prisma_migrations',
  'aed_check_reminders',
  'aed_import_rows',
  'aed_reminders',
  'announcements',
  'audit_entries',
  'backups',
  'dead_addresses',
  'deliveries',
  'delivery_attempts',
  'email_links',
  'instances',
  'kept_forms',
  'mails',
  'maintenance',
  'membership_codes',
  'notice_openings',
  'push_endpoints',
  'push_keys',
  'rate_limits',
  'recovery_codes',
  'reminders',
  'resolution_ballots',
  'sessions',
  'subscribers',
  'subscription_topics',
  'survey_ballots',
  'survey_links',
  'survey_roll',
]

let changes: Changes

beforeAll(async () => {
  changes = new Changes(process.env.DATABASE_URL ?? '')
  for (let tries = 0; !changes.isSure && tries < 200; tries++) await sleep(25)
  expect(changes.isSure).toBe(true)
})

afterAll(() => changes.close())

describe('changes', () => {
  test('every table tells of its changes, but those that are never shown', async () => {
    const silent = await rows<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid
         AND t.tgname IN ('tell_insert', 'tell_update', 'tell_delete')
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       GROUP BY c.relname HAVING count(t.oid) < 3 ORDER BY 1`,
      [],
    )
    expect(silent.map(({ name }) => name)).toEqual(NEVER_SHOWN)
  })

  test('are told at the commit, not before, and only where a row has changed', async () => {
    const then = changes.now
    const unchanged = () => changes.isUnchanged(['districts'], then)
    await db.$executeRaw`UPDATE districts SET name = name WHERE false`
    await db.$executeRaw`DELETE FROM districts WHERE false`
    await sleep(100)
    expect(unchanged()).toBe(true)
    await transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO districts (name, middle_school, school_name, school_address, latitude, longitude)
        VALUES ('校区', '中', '小', '枚方市', 34.8, 135.6)`
      await sleep(100)
      expect(unchanged()).toBe(true)
    })
    for (let tries = 0; unchanged() && tries < 40; tries++) await sleep(5)
    expect(unchanged()).toBe(false)
    expect(changes.isUnchanged(['towns', 'associations'], then)).toBe(true)
  })
})

describe('what a page has read', () => {
  test('is found whichever way it asks', async () => {
    const tablesOf = async (work: () => Promise<unknown>) => [...(await readsOf(work)).reads.tables].sort()
    expect(
      await tablesOf(() => rows('SELECT 1 FROM districts d JOIN towns t ON t.district_id = d.id', [])),
    ).toEqual(['districts', 'towns'])
    expect(await tablesOf(() => db.hall.findMany({ select: { id: true, works: true } }))).toEqual([
      'hall_works',
      'halls',
    ])
    expect(await tablesOf(() => db.district.findUnique({ where: { id: 1 } }))).toEqual(['districts'])
    expect(await tablesOf(() => transaction((tx) => tx.town.findFirst()))).toEqual(['towns'])
    expect(await tablesOf(async () => {})).toEqual([])
  })

  test('is known of each, also where Prisma or the pool asks for several together', async () => {
    const asking = (i: number) =>
      readsOf(async () => {
        if (i % 3 === 0) return db.district.findUnique({ where: { id: i } })
        if (i % 3 === 1) return db.town.findUnique({ where: { id: i } })
        return rows('SELECT 1 FROM halls WHERE id = $1', [i])
      })
    const all = await Promise.all(Array.from({ length: 90 }, (_, i) => asking(i)))
    for (const [i, { reads }] of all.entries())
      expect([...reads.tables]).toContain(['districts', 'towns', 'halls'][i % 3])
    // A plain question is nobody else's: no page depends on what only others have read.
    for (const [i, { reads }] of all.entries()) if (i % 3 === 2) expect([...reads.tables]).toEqual(['halls'])
  })

  test('holds as long as the clock lets it', async () => {
    const until = async (work: () => unknown) => (await readsOf(async () => work())).reads.until
    const start = Date.now()
    expect(await until(() => 0)).toBe(Number.POSITIVE_INFINITY)
    expect((await until(now)) - start).toBeLessThan(SECOND)
    expect((await until(thisMinute)) % 60_000).toBe(0)
    expect(((await until(today)) + 9 * 3_600_000) % 86_400_000).toBe(0)
    expect(await until(() => rows('SELECT now()', []))).toBeLessThan(Date.now() + SECOND)
    expect(await until(() => db.$executeRaw`UPDATE districts SET name = name WHERE false`)).toBe(0)
    expect(await until(() => db.session.count())).toBe(0)
  })

  test('a statement that does more than ask lets nothing be kept', () => {
    const tables = new Map([
      ['notices', true],
      ['sessions', false],
    ])
    const until = (text: string) => readStatement(text, tables).until
    expect(until('SELECT * FROM notices WHERE state = $1')).toBe('ever')
    expect(until('(SELECT 1 FROM "public"."notices") UNION ALL SELECT 2')).toBe('ever')
    for (const text of [
      'INSERT INTO notices VALUES (1)',
      'WITH x AS (DELETE FROM notices RETURNING id) SELECT * FROM x',
      'SELECT * FROM notices FOR UPDATE',
      'SELECT * FROM sessions',
      'SELECT nextval($1)',
      'EXPLAIN SELECT 1',
    ])
      expect(until(text), text).toBe('never')
    for (const text of ['SELECT current_date', 'SELECT * FROM notices WHERE published_at < now()'])
      expect(until(text), text).toBe('moment')
  })
})

const SECOND = 1000

describe('addresses', () => {
  test('only those of public pages, with what these pages know', () => {
    for (const url of ['/', '/notices?category=waste&before=1-2', '/notices/12', '/associations/abc?lang=en'])
      expect(keptRoute(url), url).not.toBeNull()
    for (const url of [
      '/about',
      '/help',
      '/help?lang=en',
      '/notices?done=x',
      '/notices/12/edit',
      '/notices/0',
      '/associations/new',
      '/sign-in',
      '/s/0123456789abcdef',
      '//notices',
      `/notices?q=${'x'.repeat(500)}`,
    ])
      expect(keptRoute(url), url).toBeNull()
    expect(keptRoute('/notices?q=x')?.isTyped).toBe(true)
    expect(keptPaths.filter((at) => /help|token|key\b|sign|mine|about/.test(at))).toEqual([])
  })

  test('every cookie of the portal is known as a choice or as personal', () => {
    const found = new Set<string>()
    const look = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const file = path.join(folder, entry.name)
        if (entry.isDirectory()) look(file)
        else if (/\.tsx?$/.test(file)) {
          const text = readFileSync(file, 'utf8')
          if (!/[cC]ookie/.test(text)) continue
          for (const [, name] of text.matchAll(
            /(?:createCookie|choiceCookie|cookieName|(?:read|write)Cookie)\(\s*(?:request, )?'(\w+)'/g,
          ))
            found.add(name ?? '')
          for (const [, name] of text.matchAll(/const (?:\w*COOKIE\w*|NAME) = '(\w+)'/g))
            found.add(name ?? '')
        }
      }
    }
    look(path.resolve('app'))
    expect([...found].sort()).toEqual([...PERSONAL_COOKIES, 'lang', 'place', 'ruby'].sort())
  })
})

describe('the store', () => {
  const page = (html: string) => ({
    html: Buffer.from(html),
    headers: [['content-type', 'text/html; charset=utf-8']] as [string, string][],
    tables: ['notices'],
    since: 1,
    until: Number.POSITIVE_INFINITY,
  })

  test('gives back every page as it was, whatever stood in the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { maxLength: 20 }), (pages) => {
        const store = new Store(8)
        for (const [i, html] of pages.entries()) store.set(`/${i}`, i % 2 === 0, 'kind', page(html))
        for (const [i, html] of pages.entries()) {
          const kept = store.get(`/${i}`, i % 2 === 0)
          expect(kept && store.body(`/${i}`, kept, 'identity').toString()).toBe(Buffer.from(html).toString())
        }
      }),
      { numRuns: 50 },
    )
  })

  test('never takes more than its room, and drops what was asked for longest ago', () => {
    const store = new Store(1)
    for (let i = 0; i < 2_000; i++) {
      const key = `/notices/${i}`
      const kept = store.set(key, i % 5 === 0, 'kind', page(randomBytes(800).toString('hex')))
      for (let again = 0; again < 3; again++) store.body(key, kept, 'br')
      expect(store.size.bytes).toBeLessThanOrEqual(1024 * 1024)
    }
    expect(store.get('/notices/1', false)).toBeUndefined()
    expect(store.get('/notices/1999', false)).toBeDefined()
    expect(store.size.pages).toBeGreaterThan(300)
  })
})
