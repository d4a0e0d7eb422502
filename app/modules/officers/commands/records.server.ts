/** 仕事の記録: written by whoever holds the post, or by those who keep the officers; forgotten after some years. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { type Day, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { postInHand } from '../queries/tasks.server'
import { firstRecordDay, MOST_RECORDS, recordsKeptFrom, yearDays } from '../rules'
import type { EditRecord, RecordForm } from '../schema'

/** @throws Invalid for a day to come, or one that is too long ago */
function checkDay(doneOn: Day, today: Day) {
  if (doneOn > today) throw new Invalid({ doneOn: ['officers.records.error.future'] })
  if (doneOn < firstRecordDay(today)) throw new Invalid({ doneOn: ['officers.records.error.too_old'] })
}

/** The line and the words of a record. @throws Invalid for a line of another card */
async function wordsOf(tx: Tx, postId: number, form: RecordForm) {
  if (form.task === null) return { taskId: null, title: form.title }
  const task = await tx.officerTask.findFirst({
    where: { id: form.task, postId },
    select: { id: true, title: true },
  })
  if (!task) throw new Invalid({ task: ['form.choose'] })
  return { taskId: task.id, title: form.title || task.title }
}

/** What was done, in whose words, is not repeated in the audit. */
const subject = (id: number, associationId: number) => ({
  subjectType: 'officer_record',
  subjectId: id,
  associationId,
})

/**
 * Writes down what was done.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a day to come or long past, a line of another card, or more
 * records than anybody makes in a year
 */
export async function addRecord(actor: Actor, slug: string, postId: number, form: RecordForm): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const { association } = await postInHand(tx, actor, slug, postId)
    checkDay(form.doneOn, actor.today)
    const { from, to } = yearDays(fiscalYear(form.doneOn))
    const year = { gte: dayToDate(from), lte: dayToDate(to) }
    if ((await tx.officerRecord.count({ where: { postId, doneOn: year } })) >= MOST_RECORDS) {
      throw new Invalid({ form: [message('officers.records.error.too_many', { max: MOST_RECORDS })] })
    }
    const words = await wordsOf(tx, postId, form)
    const { minutes, doneOn } = form
    const { id } = await tx.officerRecord.create({
      data: { postId, ...words, minutes, doneOn: dayToDate(doneOn), byId: user.id },
      select: { id: true },
    })
    await record(tx, requireUser(actor), {
      action: 'officer_record.added',
      ...subject(id, association.id),
      after: { minutes, doneOn },
    })
  })
}

/** @throws SignInNeeded, NotAllowed, NotFound; Invalid as `addRecord`; Stale when somebody else changed it */
export async function editRecord(
  actor: Actor,
  slug: string,
  postId: number,
  id: number,
  form: EditRecord,
): Promise<void> {
  const keeper = requireUser(actor)
  await transaction(async (tx) => {
    const { association } = await postInHand(tx, actor, slug, postId)
    const before = await tx.officerRecord.findFirst({ where: { id, postId }, select: { minutes: true } })
    if (!before) throw new NotFound()
    checkDay(form.doneOn, actor.today)
    const words = await wordsOf(tx, postId, form)
    const { minutes, doneOn, version } = form
    const { count } = await tx.officerRecord.updateMany({
      where: { id, postId, version },
      data: { ...words, minutes, doneOn: dayToDate(doneOn), version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, keeper, {
      action: 'officer_record.changed',
      ...subject(id, association.id),
      before,
      after: { minutes, doneOn },
    })
  })
}

/** @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else changed it */
export async function removeRecord(actor: Actor, slug: string, postId: number, id: number, version: number) {
  const keeper = requireUser(actor)
  await transaction(async (tx) => {
    const { association } = await postInHand(tx, actor, slug, postId)
    const before = await tx.officerRecord.findFirst({ where: { id, postId }, select: { minutes: true } })
    if (!before) throw new NotFound()
    const { count } = await tx.officerRecord.deleteMany({ where: { id, postId, version } })
    if (count !== 1) throw new Stale()
    await record(tx, keeper, {
      action: 'officer_record.removed',
      ...subject(id, association.id),
      before,
    })
  })
}

/** Deletes records of years long past. @returns how many */
export async function forgetRecords(): Promise<number> {
  const before = dayToDate(recordsKeptFrom(dayOf(now())))
  return transaction(async (tx) => {
    const { count } = await tx.officerRecord.deleteMany({ where: { doneOn: { lt: before } } })
    if (count > 0) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'officers',
        after: { records: count },
      })
    }
    return count
  })
}
