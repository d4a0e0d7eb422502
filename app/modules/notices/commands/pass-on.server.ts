/** 取り次ぎ: an association hands a notice from above on to its own, once, with a line of its own. */
import { may, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { announce } from '~/modules/subscriptions/commands/announce.server'
import { now } from '~/platform/clock'
import { isUniqueViolation, transaction } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { readNotice } from '../queries/notice.server'
import { mayPassOn, type NoticeState } from '../rules'

type Row = { state: NoticeState; publisherPath: string; audiencePath: string }

/**
 * Passes a notice on. It is then shown with its line to the association's part of the tree; an officers' notice
 * (役員あて) becomes readable for its members.
 * @throws NotFound, Gone when the actor may not read it or it no longer stands; NotAllowed without `notice.publish`
 *   there, or when it does not come from above; Stale when that association has passed it on already
 */
export async function passOn(
  actor: SignedIn,
  noticeId: number,
  form: { association: number; line: string },
): Promise<{ id: number }> {
  await readNotice(actor, noticeId)
  try {
    return await transaction(async (tx) => {
      // The lock: a notice that is withdrawn at this moment is not passed on.
      const [notice] = await tx.$queryRaw<Row[]>`
        SELECT n.state::text AS state, p.path AS "publisherPath", a.path AS "audiencePath"
        FROM notices n JOIN associations p ON p.id = n.association_id JOIN associations a ON a.id = n.audience_id
        WHERE n.id = ${noticeId} FOR SHARE OF n`
      const through = await tx.association.findUnique({
        where: { id: form.association },
        select: { path: true },
      })
      if (!notice || !through || !may(actor, 'notice.publish', through.path)) throw new NotAllowed()
      if (notice.state !== 'published') throw new Stale()
      if (!mayPassOn(notice, through.path)) throw new NotAllowed('not_passed_on')
      const passing = await tx.passingOn.create({
        data: {
          noticeId,
          associationId: form.association,
          line: form.line,
          passedById: actor.user.id,
          passedAt: now(),
        },
        select: { id: true },
      })
      await record(tx, actor, {
        action: 'notice.passed_on',
        subjectType: 'notice',
        subjectId: noticeId,
        associationId: form.association,
      })
      await announce(tx, { noticeId, kind: 'passed_on', passingOnId: passing.id })
      return passing
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Stale('already_passed_on')
    throw error
  }
}
