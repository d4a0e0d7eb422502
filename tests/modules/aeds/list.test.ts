/** The list at /aeds: what a search means, its order, its pages and its filters. */
import { beforeEach, describe, expect, test } from 'vitest'
import { mapAnswer } from '~/modules/aeds/map.server'
import { aedsPage } from '~/modules/aeds/page.server'
import { listAeds, searchedFor } from '~/modules/aeds/queries/list.server'
import { type AedSearch, aedsHref, readAedSearch, readBox, zoomParameter } from '~/modules/aeds/search'
import { db } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { ALWAYS, fillCity, makeAed, OFFICE } from './support'

const NIGHT = new Date('2026-11-16T23:00:00+09:00')
const NOON = new Date('2026-11-16T12:00:00+09:00')

beforeEach(async () => {
  await resetDatabase()
  const town = (name: string, reading: string, latitude: number) => ({
    name,
    reading,
    latitude,
    longitude: 135.65,
  })
  await db.association.create({
    data: { kind: 'city', slug: 'hirakata', name: '枚方市', reading: 'ひらかたし' },
  })
  await db.town.createMany({
    data: [
      town('岡東町', 'おかひがしちょう', 34.816),
      town('楠葉並木一丁目', 'くずはなみきいっちょうめ', 34.86),
      town('楠葉並木二丁目', 'くずはなみきにちょうめ', 34.87),
    ],
  })
})

const search = (address: string) => readAedSearch(new URL(`http://p/aeds${address}`))
const names = async (address: string, at = NOON) => {
  const asked = search(address)
  return (await listAeds(asked, await searchedFor(asked.q), at)).items.map((aed) => aed.name)
}

/** All pages of a search, one after another. */
async function pages(address: string, at = NOON): Promise<string[][]> {
  const all: string[][] = []
  let asked: AedSearch = search(address)
  for (let page = 0; page < 30; page++) {
    const { items, next } = await listAeds(asked, await searchedFor(asked.q), at)
    all.push(items.map((aed) => aed.name))
    if (!next) return all
    // As the link of the next page would be read
    asked = search(aedsHref(asked, { after: next }).slice('/aeds'.length))
  }
  throw new Error('the pages do not end')
}

describe('a search', () => {
  test.each(['岡東町', 'おかひがしちょう', '枚方市岡東町19-1'])(
    'for %s is measured from the town',
    async (q) => {
      expect(await searchedFor(q)).toMatchObject({
        kind: 'towns',
        label: '岡東町',
        place: { latitude: 34.816, longitude: 135.65 },
      })
    },
  )

  test('for several towns is measured from the middle of them, and names them', async () => {
    const found = await searchedFor('楠葉並木')
    expect(found).toMatchObject({ kind: 'towns', towns: ['楠葉並木一丁目', '楠葉並木二丁目'] })
    expect(found?.kind === 'towns' && found.place.latitude).toBeCloseTo(34.865)
  })

  test('for anything else looks into names, readings and addresses', async () => {
    await makeAed({ name: '中央図書館', nameKana: 'チュウオウトショカン', address: '枚方市車塚二丁目1-1' })
    await makeAed({ name: '駅前ビル' })
    for (const q of ['図書館', 'としょかん', 'ﾄｼｮｶﾝ', '車塚', '図書館 車塚'])
      expect(await names(`?q=${encodeURIComponent(q)}`)).toEqual(['中央図書館'])
    for (const q of ['%', '_', "';--", '図書館 駅前'])
      expect(await names(`?q=${encodeURIComponent(q)}`)).toEqual([])
  })

  test.each(['?after=x', '?after=d1_', '?sort=up', '?now=yes', '?q=', '?after=n99999999999', '?q=%00'])(
    'that cannot be read (%s) is as if it were not there',
    async (address) => {
      await makeAed({ name: 'A' })
      expect(await names(address)).toEqual(['A'])
    },
  )
})

describe('the order', () => {
  test('is by distance from a town, with how far and which way', async () => {
    await makeAed({ name: '遠い', latitude: 34.9, longitude: 135.65 })
    await makeAed({ name: '近い', latitude: 34.817, longitude: 135.65 })
    await makeAed({ name: '中ほど', latitude: 34.8, longitude: 135.65 })
    const asked = search('?q=岡東町')
    const { items } = await listAeds(asked, await searchedFor('岡東町'), NOON)
    expect(
      items.map((aed) => [aed.name, Math.round((aed.distance ?? 0) / 10) * 10, Math.round(aed.bearing ?? 0)]),
    ).toEqual([
      ['近い', 110, 0],
      ['中ほど', 1780, 180],
      ['遠い', 9340, 0],
    ])
    expect(await names('?q=岡東町&sort=name')).toEqual(['中ほど', '近い', '遠い'])
  })

  test('holds on all pages, each AED once, also where many stand in one place', async () => {
    await fillCity(70)
    await db.aed.updateMany({ where: { id: { lte: 30 } }, data: { latitude: 34.82, longitude: 135.66 } })
    for (const address of ['?q=岡東町', '', '?q=AED&sort=name']) {
      const all = await pages(address)
      expect(all.map((page) => page.length)).toEqual([20, 20, 20, 10])
      expect(new Set(all.flat()).size).toBe(70)
    }
    expect(await names('?all=1')).toHaveLength(70)
  })

  test('puts those without a place behind the others, when they are asked for', async () => {
    await makeAed({ name: 'あ', latitude: null, longitude: null })
    await makeAed({ name: 'い' })
    expect(await names('?q=岡東町')).toEqual(['い'])
    expect(await names('?q=岡東町&placeless=1')).toEqual(['い', 'あ'])
    expect(await names('?placeless=1')).toEqual(['あ', 'い'])
    expect((await pages('?q=岡東町&placeless=1')).flat()).toEqual(['い', 'あ'])
  })
})

describe('filters', () => {
  beforeEach(async () => {
    await makeAed({ name: '24時間', hours: ALWAYS, outdoors: true })
    await makeAed({ name: '役所', hours: OFFICE, childPads: true })
    await makeAed({ name: '不明' })
    await makeAed({ name: '故障', hours: ALWAYS, condition: 'out_of_service' })
    await makeAed({ name: '撤去', hours: ALWAYS, condition: 'removed' })
    await makeAed({ name: '関係者だけ', hours: ALWAYS, notForPublic: true })
  })

  test.each([
    ['?now=1', NOON, ['24時間', '役所']],
    ['?now=1', NIGHT, ['24時間']],
    ['?tonight=1', NOON, ['24時間']],
    ['?child=1', NIGHT, ['役所']],
    ['?outdoors=1', NIGHT, ['24時間']],
    ['?now=1&child=1', NIGHT, []],
    ['', NOON, ['24時間', '不明', '役所', '故障', '関係者だけ']],
  ])('%s leave what they say', async (address, at, expected) => {
    expect((await names(address, at)).sort()).toEqual(expected.sort())
  })

  test('are counted: how many of each state, whatever the hour filters', async () => {
    const { counts } = await aedsPage(search('?now=1'), NIGHT)
    expect(counts).toEqual({
      placed: 5,
      placeless: 0,
      states: { usable: 1, closed: 1, unknown: 1, out_of_service: 2 },
    })
  })

  test('that leave few fill the page from further on', async () => {
    await fillCity(400)
    await makeAed({ name: 'ん', hours: ALWAYS })
    expect((await pages('?now=1&sort=name')).flat()).toEqual(['24時間', '役所', 'ん'].sort())
  })

  test('that leave few fill the page by distance from further on, in its order', async () => {
    await fillCity(400)
    await makeAed({ name: '遠い', hours: ALWAYS, latitude: 34.99, longitude: 135.9 })
    expect((await pages('?q=岡東町&tonight=1')).flat()).toEqual(['24時間', '遠い'])
    expect((await names('?q=岡東町&all=1')).length).toBe(406)
  })
})

describe('the page', () => {
  test('offers to sort from the device only where the whole list fits on one page', async () => {
    await fillCity(30)
    expect((await aedsPage(search('?q=岡東町&now=1'), NOON)).all).toBe('/aeds?now=1&all=1')
    await fillMore(1001)
    const { all, counts } = await aedsPage(search(''), NOON)
    expect([all, counts]).toEqual([null, { placed: 1031, placeless: 0, states: null }])
  })

  async function fillMore(count: number) {
    await db.$executeRawUnsafe(
      `INSERT INTO aeds (name, latitude, longitude, box_code)
       SELECT 'more ' || i, 34.8, 135.6, 'more-' || i FROM generate_series(1, $1::int) i`,
      count,
    )
  }

  test('begins its map at the town, or at the first that was found', async () => {
    expect(await aedsPage(search('?q=岡東町'), NOON)).toMatchObject({
      start: { latitude: 34.816, longitude: 135.65, zoom: 15 },
      here: { label: '岡東町' },
    })
    await makeAed({ name: '図書館', latitude: 34.83, longitude: 135.67 })
    expect(await aedsPage(search('?q=図書館'), NOON)).toMatchObject({ start: { latitude: 34.83 } })
    expect((await aedsPage(search('?q=無い'), NOON)).start).toBeUndefined()
  })
})

describe('the map', () => {
  const box = { west: 135.6, south: 34.78, east: 135.7, north: 34.85 }
  const answer = (filters = {}, zoom = 16, at = NOON) =>
    mapAnswer({ box, zoom, filters, at }, translator('ja'), 'ja')

  test('says of a pin what the list says', async () => {
    const id = await makeAed({
      name: '市役所 <b>',
      position: '1階 受付',
      hours: OFFICE,
      childPads: true,
      outdoors: false,
      checkedOn: new Date('2026-10-01'),
      invented: true,
    })
    const { marks, note } = await answer()
    expect(marks).toEqual([
      {
        latitude: 34.8163,
        longitude: 135.6497,
        label: '市役所 <b>',
        lines: [
          '今使える',
          '17:30まで',
          '場所: 1階 受付',
          '小児対応あり、屋内',
          '最終確認 2026年10月1日(木)',
          '架空のAED',
        ],
        href: `/aeds/${id}`,
        look: 'usable',
        tag: '小',
      },
    ])
    expect(note).toBe('地図に見えている範囲: AED 1台。うち今使えるもの1台。')
    expect((await answer({}, 16, NIGHT)).marks[0]).toMatchObject({ look: 'closed' })
    expect((await answer({ outdoors: true })).note).toBe(
      '地図に見えている範囲に、当てはまるAEDはありません。',
    )
  })

  test('says of a group how many can be used now, and names what never comes apart', async () => {
    await makeAed({ name: '甲', hours: ALWAYS })
    await makeAed({ name: '乙', hours: OFFICE })
    const { marks } = await answer({}, 18, NIGHT)
    expect(marks).toMatchObject([{ count: 2, zoom: null, text: ['2台', '今可1'] }])
    const [group] = marks
    expect(group && 'members' in group && group.members.map((member) => member.label).sort()).toEqual([
      '乙',
      '甲',
    ])
  })

  test('says when there are too many to be judged', async () => {
    await fillCity(1600)
    const wide = (filters: object) =>
      mapAnswer(
        { box: { west: 122, south: 20, east: 154, north: 46 }, zoom: 5, filters, at: NOON },
        translator('ja'),
        'ja',
      )
    expect((await wide({})).note).toBe(
      '地図に見えている範囲: AED 約1600台。地図を大きくすると、今使えるかどうかを示します。',
    )
    expect((await wide({ now: true })).note).toContain('しぼりこみは、地図を大きくすると効きます')
    expect((await wide({})).marks).toMatchObject([{ text: ['1600台'], zoom: 7 }])
  })

  test('reads a box and a zoom, or nothing', () => {
    expect(readBox('135.6,34.7,135.7,34.8')).toEqual({ west: 135.6, south: 34.7, east: 135.7, north: 34.8 })
    for (const wrong of [null, '', '1,2,3', 'a,b,c,d', '135.7,34.7,135.6,34.8', '1e9,0,2e9,1', '1,2,3,4,5'])
      expect(readBox(wrong)).toBeNull()
    expect(['7', '18', '19', '-1', 'x', ''].map((zoom) => zoomParameter.parse(zoom))).toEqual([
      7, 18, 12, 12, 12, 12,
    ])
  })
})
