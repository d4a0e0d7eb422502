/** Openings and people who came forward, as rows. */
import { type Person, sealPerson } from '~/modules/openings/person.server'
import type { InterestStage, OpeningState } from '~/modules/openings/rules'
import { addDays, type Day, dayOf, dayToDate, now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { db } from '~/platform/db.server'

const orNull = (day: Day | null | undefined) => (day ? dayToDate(day) : null)

/** An opening of an association; open unless said otherwise. */
export async function anOpening(
  associationId: number,
  over: {
    state?: OpeningState
    title?: string
    kind?: string
    minutes?: number
    months?: number[]
    skills?: string[]
    evening?: boolean
    weekend?: boolean
    fromHome?: boolean
    postId?: number
    closesOn?: Day | null
    electionOn?: Day | null
    endsOn?: Day | null
    publishedAt?: Date
  } = {},
): Promise<number> {
  const { state = 'open', closesOn, electionOn, endsOn, publishedAt = now(), ...rest } = over
  const { id } = await db.opening.create({
    data: {
      associationId,
      kind: 'task',
      title: '回覧板の仕分け',
      body: '月に一度、資料を袋に入れます。',
      minutes: 60,
      ...rest,
      state,
      closesOn: orNull(closesOn),
      electionOn: orNull(electionOn),
      endsOn: orNull(endsOn),
      publishedAt: state === 'draft' ? null : publishedAt,
    },
    select: { id: true },
  })
  return id
}

export const YUKI: Person = {
  name: '雪野 ゆき',
  phone: '072-111-2222',
  email: '',
  message: '夜は何時までですか。',
}

/** Somebody who came forward, with the key of their own page. */
export async function anInterest(
  openingId: number,
  over: {
    stage?: InterestStage
    kind?: 'hear_more' | 'candidate' | 'nominated'
    person?: Person
    userId?: string
    nominatedById?: string
    dueOn?: Day
    createdAt?: Date
    remindedOn?: Day
  } = {},
): Promise<{ id: number; key: string; version: number }> {
  const key = newToken()
  const { stage = 'new', kind = 'hear_more', person = YUKI, dueOn, remindedOn, ...rest } = over
  const { id, version } = await db.interest.create({
    data: {
      openingId,
      stage,
      kind,
      person: sealPerson(person),
      keyHash: hashToken(key),
      consentedAt: stage === 'asked' ? null : now(),
      dueOn: dayToDate(dueOn ?? addDays(dayOf(now()), 7)),
      remindedOn: orNull(remindedOn),
      createdAt: now(),
      ...rest,
    },
    select: { id: true, version: true },
  })
  return { id, key, version }
}
