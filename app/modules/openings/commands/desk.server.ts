/** 関心への返事: what those do who answer, and what the clock does so that nobody is forgotten and nothing kept too long. */

import { inviteOfficer } from '~/modules/accounts/commands/invitations.server'
import type { Actor } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, type Day, dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { daysOf, daysSelect } from '../days.server'
import { writeMail } from '../mails.server'
import { openPerson, sealNote } from '../person.server'
import { type InterestStage, KEPT_DAYS, keptUntil, mayMoveInterest, reminderDue } from '../rules'
import type { MoveForm } from '../schema'
import { answeringAssociation, answeringPeople } from '../scope.server'

/**
 * Moves an interest to another stage, or notes something where the stage stays. Any move out of `new` is an answer.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a move that is not in the table, and for a note without
 * words; Stale when somebody else moved it meanwhile
 */
export async function moveInterest(actor: Actor, slug: string, id: number, form: MoveForm): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await answeringAssociation(tx, actor, slug)
    const found = await tx.interest.findFirst({
      where: { id, opening: { associationId: association.id }, stage: { not: 'asked' } },
      select: { stage: true, version: true },
    })
    if (!found) throw new NotFound()
    if (found.version !== form.version) throw new Stale()
    const from = found.stage as InterestStage
    const stays = from === form.stage
    if (stays && form.note === '') throw new Invalid({ note: ['form.required'] })
    if (!stays && !mayMoveInterest(from, form.stage, 'keeper')) {
      throw new Invalid({ stage: ['form.choose'] })
    }
    const at = now()
    const { count } = await tx.interest.updateMany({
      where: { id, stage: from, version: form.version },
      data: {
        stage: form.stage,
        version: form.version + 1,
        ...(from === 'new' && !stays ? { answeredAt: at } : {}),
      },
    })
    if (count !== 1) throw new Stale()
    await tx.interestEvent.create({
      data: {
        interestId: id,
        stage: form.stage,
        note: sealNote(form.note),
        byId: keeper.user.id,
        createdAt: at,
      },
      select: { id: true },
    })
    if (stays) return
    await record(tx, keeper, {
      action: 'interest.moved',
      subjectType: 'interest',
      subjectId: id,
      associationId: association.id,
      before: { stage: from },
      after: { stage: form.stage },
    })
  })
}

/**
 * 本人の申し出で消す: the person asked, by phone or in person, as they have lost the address of their own page. The entry
 * says that it was done and by whom, and nothing of the person.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else moved it meanwhile
 */
export async function eraseInterest(actor: Actor, slug: string, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await answeringAssociation(tx, actor, slug)
    const where = { id, opening: { associationId: association.id }, stage: { not: 'asked' as const } }
    const found = await tx.interest.findFirst({ where, select: { id: true } })
    if (!found) throw new NotFound()
    const { count } = await tx.interest.deleteMany({ where: { ...where, version } })
    if (count !== 1) throw new Stale()
    await record(tx, keeper, {
      action: 'interest.erased',
      subjectType: 'interest',
      subjectId: id,
      associationId: association.id,
    })
  })
}

/**
 * Invites the elected person as an officer, at the address that they told.
 * @throws as `inviteOfficer`; NotFound; Stale when they are not elected; Invalid without an address or a post
 */
export async function inviteElected(
  actor: Actor,
  slug: string,
  id: number,
  dates: { startsOn: Day; endsOn: Day },
): Promise<void> {
  const { association } = await answeringAssociation(db, actor, slug)
  const found = await db.interest.findFirst({
    where: { id, opening: { associationId: association.id }, stage: { not: 'asked' } },
    select: { stage: true, person: true, opening: { select: { post: { select: { post: true } } } } },
  })
  if (!found) throw new NotFound()
  if (found.stage !== 'elected') throw new Stale()
  const { email } = openPerson(found.person)
  const post = found.opening.post?.post
  if (!email || !post) throw new Invalid({ form: ['openings.desk.error.no_address'] })
  await inviteOfficer(actor, { associationId: association.id, email, post, seat: null, ...dates })
}

/** Sets within how many days somebody who comes forward is answered; those who wait already keep their day. */
export async function setAnswerDays(actor: Actor, slug: string, answerDays: number): Promise<void> {
  await transaction(async (tx) => {
    const { association, keeper } = await answeringAssociation(tx, actor, slug)
    await tx.association.update({
      where: { id: association.id },
      data: { answerDays },
      select: { id: true },
    })
    await record(tx, keeper, {
      action: 'interest.answer_days',
      subjectType: 'association',
      subjectId: association.id,
      associationId: association.id,
      before: { answerDays: association.answerDays },
      after: { answerDays },
    })
  })
}

/** So many are read at a time. */
const BATCH = 500

/**
 * Tells those who answer that somebody waits: the day before an answer is due, then every third day until it is given.
 * One mail an association.
 * @returns of how many interests was told
 */
export async function remindAnswers(): Promise<number> {
  const today = dayOf(now())
  const due = await db.interest.findMany({
    where: { stage: 'new', answeredAt: null, dueOn: { lte: dayToDate(addDays(today, 1)) } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      stage: true,
      dueOn: true,
      answeredAt: true,
      remindedOn: true,
      opening: { select: { associationId: true } },
    },
  })
  const byAssociation = new Map<number, number[]>()
  for (const { opening, ...row } of due) {
    const remindedOn = row.remindedOn && dateToDay(row.remindedOn)
    if (!reminderDue({ ...row, dueOn: dateToDay(row.dueOn), remindedOn }, today)) continue
    const known = byAssociation.get(opening.associationId) ?? []
    byAssociation.set(opening.associationId, [...known, row.id])
  }
  let told = 0
  for (const [associationId, ids] of byAssociation) {
    told += await transaction((tx) => remindOne(tx, associationId, ids, today))
  }
  return told
}

async function remindOne(tx: Tx, associationId: number, ids: readonly number[], today: Day) {
  const association = await tx.association.findUniqueOrThrow({
    where: { id: associationId },
    select: { id: true, slug: true, name: true, kind: true, parentId: true },
  })
  const receivers = await answeringPeople(tx, association, today)
  // Nobody was told, so that the day is not noted: whoever takes office tomorrow is told tomorrow.
  if (receivers.length === 0) return 0
  const before = dayToDate(addDays(today, -2))
  // Whoever was told of or answered meanwhile is left out; a second run of the job finds nobody.
  const { count } = await tx.interest.updateMany({
    where: {
      id: { in: [...ids] },
      stage: 'new',
      answeredAt: null,
      OR: [{ remindedOn: null }, { remindedOn: { lt: before } }],
    },
    data: { remindedOn: dayToDate(today) },
  })
  if (count === 0) return 0
  for (const receiver of receivers) {
    await writeMail(tx, receiver, 'waiting', () => ({
      association: association.name,
      count,
      url: portalUrl(`/associations/${association.slug}/interest`),
    }))
  }
  return count
}

/**
 * Deletes what is kept no longer: nominations that nobody agreed to, and interest after the election.
 * @returns how many of the latter
 */
export async function forgetInterests(): Promise<number> {
  const today = dayOf(now())
  // Of these nothing is recorded, not even how many: nobody is to know that somebody was named.
  await db.interest.deleteMany({ where: { stage: 'asked', dueOn: { lt: dayToDate(today) } } })
  const gone: number[] = []
  let after = 0
  for (;;) {
    const rows = await db.interest.findMany({
      where: {
        id: { gt: after },
        stage: { not: 'asked' },
        createdAt: { lt: dayToDate(addDays(today, -KEPT_DAYS + 1)) },
      },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, createdAt: true, opening: { select: daysSelect } },
    })
    for (const { id, createdAt, opening } of rows) {
      if (keptUntil(daysOf(opening), dayOf(createdAt)) < today) gone.push(id)
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < BATCH) break
  }
  if (gone.length === 0) return 0
  return transaction(async (tx) => {
    const { count } = await tx.interest.deleteMany({ where: { id: { in: gone } } })
    const subject = { subjectId: 'openings', subjectType: 'portal' }
    await record(tx, JOB, { action: 'retention.cleared', ...subject, after: { interests: count } })
    return count
  })
}
