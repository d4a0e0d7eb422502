/** Reports of anybody: taken once, without position, counted, told of, answered, forgotten. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { forgetCustody } from '~/modules/custody/commands/clean-up.server'
import { changeCondition, reportMove } from '~/modules/custody/commands/condition.server'
import { answerReport, sendReport } from '~/modules/custody/commands/reports.server'
import { tellReports } from '~/modules/custody/commands/tell.server'
import { noticesOf } from '~/modules/custody/queries/public.server'
import { reportOf, reportPhoto } from '~/modules/custody/queries/reports.server'
import {
  ANSWER_SHOWN_DAYS,
  OPEN_REPORT_KEPT_DAYS,
  REPORT_KEPT_DAYS,
  reportLimits,
} from '~/modules/custody/rules'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { readStored } from '~/platform/files.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeUser, today, travel } from '../accounts/support'
import { conditionOf, mailed, makeAed, makeCustody, makeInspector } from './support'

let world: Awaited<ReturnType<typeof makeCustody>>

beforeEach(async () => {
  await resetDatabase()
  world = await makeCustody()
})
afterEach(() => {
  vi.useRealTimers()
})

const form = (over = {}) => ({
  kind: 'not_there' as const,
  text: '箱が空',
  submission: randomUUID(),
  ...over,
})
const send = (over = {}, aedId = world.aed.id, address = '203.0.113.5') =>
  sendReport(address, aedId, form(over), undefined)
const openReports = async (id = world.aed.id) =>
  (await db.aed.findUniqueOrThrow({ where: { id }, select: { openReports: true } })).openReports

/** A file as it arrives from a browser. */
function upload(content: Buffer, name = 'IMG_0001.jpg') {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'photo-')), '0')
  writeFileSync(file, content)
  return { field: 'photo', name, path: file, size: content.length, tooLarge: false }
}

/** A photo that says where it was taken. */
const photoWithPlace = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#a33' } })
    .withExif({
      IFD0: { Make: 'Camera of a neighbour' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '34/1 48/1 5200/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '135/1 39/1 100/100',
      },
    })
    .jpeg()
    .toBuffer()

describe('a report', () => {
  test('is counted, shown by kind and day, never by its text', async () => {
    await send()
    expect(await openReports()).toBe(1)
    const notices = await noticesOf(guest(today()), world.aed.id)
    expect(notices).toEqual({ reports: [{ kind: 'not_there', on: today() }], answers: [], keeps: false })
    expect((await noticesOf(world.chair, world.aed.id)).keeps).toBe(true)
  })

  test('sent twice, also at once, is one', async () => {
    const submission = randomUUID()
    await Promise.all([send({ submission }), send({ submission })])
    await send({ submission })
    expect(await db.aedReport.count()).toBe(1)
    expect(await openReports()).toBe(1)
  })

  test('is counted right when many arrive at the same moment', async () => {
    const row = () => ({ aedId: world.aed.id, kind: 'locked' as const, submissionId: randomUUID() })
    await Promise.all(Array.from({ length: 8 }, () => db.aedReport.create({ data: row() })))
    expect(await openReports()).toBe(8)
  })

  test('is not taken of what is not there', async () => {
    await expect(send({}, 999)).rejects.toBeInstanceOf(NotFound)
    await changeCondition(world.chair, world.facility.id, 'fault', {
      condition: 'in_service',
      note: '',
      sure: false,
    }).catch(() => {})
    await changeCondition(world.staff, world.facility.id, 'remove', {
      condition: 'in_service',
      note: '',
      sure: true,
    })
    await expect(send({}, world.facility.id)).rejects.toBeInstanceOf(NotFound)
  })

  test('is not taken without end from one address, on one AED or on many; others are not shut out', async () => {
    for (let i = 0; i < reportLimits.sameAed.max; i++) await send()
    await expect(send()).rejects.toBeInstanceOf(TooMany)
    await send({}, world.facility.id)
    await send({}, world.aed.id, '203.0.113.6')
    const rest = reportLimits.address.max - reportLimits.sameAed.max - 2
    for (let i = 0; i < rest; i++) await send({}, (await makeAed(null)).id)
    await expect(send({}, (await makeAed(null)).id)).rejects.toBeInstanceOf(TooMany)
    travel({ minutes: 61 })
    await send()
  })

  test('with a photo that cannot be taken does not count as one', async () => {
    const refused = () => sendReport('203.0.113.5', world.aed.id, form(), upload(Buffer.alloc(0)))
    for (let i = 0; i <= reportLimits.sameAed.max; i++)
      await expect(refused()).rejects.toBeInstanceOf(Invalid)
    await send()
  })
})

describe('a photo', () => {
  test('loses the place where it was taken, and the camera', async () => {
    const original = await photoWithPlace()
    expect((await sharp(original).metadata()).exif?.includes('Camera of a neighbour')).toBe(true)
    await sendReport('203.0.113.5', world.aed.id, form(), upload(original))
    const { id } = await db.aedReport.findFirstOrThrow()
    for (const small of [false, true]) {
      const { key } = await reportPhoto(world.chair, world.aed.id, id, small)
      const stored = await readStored(key)
      if (!stored) throw new Error('The photo is not there')
      const { exif, xmp, width } = await sharp(stored).metadata()
      expect([exif, xmp]).toEqual([undefined, undefined])
      expect(Buffer.from(stored).includes('Camera of a neighbour')).toBe(false)
      expect(width).toBe(small ? 480 : 900)
    }
  })

  test('is seen by keepers alone', async () => {
    await sendReport('203.0.113.5', world.aed.id, form(), upload(await photoWithPlace()))
    const { id } = await db.aedReport.findFirstOrThrow()
    await expect(reportPhoto(guest(today()), world.aed.id, id, false)).rejects.toBeInstanceOf(SignInNeeded)
    await expect(reportPhoto(world.other, world.aed.id, id, false)).rejects.toBeInstanceOf(NotAllowed)
    // Nor by whoever keeps another AED, under its address.
    await expect(reportPhoto(world.staff, world.facility.id, id, false)).rejects.toBeInstanceOf(NotFound)
    await expect(reportOf(world.other, world.aed.id, id)).rejects.toBeInstanceOf(NotAllowed)
    expect((await reportOf(world.chair, world.aed.id, id)).report).toMatchObject({
      text: '箱が空',
      hasPhoto: true,
    })
  })

  test.each([
    ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1')],
    ['wrong_type', Buffer.from('%PDF-1.7 %%EOF')],
    ['empty', Buffer.alloc(0)],
  ])('that is %s is refused in words, and nothing is kept', async (reason, content) => {
    const sent = sendReport('203.0.113.5', world.aed.id, form(), upload(content))
    await expect(sent).rejects.toEqual(new Invalid({ photo: [`custody.report.photo.${reason}`] }))
    expect(await db.aedReport.count()).toBe(0)
  })
})

describe('keepers', () => {
  test('are told at once, then of all that comes within the hour together', async () => {
    const inspector = await makeInspector(world.aed.id, { language: 'en' })
    await makeInspector(world.aed.id, { endedAt: new Date() })
    await send()
    expect(await tellReports(world.aed.id)).toBe(1)
    expect(await mailed('AEDへの報告')).toEqual([world.people.chair.email])
    expect(await mailed('Reports on an AED')).toEqual([inspector.email])
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: world.people.chair.email } })
    expect(mail.text).not.toContain('箱が空')
    await send({ kind: 'locked' })
    await send({ kind: 'broken' })
    expect(await tellReports(world.aed.id)).toBe(0)
    expect(await mailed('AEDへの報告')).toHaveLength(1)
    travel({ minutes: 61 })
    expect(await tellReports(world.aed.id)).toBe(2)
    expect(await mailed('AEDへの報告(2件)')).toEqual([world.people.chair.email])
    expect(await tellReports(world.aed.id)).toBe(0)
  })

  test('of two instances are told by one', async () => {
    await send()
    const told = await Promise.all([tellReports(world.aed.id), tellReports(world.aed.id)])
    expect(told.sort()).toEqual([0, 1])
    expect(await mailed('AEDへの報告')).toHaveLength(1)
  })

  test('of a facility without an inspector are city staff', async () => {
    await send({}, world.facility.id)
    await tellReports(world.facility.id)
    expect(await mailed('AEDへの報告')).toEqual([world.people.staff.email])
  })

  test('by office are told where an inspector says that it was moved, and everybody sees a doubt', async () => {
    const { aed, facility, people, chair } = world
    for (const { id } of [aed, facility]) {
      const inspector = await actorOf((await makeInspector(id)).id)
      expect(await reportMove(inspector, id, '二階へ')).toBe('inspector')
      // Sent twice by a nervous thumb.
      await reportMove(inspector, id, '二階へ')
      expect(await openReports(id)).toBe(1)
      expect(await db.aedReport.findFirst({ where: { aedId: id } })).toMatchObject({
        kind: 'moved',
        state: 'open',
        text: '二階へ',
      })
      expect((await noticesOf(guest(today()), id)).reports).toEqual([{ kind: 'moved', on: today() }])
      expect(await tellReports(id)).toBe(1)
    }
    expect(await mailed('AEDへの報告')).toEqual(
      expect.arrayContaining([people.chair.email, people.staff.email]),
    )
    const queued = await db.$queryRaw`SELECT 1 FROM pgboss.job WHERE name = 'tell-aed-reports'`
    expect(queued).toHaveLength(2)
    await reportMove(chair, aed.id, '三階へ')
    expect(await openReports()).toBe(1)
  })

  test('of an association without officers are those of the council above', async () => {
    await db.term.deleteMany({ where: { userId: world.people.chair.id } })
    await send()
    await tellReports(world.aed.id)
    expect(await mailed('AEDへの報告')).toEqual([world.people.council.email])
  })
})

describe('an answer', () => {
  const answer = (over = {}) => ({
    as: 'answered' as const,
    answer: '隣の壁に移しました。',
    outcome: 'nothing' as const,
    sure: false,
    ...over,
  })
  const one = async () => (await db.aedReport.findFirstOrThrow({ orderBy: { id: 'asc' } })).id

  test('takes the mark away and stands in public for some time', async () => {
    await send()
    await answerReport(world.chair, world.aed.id, await one(), answer())
    expect(await openReports()).toBe(0)
    const shown = async () => (await noticesOf(guest(today()), world.aed.id)).answers
    expect(await shown()).toEqual([{ kind: 'not_there', on: today(), answer: '隣の壁に移しました。' }])
    travel({ days: ANSWER_SHOWN_DAYS + 1 })
    expect(await shown()).toEqual([])
  })

  test('that dismisses is not shown', async () => {
    await send()
    await answerReport(world.chair, world.aed.id, await one(), answer({ as: 'dismissed' }))
    expect(await noticesOf(guest(today()), world.aed.id)).toMatchObject({ reports: [], answers: [] })
  })

  test('can take it out of service in the same step, or away, which answers all', async () => {
    await send()
    await send()
    await answerReport(world.chair, world.aed.id, await one(), answer({ outcome: 'fault' }))
    expect(await conditionOf(world.aed.id)).toBe('out_of_service')
    const last = (await db.aedReport.findFirstOrThrow({ where: { state: 'open' } })).id
    await send()
    await answerReport(world.chair, world.aed.id, last, answer({ outcome: 'remove', sure: true }))
    expect(await conditionOf(world.aed.id)).toBe('removed')
    expect(await openReports()).toBe(0)
  })

  test('of two keepers at once is of one', async () => {
    await send()
    const id = await one()
    const second = await makeUser()
    await giveTerm(second.id, world.town.association.id, 'secretary')
    const results = await Promise.allSettled([
      answerReport(world.chair, world.aed.id, id, answer({ answer: '一' })),
      answerReport(await actorOf(second.id), world.aed.id, id, answer({ answer: '二' })),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((r) => r.status === 'rejected')?.reason).toBeInstanceOf(Stale)
  })

  test('is for keepers; an inspector does not take the AED away with it', async () => {
    await send()
    const id = await one()
    await expect(answerReport(world.other, world.aed.id, id, answer())).rejects.toBeInstanceOf(NotAllowed)
    await expect(answerReport(guest(today()), world.aed.id, id, answer())).rejects.toBeInstanceOf(
      SignInNeeded,
    )
    const inspector = await actorOf((await makeInspector(world.aed.id)).id)
    const remove = answer({ outcome: 'remove', sure: true })
    await expect(answerReport(inspector, world.aed.id, id, remove)).rejects.toBeInstanceOf(NotAllowed)
    expect(await openReports()).toBe(1)
    await answerReport(inspector, world.aed.id, id, answer())
    expect(await openReports()).toBe(0)
  })

  test('some time later text, answer and photo are gone, the kind stays', async () => {
    await sendReport('203.0.113.5', world.aed.id, form(), upload(await photoWithPlace()))
    await send({ kind: 'other', text: '未回答' })
    const id = await one()
    const { key } = await reportPhoto(world.chair, world.aed.id, id, false)
    await answerReport(world.chair, world.aed.id, id, answer())
    travel({ days: REPORT_KEPT_DAYS - 1 })
    expect((await forgetCustody()).reports).toBe(0)
    travel({ days: 2 })
    expect((await forgetCustody()).reports).toBe(1)
    expect((await forgetCustody()).reports).toBe(0)
    expect(await readStored(key)).toBeNull()
    const rows = await db.aedReport.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map(({ kind, text, answer, photoKey }) => ({ kind, text, answer, photoKey }))).toEqual([
      { kind: 'not_there', text: '', answer: '', photoKey: null },
      // What nobody has answered is still needed.
      { kind: 'other', text: '未回答', answer: '', photoKey: null },
    ])
  })

  test('that never comes: text and photo are gone after a year, kind and day stay, it stays open', async () => {
    await sendReport('203.0.113.5', world.aed.id, form(), upload(await photoWithPlace()))
    const before = await db.aedReport.findFirstOrThrow()
    travel({ days: OPEN_REPORT_KEPT_DAYS - 1 })
    expect((await forgetCustody()).reports).toBe(0)
    travel({ days: 2 })
    expect((await forgetCustody()).reports).toBe(1)
    expect((await forgetCustody()).reports).toBe(0)
    expect(await readStored(before.photoKey ?? '')).toBeNull()
    expect(await db.aedReport.findFirstOrThrow()).toEqual({
      ...before,
      ...{ text: '', photoKey: null, thumbnailKey: null, photoType: null },
    })
    expect(await openReports()).toBe(1)
  })
})
