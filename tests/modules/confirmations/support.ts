/** A town with households, and notices that ask them to confirm. */
import { randomUUID } from 'node:crypto'
import type { Delivery } from '~/modules/households/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { actorOf, giveTerm, makeTown, makeUser, today } from '../accounts/support'

/** The town of the accounts with a second group, and officers. */
export async function makePlace() {
  const town = await makeTown()
  const second = await db.association.create({
    data: { slug: 'group-b', kind: 'group', parentId: town.association.id, name: '第2班', reading: 'はん' },
    select: { id: true, slug: true, path: true, name: true },
  })
  const officer = async (post: 'chair' | 'secretary' | 'group_leader' | 'treasurer', at: { id: number }) => {
    const user = await makeUser()
    await giveTerm(user.id, at.id, post)
    return actorOf(user.id)
  }
  return {
    ...town,
    second,
    secretary: await officer('secretary', town.association),
    leader: await officer('group_leader', town.group),
    otherLeader: await officer('group_leader', second),
    stranger: await officer('secretary', town.other),
    treasurer: await officer('treasurer', town.association),
  }
}
export type Place = Awaited<ReturnType<typeof makePlace>>

export async function makeHousehold(
  associationId: number,
  given: {
    name?: string
    delivery?: Delivery
    movedOutOn?: string
    withdrawn?: boolean
    position?: number
  } = {},
) {
  const { name = '髙橋', delivery = 'paper', movedOutOn, withdrawn, position = 10 } = given
  const { id } = await db.household.create({
    data: {
      associationId,
      name,
      delivery,
      position,
      movedOutOn: movedOutOn ? dayToDate(movedOutOn) : null,
      consentWithdrawnAt: withdrawn ? new Date() : null,
    },
    select: { id: true },
  })
  return id
}

/** Somebody who belongs to a household and to its association. */
export async function makeMember(householdId: number, role: 'head' | 'member' = 'head') {
  const user = await makeUser()
  const { associationId } = await db.household.findUniqueOrThrow({ where: { id: householdId } })
  await db.householdMember.create({ data: { householdId, userId: user.id, role } })
  await db.membership.create({
    data: {
      userId: user.id,
      associationId,
      state: 'confirmed',
      requestedAt: new Date(),
      decidedAt: new Date(),
    },
  })
  return { id: user.id, email: user.email, actor: await actorOf(user.id) }
}

export async function makeNotice(
  association: { id: number },
  given: {
    days?: number | null
    remindDays?: number[]
    visibility?: 'public' | 'members' | 'officers'
    state?: 'draft' | 'published' | 'expired' | 'withdrawn'
  } = {},
) {
  const { days = 7, remindDays = [], visibility = 'public', state = 'published' } = given
  const { id } = await db.notice.create({
    data: {
      associationId: association.id,
      audienceId: association.id,
      state,
      visibility,
      category: 'other',
      title: '防災訓練のお知らせ',
      body: '本文',
      bodyHtml: '<p>本文</p>',
      confirmBy: days === null ? null : dayToDate(addDays(today(), days)),
      remindDays,
      publishedAt: state === 'draft' ? null : new Date(Date.now() - 3_600_000),
      withdrawnAt: state === 'withdrawn' ? new Date() : null,
      withdrawnReason: state === 'withdrawn' ? '理由' : null,
      submissionId: randomUUID(),
    },
    select: { id: true },
  })
  return id
}

/** A household whose head is an account of the demonstration. */
export async function householdOf(name: string, association: { id: number }): Promise<number> {
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: `${name}@demo.example` } })
  const id = await makeHousehold(association.id)
  await db.householdMember.create({ data: { householdId: id, userId, role: 'head' } })
  return id
}
