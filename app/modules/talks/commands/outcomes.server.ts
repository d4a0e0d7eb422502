/** 議事録 and 決まったこと: written down, published together, and ticked when they are done. */
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { isHoliday } from '~/modules/aeds/rules'
import { record } from '~/modules/audit/commands.server'
import { matterFromTalk } from '~/modules/exchange/commands/from-talk.server'
import { nextWorkingDay } from '~/modules/exchange/rules'
import { takesMatters } from '~/modules/sections/rules'
import { type Day, dateToDay, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { translator } from '~/platform/i18n.server'
import { INVITED_KINDS, MOST_OUTCOMES } from '../rules'
import type { OutcomeForm } from '../schema'
import { type HostedTalk, hostedWhere, invitedWhere } from '../scope.server'
import { heldTalk, holdTalk, note, tellAskers, tellInvited } from './shared.server'

/** @throws SignInNeeded, NotAllowed, NotFound; Stale unless the talk was held */
async function overTalk(tx: Tx, actor: Actor, id: number): Promise<HostedTalk> {
  const talk = await heldTalk(tx, actor, id)
  if (talk.state !== 'held') throw new Stale('talk_not_held')
  return talk
}

/**
 * Keeps the minutes; those that are published already are corrected.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else wrote since; Invalid for minutes that are
 * published and would be empty
 */
export async function saveMinutes(
  actor: Actor,
  id: number,
  given: { minutes: string; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    if (talk.minutesAt !== null && given.minutes === '') {
      throw new Invalid({ minutes: ['talks.error.minutes'] })
    }
    await writeMinutes(tx, id, given)
    await note(tx, talk.host, talk, talk.minutesAt === null ? 'talk.minutes_saved' : 'talk.minutes_corrected')
  })
}

async function writeMinutes(
  tx: Tx,
  id: number,
  { minutes, version, publishedAt }: { minutes: string; version: number; publishedAt?: Date },
) {
  const { count } = await tx.talk.updateMany({
    where: { id, state: 'held', version },
    data: { minutes, version: version + 1, ...(publishedAt ? { minutesAt: publishedAt } : {}) },
  })
  if (count !== 1) throw new Stale()
}

/**
 * Publishes the minutes with what was decided: what the city is to do becomes a matter of the exchange, and those
 * invited are told.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when they are published, or somebody else wrote since; Invalid
 * without minutes, or when a day of the city's is over
 */
export async function publishMinutes(
  actor: Actor,
  id: number,
  given: { minutes: string; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    if (talk.minutesAt !== null) throw new Stale()
    if (given.minutes === '') throw new Invalid({ minutes: ['talks.error.minutes'] })
    await writeMinutes(tx, id, { ...given, publishedAt: now() })
    const outcomes = await tx.talkOutcome.findMany({
      where: { talkId: id, matterId: null, sectionId: { not: null } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, text: true, sectionId: true, dueOn: true },
    })
    // The city's clock would begin overdue.
    if (outcomes.some(({ dueOn }) => dueOn && cityDay(dateToDay(dueOn)) < actor.today)) {
      throw new Invalid({ form: ['talks.error.due_over'] })
    }
    for (const { sectionId, dueOn, ...outcome } of outcomes) {
      if (sectionId !== null && dueOn !== null) await handOver(tx, talk, { ...outcome, sectionId, dueOn })
    }
    await tellInvited(tx, id, 'minutes')
    await tellAskers(tx, id, 'asker_minutes')
    await note(tx, talk.host, talk, 'talk.minutes_published', { matters: outcomes.length })
  })
}

/** By when the city does it: a day off moves to the next day on which it works. */
const cityDay = (day: Day): Day => nextWorkingDay(day, isHoliday)

/** What the city is to do goes to the exchange, which tells the section. */
async function handOver(
  tx: Tx,
  talk: HostedTalk,
  outcome: { id: number; text: string; sectionId: number; dueOn: Date },
): Promise<void> {
  const { sectionId } = outcome
  const dueOn = cityDay(dateToDay(outcome.dueOn))
  const { association, audience, host } = talk
  const section = await tx.section.findUnique({ where: { id: sectionId }, select: { name: true } })
  const matter = await matterFromTalk(tx, host, {
    text: outcome.text,
    // The matter is public and has one text: it is in Japanese for every reader.
    from: translator('ja')('talks.outcome.from', {
      title: talk.title,
      section: section?.name ?? '',
      due: formatDay(dueOn, 'ja'),
    }),
    sectionId,
    dueOn,
    association: association.kind === 'city' ? null : { id: association.id },
    districtId: audience.districtId,
  })
  await tx.talkOutcome.update({ where: { id: outcome.id }, data: { matterId: matter.id } })
}

/** The columns of the owner. @throws Invalid unless it is a section that works, the host, or somebody invited */
async function ownerOf(tx: Tx, talk: HostedTalk, owner: OutcomeForm['owner']) {
  if (owner.kind === 'section') {
    const found = await tx.section.findUnique({ where: { id: owner.id }, select: { endedAt: true } })
    if (!found || !takesMatters(found)) throw new Invalid({ owner: ['talks.error.owner'] })
    return { sectionId: owner.id, associationId: null }
  }
  const found = await tx.association.findFirst({
    where: {
      AND: [
        { id: owner.id },
        {
          OR: [
            { id: talk.association.id, kind: { in: [...INVITED_KINDS] } },
            invitedWhere(talk.audience.path),
          ],
        },
      ],
    },
    select: { id: true },
  })
  if (!found) throw new Invalid({ owner: ['talks.error.owner'] })
  return { sectionId: null, associationId: owner.id }
}

/**
 * Writes down something that was decided, with whoever does it and by when. Once the minutes are published, what the
 * city is to do goes to the exchange at once.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale before the talk was held; Invalid
 */
export async function addOutcome(actor: Actor, id: number, form: OutcomeForm): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    const owner = await ownerOf(tx, talk, form.owner)
    const { dueOn, text } = form
    if (dueOn === null || dueOn < actor.today) throw new Invalid({ dueOn: ['talks.error.due_past'] })
    const { _count, _max } = await tx.talkOutcome.aggregate({
      where: { talkId: id },
      _count: true,
      _max: { position: true },
    })
    if (_count >= MOST_OUTCOMES) {
      throw new Invalid({ form: [message('form.too_many', { max: MOST_OUTCOMES })] })
    }
    const outcome = await tx.talkOutcome.create({
      data: { talkId: id, position: (_max.position ?? 0) + 1, text, ...owner, dueOn: dayToDate(dueOn) },
      select: { id: true },
    })
    if (talk.minutesAt !== null && owner.sectionId !== null) {
      await handOver(tx, talk, {
        id: outcome.id,
        text,
        sectionId: owner.sectionId,
        dueOn: dayToDate(dueOn),
      })
    }
    await note(tx, talk.host, talk, 'talk.outcome_added', { outcome: outcome.id, owner: form.owner.kind })
  })
}

/**
 * Changes what was decided: words, whose it is, by when. Once the minutes are published that of the city is a matter of
 * the exchange and changed there; what an association does can still be put right, and be given to the city.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it is done, dropped or with the city, or was changed since;
 * Invalid
 */
export async function editOutcome(
  actor: Actor,
  id: number,
  form: OutcomeForm & { id: number; version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    const before = await tx.talkOutcome.findFirst({
      where: { id: form.id, talkId: id },
      select: { dueOn: true },
    })
    if (!before) throw new NotFound()
    const owner = await ownerOf(tx, talk, form.owner)
    const { dueOn, text } = form
    const same = dueOn !== null && before.dueOn !== null && dateToDay(before.dueOn) === dueOn
    if (dueOn === null || (dueOn < actor.today && !same)) {
      throw new Invalid({ dueOn: ['talks.error.due_past'] })
    }
    const { count } = await tx.talkOutcome.updateMany({
      where: { ...STANDING, id: form.id, version: form.version },
      data: { text, ...owner, dueOn: dayToDate(dueOn), version: form.version + 1 },
    })
    if (count !== 1) throw new Stale()
    if (talk.minutesAt !== null && owner.sectionId !== null) {
      if (cityDay(dueOn) < actor.today) throw new Invalid({ dueOn: ['talks.error.due_past'] })
      await handOver(tx, talk, { id: form.id, text, sectionId: owner.sectionId, dueOn: dayToDate(dueOn) })
    }
    await note(tx, talk.host, talk, 'talk.outcome_changed', { outcome: form.id, owner: form.owner.kind })
  })
}

/** Not with the city, not done, not dropped. */
const STANDING = { matterId: null, doneOn: null, droppedOn: null } as const

/**
 * やめる: what an association was to do is given up, with the reason, which everybody reads.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it is done, dropped or with the city, or was changed since, and
 * before the minutes are published, when it is simply taken away
 */
export async function dropOutcome(
  actor: Actor,
  id: number,
  form: { id: number; version: number; reason: string },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    if ((await tx.talkOutcome.count({ where: { id: form.id, talkId: id } })) === 0) throw new NotFound()
    if (talk.minutesAt === null) throw new Stale()
    const { count } = await tx.talkOutcome.updateMany({
      where: { ...STANDING, id: form.id, version: form.version },
      data: {
        droppedOn: dayToDate(actor.today),
        droppedReason: form.reason,
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await note(tx, talk.host, talk, 'talk.outcome_dropped', { outcome: form.id })
  })
}

/**
 * Takes away what was written down by mistake, while nobody has seen it.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale once it is published
 */
export async function removeOutcome(actor: Actor, id: number, outcomeId: number): Promise<void> {
  await transaction(async (tx) => {
    const talk = await overTalk(tx, actor, id)
    if (talk.minutesAt !== null) throw new Stale('talk_published')
    const { count } = await tx.talkOutcome.deleteMany({
      where: { id: outcomeId, talkId: id, matterId: null },
    })
    if (count !== 1) throw new NotFound()
    await note(tx, talk.host, talk, 'talk.outcome_removed', { outcome: outcomeId })
  })
}

/**
 * An officer of the association, or the host, says that something of an association is done, or is not after all.
 * @throws SignInNeeded, NotFound; NotAllowed for anybody else; Stale when somebody else was quicker
 */
export async function tickOutcome(
  actor: Actor,
  id: number,
  given: { id: number; done: 'yes' | 'no'; version: number },
): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    await holdTalk(tx, id)
    const outcome = await tx.talkOutcome.findFirst({
      where: {
        AND: [
          { id: given.id, talkId: id, associationId: { not: null } },
          { OR: [{ talk: { minutesAt: { not: null } } }, { talk: hostedWhere(actor) }] },
        ],
      },
      select: { associationId: true },
    })
    if (!outcome) throw new NotFound()
    const { count } = await tx.talkOutcome.updateMany({
      where: {
        AND: [
          { id: given.id, version: given.version, droppedOn: null },
          {
            OR: [{ association: inScope(scopesOf(actor, 'matter.ask')) }, { talk: hostedWhere(actor) }],
          },
        ],
      },
      data: {
        doneOn: given.done === 'yes' ? dayToDate(actor.today) : null,
        version: given.version + 1,
      },
    })
    if (count !== 1) throw (await mayTick(tx, actor, given.id)) ? new Stale() : new NotAllowed()
    await record(tx, officer, {
      action: given.done === 'yes' ? 'talk.outcome_done' : 'talk.outcome_undone',
      subjectType: 'talk',
      subjectId: id,
      associationId: outcome.associationId,
      after: { outcome: given.id },
    })
  })
}

/** Whether the row is in the actor's scope, so that it was the edition that did not fit. */
async function mayTick(tx: Tx, actor: Actor, id: number): Promise<boolean> {
  const scope = {
    OR: [{ association: inScope(scopesOf(actor, 'matter.ask')) }, { talk: hostedWhere(actor) }],
  }
  return (await tx.talkOutcome.count({ where: { AND: [{ id }, scope] } })) > 0
}
