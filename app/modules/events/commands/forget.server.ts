/** 個人情報の消去: who came to an event is forgotten a year after it. */
import { JOB, record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'

/** A year and a little: the list of last year's general meeting is at hand at the next one. Days. */
const ANSWERS_KEPT_DAYS = 400

/** Deletes the answers to events that began long ago. Returns how many. */
export async function forgetAnswers(): Promise<number> {
  const before = new Date(now().getTime() - ANSWERS_KEPT_DAYS * 86_400_000)
  return transaction(async (tx) => {
    const { count } = await tx.eventAnswer.deleteMany({
      where: { notice: { eventStartsAt: { lt: before } } },
    })
    if (count > 0) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'events',
        after: { answers: count },
      })
    }
    return count
  })
}
