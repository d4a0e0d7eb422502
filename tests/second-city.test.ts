/** Another city by configuration alone: its folder is named in CITY_DIR, and nothing of the first one is left. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { beforeAll, expect, test, vi } from 'vitest'

vi.hoisted(() => {
  process.env.CITY_DIR = 'prisma/cities/midorino'
})

import { cityWords, contrast, readCity } from '~/platform/city.server'
import { db, rows } from '~/platform/db.server'
import { languages } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { Refusal } from '~/platform/refusal'
import * as css from '~/routes/city[.]css'
import * as manifest from '~/routes/manifest[.]webmanifest'
import { seedDemonstration } from '../prisma/seed'
import { resetDatabase } from './setup/database'

/** Names of the first city, in writing and in letters. */
const OF_THE_FIRST = '枚方|ひらかた|樟葉|楠葉|くずは|hirakata(?!-)|kuzuha|香里'

beforeAll(async () => {
  await resetDatabase()
  expect(await seedDemonstration()).toBe(true)
}, 120_000)

test('the tree, the districts and the map are those of the city', async () => {
  const city = await db.association.findFirstOrThrow({ where: { kind: 'city' } })
  expect(city).toMatchObject({ slug: 'midorino', name: 'みどり野市', latitude: 36.2 })
  const councils = await db.association.findMany({ where: { kind: 'council' }, select: { name: true } })
  expect(councils).toHaveLength(await db.district.count())
  expect(councils.every(({ name }) => name.endsWith('地区まちづくり協議会'))).toBe(true)
  expect(await db.town.count()).toBe(142)
  expect(await db.shelter.count()).toBe(42)
  expect(await db.association.count({ where: { kind: 'neighbourhood' } })).toBeGreaterThan(60)
})

test('no text of any table speaks of the first city', async () => {
  const columns = await rows<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY') AND table_name NOT IN ('_prisma_migrations', 'subsidy_programmes', 'subsidy_programme_versions')`,
    [],
  )
  expect(columns.length).toBeGreaterThan(200)
  const found: string[] = []
  for (const { table, column } of columns) {
    const hits = await rows<{ text: string }>(
      `SELECT left("${column}"::text, 200) AS text FROM "${table}" WHERE "${column}"::text ~* $1 LIMIT 1`,
      [OF_THE_FIRST],
    )
    for (const { text } of hits) found.push(`${table}.${column}: ${text}`)
  }
  expect(found).toEqual([])
  // Schemes of other municipalities are there to compare with; its own is told in its name.
  const own = await db.subsidyProgrammeVersion.findMany({
    where: { programme: { own: true } },
    select: { definition: true },
  })
  expect(own).toMatchObject([{ definition: { municipality: 'みどり野市' } }])
})

test('its names stand in every language', () => {
  for (const language of languages) {
    expect(translator(language)('portal.name')).toBe(cityWords(language).portal)
    expect(translator(language)('portal.front.lead')).not.toMatch(/\{\{|枚方|Hirakata|히라카타/)
  }
  expect(translator('ja')('portal.footer.by')).toContain('みどり野市')
})

test('its colours and its names reach the browser', async () => {
  const asked = (at: string) =>
    ({
      request: new Request(`http://localhost${at}`),
      params: {},
      context: {},
    }) as unknown as LoaderFunctionArgs
  const style = await css.loader(asked('/city.css'))
  expect(style.headers.get('Content-Type')).toContain('text/css')
  expect(await style.text()).toContain('--color-blue-900:#1a6b3a')
  const shown = await manifest.loader(asked('/manifest.webmanifest'))
  expect(await shown.json()).toMatchObject({ name: 'みどり野まちのひろば', theme_color: '#1a6b3a' })
})

test('a description that is wrong or hard to read is refused by name', () => {
  const wrong = readCity('prisma/cities/midorino')
  expect(contrast(wrong.colours?.main ?? '', '#ffffff')).toBeGreaterThan(4.5)
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(() => readCity('prisma/cities/nowhere')).toThrow(Refusal)
})
