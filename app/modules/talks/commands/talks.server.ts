/** 意見交換会を準備する・お知らせする・開催する・中止する. One verb and one transaction each. */
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, Stale } from '~/platform/errors'
import { INVITED_KINDS, isEditable, stateAfter, type TalkVerb, verbStands } from '../rules'
import type { EditTalk, NewTalk, TalkForm } from '../schema'
import { noticeToOfficers } from './officers-notice.server'
import { heldTalk, note, tellInvited } from './shared.server'

const columnsOf = (form: TalkForm) => ({
  title: form.title,
  introduction: form.introduction,
  startsAt: form.startsAt,
  endsAt: form.endsAt,
  place: form.place,
  latitude: form.spot?.latitude ?? null,
  longitude: form.spot?.longitude ?? null,
  onlineUrl: form.onlineUrl,
  answerBy: form.answerBy ? dayToDate(form.answerBy) : null,
})

/** Who is invited must be the host itself or below it. @throws Invalid */
async function audienceWithin(tx: Tx, hostPath: string, id: number): Promise<number> {
  const found = await tx.association.findFirst({
    where: { id, path: { startsWith: hostPath }, kind: { in: ['city', ...INVITED_KINDS] } },
    select: { id: true },
  })
  if (!found) throw new Invalid({ audience: ['talks.error.audience'] })
  return found.id
}

/**
 * Prepares a talk, which nobody sees before it is announced.
 * @returns its id
 * @throws SignInNeeded; NotAllowed unless the actor hosts for this association; Invalid for an audience outside it
 */
export async function makeTalk(actor: Actor, form: NewTalk): Promise<number> {
  const host = requireUser(actor)
  return transaction(async (tx) => {
    const association = await tx.association.findFirst({
      where: { AND: [{ id: form.association }, inScope(scopesOf(actor, 'talk.host'))] },
      select: { id: true, path: true },
    })
    if (!association) throw new NotAllowed()
    const audienceId = await audienceWithin(tx, association.path, form.audience)
    const { id } = await tx.talk.create({
      data: {
        ...columnsOf(form),
        associationId: association.id,
        audienceId,
        createdById: host.user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    await note(tx, host, { id, association }, 'talk.made')
    return id
  })
}

/**
 * Changes a talk that was not held yet. Once it is announced, those invited stay the same, and hear of another time
 * or place.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else changed it, or it is over; Invalid
 */
export async function editTalk(actor: Actor, id: number, form: EditTalk): Promise<void> {
  await transaction(async (tx) => {
    const talk = await heldTalk(tx, actor, id)
    if (!isEditable(talk.state)) throw new Stale('talk_over')
    const { version, ...fields } = form
    const audienceId = await audienceWithin(tx, talk.association.path, fields.audience)
    const announced = talk.state === 'announced'
    if (announced && audienceId !== talk.audience.id) {
      throw new Invalid({ audience: ['talks.error.audience_told'] })
    }
    if (announced && fields.startsAt <= now() && fields.startsAt.getTime() !== talk.startsAt.getTime()) {
      throw new Invalid({ startsAt: ['talks.error.past'] })
    }
    const { count } = await tx.talk.updateMany({
      where: { id, version },
      data: { ...columnsOf(fields), audienceId, version: version + 1 },
    })
    if (count !== 1) throw new Stale()
    const moved =
      talk.startsAt.getTime() !== fields.startsAt.getTime() ||
      talk.endsAt.getTime() !== fields.endsAt.getTime() ||
      talk.place !== fields.place
    if (announced && moved) await tellInvited(tx, id, 'changed')
    await note(tx, talk.host, talk, 'talk.changed', { moved })
  })
}

const REFUSALS = {
  too_late: { startsAt: ['talks.error.past'] },
  too_early: { form: ['talks.error.too_early'] },
  agenda: { form: ['talks.error.no_agenda'] },
  reason: { reason: ['talks.error.reason'] },
} as const satisfies Record<string, Record<string, string[]>>

const PAST = { announce: 'announced', hold: 'held', cancel: 'cancelled' } as const

/**
 * Announces a talk, says that it was held, or cancels it with a reason; those invited are told.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it stands otherwise by now; Invalid when the time or
 * something else is missing
 */
export async function moveTalk(
  actor: Actor,
  id: number,
  given: { verb: TalkVerb; reason: string; version: number },
): Promise<void> {
  const { verb, reason, version } = given
  await transaction(async (tx) => {
    const talk = await heldTalk(tx, actor, id)
    const items = await tx.talkItem.count({ where: { talkId: id } })
    const stands = verbStands(verb, talk, now(), { items, reason })
    if (stands === 'state') throw new Stale()
    if (stands !== 'ok') throw new Invalid({ ...REFUSALS[stands] })
    const { count } = await tx.talk.updateMany({
      where: { id, state: talk.state, version },
      data: {
        state: stateAfter(verb),
        version: version + 1,
        ...(verb === 'cancel' ? { cancelledReason: reason } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    if (verb !== 'hold') {
      const kind = verb === 'announce' ? 'announced' : 'cancelled'
      await tellInvited(tx, id, kind)
      await noticeToOfficers(tx, talk, kind, reason)
    }
    await note(tx, talk.host, talk, `talk.${PAST[verb]}`)
  })
}

/**
 * Throws away a talk that was only prepared.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it has been announced, or changed
 */
export async function discardTalk(actor: Actor, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const talk = await heldTalk(tx, actor, id)
    const { count } = await tx.talk.deleteMany({ where: { id, state: 'draft', version } })
    if (count !== 1) throw new Stale()
    await note(tx, talk.host, talk, 'talk.discarded')
  })
}
