/** The simulation over a real database: what it reads, who may ask, and what the address may say. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { hallLines, sumLines } from '~/modules/revision/csv-lines'
import { heldIn, versionsOf } from '~/modules/revision/queries/city.server'
import { revisionStudy, revisionTable } from '~/modules/revision/queries/revision.server'
import type { Programme } from '~/modules/subsidies/schema'
import { db, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { makeApplication } from '../applications/support'

const nobody = guest('2026-11-23')
const staff: Actor = {
  ...nobody,
  user: {
    id: '00000000-0000-7000-8000-000000000001',
    name: '市 職員',
    language: 'ja',
    demonstration: false,
  },
  staff: ['reviewer'],
  cityPath: '/1/',
  capacity: 'reviewer',
}

let association = 0
let other = 0
let hall = 0
let district = 0

/** Two associations that share one old hall of wood, a new hall, a hall of which nothing is known, and a closed one. */
beforeEach(async () => {
  await resetDatabase()
  await transaction(createProgrammes)
  district = (
    await db.district.create({
      data: {
        name: '西',
        middleSchool: '',
        schoolName: '',
        schoolAddress: '',
        latitude: 34.8,
        longitude: 135.6,
      },
    })
  ).id
  const city = await db.association.create({
    data: { kind: 'city', slug: 'city', name: '市', reading: 'し' },
  })
  const make = async (slug: string) =>
    (
      await db.association.create({
        data: {
          kind: 'neighbourhood',
          slug,
          name: slug,
          reading: 'かい',
          parentId: city.id,
          households: 80,
          householdsMethod: '名簿',
          householdsAsOf: new Date('2026-04-01'),
        },
      })
    ).id
  association = await make('one')
  other = await make('two')
  const old = {
    structure: 'wood' as const,
    floorArea: '100',
    completedOn: new Date('1975-01-01'),
    completedPrecision: 'year' as const,
    districtId: district,
  }
  const shared = [association, other].map((associationId) => ({ associationId }))
  hall = (await db.hall.create({ data: { ...old, name: '古い会館', associations: { create: shared } } })).id
  await db.hall.create({ data: { ...old, name: '新しい会館', completedOn: new Date('2001-01-01') } })
  await db.hall.create({ data: { name: '分からない会館' } })
  await db.hall.create({ data: { ...old, name: '閉じた会館', closedOn: new Date('2020-01-01') } })
})

const ONLY =
  'programme=hirakata-hall&years=1&need-renovation=none&need-rebuild=none&need-seismicRetrofit=none'
const study = async (query = '') => {
  const found = await revisionStudy(staff, new URLSearchParams(query))
  if (!found) throw new Error('No scheme')
  return found
}

/** A draft of the next version of the scheme, with a change. */
async function draft(change: (definition: Programme) => void, number = 2) {
  const { programmeId, definition } = await db.subsidyProgrammeVersion.findFirstOrThrow({
    where: { programme: { key: 'hirakata-hall' }, number: 1 },
  })
  const copy = structuredClone(definition) as unknown as Programme
  change(copy)
  await db.subsidyProgrammeVersion.create({
    data: { programmeId, number, state: 'draft', yearFrom: 2027, name: copy.name, definition: copy },
  })
}

test('today’s rules are those of the version that holds, not of one that a later version has ended', async () => {
  const first = await db.subsidyProgrammeVersion.findFirstOrThrow({
    where: { programme: { key: 'hirakata-hall' }, number: 1 },
  })
  const { yearFrom } = first
  const open = { fiscalYears: { from: yearFrom, until: null } }
  const definition = { ...(first.definition as unknown as Programme), ...open }
  await db.subsidyProgrammeVersion.update({
    where: { id: first.id },
    data: { yearUntil: yearFrom + 2 },
  })
  const more = { programmeId: first.programmeId, name: 'x', definition, publishedAt: new Date() }
  await db.subsidyProgrammeVersion.create({
    data: { ...more, number: 2, state: 'published', yearFrom: yearFrom + 3, yearUntil: yearFrom + 3 },
  })
  await draft((copy) => Object.assign(copy, open), 3)
  const versions = await versionsOf('hirakata-hall')
  expect(versions.map(({ definition: { fiscalYears } }) => fiscalYears)).toEqual([
    { from: yearFrom, until: null },
    { from: yearFrom + 3, until: yearFrom + 3 },
    { from: yearFrom, until: yearFrom + 2 },
  ])
  const held = (year: number) => heldIn(versions, year)?.number
  expect([0, 2, 3].map((later) => held(yearFrom + later))).toEqual([1, 1, 2])
  // After all of them the last that was published; never the first, which its file does not end.
  expect(held(yearFrom + 4)).toBe(2)
})

describe('the simulation', () => {
  test('counts each hall in use once, and says what the register does not know', async () => {
    const { counted, outcomes, variants } = await study(`${ONLY}&yearly-seismicDiagnosis=100`)
    expect(counted).toMatchObject({
      halls: 3,
      states: { old_standard: 1, new_standard: 1, unknown: 1 },
      structureless: 1,
      arealess: 1,
      districtless: 1,
    })
    expect(variants).toMatchObject([{ id: 'today', kind: 'today', number: 1 }])
    // 150,000 yen for the old hall: 100,000 of them; 225,000 for the unknown one: its cap is that of wood or of others.
    expect(outcomes[0]?.total).toMatchObject({
      takes: 2_000_000,
      cost: 375_000,
      least: 200_000,
      most: 250_000,
    })
    expect(outcomes[0]?.districts.map((of) => [of.district, of.sum.most])).toEqual([
      [district, 100_000],
      [null, 150_000],
    ])
    expect(
      (await study(`${ONLY}&yearly-seismicDiagnosis=100&unknown=leave_out`)).outcomes[0]?.total.takes,
    ).toBe(1_000_000)
  })

  test('sets versions and typed plans beside today, each with its own pace', async () => {
    await draft((definition) => {
      const work = definition.works.find(({ key }) => key === 'seismicDiagnosis')
      if (work) work.cap = 50_000
    })
    const all = await study(
      `${ONLY}&yearly-seismicDiagnosis=50&budget=110,000&v=2&pace-2=200&a-rate-seismicDiagnosis=1&a-cap-seismicDiagnosis=１５０,０００`,
    )
    expect(all.unread).toEqual([])
    expect(all.params.budget).toBe(110_000)
    expect(all.variants.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['today', 'today', 'published'],
      ['2', 'version', 'draft'],
      ['a', 'plan', null],
    ])
    expect(all.outcomes.map(({ total }) => total.most)).toEqual([125_000, 100_000, 150_000])
    // The address that the page gives leads to the same, whatever is usual by then.
    const again = await study(all.query)
    expect(again.outcomes).toEqual(all.outcomes)
    expect(again.query).toBe(all.query)
  })

  test('drops a requirement, and tells how many halls it was taken as met for', async () => {
    const renovation = 'programme=hirakata-hall&years=1&need-renovation=all&yearly-renovation=100'
    const before = await study(`${renovation}&fact-includesSeismic=false&b-drop=renovation:0`)
    const [today, plan] = before.outcomes
    expect(today?.refused.map(({ halls }) => halls)).toEqual([1])
    expect(today?.taken.map(({ halls }) => halls)).toEqual([1])
    expect(plan?.refused).toEqual([])
    const sure = (of: typeof today) => of?.works.find(({ work }) => work === 'renovation')?.eligible.sure
    expect([sure(today), sure(plan)]).toEqual([2, 3])
    expect(before.open.map(({ key }) => key)).toEqual(['includesSeismic'])
  })

  test('takes grants of the record and of paid applications off a cumulative cap, each once', async () => {
    const renovation =
      'programme=hirakata-hall&years=1&need-renovation=all&yearly-renovation=100&fixed-renovation=5000000'
    const most = async () =>
      (await revisionTable(staff, new URLSearchParams(renovation))).halls
        .find(({ outcome }) => outcome.hall.id === hall)
        ?.outcome.works.find(({ work }) => work === 'renovation')?.gives.most
    expect(await most()).toBe(3_000_000)
    const work = { kind: 'repair' as const, completedOn: new Date('2015-06-01'), subsidy: 1_000_000 }
    await db.hallWork.create({ data: { ...work, hallId: hall } })
    expect(await most()).toBe(2_000_000)
    await db.hallWork.create({ data: { ...work, hallId: hall, completedOn: new Date('2000-06-01') } })
    expect(await most()).toBe(2_000_000)
    const { id } = await makeApplication('paid', {
      associationId: association,
      hallId: hall,
      amount: 400_000,
    })
    await db.subsidyApplication.update({
      where: { id },
      data: { works: ['renovation'] },
    })
    expect(await most()).toBe(1_600_000)
    // Once the payment stands in the hall's record, it is still one grant.
    await db.hallWork.create({
      data: { ...work, hallId: hall, completedOn: new Date('2026-10-01'), subsidy: 400_000 },
    })
    expect(await most()).toBe(1_600_000)
  })

  test('works past applications out anew, without those that came to nothing', async () => {
    await makeApplication('paid', {
      associationId: association,
      hallId: hall,
      year: 2025,
      today: '2025-12-01',
      cost: 1_500_000,
    })
    await makeApplication('submitted', { associationId: other, cost: 900_000 })
    await makeApplication('draft', { associationId: other })
    await makeApplication('cancelled', { associationId: other })
    const { id } = await makeApplication('repaid', { associationId: other })
    await db.subsidyEvent.create({
      data: { applicationId: id, verb: 'cancel', fromState: 'cancelling', toState: 'cancelled' },
    })
    const { past, experience } = await study('programme=hirakata-hall&a-rate-seismicRetrofit=1/2')
    expect(past.map(({ year, granted, under }) => [year, granted, ...under.map(({ most }) => most)])).toEqual(
      [
        [2025, 1_000_000, 1_000_000, 750_000],
        [2026, 0, 600_000, 450_000],
      ],
    )
    expect(experience).toEqual([
      {
        work: 'seismicRetrofit',
        applications: 2,
        from: 2025,
        to: 2026,
        mean: 1_200_000,
        perArea: 15_000,
      },
    ])
  })

  test('names what it could not read, and works with the first value', async () => {
    const { unread, params } = await study(
      'budget=-1&years=11&from=x&unsafe=101&area=0&unknown=x&v=9&v=%00&need-renovation=x&yearly-renovation=-1&wood-renovation=1e9&a-rate-renovation=4/3&a-cap-renovation=-1&a-drop=renovation:7&b-drop=:0&fact-includesSeismic=perhaps&pace-a=999',
    )
    expect(unread.sort()).toEqual(
      [
        'budget',
        'years',
        'from',
        'unsafe',
        'area',
        'unknown',
        'v',
        'need-renovation',
        'yearly-renovation',
        'wood-renovation',
        'a-rate-renovation',
        'a-cap-renovation',
        'a-drop',
        'b-drop',
        'fact-includesSeismic',
        'pace-a',
      ].sort(),
    )
    expect(params).toMatchObject({ years: 5, from: 2027, unsafe: 800_000, area: null })
  })

  test('is for those who keep the schemes', async () => {
    const asked = (actor: Actor) => revisionStudy(actor, new URLSearchParams())
    await expect(asked(nobody)).rejects.toBeInstanceOf(SignInNeeded)
    for (const role of ['section_staff', 'coordinator', 'administrator'] as const)
      await expect(asked({ ...staff, staff: [role] })).rejects.toBeInstanceOf(NotAllowed)
    await expect(revisionTable({ ...staff, staff: [] }, new URLSearchParams())).rejects.toBeInstanceOf(
      NotAllowed,
    )
    await expect(revisionStudy(staff, new URLSearchParams('programme=nothing'))).rejects.toBeInstanceOf(
      NotFound,
    )
    // Another city's scheme is no scheme of this city.
    await expect(revisionStudy(staff, new URLSearchParams('programme=kochi-hall'))).rejects.toBeInstanceOf(
      NotFound,
    )
  })

  test('has words where there is nothing', async () => {
    await db.hall.updateMany({ data: { closedOn: new Date('2020-01-01') } })
    const empty = await study()
    expect(empty.counted.halls).toBe(0)
    expect(JSON.stringify(empty)).not.toMatch(/NaN|Infinity/)
    await db.subsidyProgramme.updateMany({ data: { own: false } })
    expect(await revisionStudy(staff, new URLSearchParams())).toBeNull()
  })
})

describe('the files', () => {
  test('say the same as the page, one line a hall and scheme', async () => {
    const query = 'programme=hirakata-hall&a-cap-seismicDiagnosis=90000'
    const table = await revisionTable(staff, new URLSearchParams(query))
    const t = translator('ja')
    const [head = [], ...halls] = hallLines(table, t)
    expect(halls).toHaveLength(2 * 3)
    expect(halls.every((line) => line.length === head.length)).toBe(true)
    const [heads = [], ...sums] = sumLines(table, t)
    expect(sums.every((line) => line.length === heads.length)).toBe(true)
    const column = (name: string, of: (string | number)[]) => of.indexOf(t(`revision.column.${name}`))
    const totals = sums.filter((line) => line[1] === t('revision.column.by_total'))
    const { outcomes } = await study(query)
    expect(totals.map((line) => line[column('most', heads)])).toEqual(outcomes.map(({ total }) => total.most))
    for (const [i, total] of totals.entries()) {
      const of = halls.filter((line) => line[0] === total[0])
      const added = of.reduce((sum, line) => sum + Number(line[column('most', head)]), 0)
      expect(added).toBe(outcomes[i]?.total.most)
    }
  })
})
