/** Halls as their officers keep them: scope, versions, dates, diagnoses, works; and what a guest is told. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { deleteDiagnosis, deleteWork, saveDiagnosis, saveWork } from '~/modules/halls/commands/facts.server'
import { closeHall, createHall, editHall, updateHall } from '~/modules/halls/commands/halls.server'
import { hallForApplication, hallForEdit, hallView } from '~/modules/halls/queries/hall.server'
import { hallsOf, searchHalls } from '~/modules/halls/queries/list.server'
import { hallOverview } from '~/modules/halls/queries/overview.server'
import { hallPins } from '~/modules/halls/queries/pins.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, anybody, type City, makeCity } from '../associations/support'
import { diagnosisForm, editForm, hallForm, workForm } from './support'

let city: City
let chair: SignedIn
let auditor: SignedIn
let stranger: SignedIn
let leader: SignedIn
let reviewer: SignedIn
let hall: number

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
  chair = await actorOf({ seat: { post: 'chair', at: city.own } })
  auditor = await actorOf({ seat: { post: 'auditor', at: city.own } })
  leader = await actorOf({ seat: { post: 'group_leader', at: city.group } })
  stranger = await actorOf({ seat: { post: 'chair', at: city.other } })
  reviewer = await actorOf({ staff: 'reviewer' })
  hall = await createHall(
    chair,
    hallForm({
      completed_year: '昭和53',
      completed_evidence: 'signboard',
      private_note: '鍵は3本',
      registered_to: '共有',
      floor_area: '132.5',
    }),
  )
})

const actions = async () =>
  (await db.auditEntry.findMany({ orderBy: { id: 'asc' }, select: { action: true } })).map((e) => e.action)
const invalid = (field: string) =>
  expect.objectContaining({ errors: expect.objectContaining({ [field]: expect.anything() }) })

describe('entering', () => {
  test('takes dates of any precision, the district of the association, and leaves a trail', async () => {
    const row = await db.hall.findUniqueOrThrow({ where: { id: hall } })
    expect(row).toMatchObject({
      completedPrecision: 'year',
      completedEvidence: 'signboard',
      districtId: city.west.id,
      version: 1,
    })
    expect(row.completedOn?.toISOString()).toBe('1978-01-01T00:00:00.000Z')
    expect(row.floorArea?.toString()).toBe('132.5')
    expect(await actions()).toEqual(['hall.created'])
    expect(
      JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } })),
    ).not.toContain('鍵は3本')
  })

  test('is for officers who keep halls, in their own association', async () => {
    await expect(createHall(anybody(), hallForm())).rejects.toThrow(SignInNeeded)
    await expect(createHall(auditor, hallForm())).rejects.toThrow(NotAllowed)
    await expect(createHall(stranger, hallForm({ name: '別' }))).rejects.toEqual(invalid('associations'))
    await expect(createHall(chair, hallForm({ name: '別', associations: '' }))).rejects.toEqual(
      invalid('associations'),
    )
    const cityHall = await createHall(reviewer, hallForm({ name: '市の会館', associations: '' }))
    await expect(hallForEdit(chair, cityHall)).rejects.toThrow(NotAllowed)
    expect((await hallForEdit(reviewer, cityHall)).associations).toEqual([])
    const council = await actorOf({ seat: { post: 'chair', at: city.council } })
    expect(
      await createHall(council, hallForm({ name: '並木会館', associations: '楠葉並木町内会' })),
    ).toBeGreaterThan(0)
  })

  test('refuses the same hall twice, dates to come, and unknown districts', async () => {
    const twice = await Promise.allSettled([
      createHall(chair, hallForm({ name: '新館' })),
      createHall(chair, hallForm({ name: '新館' })),
    ])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(createHall(chair, hallForm({ name: '二', started_year: '2027' }))).rejects.toEqual(
      invalid('started_year'),
    )
    await expect(createHall(chair, hallForm({ name: '三', district: '999' }))).rejects.toEqual(
      invalid('district'),
    )
  })

  test('reads dates and numbers as they are typed, and says which field is wrong', () => {
    expect(hallForm({ floor_area: '１２３．４５' }).values.floorArea).toBe(12345)
    const wrong: [Record<string, string>, string][] = [
      [{ completed_year: '不明' }, 'completed_year'],
      [{ completed_month: '4' }, 'completed_year'],
      [{ completed_evidence: 'registry' }, 'completed_year'],
      [{ completed_year: '1978', completed_day: '4' }, 'completed_month'],
      [{ completed_year: '1978', completed_month: '2', completed_day: '30' }, 'completed_day'],
      [{ started_year: '1978', completed_year: '1977' }, 'completed_year'],
      [{ confirmed_year: '1979', started_year: '1978' }, 'started_year'],
      [{ floor_area: '12.345' }, 'floor_area'],
      [{ floor_area: '0' }, 'floor_area'],
      [{ floors: '0' }, 'floors'],
      [{ latitude: '34.8' }, 'longitude'],
      [{ latitude: '135.6', longitude: '34.8' }, 'latitude'],
      [{ phone: 'abc' }, 'phone'],
      [{ reading: '花園' }, 'reading'],
      [{ designation: 'palace' }, 'designation'],
    ]
    for (const [fields, field] of wrong) {
      let caught: unknown
      try {
        hallForm(fields)
      } catch (error) {
        caught = error
      }
      expect(caught, field).toEqual(invalid(field))
    }
    expect(() =>
      hallForm({ started_year: '1978', completed_year: '1978', completed_month: '1' }),
    ).not.toThrow()
  })
})

describe('changing', () => {
  test('is guarded by the version, and told in the trail by field', async () => {
    await editHall(chair, hall, editForm(1, { floors: '2', structure: 'wood' }))
    await expect(editHall(chair, hall, editForm(1, { floors: '3' }))).rejects.toThrow(Stale)
    const both = await Promise.allSettled([
      editHall(chair, hall, editForm(2, { floors: '4' })),
      editHall(reviewer, hall, editForm(2, { floors: '5' })),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const entry = await db.auditEntry.findFirstOrThrow({
      where: { action: 'hall.changed' },
      orderBy: { id: 'asc' },
    })
    expect(entry.before).toMatchObject({ state: 'old_standard', version: 1 })
    expect(entry.after).toMatchObject({ state: 'unknown', version: 2 })
    expect((entry.after as { fields: string[] }).fields).toContain('structure')
  })

  test('that changes nothing writes nothing', async () => {
    const { values, version } = await hallForEdit(chair, hall)
    await updateHall(chair, hall, values)
    expect((await hallForEdit(chair, hall)).version).toBe(version)
    expect(await actions()).toEqual(['hall.created'])
  })

  test('is for the officers of the hall and the city', async () => {
    for (const actor of [auditor, stranger, leader]) {
      await expect(editHall(actor, hall, editForm(1))).rejects.toThrow(NotAllowed)
      await expect(hallForEdit(actor, hall)).rejects.toThrow(NotAllowed)
    }
    await expect(editHall(anybody(), hall, editForm(1))).rejects.toThrow(SignInNeeded)
    await expect(editHall(chair, 999, editForm(1))).rejects.toThrow(NotFound)
    await updateHall(reviewer, hall, { floors: 3 })
    expect((await hallForEdit(chair, hall)).values.floors).toBe(3)
  })

  test('ties associations of one’s own and leaves those of others tied', async () => {
    await editHall(reviewer, hall, editForm(1, { associations: '楠葉花園町自治会\n香里ケ丘六丁目自治会' }))
    expect((await hallForEdit(stranger, hall)).associations).toEqual([
      '楠葉花園町自治会',
      '香里ケ丘六丁目自治会',
    ])
    // The chair of one takes nothing from the other, also by leaving it out.
    await editHall(chair, hall, editForm(2, { associations: '楠葉花園町自治会' }))
    await expect(
      editHall(chair, hall, editForm(2, { associations: '香里ケ丘六丁目自治会' })),
    ).rejects.toEqual(invalid('associations'))
    await expect(editHall(chair, hall, editForm(2, { associations: '楠葉並木町内会' }))).rejects.toEqual(
      invalid('associations'),
    )
    expect((await hallForEdit(chair, hall)).associations).toHaveLength(2)
    await editHall(reviewer, hall, editForm(2, { associations: '香里ケ丘六丁目自治会' }))
    await expect(hallForEdit(chair, hall)).rejects.toThrow(NotAllowed)
  })

  test('closes a hall, which leaves lists and maps and keeps its record', async () => {
    await updateHall(chair, hall, { latitude: 34.85, longitude: 135.67 })
    expect(await hallPins()).toMatchObject([{ id: hall, districtId: city.west.id, designation: 'none' }])
    await expect(closeHall(chair, hall, { closedOn: '2026-12-01', version: 2 })).rejects.toThrow(Invalid)
    await closeHall(chair, hall, { closedOn: '2026-11-01', version: 2 })
    expect([await hallPins(), (await searchHalls({})).items, await hallsOf(city.own.id)]).toEqual([
      [],
      [],
      [],
    ])
    expect((await hallView(anybody(), hall)).closedOn).toBe('2026-11-01')
    await expect(closeHall(chair, hall, { closedOn: '2026-11-01', version: 3 })).rejects.toThrow(Stale)
    await closeHall(reviewer, hall, { closedOn: null, version: 3 })
    expect(await hallsOf(city.own.id)).toEqual([{ id: hall, name: '花園会館' }])
    expect((await actions()).slice(-2)).toEqual(['hall.closed', 'hall.reopened'])
  })
})

describe('diagnoses and works', () => {
  test('are entered, corrected and deleted, and move the state', async () => {
    await saveDiagnosis(chair, hall, diagnosisForm(1))
    const [diagnosis] = (await hallForEdit(chair, hall)).diagnoses
    expect(diagnosis).toMatchObject({ on: '2019-11-14', score: 620, result: 'unsafe' })
    expect((await hallForEdit(chair, hall)).state).toBe('to_retrofit')
    await saveWork(chair, hall, workForm(2, { cost: '5,000,000', subsidy: '1000000', score_after: '1.1' }))
    const after = await hallForEdit(chair, hall)
    expect(after.state).toBe('retrofitted')
    expect(after.works[0]).toMatchObject({
      done: { on: '2021-03-01', precision: 'month' },
      cost: 5_000_000,
      scoreAfter: 1100,
    })
    await saveDiagnosis(chair, hall, { ...diagnosisForm(3, { score: '0.9' }), id: diagnosis?.id ?? 0 })
    expect((await hallForEdit(chair, hall)).diagnoses).toMatchObject([{ score: 900 }])
    await deleteWork(chair, hall, { id: after.works[0]?.id ?? 0, version: 4 })
    await deleteDiagnosis(chair, hall, { id: diagnosis?.id ?? 0, version: 5 })
    expect((await hallForEdit(chair, hall)).state).toBe('old_standard')
    expect(await actions()).toEqual([
      'hall.created',
      'hall.diagnosis_saved',
      'hall.work_saved',
      'hall.diagnosis_saved',
      'hall.work_deleted',
      'hall.diagnosis_deleted',
    ])
  })

  test('keep to their hall, to the past and to the version', async () => {
    await saveDiagnosis(chair, hall, diagnosisForm(1))
    const id = (await hallForEdit(chair, hall)).diagnoses[0]?.id ?? 0
    const second = await createHall(chair, hallForm({ name: '第二' }))
    await expect(saveDiagnosis(chair, second, { ...diagnosisForm(1), id })).rejects.toThrow(NotFound)
    await expect(deleteDiagnosis(chair, second, { id, version: 1 })).rejects.toThrow(NotFound)
    await expect(deleteDiagnosis(chair, hall, { id, version: 1 })).rejects.toThrow(Stale)
    await expect(deleteDiagnosis(stranger, hall, { id, version: 2 })).rejects.toThrow(NotAllowed)
    await expect(
      saveDiagnosis(chair, hall, diagnosisForm(2, { diagnosed_on: '2026-11-23' })),
    ).rejects.toEqual(invalid('diagnosed_on'))
    await expect(saveWork(chair, hall, workForm(2, { done_year: '2027', done_month: '' }))).rejects.toEqual(
      invalid('done_year'),
    )
    expect(() => workForm(2, { subsidy: '10' })).toThrow(Invalid)
    expect(() => workForm(2, { cost: '5', subsidy: '10' })).toThrow(Invalid)
    expect(() => workForm(2, { done_year: '' })).toThrow(Invalid)
    expect(() => diagnosisForm(2, { score: '10.5' })).toThrow(Invalid)
  })
})

describe('what is told', () => {
  test('to a guest is the public part; the result only when the keepers show it', async () => {
    await saveDiagnosis(chair, hall, diagnosisForm(1, { diagnosed_by: '淀川建築', note: '南の壁' }))
    await saveWork(chair, hall, workForm(2, { cost: '7654321' }))
    const seen = await hallView(anybody(), hall)
    expect(seen).toMatchObject({ inside: null, state: null, lastDiagnosis: null, mayKeep: false })
    const text = JSON.stringify(seen)
    for (const secret of ['鍵は3本', '共有', '7654321', '淀川', '南の壁', '620', 'unsafe'])
      expect(text).not.toContain(secret)
    await updateHall(chair, hall, { diagnosisPublic: true })
    const shown = await hallView(anybody(), hall)
    expect(shown).toMatchObject({
      state: 'retrofitted',
      lastDiagnosis: { on: '2019-11-14', result: 'unsafe' },
    })
    expect(JSON.stringify(shown)).not.toMatch(/620|淀川|7654321/)
    expect((await hallView(leader, hall)).inside).toBeNull()
    expect((await hallView(stranger, hall)).inside).toBeNull()
    for (const actor of [chair, auditor, reviewer]) {
      expect((await hallView(actor, hall)).inside).toMatchObject({
        privateNote: '鍵は3本',
        diagnoses: [{ diagnosedBy: '淀川建築' }],
      })
    }
    await expect(hallView(anybody(), 999)).rejects.toThrow(NotFound)
  })

  test('to an application is the whole record with its associations', async () => {
    expect(await hallForApplication(auditor, hall)).toMatchObject({
      name: '花園会館',
      floorArea: 13250,
      state: 'old_standard',
      standards: { overall: 'old' },
      associations: [{ id: city.own.id }],
    })
    await expect(hallForApplication(stranger, hall)).rejects.toThrow(NotAllowed)
    await expect(hallForApplication(anybody(), hall)).rejects.toThrow(SignInNeeded)
  })

  test('to the city is all by state and district', async () => {
    await createHall(
      reviewer,
      hallForm({ name: '新しい会館', associations: '香里ケ丘六丁目自治会', completed_year: '2001' }),
    )
    const view = await hallOverview(reviewer, {})
    expect(view.totals).toMatchObject({ old_standard: 1, new_standard: 1, unknown: 0 })
    expect(view.districts.map(({ name }) => name).sort()).toEqual(['五常', '樟葉西'])
    expect((await hallOverview(reviewer, { state: 'new_standard' })).listed).toMatchObject([
      { name: '新しい会館' },
    ])
    expect((await hallOverview(reviewer, { district: city.west.id })).total).toBe(1)
    await expect(hallOverview(chair, {})).rejects.toThrow(NotAllowed)
    await expect(hallOverview(anybody(), {})).rejects.toThrow(SignInNeeded)
  })

  test('in the list is found by name, reading, address and district, page by page', async () => {
    await db.hall.createMany({
      data: Array.from({ length: 45 }, (_, i) => ({
        name: `会館${i}`,
        reading: `あ${String(i).padStart(2, '0')}`,
        address: '枚方市牧野',
      })),
    })
    await db.hall.create({ data: { name: '読みなし会館' } })
    const names: string[] = []
    let after: number | undefined
    do {
      const page = await searchHalls({ after })
      names.push(...page.items.map(({ name }) => name))
      after = page.next
    } while (after)
    expect(names).toHaveLength(47)
    expect(new Set(names).size).toBe(47)
    expect(names.at(-1)).toBe('読みなし会館')
    expect((await searchHalls({ q: 'ハナゾノ' })).items).toMatchObject([
      { id: hall, associations: ['楠葉花園町自治会'] },
    ])
    expect((await searchHalls({ q: '牧野 会館' })).total).toBe(45)
    expect((await searchHalls({ q: '%' })).total).toBe(0)
    expect((await searchHalls({ district: city.west.id })).total).toBe(1)
  })
})
