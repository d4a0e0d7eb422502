/** A session of an association today, with people who are placed in it. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { sealPrinted } from '~/modules/attendance/commands/certify.server'
import { keyOf, sameHashOf, sealPerson } from '~/modules/participation/queries/person.server'
import { needsConsent, type Stage } from '~/modules/volunteering/rules'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { clearLetters, hashToken } from '~/platform/crypto.server'
import { db, transaction } from '~/platform/db.server'
import { session as makeSession } from '../participation/support'

/** The same person on this very day: the desk opens on the day of the session alone. */
export const today = <A extends Actor>(actor: A): A => ({ ...actor, today: dayOf(now()) })

/** A session of a host of the association that began an hour ago. */
export async function sessionToday(associationId: number, capacity = 5) {
  const host = await db.volunteerHost.upsert({
    where: { associationId },
    create: { kind: 'association', associationId, name: '自治会', state: 'registered' },
    update: {},
    select: { id: true },
  })
  return makeSession(capacity, 0, { hostId: host.id })
}

/** Places a person in a session, as if all had been done for it; a minor with the consent of a guardian. */
export async function placed(sessionId: number, stage: Stage = 'adult', givenName = '花') {
  const id = randomUUID()
  const person = {
    familyName: '山田',
    givenName,
    familyReading: 'ヤマダ',
    givenReading: 'ハナ',
    email: `${id}@people.example`,
    phone: '',
    school: '',
  }
  await db.volunteer.create({
    data: {
      id,
      person: sealPerson(person),
      sameHash: sameHashOf(person),
      keyHash: hashToken(keyOf(id)),
      stage,
      deleteOn: dayToDate(addDays(dayOf(now()), 400)),
    },
  })
  return { ...(await apply(sessionId, id, stage)), volunteerId: id, key: keyOf(id) }
}

/** Places somebody who is known in another session. */
export async function apply(sessionId: number, volunteerId: string, stage: Stage = 'adult') {
  const minor = needsConsent(stage)
  return transaction(async (tx) => {
    const { id } = await tx.volunteerApplication.create({
      data: { sessionId, state: minor ? 'held' : 'placed', keptUntil: minor ? new Date() : null },
    })
    const member = await tx.volunteerMember.create({
      data: {
        applicationId: id,
        volunteerId,
        leads: true,
        stage,
        needsConsent: minor,
        code: clearLetters(6),
        consents: minor
          ? {
              create: {
                tokenHash: randomUUID(),
                textVersion: 'v1',
                expiresOn: dayToDate('2099-03-31'),
                givenAt: new Date(),
              },
            }
          : undefined,
      },
    })
    if (minor) {
      await tx.volunteerApplication.update({ where: { id }, data: { state: 'placed', keptUntil: null } })
    }
    return { member: member.id, code: member.code, applicationId: id }
  })
}

/** Somebody who came to a session of the association that is closed, with a certificate where it is asked for. */
export async function cameTo(associationId: number, certified = false) {
  const { id: session } = await sessionToday(associationId)
  const someone = await placed(session)
  await db.volunteerMember.update({ where: { id: someone.member }, data: { attendance: 'attended' } })
  await db.volunteerSession.update({ where: { id: session }, data: { closedAt: now() } })
  const code = clearLetters(12)
  if (certified) {
    const { _max } = await db.certificate.aggregate({ where: { year: 2100 }, _max: { number: true } })
    const number = (_max.number ?? 0) + 1
    const printed = sealPrinted({
      name: '山田 花',
      programme: '夏のボランティア体験',
      activity: '公園の清掃',
      host: '自治会',
      venue: '公園',
      day: dayOf(now()),
      minutes: 180,
      issuer: '市民活動支援センター',
    })
    await db.certificate.create({ data: { memberId: someone.member, code, year: 2100, number, printed } })
  }
  return { ...someone, session, certificate: code }
}
