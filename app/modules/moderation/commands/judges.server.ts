/**
 * Who judges an appeal: a moderator who has neither hidden nor written the post. Where there is none, or none has judged
 * it in time, an administrator; never whoever has hidden it.
 */
import { staffWith } from '~/modules/accounts/queries/holders.server'
import { type Actor, mayInPortal } from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { type Day, dayOf } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { deskPath, hasPassedOn, mayJudge, type Subject } from '../rules'
import { type Client, type Contribution, findOne, type Keepers, nameOf } from './keepers.server'

type Judged = { hiddenById: string | null; authorId: string | null; createdAt: Date }

/** Those with a right who may judge this appeal today. */
async function judgesWith(
  client: Client,
  right: 'content.moderate' | 'content.appeal',
  about: Omit<Judged, 'createdAt'>,
  today: Day,
) {
  return (await staffWith(client, right, today)).filter(({ id }) => mayJudge(id, about))
}

/** Whether it has passed to the administrators. */
async function passedOn(client: Client, appeal: Judged, today: Day): Promise<boolean> {
  const others = (await judgesWith(client, 'content.moderate', appeal, today)).length
  return hasPassedOn({ madeOn: dayOf(appeal.createdAt), others }, today)
}

/** Whether the actor may judge this appeal today. */
export async function judges(client: Client, actor: Actor, appeal: Judged): Promise<boolean> {
  if (!actor.user || !mayJudge(actor.user.id, appeal)) return false
  if (mayInPortal(actor, 'content.moderate')) return true
  return mayInPortal(actor, 'content.appeal') && passedOn(client, appeal, actor.today)
}

/** Tells those who may judge an appeal that it has come: moderators, or administrators where there is none of them. */
export async function tellJudges(
  tx: Tx,
  appeal: { hidingId: number; subject: Subject; subjectId: number; judged: Judged },
  title: string,
  today: Day,
): Promise<void> {
  const moderators = await judgesWith(tx, 'content.moderate', appeal.judged, today)
  if (moderators.length === 0) return passOn(tx, appeal, title, today)
  for (const to of moderators)
    await writeMail(tx, to, 'appealed', () => ({
      title,
      url: portalUrl(deskPath(appeal.subject, appeal.subjectId)),
    }))
}

/** Writes to the administrators, and notes that they were written to. */
async function passOn(
  tx: Tx,
  appeal: { hidingId: number; subject: Subject; subjectId: number; judged: Judged },
  title: string,
  today: Day,
): Promise<void> {
  for (const to of await judgesWith(tx, 'content.appeal', appeal.judged, today))
    await writeMail(tx, to, 'passed_on', () => ({
      title,
      url: portalUrl(deskPath(appeal.subject, appeal.subjectId)),
    }))
  await record(tx, JOB, {
    action: 'content.appeal_passed',
    subjectType: 'contribution',
    subjectId: nameOf(appeal.subject, appeal.subjectId),
    after: { hiding: appeal.hidingId },
  })
}

/**
 * Passes appeals on that are due and were not passed on yet, so that a morning without the clock is made up.
 * @returns how many
 */
export async function passOnAppeals(keepers: Keepers, actor: Actor): Promise<number> {
  const open = await db.contentAppeal.findMany({
    where: { state: 'open' },
    orderBy: { id: 'asc' },
    select: {
      hidingId: true,
      hiddenById: true,
      createdAt: true,
      hiding: { select: { subject: true, subjectId: true } },
    },
  })
  let passed = 0
  for (const { hidingId, hiding, ...row } of open) {
    await transaction(async (tx) => {
      const subject = hiding.subject as Subject
      const found: Contribution | null = await findOne(keepers, tx, actor, subject, hiding.subjectId)
      if (!found) return
      const judged = { ...row, authorId: found.authorId }
      if (!(await passedOn(tx, judged, actor.today))) return
      const told = await tx.auditEntry.findFirst({
        where: {
          action: 'content.appeal_passed',
          subjectType: 'contribution',
          subjectId: nameOf(subject, hiding.subjectId),
          after: { path: ['hiding'], equals: hidingId },
        },
        select: { id: true },
      })
      if (told) return
      await passOn(tx, { hidingId, subject, subjectId: hiding.subjectId, judged }, found.title, actor.today)
      passed += 1
    })
  }
  return passed
}
