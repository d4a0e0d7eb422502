/** 回覧を作る: binds what has been published into the next circular of an association. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { type LastCircular, lastCircular, offeredNotices } from '../queries/offered.server'
import { circularNode } from '../queries/scope.server'
import type { CircularForm } from '../schema'

/**
 * Makes the next circular with the chosen notices, in the order of paper. The same form sent twice makes one.
 * @returns its number within the association
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when a notice cannot go round (any more) or the day to return it
 *   has passed; Stale when somebody else has made one since the form was shown
 */
export async function makeCircular(actor: Actor, slug: string, form: CircularForm): Promise<number> {
  const officer = requireUser(actor)
  return transaction(async (tx) => {
    const association = await circularNode(tx, officer, slug, 'making')
    if (form.return_by && form.return_by < officer.today)
      throw new Invalid({ return_by: ['circulars.make.past'] })
    // Numbers have no gap and are given one at a time.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('circulars'), ${association.id}::int)`
    const last = await lastCircular(tx, association.id)
    if ((last?.number ?? 0) !== form.after) {
      if (last && (await isSameForm(tx, association.id, last, officer.user.id, form))) return last.number
      throw new Stale()
    }
    const chosen = new Set(form.notice)
    const notices = (await offeredNotices(tx, association, last)).filter(({ id }) => chosen.has(id))
    if (notices.length !== chosen.size) throw new Invalid({ notice: ['circulars.make.gone'] })
    const number = (last?.number ?? 0) + 1
    const { id } = await tx.circular.create({
      data: {
        associationId: association.id,
        number,
        returnBy: form.return_by && dayToDate(form.return_by),
        line: form.line,
        madeById: officer.user.id,
        madeAt: now(),
        notices: { create: notices.map((notice, position) => ({ noticeId: notice.id, position })) },
      },
      select: { id: true },
    })
    await record(tx, officer, {
      action: 'circular.made',
      subjectType: 'circular',
      subjectId: id,
      associationId: association.id,
      after: { number, notices: notices.length, returnBy: form.return_by },
    })
    return number
  })
}

/** Whether the last circular came from this very form: same person, same notices, the number after the known one. */
async function isSameForm(
  tx: Tx,
  associationId: number,
  last: NonNullable<LastCircular>,
  userId: string,
  form: CircularForm,
): Promise<boolean> {
  if (last.number !== form.after + 1 || last.madeById !== userId) return false
  const bound = await tx.circularNotice.findMany({
    where: { circular: { associationId, number: last.number } },
    select: { noticeId: true },
  })
  const chosen = new Set(form.notice)
  return bound.length === chosen.size && bound.every(({ noticeId }) => chosen.has(noticeId))
}
