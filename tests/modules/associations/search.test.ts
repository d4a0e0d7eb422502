/** Finding: by name, reading and town; choices within a scope; the place of a reader. */
import { beforeEach, describe, expect, test } from 'vitest'
import { findAssociations, readSearch } from '~/modules/associations/find.server'
import { mapLayers } from '~/modules/associations/map.server'
import { findPlace, placeCookieHeader, placeOf } from '~/modules/associations/place.server'
import {
  associationBySlug,
  associationOptions,
  audienceOptions,
  citySummary,
  districts,
} from '~/modules/associations/queries.server'
import { searchAssociations, townsFor } from '~/modules/associations/search.server'
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity } from './support'

let city: City
beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
})

const slugs = async (q: string, more = {}) =>
  (await searchAssociations({ q, ...more })).items.map((item) => item.slug)

describe('the list', () => {
  test.each([
    ['花園', ['kuzuhahanazono']],
    ['はなぞの', ['kuzuhahanazono']],
    ['ハナゾノ', ['kuzuhahanazono']],
    ['ﾊﾅｿﾞﾉ', ['kuzuhahanazono']],
    ['楠葉 花園', ['kuzuhahanazono']],
    ['楠葉　花園', ['kuzuhahanazono']],
    ['楠葉並木2丁目', ['kuzuhanamiki']],
    ['楠葉並木２－３－４', ['kuzuhanamiki']],
    ['枚方市楠葉並木二丁目', ['kuzuhanamiki']],
    ['くずはなみき1ちょうめ', ['kuzuhanamiki']],
    ['香里ヶ丘6丁目', ['korigaoka-6']],
    ['香里が丘', ['korigaoka-6']],
    ['くずは', ['kuzuhanamiki', 'kuzuhanishi-council', 'kuzuhahanazono']],
    ['%', []],
    ['_', []],
    ["';--", []],
    ['どこにもない町', []],
  ])('for %s', async (q, expected) => expect(await slugs(q)).toEqual(expected))

  test('leaves groups and the city out until they are asked for', async () => {
    expect(await slugs('')).not.toContain('kuzuhahanazono-group-1')
    expect(await slugs('', { kind: 'group' })).toEqual(['kuzuhahanazono-group-1'])
    expect(await slugs('', { district: city.east.id })).toEqual(['korigaoka-6', 'gojo-council'])
  })

  test('has pages by key that hold everybody once, in the order of readings', async () => {
    await db.association.createMany({
      data: Array.from({ length: 45 }, (_, i) => ({
        kind: 'neighbourhood' as const,
        parentId: city.council.id,
        slug: `many-${i}`,
        name: `会${i}`,
        reading: ['あ', 'い', 'い', 'う'][i % 4] as string,
      })),
    })
    const seen: { reading: string; id: number }[] = []
    let after: number | undefined
    do {
      const found = await searchAssociations({ after })
      expect(found.total).toBe(50)
      seen.push(...found.items)
      after = found.next
    } while (after)
    expect(new Set(seen.map((item) => item.id)).size).toBe(50)
    const readings = seen.map((item) => item.reading)
    expect(readings).toEqual([...readings].sort())
  })
})

describe('which association is mine', () => {
  test('is answered with the association and the council of the district', async () => {
    const { towns } = await townsFor('楠葉花園町15-2')
    expect(towns).toMatchObject([
      {
        name: '楠葉花園町',
        district: '樟葉西',
        council: { slug: 'kuzuhanishi-council' },
        associations: [{ slug: 'kuzuhahanazono' }],
      },
    ])
  })

  test('is answered with the council alone for a town without an association', async () => {
    await db.associationTown.deleteMany({ where: { townId: city.towns.hanazono.id } })
    const found = await findAssociations(readSearch(new URL('http://p/associations?q=花園'), 'all'))
    expect(found.towns).toMatchObject([{ associations: [], council: { slug: 'kuzuhanishi-council' } }])
  })
})

describe('the map', () => {
  test('shows the councils until something is asked for, and then what the list shows', async () => {
    await db.association.updateMany({
      where: { kind: 'council' },
      data: { latitude: 34.8, longitude: 135.6 },
    })
    const layers = (address: string) => mapLayers(readSearch(new URL(address), 'councils'), translator('ja'))
    expect((await layers('http://p/')).pins.map((pin) => pin.look)).toEqual(['council', 'council'])
    expect((await layers('http://p/?q=花園')).pins).toMatchObject([
      { href: '/associations/kuzuhahanazono', lines: ['自治会・町内会 / 樟葉西校区'], latitude: 34.859 },
    ])
  })
})

describe('what others ask', () => {
  test('districts with their councils, and how many there are', async () => {
    expect(await districts()).toMatchObject([
      { name: '樟葉西', councilSlug: 'kuzuhanishi-council' },
      { name: '五常', councilSlug: 'gojo-council' },
    ])
    expect(await citySummary()).toEqual({
      city: { id: city.city.id, slug: 'hirakata', name: '枚方市' },
      councils: 2,
      neighbourhoods: 3,
      groups: 1,
      districts: 2,
      towns: 4,
    })
    for (const slug of ['nowhere', '', '\u0000', '😀', 'a'.repeat(5000), "' OR 1=1"]) {
      expect(await associationBySlug(slug)).toBeNull()
    }
    expect(await associationBySlug('kuzuhahanazono')).toMatchObject({ id: city.own.id, path: city.own.path })
  })

  test('choices within the scope of an office, parents first', async () => {
    const names = async (right: 'notice.draft' | 'association.edit', held: Parameters<typeof actorOf>[0]) =>
      (await associationOptions(await actorOf(held), right)).map((node) => node.name)
    const own = ['楠葉花園町自治会', '楠葉花園町自治会 第1班']
    expect(await names('association.edit', { seat: { post: 'chair', at: city.own } })).toEqual(own)
    expect(await names('association.edit', { seat: { post: 'treasurer', at: city.own } })).toEqual([])
    expect(await names('association.edit', { seat: { post: 'chair', at: city.council } })).toEqual([
      '樟葉西校区コミュニティ協議会',
      '楠葉並木町内会',
      ...own,
    ])
    expect(await names('notice.draft', { staff: 'reviewer' })).toEqual(['枚方市'])
    expect(await names('association.edit', { staff: 'administrator' })).toHaveLength(7)
    expect(await associationOptions(anybody(), 'notice.draft')).toEqual([])
  })

  test('audiences: what is written in and all below; of the whole city without its groups', async () => {
    const chair = await actorOf({ seat: { post: 'chair', at: city.own } })
    expect((await audienceOptions(chair)).map((node) => node.id)).toEqual([city.own.id, city.group.id])
    const leader = await actorOf({ seat: { post: 'group_leader', at: city.group } })
    expect((await audienceOptions(leader)).map((node) => node.id)).toEqual([city.group.id])
    const staff = await actorOf({ staff: 'reviewer' })
    expect((await audienceOptions(staff)).map((node) => node.kind)).toEqual([
      'city',
      'council',
      'neighbourhood',
      'neighbourhood',
      'council',
      'neighbourhood',
    ])
    expect(await audienceOptions(anybody())).toEqual([])
  })
})

describe('a place', () => {
  const place = (fields: Partial<Parameters<typeof findPlace>[0]>) =>
    findPlace({ town: '', townId: null, association: '', next: '', ...fields })
  const remembered = async (cookie: string) =>
    placeOf(new Request('http://p/', { headers: { Cookie: cookie.split(';')[0] ?? '' } }))

  test('is found by the name of a town, and remembered', async () => {
    const found = await place({ town: 'くずはなみき2丁目' })
    expect(found).toEqual({ districtId: city.west.id, townId: city.towns.namiki2.id })
    const cookie = await placeCookieHeader(found as { districtId: number; townId: number })
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/)
    expect(await remembered(cookie)).toEqual({
      districtId: city.west.id,
      districtName: '樟葉西',
      townName: '楠葉並木二丁目',
      councilSlug: 'kuzuhanishi-council',
    })
  })

  test('is the district alone where a name fits several towns of it', async () => {
    expect(await place({ town: '並木' })).toEqual({ districtId: city.west.id, townId: null })
    expect(await place({ association: 'korigaoka-6' })).toEqual({ districtId: city.east.id, townId: null })
  })

  test('is asked back where a name fits several districts', async () => {
    await db.town.update({ where: { id: city.towns.namiki1.id }, data: { districtId: city.east.id } })
    expect(await place({ town: '並木' })).toEqual({
      choices: [
        { townId: city.towns.namiki1.id, name: '楠葉並木一丁目', district: '五常' },
        { townId: city.towns.namiki2.id, name: '楠葉並木二丁目', district: '樟葉西' },
      ],
    })
  })

  test.each([
    [{ town: 'どこか' }, 'associations.place.unknown?town=%E3%81%A9%E3%81%93%E3%81%8B'],
    [{ town: '' }, 'associations.place.nothing'],
    [{ townId: 9999 }, 'associations.place.unknown_choice'],
    [{ association: 'hirakata' }, 'associations.place.unknown_choice'],
  ])('is refused in words: %j', async (fields, key) => {
    const refused = await place(fields).catch((error) => error)
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused.errors).toEqual({ town: [key] })
  })

  test('says how many towns fit when they are too many to choose from', async () => {
    await db.town.createMany({
      data: Array.from({ length: 21 }, (_, i) => ({
        name: `山之上${i}番町`,
        reading: 'やまのうえ',
        latitude: 34.8,
        longitude: 135.6,
        districtId: i % 2 ? city.west.id : city.east.id,
      })),
    })
    await expect(place({ town: '山之' })).rejects.toMatchObject({
      errors: { town: ['associations.place.too_many?town=%E5%B1%B1%E4%B9%8B&count=21'] },
    })
  })

  test.each(['place=', 'place=x', 'place=eyJkIjoiMSJ9', 'place=eyJkIjo5OTk5OTl9', 'place=bnVsbA%3D%3D', ''])(
    'is none for the cookie %s',
    async (cookie) => expect(await remembered(cookie)).toBeNull(),
  )
})
