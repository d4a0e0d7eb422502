/** Subscribers and notices, and who is told of them. */
import { randomUUID } from 'node:crypto'
import { announce } from '~/modules/subscriptions/commands/announce.server'
import { expand } from '~/modules/subscriptions/commands/expand.server'
import { db, transaction } from '~/platform/db.server'

export { openMailServer } from '../../setup/mail-server'

type NoticeData = Parameters<typeof db.notice.create>[0]['data']

/** A published notice of an association to an audience. */
export async function makeNotice(publisher: number, audience = publisher, data: Partial<NoticeData> = {}) {
  const { id } = await db.notice.create({
    data: {
      associationId: publisher,
      audienceId: audience,
      state: 'published',
      publishedAt: new Date(),
      category: 'waste',
      title: '資源ごみの日',
      body: '本文',
      bodyHtml: '<p>本文</p>',
      excerpt: '第二火曜に集めます。',
      submissionId: randomUUID(),
      ...data,
    } as NoticeData,
    select: { id: true },
  })
  return id
}

type Topic = { associationId?: number; districtId?: number; category?: 'waste' | 'event' }

let people = 0

/** Somebody who subscribes, outside of quiet hours. */
export async function makeSubscriber(
  topics: Topic[] = [{}],
  data: Partial<Parameters<typeof db.subscriber.create>[0]['data']> = {},
) {
  people++
  return db.subscriber.create({
    data: {
      email: `reader${people}@mail.example`,
      state: 'active',
      quietFrom: null,
      quietUntil: null,
      topics: { create: topics },
      ...data,
    } as Parameters<typeof db.subscriber.create>[0]['data'],
    select: { id: true, email: true },
  })
}

/** Announces and writes the deliveries down, as the queue would. Returns the announcement. */
export async function tell(what: Parameters<typeof announce>[1]): Promise<number> {
  await transaction((tx) => announce(tx, what))
  const { id } = await db.announcement.findFirstOrThrow({ orderBy: { id: 'desc' }, select: { id: true } })
  await expand({ announcementId: id })
  return id
}

/** Who a notice would be sent to: addresses, in order. */
export async function recipients(announcementId: number): Promise<string[]> {
  const found = await db.$queryRaw<{ email: string }[]>`
    SELECT coalesce(s.email, u.email) AS email FROM deliveries d
    LEFT JOIN subscribers s ON s.id = d.subscriber_id LEFT JOIN users u ON u.id = d.user_id
    WHERE d.announcement_id = ${announcementId} AND d.channel = 'mail' ORDER BY 1`
  return found.map(({ email }) => email)
}

export const states = async () =>
  (await db.delivery.findMany({ orderBy: { id: 'asc' }, select: { state: true } })).map(({ state }) => state)

/** Names of the queued jobs. */
export const jobs = async () =>
  (await db.$queryRaw<{ name: string }[]>`SELECT name FROM pgboss.job ORDER BY created_on`).map(
    ({ name }) => name,
  )
