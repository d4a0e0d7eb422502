/** 異議: once, by the author, judged by somebody else than whoever has hidden it. */

import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { dayOf, now } from '~/platform/clock'
import { isUniqueViolation, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { appealedHiding } from '../queries/author.server'
import { appealStep, limits, mayJudge, type Subject } from '../rules'
import type { AppealForm, JudgeForm } from '../schema'
import { lockHiding, showAgain } from './hide.server'
import { judges, tellJudges } from './judges.server'
import { findOne, type Keepers, nameOf } from './keepers.server'

/**
 * Takes an appeal, from the page of the author's key or of the author's account.
 * @param key as it stands in the address
 * @param address of the network, for the limit alone
 * @throws SignInNeeded, NotFound, TooMany; Stale when one was made before, the post is shown again, or the time is over
 */
export async function appeal(
  actor: Actor,
  keepers: Keepers,
  address: string,
  key: string | undefined,
  form: AppealForm,
): Promise<void> {
  await limitAttempts('content.appeal', limits.appeal, actor.user?.id ?? address)
  try {
    await transaction(async (tx) => {
      const known = await appealedHiding(tx, actor, keepers, key)
      await lockHiding(tx, known.hiding.id)
      // What was read before the lock may be over by now.
      const { hiding, contribution } = await appealedHiding(tx, actor, keepers, key)
      const step = appealStep(
        { ...hiding, hiddenOn: dayOf(hiding.hiddenAt), appealed: hiding.appeal !== null },
        actor.today,
      )
      if (step !== 'appeal') throw new Stale('appeal_not_now')
      const at = now()
      const { id } = await tx.contentAppeal.create({
        data: { hidingId: hiding.id, text: form.text, hiddenById: hiding.hiddenById, createdAt: at },
        select: { id: true },
      })
      await record(tx, actor, {
        action: 'content.appealed',
        subjectType: 'contribution',
        subjectId: nameOf(hiding.subject, hiding.subjectId),
        after: { hiding: hiding.id, appeal: id },
      })
      const judged = { hiddenById: hiding.hiddenById, authorId: contribution.authorId, createdAt: at }
      const about = { hidingId: hiding.id, subject: hiding.subject, subjectId: hiding.subjectId, judged }
      await tellJudges(tx, about, contribution.title, actor.today)
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Stale('appeal_not_now')
    throw error
  }
}

/**
 * Judges an appeal; a granted one shows the contribution again at once.
 * @throws SignInNeeded; NotAllowed for whoever has hidden it or wrote it, and for an administrator before it has passed to
 * them; NotFound; Stale when it was judged already
 */
export async function judge(
  actor: Actor,
  keepers: Keepers,
  subject: Subject,
  id: number,
  form: JudgeForm,
): Promise<void> {
  const { user } = requirePortalRight(
    actor,
    mayInPortal(actor, 'content.appeal') ? 'content.appeal' : 'content.moderate',
  )
  await transaction(async (tx) => {
    const found = await findOne(keepers, tx, actor, subject, id)
    if (!found) throw new NotFound()
    await lockHiding(tx, form.hiding)
    const waiting = await tx.contentAppeal.findFirst({
      where: { hidingId: form.hiding, hiding: { subject, subjectId: id } },
      select: { id: true, state: true, hiddenById: true, createdAt: true },
    })
    if (!waiting) throw new NotFound()
    if (waiting.state !== 'open') throw new Stale()
    const judged = { ...waiting, authorId: found.authorId }
    if (!mayJudge(user.id, judged) || found.mine) throw new NotAllowed('own_hiding')
    if (!(await judges(tx, actor, judged))) throw new NotAllowed()
    const granted = form.choice === 'granted'
    const { count } = await tx.contentAppeal.updateMany({
      where: { id: waiting.id, state: 'open' },
      data: { state: form.choice, decision: form.reason, decidedById: user.id, decidedAt: now() },
    })
    if (count !== 1) throw new Stale()
    if (granted) await showAgain(tx, keepers, { subject, id, hidingId: form.hiding }, form.reason)
    await record(tx, actor, {
      action: granted ? 'content.appeal_granted' : 'content.appeal_refused',
      subjectType: 'contribution',
      subjectId: nameOf(subject, id),
      after: { hiding: form.hiding, appeal: waiting.id },
    })
    if (found.receiver)
      await writeMail(tx, found.receiver, form.choice, () => ({
        title: found.title,
        reason: form.reason,
        url: portalUrl(found.href),
      }))
  })
}
