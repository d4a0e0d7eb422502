/** 通報: anybody says that a contribution breaks the rules; the moderators leave it as it is. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { deskPath, limits, type Subject } from '../rules'
import type { KeepForm, ReportForm } from '../schema'
import { findOne, type Keepers, nameOf } from './keepers.server'

/**
 * Takes a report, with or without an account. Whoever has reported it already, and is still waiting, has reported it
 * once. The moderators are told of the first open report of a contribution alone.
 * @param address of the network, for the limit alone
 * @throws NotFound for what is not public, or is hidden already; TooMany
 */
export async function report(
  actor: Actor,
  keepers: Keepers,
  address: string,
  subject: Subject,
  id: number,
  form: ReportForm,
): Promise<void> {
  await limitAttempts('content.report', limits.report, actor.user?.id ?? address)
  await limitAttempts('content.report.same', limits.sameContribution, nameOf(subject, id))
  await transaction(async (tx) => {
    const found = await findOne(keepers, tx, actor, subject, id)
    if (!found?.isPublic || found.hiddenAt) throw new NotFound()
    const open = { subject, subjectId: id, state: 'open' }
    const reporterId = actor.user?.id ?? null
    if (
      reporterId &&
      (await tx.contentReport.findFirst({ where: { ...open, reporterId }, select: { id: true } }))
    )
      return
    const first = (await tx.contentReport.count({ where: open })) === 0
    await tx.contentReport.create({
      data: { ...open, reason: form.reason, text: form.text, reporterId, createdAt: now() },
      select: { id: true },
    })
    await record(tx, actor, {
      action: 'content.reported',
      subjectType: 'contribution',
      subjectId: nameOf(subject, id),
      after: { reason: form.reason },
    })
    if (!first) return
    for (const to of await staffWith(tx, 'content.moderate', actor.today))
      await writeMail(tx, to, 'moderators', () => ({
        title: found.title,
        url: portalUrl(deskPath(subject, id)),
      }))
  })
}

/**
 * そのまま: closes the reports that the moderator has read, with a reason.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when none of them is open any more
 */
export async function keep(
  actor: Actor,
  keepers: Keepers,
  subject: Subject,
  id: number,
  form: KeepForm,
): Promise<void> {
  requirePortalRight(actor, 'content.moderate')
  await transaction(async (tx) => {
    const found = await findOne(keepers, tx, actor, subject, id)
    if (!found) throw new NotFound()
    const closed = await closeReports(tx, actor, { subject, id, until: form.seen }, 'kept', form.reason)
    if (closed.count === 0) throw new Stale()
    await record(tx, actor, {
      action: 'content.kept',
      subjectType: 'contribution',
      subjectId: nameOf(subject, id),
      after: { reports: closed.count },
    })
    for (const to of closed.reporters)
      await writeMail(tx, to, 'report_kept', () => ({ title: found.title, reason: form.reason }))
  })
}

/**
 * Decides the open reports of a contribution.
 * @param about `until`: up to this report; all of them without it
 * @returns how many, and whom of those with an account to tell
 */
export async function closeReports(
  tx: Tx,
  actor: Actor,
  about: { subject: Subject; id: number; until?: number },
  state: 'kept' | 'hidden',
  decision: string,
): Promise<{ count: number; reporters: { email: string; language: string }[] }> {
  const where = {
    subject: about.subject,
    subjectId: about.id,
    state: 'open',
    ...(about.until === undefined ? {} : { id: { lte: about.until } }),
  }
  const open = await tx.contentReport.findMany({ where, select: { id: true, reporterId: true } })
  const { count } = await tx.contentReport.updateMany({
    where: { state: 'open', id: { in: open.map(({ id }) => id) } },
    data: { state, decision, decidedById: actor.user?.id, decidedAt: now() },
  })
  const reporters = await tx.user.findMany({
    where: { id: { in: open.flatMap(({ reporterId }) => reporterId ?? []) } },
    select: { email: true, language: true },
    orderBy: { id: 'asc' },
  })
  return { count, reporters }
}
