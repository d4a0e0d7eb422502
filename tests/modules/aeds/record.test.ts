/** The record of one AED: entered and corrected by its keepers alone, guarded by its version, kept from imports. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { guest } from '~/modules/accounts/rules'
import { createAed, editAed } from '~/modules/aeds/commands/record.server'
import { editAedSchema, newAedSchema } from '~/modules/aeds/form-schema'
import { aedForKeeper, formForNewAed, keepsRecord, readAed } from '~/modules/aeds/queries/record.server'
import { describeHours, normalHours } from '~/modules/aeds/rules'
import { hoursFields, readDay, readExceptions, writeDay } from '~/modules/aeds/rules/form'
import { hoursOf } from '~/modules/aeds/schema'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { translator } from '~/platform/i18n.server'
import { makeCustody } from '../custody/support'
import { hours as anyHours } from './arbitrary'
import { OFFICE } from './support'

let made: Awaited<ReturnType<typeof makeCustody>>
let chair: Actor

beforeAll(async () => {
  made = await makeCustody()
  chair = made.chair
})

const BLANK: Record<string, string> = { child_pads: 'unknown', outdoors: 'unknown', ...hoursFields(null) }
const newForm = (fields: Record<string, string>) => check(newAedSchema, { ...BLANK, ...fields })
const editForm = (fields: Record<string, string>) =>
  check(editAedSchema, { ...BLANK, version: '1', ...fields })
const entered = (id: number) =>
  db.aed.findUniqueOrThrow({
    where: { id },
    select: { enteredFields: true, version: true, districtId: true },
  })

describe('a new AED', () => {
  test('is entered by an officer of its association, with a trail, a district and its fields kept from imports', async () => {
    const town = await db.town.create({
      data: {
        name: `記録町${randomUUID().slice(0, 6)}`,
        latitude: 34.9,
        longitude: 135.7,
        district: {
          create: {
            name: `記録${randomUUID().slice(0, 6)}`,
            middleSchool: '中',
            schoolName: '小',
            schoolAddress: '',
            latitude: 34.9,
            longitude: 135.7,
          },
        },
      },
      select: { name: true, districtId: true },
    })
    const association = String(made.town.association.id)
    const name = `会館${randomUUID().slice(0, 6)}`
    const id = await createAed(
      chair,
      newForm({
        association,
        name,
        name_kana: 'かいかん',
        town: town.name,
        hours_kind: 'always',
        phone: '０７２（８４１）１２２１',
      }),
    )
    const aed = await readAed(id)
    expect(aed).toMatchObject({
      name,
      nameKana: 'カイカン',
      // The middle of the town is not where it hangs.
      latitude: null,
      longitude: null,
      address: expect.stringContaining(town.name),
      phone: '072-841-1221',
      childPads: null,
      hoursEntered: true,
      invented: false,
    })
    const row = await entered(id)
    expect(row.districtId).toBe(town.districtId)
    expect(row.enteredFields).toEqual(expect.arrayContaining(['name', 'address', 'hours', 'hoursText']))
    expect(row.enteredFields).not.toContain('latitude')
    expect(row.enteredFields).not.toContain('longitude')
    const trail = await db.auditEntry.findFirst({ where: { action: 'aed.created', subjectId: String(id) } })
    expect(trail).toMatchObject({ associationId: made.town.association.id })
    // With its degrees it has a place, which an import leaves.
    const { fields } = await aedForKeeper(chair, id)
    await editAed(chair, id, editForm({ ...fields, latitude: '34.901', longitude: '135.701' }))
    const corrected = await entered(id)
    expect(corrected.enteredFields).toEqual(expect.arrayContaining(['latitude', 'longitude']))
    expect(corrected.districtId).toBe(town.districtId)
    // A double click enters it once.
    await expect(createAed(chair, newForm({ association, name, town: town.name }))).rejects.toThrow(Invalid)
  })

  test('of a facility is entered by the city alone, and of an association by nobody else', async () => {
    const association = String(made.town.association.id)
    await expect(createAed(chair, newForm({ name: '店' }))).rejects.toThrow(Invalid)
    await expect(createAed(made.other, newForm({ association, name: '店' }))).rejects.toThrow(Invalid)
    await expect(createAed(guest('2026-11-23'), newForm({ name: '店' }))).rejects.toThrow(SignInNeeded)
    const id = await createAed(made.staff, newForm({ name: `店${randomUUID()}`.slice(0, 30) }))
    expect((await readAed(id)).association).toBeNull()
  })

  test('stands in a hall of its own association only', async () => {
    const hall = await db.hall.create({
      data: { name: '会館', associations: { create: { associationId: made.town.other.id } } },
      select: { id: true },
    })
    const fields = {
      association: String(made.town.association.id),
      name: randomUUID(),
      hall: String(hall.id),
    }
    await expect(createAed(chair, newForm(fields))).rejects.toThrow(Invalid)
  })

  test('the form offers what is in scope', async () => {
    const offered = await formForNewAed(chair)
    expect(offered.associations.map(({ id }) => id)).toEqual([made.town.association.id])
    expect(offered.forFacilities).toBe(false)
    expect((await formForNewAed(made.staff)).forFacilities).toBe(true)
    await expect(formForNewAed(guest('2026-11-23'))).rejects.toThrow(SignInNeeded)
  })
})

describe('a record that is corrected', () => {
  test('keeps from imports what was changed, and nothing else', async () => {
    const { id } = await db.aed.create({
      data: {
        name: '公民館',
        position: '1階',
        associationId: made.town.association.id,
        hours: OFFICE,
        daysText: '月～金',
        enteredFields: ['url'],
      },
      select: { id: true },
    })
    const { fields } = await aedForKeeper(chair, id)
    expect(fields).toMatchObject({
      hours_kind: 'weekly',
      hours_1: '09:00～17:30',
      hours_0: '',
      hours_holidays: 'closed',
    })
    // Saved as it was, nothing happens.
    await editAed(chair, id, editForm(fields))
    expect(await entered(id)).toMatchObject({ version: 1, enteredFields: ['url'] })
    await editAed(chair, id, editForm({ ...fields, position: '玄関', child_pads: 'yes' }))
    expect((await entered(id)).enteredFields.sort()).toEqual(['childPads', 'position', 'url'])
    await editAed(
      chair,
      id,
      editForm({
        ...fields,
        position: '玄関',
        child_pads: 'yes',
        version: '2',
        hours_6: '9:00～12:00',
        hours_exceptions: '第3水曜日は休み\n12月29日～1月3日は休み',
      }),
    )
    const after = await readAed(id)
    expect(after.hoursText.days).toBe('月～金')
    expect(after.hoursEntered).toBe(true)
    expect(describeHours(after.hours as never, translator('ja'), 'ja')).toEqual([
      '月曜日～金曜日:9:00～17:30',
      '土曜日:9:00～12:00',
      '第3水曜日:使えません',
      '祝日:使えません',
      '毎年12月29日～1月3日:使えません',
    ])
  })

  test('is guarded by its version', async () => {
    const { id } = await db.aed.create({
      data: { name: '公民館', associationId: made.town.association.id },
      select: { id: true },
    })
    const { fields } = await aedForKeeper(chair, id)
    await editAed(chair, id, editForm({ ...fields, note: '一' }))
    await expect(editAed(chair, id, editForm({ ...fields, note: '二' }))).rejects.toThrow(Stale)
    expect((await readAed(id)).note).toBe('一')
  })

  test('by its keepers and the city alone', async () => {
    const id = made.aed.id
    const { fields } = await aedForKeeper(chair, id)
    for (const stranger of [made.other]) {
      await expect(aedForKeeper(stranger, id)).rejects.toThrow(NotAllowed)
      await expect(editAed(stranger, id, editForm(fields))).rejects.toThrow(NotAllowed)
      expect(await keepsRecord(stranger, id)).toBe(false)
    }
    await expect(editAed(guest('2026-11-23'), id, editForm(fields))).rejects.toThrow(SignInNeeded)
    await expect(aedForKeeper(chair, 999_999_999)).rejects.toThrow(NotFound)
    await expect(aedForKeeper(chair, made.facility.id)).rejects.toThrow(NotAllowed)
    expect(await keepsRecord(made.staff, made.facility.id)).toBe(true)
    await expect(readAed(999_999_999)).rejects.toThrow(NotFound)
  })
})

describe('hours in the form', () => {
  test.each([
    ['9:00～17:00', [[540, 1020]]],
    [
      '９時～12時、13:00-17:30',
      [
        [540, 720],
        [780, 1050],
      ],
    ],
    [
      '9:00～12:00 13:00～17:00',
      [
        [540, 720],
        [780, 1020],
      ],
    ],
    ['19:00～翌2:00', [[1140, 1560]]],
    ['24時間', [[0, 1440]]],
    ['', []],
    ['休み', []],
    ['不明', null],
    ['朝から', undefined],
    ['9:00～', undefined],
    ['9:00～17:00 ただし雨の日は休み', undefined],
  ])('%s', (typed, expected) => {
    expect(readDay(typed)).toEqual(expected?.map(([from, until]) => ({ from, until })) ?? expected)
  })

  test.each([
    '月曜日は休み',
    '土曜日は17:00まで',
    '年末年始は休み',
    '臨時休館日を除く',
    '祝日は休み',
    'よく分からない',
    '24時間',
  ])('not an exception: %s', (line) =>
    expect(readExceptions(`第3水曜日は休み\n${line}`)).toEqual({ refused: line }),
  )

  test('examples of the page are understood', () => {
    for (const line of [
      '第3水曜日 休館',
      '最終日曜日 9:00～12:00',
      '12月29日～1月3日 休館',
      '4月～10月土曜日 9:00～19:00',
      '2026年8月1日 休館',
      '4月1日～10月31日の土曜日は9:00～19:00',
      '最終日曜日は9:00～12:00',
      '2026年8月1日は休み',
    ]) {
      expect(readExceptions(line), line).not.toHaveProperty('refused')
    }
  })

  test('a form that is sent back as it came changes nothing', () => {
    fc.assert(
      fc.property(anyHours, (hours) => {
        const normal = normalHours(hours)
        const fields = hoursFields(normal)
        const read = editAedSchema.safeParse({ ...BLANK, version: '1', name: '名', ...fields })
        if (fields.hours_kind === 'always') return
        // A week without a word is asked for, and not taken for one that is closed.
        if (normal.weekly.length + normal.yearly.length + normal.dates.length === 0) return
        expect(read.error).toBeUndefined()
        expect(read.data?.facts.hours).toEqual(normal)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  test('a day is written as it is read', () => {
    expect(
      readDay(
        writeDay([
          { from: 540, until: 720 },
          { from: 780, until: 1500 },
        ]),
      ),
    ).toEqual([
      { from: 540, until: 720 },
      { from: 780, until: 1500 },
    ])
    expect(hoursOf({ weekly: 'nonsense' })).toBeNull()
  })
})
