/** ふりがな: made after each write of a notice, by a job; and the checker for visitors, whose use is counted. */
import { limitAttempts } from '~/platform/attempts.server'
import { db, rows, type Tx } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { checkPlain } from './queries.server'
import { withReadings } from './readings.server'
import type { Report } from './rules/check'

/** Queues the readings of a notice and of its version in easy Japanese; call it in the transaction that wrote either. */
export async function queueRuby(tx: Tx, noticeId: number): Promise<void> {
  await queue(tx, 'make-readings', { noticeId })
}

type Text = { kind: 'notice' | 'translation'; id: number; version: number; title: string; body: string }

const TEXTS_SQL = `
  SELECT 'notice' AS kind, id, version, title, body FROM notices WHERE id = ANY($1::int[])
  UNION ALL SELECT 'translation', id, version, title, body FROM notice_translations
  WHERE notice_id = ANY($1::int[]) AND language = 'ja_easy'`

/** Writes the readings of notices. A text that has been changed in the meantime has a job of its own. */
export async function makeReadings(noticeIds: readonly number[]): Promise<void> {
  const texts = await rows<Text>(TEXTS_SQL, [noticeIds])
  const made = await withReadings(texts)
  for (const [i, { kind, id, version }] of texts.entries()) {
    const data = made[i]
    if (!data) continue
    const table = kind === 'notice' ? 'notices' : 'notice_translations'
    // Not a change of the text: neither its version nor its date.
    await db.$executeRawUnsafe(
      `UPDATE ${table} SET title_ruby = $1, body_ruby_html = $2 WHERE id = $3 AND version = $4`,
      data.titleRuby,
      data.bodyRubyHtml,
      id,
      version,
    )
  }
}

/** How many older notices get their readings in one night, and how many at a time. */
const A_NIGHT = 1000
const AT_A_TIME = 50

/** Makes the readings of notices of the last year that were written before there were any, the newest first. */
export async function makeMissingReadings(): Promise<number> {
  const missing = await rows<{ id: number }>(
    `SELECT id FROM notices WHERE state = 'published' AND body_ruby_html IS NULL
       AND published_at > now() - interval '1 year' ORDER BY published_at DESC LIMIT ${A_NIGHT}`,
    [],
  )
  for (let at = 0; at < missing.length; at += AT_A_TIME) {
    await makeReadings(missing.slice(at, at + AT_A_TIME).map(({ id }) => id))
  }
  return missing.length
}

/** The public checker costs work: so many texts from one address in so many minutes. */
const PLAIN_LIMIT = { max: 60, minutes: 10 }

/**
 * Checks a text for somebody without an account.
 * @throws TooMany
 */
export async function checkForVisitor(address: string, text: string): Promise<Report> {
  await limitAttempts('plain.address', PLAIN_LIMIT, address)
  return checkPlain(text)
}
