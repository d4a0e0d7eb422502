/** 依頼: written with the notice that carries it, in the same transaction, which also records it in the audit. */
import { type Day, dayToDate } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'

/**
 * Makes the notice a request (依頼), changes what it asks, or makes it a mere notice again. Called inside the
 * transaction that writes the notice, after its scope has been checked.
 * @param request `minutes` of work asked of one association, `dueOn` the day by which; null: nothing is asked
 */
export async function saveRequest(
  tx: Tx,
  noticeId: number,
  request: { purpose: string; minutes: number; dueOn: Day } | null,
): Promise<void> {
  if (!request) {
    await tx.request.deleteMany({ where: { noticeId } })
    return
  }
  const data = { purpose: request.purpose, minutes: request.minutes, dueOn: dayToDate(request.dueOn) }
  await tx.request.upsert({
    where: { noticeId },
    create: { noticeId, ...data },
    update: data,
    select: { noticeId: true },
  })
}
