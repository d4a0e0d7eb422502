/** Writing a back-up by the clock, once in all instances, and telling administrators when it fails. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { queueMail } from '~/modules/notifications/commands.server'
import { BACKUP_LOCK } from '~/platform/backup/tables.server'
import { backUpToFile, type NamedFiles } from '~/platform/backup/write.server'
import { dayOf, dayToDate, formatInstant } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { faultOf, log } from '~/platform/log.server'
import { Refusal } from '~/platform/refusal'
import { portalUrl, settings } from '~/platform/settings.server'
import { isDue, nameOf, outdated } from './rules'

/** A job must end within two minutes; a back-up that takes longer goes on by itself. */
const WAIT_MS = 60_000

/** Within this time a back-up that was written down has taken its lock. */
const BEGINNING_MS = 5 * 60_000

/** How long it is known what became of a back-up. */
const KNOWN_MS = 400 * 86_400_000

/**
 * Begins a back-up where one is due.
 * @returns whether one was begun
 */
export async function backUpWhenDue(at: Date, namedFiles: NamedFiles): Promise<boolean> {
  const { BACKUP_DIR: folder, BACKUP_AT, BACKUP_KEY: key } = settings()
  if (!folder) return false
  const begun = await transaction(async (tx) => {
    // Held by whoever writes one at this moment, also by hand.
    const [lock] = await tx.$queryRaw<{ yes: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${BACKUP_LOCK + 1}::bigint) AS yes`
    if (!lock?.yes) return null
    for (const { id, name } of await tx.backup.findMany({
      where: { endedAt: null, startedAt: { lt: new Date(at.getTime() - BEGINNING_MS) } },
      select: { id: true, name: true },
    }))
      await fail(tx, { id, name }, 'interrupted', at)
    const recent = await tx.backup.findMany({
      where: { startedAt: { gte: new Date(at.getTime() - 2 * 86_400_000) } },
      select: { startedAt: true, failure: true },
    })
    const attempts = recent.map(({ startedAt, failure }) => ({ startedAt, failed: failure !== null }))
    if (!isDue(at, BACKUP_AT, attempts)) return null
    await tx.backup.deleteMany({ where: { startedAt: { lt: new Date(at.getTime() - KNOWN_MS) } } })
    const name = nameOf(at, key !== undefined)
    return tx.backup.create({ data: { startedAt: at, name }, select: { id: true, name: true } })
  })
  if (!begun) return false
  const writing = write(begun, path.resolve(folder), namedFiles, at).catch((error) => {
    // Not even that could be written down; the next round finds the row without an end.
    log.warn('backup not noted', error)
  })
  await Promise.race([writing, sleep(WAIT_MS, undefined, { ref: false })])
  return true
}

type Begun = { id: number; name: string }

async function write(begun: Begun, folder: string, namedFiles: NamedFiles, at: Date): Promise<void> {
  const { BACKUP_KEY: key, BACKUP_KEEP } = settings()
  const since = Date.now()
  const ended = () => new Date(at.getTime() + Date.now() - since)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const left of await readdir(folder))
      if (/^portal-.*\.part$/.test(left)) await rm(path.join(folder, left))
    const url = process.env.DATABASE_URL ?? ''
    const made = await backUpToFile(path.join(folder, begun.name), { url, key, namedFiles })
    await db.backup.update({
      where: { id: begun.id },
      data: {
        endedAt: ended(),
        bytes: made.bytes,
        rows: made.tables.reduce((sum, { rows }) => sum + BigInt(rows), 0n),
        files: made.files.length,
      },
    })
  } catch (error) {
    log.warn('backup failed', error)
    const { kind, code, words } = faultOf(error)
    const cause = error instanceof Refusal ? error.ja : [kind, code, words].filter(Boolean).join(' ')
    return transaction((tx) => fail(tx, begun, cause, ended()))
  }
  for (const old of outdated(await readdir(folder), BACKUP_KEEP)) await rm(path.join(folder, old))
}

/** Writes down that a back-up failed, and tells every administrator by mail. */
async function fail(tx: Tx, { id, name }: Begun, failure: string, at: Date): Promise<void> {
  await tx.backup.update({ where: { id }, data: { endedAt: at, failure: failure.slice(0, 500) } })
  const today = dayToDate(dayOf(at))
  const administrators = await tx.user.findMany({
    where: {
      staffRoles: {
        some: {
          role: 'administrator',
          startsOn: { lte: today },
          OR: [{ endsOn: null }, { endsOn: { gte: today } }],
        },
      },
    },
    select: { email: true, language: true },
  })
  for (const { email, language } of administrators) {
    const spoken = isLanguage(language) ? language : 'ja'
    const t = translator(spoken)
    await queueMail(tx, {
      recipient: email,
      subject: t('backups.failed.subject'),
      text: t('backups.failed.text', {
        at: formatInstant(at, spoken),
        name,
        reason: failure === 'interrupted' ? t('backups.failed.interrupted') : failure,
        url: portalUrl('/admin/operation'),
        portal: t('portal.name'),
      }),
    })
  }
}
