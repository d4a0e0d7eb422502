/** 非表示: hidden by a rule and with a reason that everybody reads; shown again with a reason. The trace stays. */

import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayOf, formatDay, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { appealKey } from '../keys.server'
import { writeMail } from '../mails.server'
import { appealUntil, askAboutPersonal, type Subject } from '../rules'
import type { HideForm, LiftForm } from '../schema'
import { findOne, type Keepers, nameOf } from './keepers.server'
import { closeReports } from './report.server'

/**
 * Hides a public contribution. Its author is told by which rule and why, with the key of the page on which they
 * appeal; those who reported it with an account are told as well, and all open reports are settled by it.
 * @throws SignInNeeded, NotAllowed; NotFound for what is not public; Invalid where the reason, which is public, seems
 *   to hold data of somebody; Stale when it is hidden already
 */
export async function hide(
  actor: Actor,
  keepers: Keepers,
  subject: Subject,
  id: number,
  form: HideForm,
): Promise<void> {
  requirePortalRight(actor, 'content.moderate')
  askAboutPersonal([form.reason], form.personal_ok)
  const at = now()
  try {
    await transaction(async (tx) => {
      const found = await findOne(keepers, tx, actor, subject, id)
      if (!found?.isPublic) throw new NotFound()
      const { id: hidingId } = await tx.contentHiding.create({
        data: {
          subject,
          subjectId: id,
          rule: form.rule,
          reason: form.reason,
          hiddenById: actor.user?.id,
          hiddenAt: at,
        },
        select: { id: true },
      })
      const key = appealKey(hidingId)
      await tx.contentHiding.update({
        where: { id: hidingId },
        data: { keyHash: hashToken(key) },
        select: { id: true },
      })
      if (!(await keepers[subject].setHidden(tx, id, at, actor))) throw new Stale()
      const { count, reporters } = await closeReports(tx, actor, { subject, id }, 'hidden', form.reason)
      await record(tx, actor, {
        action: 'content.hidden',
        subjectType: 'contribution',
        subjectId: nameOf(subject, id),
        after: { hiding: hidingId, rule: form.rule, reports: count },
      })
      for (const to of reporters) await writeMail(tx, to, 'report_hidden', () => ({ title: found.title }))
      if (found.receiver)
        await writeMail(tx, found.receiver, 'hidden', (t, language) => ({
          title: found.title,
          rule: t(`moderation.rule.${form.rule}.title`),
          reason: form.reason,
          until: formatDay(appealUntil(dayOf(at)), language),
          url: portalUrl(`/appeals/${key}`),
        }))
    })
  } catch (error) {
    // Two moderators at the same moment: the database takes one hiding that stands.
    if (isUniqueViolation(error)) throw new Stale()
    throw error
  }
}

/**
 * また表示する: ends a hiding that nobody has appealed against; an open appeal is judged instead, by somebody else than
 * whoever has hidden it.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale (`appeal_waits` where there is an open appeal)
 */
export async function lift(
  actor: Actor,
  keepers: Keepers,
  subject: Subject,
  id: number,
  form: LiftForm,
): Promise<void> {
  requirePortalRight(actor, 'content.moderate')
  await transaction(async (tx) => {
    const found = await findOne(keepers, tx, actor, subject, id)
    if (!found) throw new NotFound()
    await lockHiding(tx, form.hiding)
    const appeal = await tx.contentAppeal.findFirst({
      where: { hidingId: form.hiding, hiding: { subject, subjectId: id }, state: 'open' },
      select: { id: true },
    })
    if (appeal) throw new Stale('appeal_waits')
    await showAgain(tx, keepers, { subject, id, hidingId: form.hiding }, form.reason)
    await record(tx, actor, {
      action: 'content.lifted',
      subjectType: 'contribution',
      subjectId: nameOf(subject, id),
      after: { hiding: form.hiding },
    })
    if (found.receiver)
      await writeMail(tx, found.receiver, 'lifted', () => ({
        title: found.title,
        reason: form.reason,
        url: portalUrl(found.href),
      }))
  })
}

/** An appeal that arrives, one that is judged and a lifting wait for one another. */
export async function lockHiding(tx: Tx, hidingId: number): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM content_hidings WHERE id = ${hidingId} FOR UPDATE`
}

/** Ends a hiding and shows the contribution. @throws Stale when it does not stand */
export async function showAgain(
  tx: Tx,
  keepers: Keepers,
  about: { subject: Subject; id: number; hidingId: number },
  reason: string,
): Promise<void> {
  const { count } = await tx.contentHiding.updateMany({
    where: { id: about.hidingId, subject: about.subject, subjectId: about.id, liftedAt: null },
    data: { liftedAt: now(), liftedReason: reason },
  })
  if (count !== 1) throw new Stale()
  if (!(await keepers[about.subject].setHidden(tx, about.id, null))) throw new Stale()
}
