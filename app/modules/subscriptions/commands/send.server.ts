/**
 * Sending what has been written down. Each message is sent at least once: it is marked as sent right after the server
 * took it, so that a process that is killed in between sends it a second time, with the same `Message-ID`; it is never
 * lost. Two workers never hold the same delivery, unless one has stood still for longer than its claim.
 */
import { keepMail } from '~/modules/notifications/commands.server'
import { dayOf, now } from '~/platform/clock'
import { db, rows, transaction } from '~/platform/db.server'
import { jobsAreStopping, queue } from '~/platform/jobs.server'
import { MAIL_LANES, MailFailure, type MailPool, openMailPool } from '~/platform/mail.server'
import { PushFailure, sendPush } from '~/platform/push.server'
import { type Content, digestContent, mailOf, toldContent } from '../content.server'
import { livesHere } from '../matching.server'
import { afterQuiet, nextAttempt, type QuietHours, verdictOf } from '../rules'

/** So many deliveries are claimed at a time. */
const BATCH = 200

/** Milliseconds after which a job begins no further message: with the last ones it ends well within its two minutes. */
const BUDGET_MS = 45_000

/** Milliseconds for which a claim holds: longer than a job can take. Then somebody else takes the delivery up. */
const CLAIM_MS = 240_000

/** Seconds for which a push service keeps a message for a device that is away. */
const TTL_SECONDS = 3 * 86_400

/** The time before which it is not sent doubles as the claim: whoever is killed leaves it to be found again. */
const CLAIM_SQL = `
  WITH due AS (
    SELECT id FROM deliveries WHERE state = 'queued' AND not_before <= $1
    ORDER BY not_before, id LIMIT $3 FOR UPDATE SKIP LOCKED)
  UPDATE deliveries d SET attempts = d.attempts + 1, not_before = $2 FROM due WHERE d.id = due.id
  RETURNING d.id`

/** Read for each message at the moment it is to leave: a withdrawal or an end of the subscription holds at once. */
const ONE_SQL = `
  SELECT d.id, d.announcement_id AS "announcementId", d.channel, d.language, d.attempts, d.notice_ids AS "noticeIds",
    d.subscriber_id AS "subscriberId", d.user_id AS "userId", a.kind,
    a.kind = 'digest' OR n.state = 'published' AS published, n.importance = 'urgent' AS urgent,
    CASE WHEN d.subscriber_id IS NOT NULL THEN s.state = 'active' WHEN d.channel = 'mail' THEN u.delivery = 'email'
      ELSE u.id IS NOT NULL END
      AND (a.kind <> 'reminder' OR EXISTS (
        SELECT FROM household_members hm JOIN households h ON h.id = hm.household_id
        WHERE hm.user_id = d.user_id AND hm.left_at IS NULL AND ${livesHere('$2')} AND h.consent_withdrawn_at IS NULL
          AND NOT EXISTS (SELECT FROM confirmations c WHERE c.notice_id = a.notice_id AND c.household_id = h.id)))
      AS wanted,
    m.email, EXISTS (SELECT FROM dead_addresses x WHERE x.email = m.email) AS dead,
    e.id AS "endpointId", e.endpoint, e.p256dh, e.auth,
    CASE WHEN own.id IS NULL THEN 21 ELSE own.quiet_from END AS "quietFrom",
    CASE WHEN own.id IS NULL THEN 7 ELSE own.quiet_until END AS "quietUntil"
  FROM deliveries d JOIN announcements a ON a.id = d.announcement_id LEFT JOIN notices n ON n.id = a.notice_id
  LEFT JOIN subscribers s ON s.id = d.subscriber_id
  LEFT JOIN users u ON u.id = CASE WHEN d.subscriber_id IS NULL THEN d.user_id ELSE s.user_id END
  LEFT JOIN push_endpoints e ON e.id = d.endpoint_id AND e.gone_at IS NULL
  CROSS JOIN LATERAL (SELECT CASE
    WHEN d.subscriber_id IS NULL THEN u.email WHEN s.email IS NOT NULL THEN coalesce(u.email, s.email) END AS email) m
  LEFT JOIN LATERAL (
    SELECT o.id, o.quiet_from, o.quiet_until FROM subscribers o
    WHERE o.state = 'active' AND (o.id = d.subscriber_id OR d.subscriber_id IS NULL AND o.user_id = u.id) LIMIT 1
  ) own ON true
  WHERE d.id = $1 AND d.state = 'queued'`

type Waiting = {
  id: number
  announcementId: number
  channel: 'mail' | 'push'
  language: string
  attempts: number
  noticeIds: number[]
  subscriberId: string | null
  userId: string | null
  kind: 'published' | 'passed_on' | 'reminder' | 'digest'
  published: boolean
  urgent: boolean | null
  wanted: boolean | null
  email: string | null
  dead: boolean
  endpointId: number | null
  endpoint: string | null
  p256dh: string | null
  auth: string | null
  quietFrom: number | null
  quietUntil: number | null
}

/** What became of an attempt. `detail` begins with `portal:` where the portal itself says it. */
type Outcome =
  | { state: 'sent' | 'failed' | 'cancelled'; detail: string }
  | { state: 'queued'; notBefore: Date; detail: string | null }

const MARK_SQL = `
  WITH marked AS (
    UPDATE deliveries SET state = $2::"DeliveryState", sent_at = CASE WHEN $2 = 'sent' THEN $3::timestamptz END
    WHERE id = $1 AND state = 'queued' RETURNING id)
  INSERT INTO delivery_attempts (delivery_id, at, succeeded, detail)
  SELECT id, $3, $2 = 'sent', $4 FROM marked`

const WAIT_SQL = `
  WITH put_off AS (
    UPDATE deliveries SET not_before = $2, attempts = attempts - CASE WHEN $4::text IS NULL THEN 1 ELSE 0 END
    WHERE id = $1 AND state = 'queued' RETURNING id)
  INSERT INTO delivery_attempts (delivery_id, at, succeeded, detail)
  SELECT id, $3, false, $4 FROM put_off WHERE $4::text IS NOT NULL`

const RELEASE_SQL = `
  UPDATE deliveries SET attempts = attempts - 1, not_before = $2 WHERE id = ANY($1::int[]) AND state = 'queued'`

/**
 * Sends what is due, batch after batch, until nothing is due or the time is over; then a job of its own goes on. When
 * the mail server cannot be reached the rest waits, and is tried again by the round of every minute.
 */
export async function sendDue(): Promise<void> {
  const mail = openMailPool()
  const until = Date.now() + BUDGET_MS
  const goesOn = () => Date.now() < until && !jobsAreStopping()
  try {
    while (goesOn()) {
      const at = now()
      const ids = await rows<{ id: number }>(CLAIM_SQL, [at, new Date(at.getTime() + CLAIM_MS), BATCH])
      if (ids.length === 0) return
      const left = await sendBatch(
        ids.map(({ id }) => id),
        mail,
        goesOn,
      )
      if (left.length > 0) await rows(RELEASE_SQL, [left, now()])
      if (left.length > 0 && goesOn()) return
    }
  } finally {
    mail.close()
  }
  if (!jobsAreStopping()) await transaction((tx) => queue(tx, 'deliver', {}))
}

/**
 * Sends a batch over several connections at once.
 * @returns those not begun: the time was over, or the mail server is not there
 */
async function sendBatch(ids: number[], mail: MailPool, goesOn: () => boolean): Promise<number[]> {
  const waiting = [...ids]
  const contents = new Map<string, Promise<Content | null>>()
  let reachable = true
  const lane = async () => {
    while (reachable && goesOn()) {
      const id = waiting.pop()
      if (id === undefined) return
      const at = now()
      const [delivery] = await rows<Waiting>(ONE_SQL, [id, dayOf(at)])
      if (!delivery) continue
      const outcome = refusal(delivery, at) ?? (await attempt(delivery, mail, contents))
      if (outcome === 'unreachable') reachable = false
      await write(delivery, outcome === 'unreachable' ? later(delivery, 'portal:unreachable') : outcome)
    }
  }
  await Promise.all(Array.from({ length: MAIL_LANES }, lane))
  return waiting
}

/** Why a delivery does not leave now, if it does not. */
function refusal(delivery: Waiting, at: Date): Outcome | null {
  const { channel, published, wanted, urgent, email, dead, endpoint } = delivery
  if (!published) return { state: 'cancelled', detail: 'portal:withdrawn' }
  if (!wanted || (channel === 'mail' && !email)) return { state: 'cancelled', detail: 'portal:unwanted' }
  if (channel === 'mail' && dead) return { state: 'failed', detail: 'portal:dead' }
  if (channel === 'push' && !endpoint) return { state: 'failed', detail: 'portal:gone' }
  const quiet = quietOf(delivery)
  const waits = !urgent && quiet ? afterQuiet(at, quiet) : at
  return waits > at ? { state: 'queued', notBefore: waits, detail: null } : null
}

const quietOf = ({ quietFrom: from, quietUntil: until }: Waiting): QuietHours | null =>
  from === null || until === null ? null : { from, until }

async function attempt(
  delivery: Waiting,
  mail: MailPool,
  contents: Map<string, Promise<Content | null>>,
): Promise<Outcome | 'unreachable'> {
  const { kind, announcementId, language } = delivery
  const key = `${announcementId} ${language}`
  let making = kind === 'digest' ? digestContent(delivery.noticeIds, language) : contents.get(key)
  if (!making) {
    making = toldContent(announcementId, language)
    contents.set(key, making)
  }
  const content = await making
  if (!content) return { state: 'cancelled', detail: 'portal:withdrawn' }
  return delivery.channel === 'push' ? pushOne(delivery, content) : mailOne(delivery, content, mail)
}

async function mailOne(
  delivery: Waiting,
  content: Content,
  pool: MailPool,
): Promise<Outcome | 'unreachable'> {
  const address = delivery.email ?? ''
  const message = mailOf(content, { ...delivery, deliveryId: delivery.id, address })
  try {
    if (await pool.send(message)) return { state: 'sent', detail: '' }
    await keepMail({ recipient: address, subject: message.subject, text: message.text })
    return { state: 'failed', detail: 'portal:no_server' }
  } catch (error) {
    if (!(error instanceof MailFailure)) throw error
    const verdict = verdictOf({ command: error.command, status: error.status, text: error.answer })
    if (verdict === 'unreachable') return verdict
    if (verdict === 'later') return later(delivery, error.answer)
    if (verdict === 'dead') await switchOff(address, error.answer)
    return { state: 'failed', detail: error.answer }
  }
}

async function pushOne(delivery: Waiting, content: Content): Promise<Outcome> {
  const { endpoint, p256dh, auth } = delivery
  const urgency = content.push.urgent ? 'high' : 'normal'
  try {
    const target = { endpoint: endpoint ?? '', p256dh: p256dh ?? '', auth: auth ?? '' }
    if ((await sendPush(target, content.push, { ttlSeconds: TTL_SECONDS, urgency })) === 'sent')
      return { state: 'sent', detail: '' }
    await db.pushEndpoint.updateMany({
      where: { id: delivery.endpointId ?? 0, goneAt: null },
      data: { goneAt: now() },
    })
    return { state: 'failed', detail: 'portal:gone' }
  } catch (error) {
    if (!(error instanceof PushFailure)) throw error
    // 400, 403, 413: the service will say the same to the same message.
    const lasting = error.status !== undefined && error.status < 500 && ![408, 429].includes(error.status)
    return lasting
      ? { state: 'failed', detail: error.message }
      : later(delivery, error.message, error.retryAfter)
  }
}

/** Put off, longer each time, and out of the quiet hours; or given up. */
function later(delivery: Waiting, detail: string, seconds = 0): Outcome {
  const at = now()
  const next = nextAttempt(at, delivery.attempts)
  if (!next) return { state: 'failed', detail }
  const asked = new Date(Math.max(next.getTime(), at.getTime() + seconds * 1000))
  return {
    state: 'queued',
    notBefore: delivery.urgent ? asked : afterQuiet(asked, quietOf(delivery)),
    detail,
  }
}

async function write(delivery: Waiting, outcome: Outcome): Promise<void> {
  if (outcome.state === 'queued')
    await rows(WAIT_SQL, [delivery.id, outcome.notBefore, now(), outcome.detail])
  else await rows(MARK_SQL, [delivery.id, outcome.state, now(), outcome.detail])
}

/** Nothing more is sent to an address until it is proven anew. */
export async function switchOff(address: string, reason: string): Promise<void> {
  await db.deadAddress.createMany({
    data: { email: address.toLowerCase(), since: now(), reason: [...reason].slice(0, 300).join('') },
    skipDuplicates: true,
  })
}

/** Queues a job of sending where something is due: what quiet hours, an attempt or a killed process has put off. */
export async function sweepDue(): Promise<void> {
  const [due] = await rows<{ due: boolean }>(
    `SELECT EXISTS (SELECT FROM deliveries WHERE state = 'queued' AND not_before <= $1) AS due`,
    [now()],
  )
  if (due?.due) await transaction((tx) => queue(tx, 'deliver', {}))
}
