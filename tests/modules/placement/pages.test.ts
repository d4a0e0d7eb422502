/** The study and its population on a real database, and as pages. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import type { Hours } from '~/modules/aeds/schema'
import {
  deletePopulation,
  MAX_FILES,
  putBackToTowns,
  putToUse,
  takePopulation,
} from '~/modules/placement/commands/population.server'
import { populationFile, populationFiles } from '~/modules/placement/queries/population.server'
import { placementStudy, placementTable } from '~/modules/placement/queries/study.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { place } from './support'

const nobody = guest('2026-11-23')
let staff: Actor
const counted = {
  households: 101,
  householdsMethod: '名簿による',
  householdsAsOf: new Date('2026-04-01'),
}

/** A city of 3 by 3 km with an association of two towns, and four halls along a street. */
beforeEach(async () => {
  await resetDatabase()
  const user = await db.user.create({
    data: { email: 'staff@people.example', familyName: '市', givenName: '職員' },
    select: { id: true },
  })
  staff = {
    ...nobody,
    user: { id: user.id, name: '市 職員', language: 'ja', demonstration: false },
    staff: ['reviewer'],
    cityPath: '/1/',
    capacity: 'reviewer',
  }
  const corner = (east: number, north: number) => {
    const { longitude, latitude } = place(east, north)
    return [longitude, latitude]
  }
  const outline = [
    corner(-500, -500),
    corner(2500, -500),
    corner(2500, 2500),
    corner(-500, 2500),
    corner(-500, -500),
  ]
  const city = await db.association.create({
    data: {
      kind: 'city',
      slug: 'city',
      name: '市',
      reading: 'し',
      area: { type: 'Polygon', coordinates: [outline] },
    },
  })
  const home = await db.association.create({
    data: {
      kind: 'neighbourhood',
      slug: 'home',
      name: '会',
      reading: 'かい',
      parentId: city.id,
      ...counted,
    },
  })
  // A council counts the households of its associations once more: they are not added.
  await db.association.create({
    data: {
      kind: 'council',
      slug: 'council',
      name: '協',
      reading: 'きょう',
      parentId: city.id,
      ...counted,
    },
  })
  for (const [name, east] of [
    ['一丁目', 0],
    ['二丁目', 1000],
    ['無人町', 2000],
  ] as const) {
    const town = await db.town.create({ data: { name, ...place(east, 50) } })
    if (name !== '無人町')
      await db.associationTown.create({ data: { associationId: home.id, townId: town.id } })
  }
  for (const [name, east] of [
    ['西会館', 0],
    ['中会館', 1000],
    ['東会館', 2000],
  ] as const)
    await db.hall.create({
      data: { name, ...place(east), associations: { create: { associationId: home.id } } },
    })
  await db.hall.create({ data: { name: '場所のない会館' } })
  await db.hall.create({ data: { name: '閉じた会館', ...place(0), closedOn: new Date('2020-01-01') } })
})

const daily = (from: number, until: number): Hours => ({
  weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: from * 60, until: until * 60 }] }],
  holidays: 'as_weekday',
  shifts: false,
  yearly: [],
  dates: [],
  night: '',
  conditions: '',
  uncertain: false,
})
const putAed = (east: number, hours: Hours | null, over = {}) =>
  db.aed.create({ data: { name: 'AED', ...place(east), hours: hours ?? undefined, ...over } })

const look = (query = '') => placementStudy(staff, new URLSearchParams(query))
const bytes = (text: string) => new TextEncoder().encode(text)
const form = { name: '調査', credit: '見本' }

describe('the study', () => {
  test('counts the households of associations over their towns, and what an AED would newly reach', async () => {
    const { figures, halls, source, chosen, candidates } = await look('persons=2')
    expect(source).toMatchObject({ kind: 'towns', households: 101, without: ['無人町'], unknown: 0 })
    // 101 households are 51 and 50; two persons each.
    expect(figures).toEqual({
      total: { day: 202, night: 202 },
      before: { day: 0, night: 0 },
      after: { day: 202, night: 202 },
    })
    expect(halls).toEqual({ all: 3, placeless: 1, served: 0, candidates: 3 })
    expect(chosen.map(({ hall, gain }) => [hall.name, gain.night])).toEqual([
      ['西会館', 102],
      ['中会館', 100],
    ])
    expect(candidates.map(({ hall, households }) => [hall.name, households])).toEqual([
      ['西会館', 101],
      ['中会館', 101],
      ['東会館', 101],
    ])
  })

  test('looks at the hours, and leaves out halls with an AED round the clock', async () => {
    await putAed(1000, daily(0, 24))
    await putAed(0, daily(9, 17))
    await putAed(0, daily(0, 24), { condition: 'out_of_service' })
    await putAed(0, daily(0, 24), { condition: 'removed' })
    await db.aed.create({ data: { name: '場所のないAED' } })
    const { figures, halls, aeds, candidates } = await look('persons=2')
    expect(figures.before).toEqual({ day: 202, night: 100 })
    expect(halls).toMatchObject({ served: 1, candidates: 2 })
    expect(aeds).toMatchObject({ byDay: 2, byNight: 1, always: 1, leftOut: 1, placeless: 1 })
    expect(candidates[0]).toMatchObject({ hall: { name: '西会館' }, gain: { day: 0, night: 102 } })
  })

  test('keeps to one district, and says when there is none of that number', async () => {
    const district = await db.district.create({
      data: { name: '西', middleSchool: '', schoolName: '', schoolAddress: '', ...place(0) },
    })
    await db.hall.updateMany({ where: { name: '東会館' }, data: { districtId: district.id } })
    const { candidates, unread } = await look(`district=${district.id}`)
    expect(candidates.map(({ hall }) => hall.name)).toEqual(['東会館'])
    expect(unread).toEqual([])
    expect((await look('district=999')).unread).toEqual(['district'])
  })

  test('has words and no sums of nothing where there is nothing', async () => {
    await db.hall.deleteMany()
    await db.associationTown.deleteMany()
    const { figures, halls, source, chosen, picture } = await look()
    expect(figures.total).toEqual({ day: 0, night: 0 })
    expect(halls).toEqual({ all: 0, placeless: 0, served: 0, candidates: 0 })
    expect(source).toMatchObject({ placeless: 1, households: 0 })
    expect(chosen).toEqual([])
    expect(JSON.stringify(picture)).not.toMatch(/NaN|Infinity|null/)
  })

  test('is for staff of the city who plan', async () => {
    const asked = (actor: Actor) => placementStudy(actor, new URLSearchParams())
    await expect(asked(nobody)).rejects.toBeInstanceOf(SignInNeeded)
    await expect(asked({ ...staff, staff: ['coordinator'] })).rejects.toBeInstanceOf(NotAllowed)
    await expect(asked({ ...staff, staff: ['administrator'] })).rejects.toBeInstanceOf(NotAllowed)
    await expect(placementTable({ ...staff, staff: [] }, new URLSearchParams())).rejects.toBeInstanceOf(
      NotAllowed,
    )
  })

  test('gives the same to the file as to the page', async () => {
    const [seen, table] = [await look(), await placementTable(staff, new URLSearchParams())]
    expect(table.candidates).toEqual(seen.candidates)
    expect(table.chosen).toEqual(seen.chosen)
  })
})

describe('a population file', () => {
  const { latitude, longitude } = place(2000, 50)
  const text = `緯度,経度,昼,夜\n${latitude},${longitude},30,70\n34,135,1,1\n${latitude},x,1,1\n`

  test('is read, looked at, used and put back, each written down', async () => {
    const id = await takePopulation(staff, form, bytes(text))
    const file = await populationFile(staff, id)
    expect(file).toMatchObject({ name: '調査', active: false, points: 1, day: 30, night: 70 })
    expect(file.report).toMatchObject({ encoding: 'utf-8', lines: 3, taken: 1, outside: 1, refused: 1 })
    expect(file.report.refusedLines).toEqual([{ line: 4, reason: 'not_a_place' }])
    // Taken in is not yet used.
    expect((await look()).source.kind).toBe('towns')
    await putToUse(staff, id)
    const { source, figures, chosen } = await look()
    expect(source).toEqual({ kind: 'set', id, name: '調査', credit: '見本', points: 1 })
    expect(figures.total).toEqual({ day: 30, night: 70 })
    expect(chosen.map(({ hall }) => hall.name)).toEqual(['東会館'])
    await expect(deletePopulation(staff, id)).rejects.toBeInstanceOf(Stale)
    await putBackToTowns(staff)
    await putBackToTowns(staff)
    expect((await look()).source.kind).toBe('towns')
    await deletePopulation(staff, id)
    await expect(populationFile(staff, id)).rejects.toBeInstanceOf(NotFound)
    expect(await db.populationPoint.count()).toBe(0)
    const acts = await db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { action: true } })
    expect(acts.map(({ action }) => action)).toEqual([
      'population.taken',
      'population.used',
      'population.put_back',
      'population.deleted',
    ])
  })

  test('in use is one, also when two are put to use at once', async () => {
    const one = await takePopulation(staff, form, bytes(text))
    const two = await takePopulation(staff, form, bytes(text))
    await Promise.allSettled([putToUse(staff, one), putToUse(staff, two), putToUse(staff, one)])
    expect(await db.populationSet.count({ where: { active: true } })).toBe(1)
    await putToUse(staff, two)
    const { files } = await populationFiles(staff)
    expect(files.map(({ id, active }) => [id, active])).toEqual([
      [two, true],
      [one, false],
    ])
  })

  test('is taken in Shift_JIS, with tabs, and with mesh codes', async () => {
    // 「緯度」「経度」「人口」 in Shift_JIS, by tabs
    const head = [0x88, 0xdc, 0x93, 0x78, 0x09, 0x8c, 0x6f, 0x93, 0x78, 0x09, 0x90, 0x6c, 0x8c, 0xfb, 0x0a]
    const id = await takePopulation(
      staff,
      form,
      new Uint8Array([...head, ...bytes(`${latitude}\t${longitude}\t"1,250"\n`)]),
    )
    const { report, night } = await populationFile(staff, id)
    expect(report).toMatchObject({ encoding: 'shift_jis', sameByNight: true, taken: 1 })
    expect(night).toBe(1250)
    // 第3次メッシュ 5235 1469 stands around 34.804° N, 135.619° E.
    const mesh = await takePopulation(staff, form, bytes('KEY_CODE,人口\n52351469,12\n'))
    expect(await populationFile(staff, mesh)).toMatchObject({ points: 1, report: { places: 'mesh' } })
  })

  const refused = async (file: Uint8Array | 'none' | 'too_large') => {
    const answer = await takePopulation(staff, form, file).catch((error: unknown) => error)
    expect(answer).toBeInstanceOf(Invalid)
    return (answer as Invalid).errors.file?.join(' ')
  }

  test('of which nothing can be taken is refused with the reason', async () => {
    expect(await refused('none')).toBe('placement.error.none')
    expect(await refused('too_large')).toBe('placement.error.too_large')
    expect(await refused(bytes(''))).toBe('placement.error.empty')
    expect(await refused(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toBe('placement.error.not_text')
    expect(await refused(bytes('a,b\n1,2\n'))).toBe('placement.error.no_place_columns')
    expect(await refused(bytes('mesh,b\n1,2\n'))).toBe('placement.error.no_people_columns')
    expect(await refused(bytes('mesh,population\n52,2\n'))).toBe(
      'placement.error.none_taken?line=2 placement.refused.mesh_size',
    )
    expect(await refused(bytes('lat,lon,people\n43,141,2\n'))).toBe('placement.error.all_outside')
    expect(await refused(bytes('lat,lon,people\n34.8,135.6,-2\n'))).toBe(
      'placement.error.none_taken?line=2 placement.refused.negative',
    )
    expect(await refused(bytes(`lat,lon,people\n${'34.8,135.6,1\n'.repeat(150_020)}`))).toBe(
      'placement.error.too_many_lines?max=150000',
    )
    expect(await db.populationSet.count()).toBe(0)
  })

  test('is one of so many that are kept', async () => {
    await db.populationSet.createMany({
      data: Array.from({ length: MAX_FILES }, (_, i) => ({ name: String(i) })),
    })
    expect(await refused(bytes(text))).toBe(`placement.error.too_many_files?max=${MAX_FILES}`)
  })

  test('is for staff of the city who plan', async () => {
    const other: Actor = { ...staff, staff: ['administrator'] }
    await expect(takePopulation(other, form, bytes(text))).rejects.toBeInstanceOf(NotAllowed)
    await expect(putToUse(other, 1)).rejects.toBeInstanceOf(NotAllowed)
    await expect(putBackToTowns(nobody)).rejects.toBeInstanceOf(SignInNeeded)
    await expect(deletePopulation(other, 1)).rejects.toBeInstanceOf(NotAllowed)
    await expect(populationFiles(other)).rejects.toBeInstanceOf(NotAllowed)
    await expect(populationFile(nobody, 1)).rejects.toBeInstanceOf(SignInNeeded)
    await expect(putToUse(staff, 999)).rejects.toBeInstanceOf(NotFound)
  })
})
