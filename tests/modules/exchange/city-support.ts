/** The city's side of the exchange in a test: its people, its sections, and matters in any state. */
import type { Actor, StaffRole } from '~/modules/accounts/rules'
import { addDays, type Day, dayToDate, now } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { actorOf, giveRole, makeUser, type Town, today } from '../accounts/support'

/** Somebody of the city; in a section, where one is named. */
export async function staffOf(role: StaffRole, sectionId?: number) {
  const user = await makeUser()
  await giveRole(user.id, role)
  if (sectionId !== undefined) await db.sectionMember.create({ data: { sectionId, userId: user.id } })
  const actor: Actor = await actorOf(user.id)
  return { ...user, actor }
}

export const aSection = (name: string, answerDays: number | null = null) =>
  db.section.create({ data: { name, answerDays }, select: { id: true, name: true } })

/** A district with the council and the association of the town in it. */
export async function aDistrict(town: Town): Promise<number> {
  const { id } = await db.district.create({
    data: {
      name: '試験',
      middleSchool: '試験中',
      schoolName: '試験小学校',
      schoolAddress: '',
      latitude: 34.8,
      longitude: 135.6,
    },
    select: { id: true },
  })
  await db.association.updateMany({
    where: { id: { in: [town.council.id, town.association.id] } },
    data: { districtId: id },
  })
  return id
}

/** The first Saturday at least so many days from today. */
export function saturdayIn(days: number): Day {
  let day = addDays(today(), days)
  while (dayToDate(day).getUTCDay() !== 6) day = addDays(day, 1)
  return day
}

/** A matter of an association that was received today, unless something else is said. */
export async function aMatter(town: Town, given: Prisma.MatterUncheckedCreateInput | object = {}) {
  const at = now()
  return db.matter.create({
    data: {
      kind: 'question',
      channel: 'association',
      state: 'received',
      category: 'road',
      title: '側溝のふたについて',
      body: 'いつ直りますか。',
      associationId: town.association.id,
      receivedAt: at,
      ...given,
    },
    select: { id: true, version: true },
  })
}

/** What a routed matter has besides. @param due days from today */
export const routedTo = (sectionId: number, due = 5) => ({
  state: 'routed' as const,
  sectionId,
  routedAt: now(),
  dueOn: dayToDate(addDays(today(), due)),
})

export const stateOf = async (id: number) =>
  db.matter.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      version: true,
      sectionId: true,
      ownerId: true,
      dueOn: true,
      promisedOn: true,
      progress: true,
      answeredAt: true,
      closedAt: true,
      noticeId: true,
      joinedToId: true,
      supportCount: true,
    },
  })

/** What has happened to a matter, oldest first. */
export const eventsOf = async (matterId: number) =>
  (await db.matterEvent.findMany({ where: { matterId }, orderBy: { id: 'asc' } })).map(
    ({ kind, text, shown }) => ({
      kind,
      text,
      shown,
    }),
  )
