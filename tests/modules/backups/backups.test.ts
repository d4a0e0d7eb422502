import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { namedFiles } from '~/files.server'
import { backUpWhenDue } from '~/modules/backups/commands.server'
import { type Attempt, dayOfName, isDue, nameOf, outdated } from '~/modules/backups/rules'
import { verifyArchive } from '~/platform/backup/archive.server'
import { addDays, type Day, dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { settings } from '~/platform/settings.server'
import { resetDatabase } from '../../setup/database'
import { giveRole, makeUser } from '../accounts/support'

const jst = (local: string) => new Date(`${local}:00+09:00`)
const attempt = (local: string, failed: boolean): Attempt => ({ startedAt: jst(local), failed })

describe('a back-up is due', () => {
  test('once a day, from its time on', () => {
    expect(isDue(jst('2026-11-23T02:09'), '02:10', [])).toBe(false)
    expect(isDue(jst('2026-11-23T02:10'), '02:10', [])).toBe(true)
    expect(isDue(jst('2026-11-23T23:50'), '02:10', [])).toBe(true)
    expect(isDue(jst('2026-11-23T23:50'), '02:10', [attempt('2026-11-23T02:10', false)])).toBe(false)
    expect(isDue(jst('2026-11-24T02:10'), '02:10', [attempt('2026-11-23T23:50', false)])).toBe(true)
  })

  test('again an hour after a failure, three times a day', () => {
    const failed = [attempt('2026-11-23T02:10', true)]
    expect(isDue(jst('2026-11-23T03:00'), '02:10', failed)).toBe(false)
    expect(isDue(jst('2026-11-23T03:10'), '02:10', failed)).toBe(true)
    failed.push(attempt('2026-11-23T03:10', true), attempt('2026-11-23T04:10', true))
    expect(isDue(jst('2026-11-23T09:00'), '02:10', failed)).toBe(false)
    expect(isDue(jst('2026-11-24T02:10'), '02:10', failed)).toBe(true)
  })
})

describe('of the archives', () => {
  const from = (first: Day, count: number) =>
    Array.from({ length: count }, (_, index) => `portal-${addDays(first, index)}T0210.tar`)

  test('seven days, four weeks and six months stay', () => {
    const names = from('2026-01-01', 327)
    const gone = new Set(outdated(names, '7d 4w 6m'))
    expect(names.filter((name) => !gone.has(name)).map(dayOfName)).toEqual([
      ...['2026-06-30', '2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'],
      ...['2026-11-08', '2026-11-15', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'],
      ...['2026-11-21', '2026-11-22', '2026-11-23'],
    ])
  })

  test('the newest always stays, others’ files are never touched, and a second look takes nothing more', () => {
    const name = fc
      .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 23 }), fc.boolean())
      .map(([day, hour, sealed]) =>
        nameOf(jst(`${addDays('2025-01-01', day)}T${String(hour).padStart(2, '0')}:10`), sealed),
      )
    const keep = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(5), fc.nat(5))
      .map(([d, w, m]) => `${d}d ${w}w ${m}m`)
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 80 }), keep, (own, kept) => {
        const names = [...own, 'portal.tar', 'taxes.pdf', 'portal-2020-01-01.tar', 'before-the-move.tar.age']
        const gone = outdated(names, kept)
        expect(own).toEqual(expect.arrayContaining(gone))
        expect(gone).not.toContain([...own].sort().at(-1))
        const left = names.filter((each) => !gone.includes(each))
        expect(outdated(left, kept)).toEqual([])
        // Each of the last days with an archive still has one.
        const days = [...new Set(own.map(dayOfName))].sort().slice(-Number.parseInt(kept, 10))
        expect(left.map(dayOfName)).toEqual(expect.arrayContaining(days))
      }),
    )
  })
})

describe('the clock', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-backups-'))
  // The people of the tests have their roles around today.
  const today = dayOf(now())
  const [before, after] = [addDays(today, -1), addDays(today, 1)]
  const at = jst(`${today}T02:10`)
  const mails = () => db.mail.findMany({ select: { recipient: true, subject: true, text: true } })

  beforeEach(async () => {
    await resetDatabase()
    rmSync(folder, { recursive: true, force: true })
    Object.assign(settings(), { BACKUP_DIR: folder, BACKUP_KEY: undefined, BACKUP_KEEP: '2d' })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('writes one in all instances, and clears what is too old', async () => {
    await makeUser()
    const begun = await Promise.all([1, 2, 3].map(() => backUpWhenDue(at, namedFiles)))
    expect(begun.filter(Boolean)).toHaveLength(1)
    expect(readdirSync(folder)).toEqual([`portal-${today}T0210.tar`])
    const manifest = await verifyArchive(path.join(folder, `portal-${today}T0210.tar`), undefined)
    expect(manifest.tables.find(({ name }) => name === 'users')?.rows).toBe('1')
    expect(await db.backup.findMany()).toMatchObject([
      { name: `portal-${today}T0210.tar`, failure: null, files: 0, endedAt: expect.any(Date) },
    ])
    expect(Number((await db.backup.findFirst())?.bytes)).toBeGreaterThan(1000)

    expect(await backUpWhenDue(jst(`${today}T05:00`), namedFiles)).toBe(false)
    for (const name of [
      `portal-${addDays(today, -3)}T0210.tar`,
      `portal-${before}T0210.tar.part`,
      'mine.txt',
    ])
      writeFileSync(path.join(folder, name), '')
    expect(await backUpWhenDue(jst(`${after}T02:10`), namedFiles)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual([
      'mine.txt',
      `portal-${today}T0210.tar`,
      `portal-${after}T0210.tar`,
    ])
    expect(await mails()).toEqual([])
  })

  test('tells administrators, and nobody else, when the folder cannot be written', async () => {
    const [administrator, former, other] = [
      await makeUser({ language: 'en' }),
      await makeUser(),
      await makeUser(),
    ]
    await giveRole(administrator.id, 'administrator')
    await giveRole(former.id, 'administrator', addDays(today, -2))
    await giveRole(other.id, 'reviewer')
    // A file where a folder is wanted: root may write everywhere else.
    writeFileSync(`${folder}-file`, '')
    Object.assign(settings(), { BACKUP_DIR: path.join(`${folder}-file`, 'below') })
    expect(await backUpWhenDue(at, namedFiles)).toBe(true)
    expect(await mails()).toEqual([
      {
        recipient: administrator.email,
        subject: 'The back-up failed',
        text: expect.stringContaining('ENOTDIR'),
      },
    ])
    expect(await db.backup.findFirst()).toMatchObject({
      failure: expect.stringContaining('ENOTDIR'),
      bytes: null,
    })
    expect(await backUpWhenDue(jst(`${today}T02:20`), namedFiles)).toBe(false)
    rmSync(`${folder}-file`)
    Object.assign(settings(), { BACKUP_DIR: folder })
    expect(await backUpWhenDue(jst(`${today}T03:20`), namedFiles)).toBe(true)
    expect(readdirSync(folder)).toEqual([`portal-${today}T0320.tar`])
  })

  test('tells of one that was broken off, and makes up for it', async () => {
    const administrator = await makeUser()
    await giveRole(administrator.id, 'administrator')
    await db.backup.create({
      data: { startedAt: jst(`${before}T02:10`), name: `portal-${before}T0210.tar` },
    })
    expect(await backUpWhenDue(at, namedFiles)).toBe(true)
    expect(await mails()).toMatchObject([
      { recipient: administrator.email, text: expect.stringContaining('途中でポータルが止まりました') },
    ])
    expect(await db.backup.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { failure: 'interrupted' },
      { failure: null, endedAt: expect.any(Date) },
    ])
  })

  test('does nothing where no folder is named', async () => {
    Object.assign(settings(), { BACKUP_DIR: undefined })
    expect(await backUpWhenDue(at, namedFiles)).toBe(false)
    expect(await db.backup.count()).toBe(0)
  })
})
