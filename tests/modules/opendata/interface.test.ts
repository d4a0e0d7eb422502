/** The open interface: as described, what a guest can read and nothing else, page after page. */
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { guest } from '~/modules/accounts/rules'
import { exportedAeds } from '~/modules/aeds/queries/export.server'
import { searchAssociations } from '~/modules/associations/search.server'
import { listMatters } from '~/modules/exchange/queries/list.server'
import { listNotices } from '~/modules/notices/queries/list.server'
import { nothing } from '~/modules/opendata/answer.server'
import { describeApi } from '~/modules/opendata/describe'
import { type OperationName, operationNames, operations } from '~/modules/opendata/operations'
import { robots, sitemapIndex, sitemapPart } from '~/modules/opendata/sitemap.server'
import { listOpenings } from '~/modules/openings/queries/list.server'
import { findPlaces } from '~/modules/volunteering/queries/find.server'
import { findQuery } from '~/modules/volunteering/schema'
import { dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { seedDemonstration } from '../../../prisma/seed'
import { resetDatabase } from '../../setup/database'
import { makeNotice } from '../confirmations/support'
import { askedIn } from '../exchange/asked'
import { anOpening } from '../openings/support'
import { aTalk } from '../talks/support'
import { aPlace } from '../volunteering/support'
import { ask, everything, type Listed, ORIGIN, type Row } from './support'

const SECRET = 'まだ誰にも見せない印'
const today = dayOf(now())
const described = describeApi(
  ORIGIN,
  { name: 'CC BY 4.0', url: null },
  translator('ja'),
  translator('en'),
) as {
  paths: Record<string, { get: { operationId: OperationName } }>
  components: { schemas: Record<string, z.core.JSONSchema.BaseSchema> }
}
const schemaOf = (name: string) => z.fromJSONSchema(described.components.schemas[name] as never)

/** Rows that no guest may read, each with the address behind which it would stand. */
const secrets: [OperationName, Record<string, string>][] = []

/** Names of single ones behind a list. */
async function paramsOf(name: OperationName): Promise<Record<string, string>[]> {
  const list = operationNames.find(
    (one) => operations[one].list && operations[one].words === operations[name].words,
  ) as OperationName
  const found = (await everything(list)).slice(0, 15)
  const [, param = ''] = /\{(\w+)\}/.exec(operations[name].path) ?? []
  return found.map((row) => ({ [param]: String(row[param]) }))
}

beforeAll(async () => {
  await resetDatabase()
  await seedDemonstration()
  const { id: home } = await db.association.findFirstOrThrow({ where: { kind: 'neighbourhood' } })
  for (const given of [
    { visibility: 'members' },
    { visibility: 'officers' },
    { state: 'draft' },
    { state: 'withdrawn' },
    { state: 'expired' },
  ] as const) {
    const id = await makeNotice({ id: home }, given)
    await db.notice.update({ where: { id }, data: { title: SECRET, excerpt: SECRET } })
    secrets.push(['readNotice', { id: String(id) }])
  }
  const opening = await anOpening(home, { state: 'draft', title: SECRET })
  secrets.push(['readOpening', { id: String(opening) }])
  for (const state of ['draft', 'submitted'] as const) {
    const { place } = await aPlace({ associationId: home }, state, { title: SECRET })
    secrets.push(['readPlace', { id: String(place) }])
  }
  const talk = await aTalk(home, { state: 'draft' })
  await db.talk.update({ where: { id: talk }, data: { title: SECRET } })
  secrets.push(['readTalk', { id: String(talk) }])
  // Before they are published the minutes and what was decided are the host's alone.
  const held = await aTalk(home, { state: 'held' })
  await db.talk.update({ where: { id: held }, data: { minutes: SECRET, onlineUrl: `https://${SECRET}` } })
  await db.talkOutcome.create({ data: { talkId: held, text: SECRET, position: 0, associationId: home } })
  for (const data of [
    { state: 'waiting', receivedAt: null },
    { state: 'refused' },
    { hiddenAt: now() },
  ] as const)
    await db.matter.update({ where: { id: await askedIn(null) }, data: { ...data, title: SECRET } })
  const aed = await db.aed.findFirstOrThrow()
  await db.aed.update({ where: { id: aed.id }, data: { condition: 'removed', name: SECRET } })
  secrets.push(['readAed', { id: String(aed.id) }])
  const programme = await db.subsidyProgramme.findFirstOrThrow({ include: { versions: true } })
  const [first] = programme.versions
  if (!first) throw new Error('no programme')
  const { id: _, publishedAt: __, publishedById: ___, ...copied } = first
  await db.subsidyProgrammeVersion.create({
    data: { ...copied, number: 99, state: 'draft', name: SECRET, definition: copied.definition as object },
  })
}, 400_000)

describe('what is described', () => {
  test('is every operation, each with an example that answers', () => {
    expect(Object.values(described.paths).map(({ get }) => get.operationId)).toEqual(operationNames)
  })

  test.each(operationNames)('%s answers as described, and says no secret', async (name) => {
    const schema = schemaOf(name)
    const spec = operations[name]
    const asked = spec.list
      ? ['', 'example' in spec ? (spec.example as string) : ''].map((query) => () => ask(name, query))
      : (await paramsOf(name)).map((params) => () => ask(name, '', { params }))
    expect(asked.length).toBeGreaterThan(0)
    for (const one of asked) {
      const response = await one()
      const text = await response.text()
      expect(response.status, text.slice(0, 300)).toBe(200)
      expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
      const { success, error } = schema.safeParse(JSON.parse(text))
      expect(success, JSON.stringify(error?.issues.slice(0, 3))).toBe(true)
      expect(JSON.parse(text).licence).toEqual({
        name: 'CC BY 4.0',
        url: 'https://creativecommons.org/licenses/by/4.0/deed.ja',
      })
      expect(text).not.toContain(SECRET)
    }
    if (spec.list) {
      const [row] = await everything(name)
      expect(row, 'the demonstration has something of each').toBeDefined()
      expect(schema.safeParse({ data: [{ ...row, secret: 1 }], next: null }).success).toBe(false)
    }
  })
})

describe('what a guest may not read', () => {
  test('is neither in a list nor behind an address', async () => {
    for (const name of operationNames.filter((one) => operations[one].list))
      expect(JSON.stringify(await everything(name)), name).not.toContain(SECRET)
    for (const [name, params] of secrets) {
      const response = await ask(name, '', { params })
      const text = await response.text()
      expect([404, 410], `${name} ${JSON.stringify(params)}`).toContain(response.status)
      expect(text).not.toContain(SECRET)
    }
    const draft = await ask('readProgramme', '?version=99', { params: { key: 'hirakata-hall' } })
    expect(draft.status).toBe(404)
  })

  test('has no contact of an association, not even one that its page shows', async () => {
    const { slug } = await db.association.findFirstOrThrow({
      where: { contactConsents: { some: { withdrawnAt: null } }, contactPhone: { not: null } },
    })
    const text = await (await ask('readAssociation', '', { params: { slug } })).text()
    const { contactPhone, contactName } = await db.association.findUniqueOrThrow({ where: { slug } })
    expect(text).not.toContain(String(contactPhone))
    expect(text).not.toContain(String(contactName))
  })
})

describe('a list', () => {
  const ids = (rows: Row[]) => rows.map(({ page }) => Number(page.split('/').pop())).sort((a, b) => a - b)
  /** All pages of a list of the portal. */
  async function pages<T extends { id: number }, K>(
    read: (after: K | undefined) => Promise<{ items: T[]; next?: K }>,
  ): Promise<number[]> {
    const found: T[] = []
    let after: K | undefined
    do {
      const { items, next } = await read(after)
      found.push(...items)
      after = next
    } while (after !== undefined)
    return [...new Set(found.map(({ id }) => id))].sort((a, b) => a - b)
  }

  test('holds what the page of the portal holds', async () => {
    const notices = await pages(async (before: string | undefined) => {
      const { top, items, older } = await listNotices(guest(today), { before })
      return { items: [...top, ...items], next: older }
    })
    expect(ids(await everything('listNotices', '?limit=7'))).toEqual(notices)
    expect(ids(await everything('listOpenings', '?limit=3'))).toEqual(
      await pages((after: number | undefined) => listOpenings({ after }, today)),
    )
    expect(ids(await everything('listMatters', '?limit=3'))).toEqual(
      await pages((after: number | undefined) => listMatters({ after }, today)),
    )
    expect(ids(await everything('listPlaces', '?limit=3'))).toEqual(
      await pages((after: string | undefined) => findPlaces({ ...findQuery.parse({}), after }, now(), today)),
    )
    const aeds: number[] = []
    for await (const batch of exportedAeds(null)) aeds.push(...batch.map(({ id }) => id))
    expect(ids(await everything('listAeds', '?limit=37'))).toEqual(aeds)
    const slugs = (await everything('listAssociations', '?limit=31')).map(({ slug }) => slug).sort()
    const listed: string[] = []
    for (let after: number | undefined; ; ) {
      const { items, next } = await searchAssociations({ after })
      listed.push(...items.map(({ slug }) => slug))
      if (next === undefined) break
      after = next
    }
    expect(slugs).toEqual(listed.sort())
  })

  test('is narrowed and searched as on the page', async () => {
    const q = '防災'
    const answer = await everything('listNotices', `?q=${encodeURIComponent(q)}`)
    const { items } = await listNotices(guest(today), { q })
    expect(answer.slice(0, items.length).map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    expect(answer.length).toBeGreaterThan(0)
    const events = await everything('listNotices', '?category=event')
    expect(events.length).toBeGreaterThan(0)
    expect(new Set(events.map(({ category }) => category))).toEqual(new Set(['event']))
  })

  test.each(['listNotices', 'listAeds', 'listAssociations', 'listOpenings'] as const)(
    'with updated_since gives what was changed then or later: %s',
    async (name) => {
      const all = await everything(name)
      const since = new Date(Date.now() - 40 * 86_400_000).toISOString()
      const found = await everything(name, `?updated_since=${since}&limit=2`)
      if (name !== 'listOpenings')
        expect(ids(found)).toEqual(ids(all.filter(({ updated_at }) => String(updated_at) >= since)))
      expect(await everything(name, '?updated_since=2999-01-01')).toEqual([])
    },
  )

  test('gives all of several that were published in the same instant', async () => {
    const { id: home } = await db.association.findFirstOrThrow({ where: { kind: 'neighbourhood' } })
    const made: number[] = []
    for (let n = 0; n < 5; n++) made.push(await makeNotice({ id: home }))
    const publishedAt = new Date('2020-01-05T00:00:00.123Z')
    await db.notice.updateMany({ where: { id: { in: made } }, data: { publishedAt } })
    for (const query of ['?limit=2&to=2020-01-05', '?limit=2&to=2020-01-05&updated_since=2020-01-01']) {
      const found = await everything('listNotices', query)
      expect(ids(found).filter((id) => made.includes(id))).toEqual(made)
    }
  })
})

describe('an answer', () => {
  test('has a tag, and is not sent again to whoever has it', async () => {
    const first = await ask('listTalks')
    const etag = String(first.headers.get('ETag'))
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
    const again = await ask('listTalks', '', {
      headers: { 'If-None-Match': `"x", ${etag}`, Cookie: 'lang=en' },
    })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await aTalk((await db.association.findFirstOrThrow({ where: { kind: 'council' } })).id)
    const changed = await ask('listTalks', '', { headers: { 'If-None-Match': etag } })
    expect(changed.status).toBe(200)
    expect(changed.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(changed.headers.get('Cache-Control')).toBe('public, max-age=60')
    expect(changed.headers.get('Vary')).toBeNull()
  })

  test('tells when it was changed, and has no body for HEAD', async () => {
    const [row] = ((await (await ask('listNotices', '?limit=1')).json()) as Listed).data
    const params = { id: String(row?.id) }
    const answer = await ask('readNotice', '', { params, method: 'HEAD' })
    expect(await answer.text()).toBe('')
    const told = Date.parse(answer.headers.get('Last-Modified') ?? '')
    expect(told).toBe(Math.floor(Date.parse(String(row?.updated_at)) / 1000) * 1000)
  })

  test.each([
    ['listNotices', '?nonsense=1', ['nonsense']],
    ['listNotices', '?limit=101', ['limit']],
    ['listNotices', '?limit=1&limit=2', ['limit']],
    ['listNotices', '?category=x&from=2026-02-30', ['category', 'from']],
    ['listNotices', '?cursor=1-2-3', ['cursor']],
    ['listNotices', '?updated_since=yesterday', ['updated_since']],
    ['listNotices', '?q=a&updated_since=2026-01-01', ['updated_since']],
    ['listNotices', '?q=%00', ['q']],
    ['listNotices', '?association=..%2F', ['association']],
    ['listAeds', '?box=1,2,3', ['box']],
    ['listIndicators', '?year=99999999999', ['year']],
  ] as const)('%s%s is refused in words', async (name, query, names) => {
    const response = await ask(name, query)
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
    const problem = await response.json()
    expect(schemaOf('Problem').safeParse(problem).error).toBeUndefined()
    expect((problem as { errors: { name: string }[] }).errors.map(({ name }) => name)).toEqual(names)
  })

  test('says that there is nothing, or no more, as a problem', async () => {
    const gone = secrets.filter(([name]) => name === 'readNotice')[3]
    for (const [response, status] of [
      [await ask('readNotice', '', { params: { id: '999999999' } }), 404],
      [await ask('readNotice', '', { params: { id: "1' OR '1'='1" } }), 404],
      [await ask('readAssociation', '', { params: { slug: 'hirakata' } }), 404],
      [await ask('readNotice', '', { params: gone?.[1] }), 410],
      [
        await nothing({ request: new Request(`${ORIGIN}/api/v2/notices`), params: {}, context: {} } as never),
        404,
      ],
    ] as const) {
      expect(response.status).toBe(status)
      const problem = await response.json()
      expect(schemaOf('Problem').safeParse(problem).error).toBeUndefined()
      expect(problem).toMatchObject({ status })
    }
  })
})

describe('the sitemap', () => {
  const textOf = async (response: Promise<Response>) => (await response).text()
  /** The entries of a part, which hold nothing else than an address and perhaps a day. */
  function entriesOf(xml: string, list: string, entry: string) {
    const [, inside = ''] =
      new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?>\\n<${list} xmlns="[^"]+">\\n(.*)</${list}>\\n$`,
        's',
      ).exec(xml) ?? []
    expect(inside).not.toBe('')
    return inside
      .trimEnd()
      .split('\n')
      .map((line) => {
        const one = new RegExp(
          `^<${entry}><loc>([^<>&]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?</${entry}>$`,
        ).exec(line)
        expect(one, line).not.toBeNull()
        return { loc: one?.[1] ?? '', lastmod: one?.[2] }
      })
  }

  test('leads to every public page once, and to no other', async () => {
    const parts = entriesOf(await textOf(sitemapIndex()), 'sitemapindex', 'sitemap').map(({ loc }) => loc)
    const pages: string[] = []
    for (const part of parts) {
      const name = part.replace(`${ORIGIN}/sitemap/`, '')
      const xml = await textOf(sitemapPart(new Request(part), name))
      expect(xml).not.toContain(SECRET)
      for (const { loc, lastmod } of entriesOf(xml, 'urlset', 'url')) {
        pages.push(loc)
        if (lastmod) expect(new Date(lastmod).toISOString()).toBe(lastmod)
      }
    }
    expect(new Set(pages).size).toBe(pages.length)
    const of = (path: RegExp) => pages.filter((page) => path.test(page.replace(ORIGIN, ''))).sort()
    const listed = async (name: OperationName) => (await everything(name)).map(({ page }) => page).sort()
    expect(of(/^\/notices\/\d+$/)).toEqual(await listed('listNotices'))
    expect(of(/^\/openings\/\d+$/)).toEqual(await listed('listOpenings'))
    expect(of(/^\/exchange\/talks\/\d+$/)).toEqual(
      [
        ...(await listed('listTalks')),
        ...(await everything('listTalks', '?past=1')).map(({ page }) => page),
      ].sort(),
    )
    const matters = (await everything('listMatters')).filter((row) => row.joined_to_id === null)
    expect(of(/^\/exchange\/\d+$/)).toEqual(matters.map(({ page }) => page).sort())
    expect(of(/^\/aeds\/\d+$/)).toEqual(
      (await everything('listAeds'))
        .filter((row) => !row.not_for_public)
        .map(({ page }) => page)
        .sort(),
    )
    expect(of(/^\/associations\/[a-z]/)).toEqual(expect.arrayContaining(await listed('listAssociations')))
    expect(of(/^\/volunteering\/\d+$/)).toEqual(expect.arrayContaining(await listed('listPlaces')))
  })

  test.each([
    'notices-99.xml',
    'notices-0.xml',
    'pages-2.xml',
    'users-1.xml',
    'notices-1',
    '../x-1.xml',
    'aeds-99999.xml',
  ])('has no part %s', async (name) => {
    await expect(sitemapPart(new Request(`${ORIGIN}/sitemap/x`), name)).rejects.toThrow(NotFound)
  })

  test('is named in robots.txt, which closes what belongs to somebody', async () => {
    const text = await robots().text()
    expect(text).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`)
    for (const path of ['/desk', '/account', '/admin']) expect(text).toContain(`Disallow: ${path}\n`)
  })
})
