/** 任期: ending a term, and the consent to show one's name. */
import { record } from '~/modules/audit/commands.server'
import { type Day, dateToDay, dayToDate, formatDay, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { writeMail } from '../mails.server'
import { type Actor, requireUser } from '../rules'
import { associationInScope, lockOfficers } from '../scope.server'
import { CONSENT_TEXT, endingOf } from '../terms'

/**
 * Ends a term on a last day, yesterday at the earliest: one's own, or as somebody who may invite officers there. A
 * term that would never have begun is taken away. The officer is told.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the day cannot be; Stale
 */
export async function endTerm(actor: Actor, termId: number, lastDay: Day): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const term = await tx.term.findUnique({
      where: { id: termId },
      select: {
        userId: true,
        associationId: true,
        post: true,
        startsOn: true,
        endsOn: true,
        association: { select: { name: true } },
        user: { select: { email: true, language: true } },
      },
    })
    if (!term) throw new NotFound()
    if (term.userId !== user.id) await associationInScope(tx, actor, 'officer.invite', term.associationId)
    await lockOfficers(tx, term.associationId)
    const days = { startsOn: dateToDay(term.startsOn), endsOn: dateToDay(term.endsOn) }
    const ending = endingOf(days, lastDay, actor.today)
    if (!ending) throw new Invalid({ lastDay: ['accounts.officers.error.last_day'] })
    const where = { id: termId, startsOn: term.startsOn, endsOn: term.endsOn }
    const { count } =
      ending === 'remove'
        ? await tx.term.deleteMany({ where })
        : await tx.term.updateMany({ where, data: { endsOn: dayToDate(lastDay) } })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'term.ended',
      subjectType: 'term',
      subjectId: termId,
      associationId: term.associationId,
      before: { post: term.post, ...days },
      after: ending === 'remove' ? { post: term.post, removed: true } : { post: term.post, endsOn: lastDay },
    })
    if (term.user && term.userId !== user.id) {
      await writeMail(tx, term.user, 'term_ended', (t, language) => ({
        association: term.association.name,
        post: t(`accounts.post.${term.post}`),
        day: formatDay(lastDay, language),
      }))
    }
  })
}

/**
 * Gives or withdraws the consent to show one's own name in public with an office.
 * @throws SignInNeeded; NotFound for somebody else's term; Stale when it is so already
 */
export async function setNameShown(actor: Actor, termId: number, shown: boolean): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    const term = await tx.term.findFirst({
      where: { id: termId, userId: user.id },
      select: { associationId: true },
    })
    if (!term) throw new NotFound()
    const at = now()
    const { count } = shown
      ? await tx.term.updateMany({
          where: { id: termId, OR: [{ nameShownSince: null }, { nameWithdrawnAt: { not: null } }] },
          data: { nameShownText: CONSENT_TEXT, nameShownSince: at, nameWithdrawnAt: null },
        })
      : await tx.term.updateMany({
          where: { id: termId, nameShownSince: { not: null }, nameWithdrawnAt: null },
          data: { nameWithdrawnAt: at },
        })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: shown ? 'name_consent.given' : 'name_consent.withdrawn',
      subjectType: 'term',
      subjectId: termId,
      associationId: term.associationId,
      after: shown ? { text: CONSENT_TEXT } : undefined,
    })
  })
}
