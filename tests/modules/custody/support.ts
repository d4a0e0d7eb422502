/** An AED of an association, one of a facility, and people who keep them or do not. */

import { type Day, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { actorOf, giveRole, giveTerm, makeTown, makeUser, type Town } from '../accounts/support'

export async function makeAed(associationId: number | null, over: Record<string, unknown> = {}) {
  return db.aed.create({
    data: { name: '中央会館', position: '玄関の右', address: '枚方市一丁目1', associationId, ...over },
    select: { id: true, boxCode: true },
  })
}

export async function makePart(
  aedId: number,
  expiresOn: Day,
  kind: 'pads' | 'child_pads' | 'battery' | 'device' = 'pads',
) {
  return db.aedPart.create({ data: { aedId, kind, expiresOn: dayToDate(expiresOn) }, select: { id: true } })
}

/** The chair of an association, of another one, of the council above; a member of staff. */
async function makePeople(town: Town) {
  const seat = async (associationId: number, post: Parameters<typeof giveTerm>[2]) => {
    const user = await makeUser()
    await giveTerm(user.id, associationId, post)
    return user
  }
  const chair = await seat(town.association.id, 'chair')
  const other = await seat(town.other.id, 'chair')
  const council = await seat(town.council.id, 'chair')
  const staff = await makeUser()
  await giveRole(staff.id, 'section_staff')
  return { chair, other, council, staff }
}

export async function makeCustody() {
  const town = await makeTown()
  const people = await makePeople(town)
  return {
    town,
    people,
    aed: await makeAed(town.association.id),
    facility: await makeAed(null, { name: '駅前の店' }),
    chair: await actorOf(people.chair.id),
    other: await actorOf(people.other.id),
    staff: await actorOf(people.staff.id),
  }
}

/** Somebody who has accepted to inspect an AED. */
export async function makeInspector(aedId: number, over: { endedAt?: Date; language?: string } = {}) {
  const { language, endedAt } = over
  const user = await makeUser({ language })
  const keeper = await db.aedKeeper.create({
    data: { aedId, userId: user.id, email: user.email, name: '点検 花子', acceptedAt: new Date(), endedAt },
    select: { id: true },
  })
  return { ...user, keeperId: keeper.id }
}

export const conditionOf = async (id: number) =>
  (await db.aed.findUniqueOrThrow({ where: { id }, select: { condition: true } })).condition

/** Addresses of all mails with these words in the subject, in order. */
export async function mailed(words: string): Promise<string[]> {
  const found = await db.mail.findMany({
    where: { subject: { contains: words } },
    orderBy: { recipient: 'asc' },
    select: { recipient: true },
  })
  return found.map(({ recipient }) => recipient)
}
