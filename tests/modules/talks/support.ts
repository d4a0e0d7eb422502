/** Talks as rows. */
import type { TalkState } from '~/modules/talks/rules'
import type { NewTalk } from '~/modules/talks/schema'
import { type Day, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'

const HOUR = 3600_000

/** An instant so many hours from now. */
export const inHours = (hours: number): Date => new Date(now().getTime() + hours * HOUR)

/** What the form of a talk says once it is read; ten days ahead unless said otherwise. */
export const talkFields = (association: number, over: Partial<NewTalk> = {}): NewTalk => ({
  association,
  audience: association,
  title: '校区の意見交換会',
  introduction: '',
  startsAt: inHours(240),
  endsAt: inHours(242),
  place: '集会所',
  spot: null,
  onlineUrl: '',
  answerBy: null,
  ...over,
})

/** A talk; announced and ten days ahead unless said otherwise, or held a day ago. */
export async function aTalk(
  associationId: number,
  over: {
    state?: TalkState
    audienceId?: number
    startsAt?: Date
    endsAt?: Date
    onlineUrl?: string
    answerBy?: Day
    minutesAt?: Date
    minutes?: string
  } = {},
): Promise<number> {
  const { state = 'announced', audienceId = associationId, answerBy, ...rest } = over
  const starts = state === 'held' ? -26 : 240
  const { id } = await db.talk.create({
    data: {
      associationId,
      audienceId,
      state,
      title: '校区の意見交換会',
      startsAt: inHours(starts),
      endsAt: inHours(starts + 2),
      place: '集会所',
      ...rest,
      answerBy: answerBy ? dayToDate(answerBy) : null,
      items: { create: [{ position: 1, title: '通学路', minutes: 30 }] },
    },
    select: { id: true },
  })
  return id
}

export const aSection = async (name = '道路河川補修課'): Promise<number> =>
  (await db.section.upsert({ where: { name }, create: { name }, update: {}, select: { id: true } })).id

/** A question before the meeting. */
export const aQuestion = async (
  talkId: number,
  over: { state?: 'waiting' | 'shown' | 'refused'; authorId?: string } = {},
): Promise<number> =>
  (
    await db.talkQuestion.create({
      data: { talkId, state: 'waiting', text: '駅前の道は広がりますか。', createdAt: now(), ...over },
      select: { id: true },
    })
  ).id

/** Something that was decided and that an association does. */
export const anOutcome = async (talkId: number, associationId: number, dueOn: Day): Promise<number> =>
  (
    await db.talkOutcome.create({
      data: { talkId, associationId, position: 1, text: '当番表を作る', dueOn: dayToDate(dueOn) },
      select: { id: true },
    })
  ).id
