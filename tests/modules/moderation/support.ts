/** Contributions as rows, and people who report, hide and judge. */
import type { Actor, StaffRole } from '~/modules/accounts/rules'
import { addDays, dayToDate, now } from '~/platform/clock'
import { encrypt, hashToken, newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'
import { actorOf, giveRole, makeUser, today } from '../accounts/support'

/** A moderator, or anybody with a role of the city. */
export async function staffed(role: StaffRole = 'reviewer'): Promise<Actor & { email: string }> {
  const user = await makeUser()
  await giveRole(user.id, role)
  return { ...(await actorOf(user.id)), email: user.email }
}

/** Somebody with an account. */
export async function somebody(): Promise<Actor & { email: string }> {
  const user = await makeUser()
  return { ...(await actorOf(user.id)), email: user.email }
}

/** A matter that everybody can read, of an account, of somebody without one, or of nobody. */
export async function aMatter(
  over: {
    authorId?: string
    email?: string
    state?: 'received' | 'waiting'
    title?: string
    body?: string
  } = {},
): Promise<number> {
  const { email, state = 'received', ...rest } = over
  const { id } = await db.matter.create({
    data: {
      kind: 'request',
      channel: 'direct',
      category: 'road',
      title: '公園の街灯',
      body: '北の入口の街灯が消えています。',
      state,
      receivedAt: state === 'received' ? now() : null,
      provenAt: email ? now() : null,
      authorContact: email
        ? encrypt(
            'matter-contact',
            JSON.stringify({ name: '木村', email, language: 'ja', key: 'k'.repeat(30) }),
          )
        : null,
      ...rest,
    },
    select: { id: true },
  })
  return id
}

/** A question before a talk, shown. */
export async function aTalkQuestion(
  associationId: number,
  over: { authorId?: string; state?: 'shown' | 'waiting'; text?: string } = {},
): Promise<number> {
  const startsAt = dayToDate(addDays(today(), 10))
  const talk = await db.talk.create({
    data: {
      associationId,
      audienceId: associationId,
      state: 'announced',
      title: '秋の意見交換会',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 3_600_000),
    },
    select: { id: true },
  })
  const { id } = await db.talkQuestion.create({
    data: { talkId: talk.id, state: 'shown', text: 'バスの本数は増えますか。', ...over },
    select: { id: true },
  })
  return id
}

/** A matter that somebody has hidden, with the key of its author; perhaps with an appeal. */
export async function aHiding(over: { authorId?: string; appealed?: boolean } = {}) {
  const { authorId, appealed } = over
  const matter = await aMatter(authorId ? { authorId } : {})
  await db.matter.update({ where: { id: matter }, data: { hiddenAt: now() } })
  const key = newToken()
  const { id } = await db.contentHiding.create({
    data: {
      subject: 'matter',
      subjectId: matter,
      rule: 'abuse',
      reason: '人を傷つけることばがありました。',
      keyHash: hashToken(key),
      appeals: appealed ? { create: { text: '納得できません。' } } : undefined,
    },
    select: { id: true },
  })
  return { matter, hiding: id, key }
}

/** A matter that somebody has reported. */
export async function aReport() {
  const matter = await aMatter()
  const { id } = await db.contentReport.create({
    data: { subject: 'matter', subjectId: matter, reason: 'abuse' },
    select: { id: true },
  })
  return { matter, report: id }
}
