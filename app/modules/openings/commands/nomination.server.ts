/** 推薦: another is asked; and that person agrees. */

import { type Actor, denied, requireUser } from '~/modules/accounts/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { addDays, dayToDate, formatDay, now } from '~/platform/clock'
import { hashToken, newToken } from '~/platform/crypto.server'
import { db, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { NOBODY, sealPerson } from '../person.server'
import { findOwn } from '../queries/own.server'
import { ASKED_DAYS, answerDue, interestLimits, mayNominate } from '../rules'
import type { NominationForm, OwnChange } from '../schema'
import { openOpening, personOf, shown, tell } from './shared.server'

/**
 * 推薦: asks another, by mail or by a paper that the nominator hands over. Nothing of that person is kept, and nothing
 * is recorded: before they agree it is as if nobody had named them, for the keepers and for the nominator too.
 * @returns the key for the paper; null when it went by mail
 * @throws SignInNeeded, NotAllowed for those who do not belong there, NotFound, Gone, TooMany; Invalid for oneself
 */
export async function nominate(
  actor: Actor,
  openingId: number,
  form: NominationForm,
): Promise<{ key: string; until: string } | null> {
  const { user } = requireUser(actor)
  await limitAttempts('nomination.account', interestLimits.nominator, user.id)
  const email = form.by === 'mail' ? form.email : null
  const key = newToken()
  const until = addDays(actor.today, ASKED_DAYS)
  // Checked before the limit of the address is used up by somebody who may not ask at all.
  const gate = await db.opening.findFirst({
    where: { id: openingId, state: { not: 'draft' } },
    select: { association: { select: { path: true } } },
  })
  if (!gate) throw new NotFound()
  if (!mayNominate(actor, gate.association.path)) denied(actor)
  if (email) await limitAttempts('nomination.address', interestLimits.nominee, `${openingId} ${email}`)
  await transaction(async (tx) => {
    const opening = await openOpening(tx, actor, openingId)
    const own = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { familyName: true, givenName: true, email: true },
    })
    if (email === own.email) throw new Invalid({ email: ['openings.nominate.error.self'] })
    await tx.interest.create({
      data: {
        openingId,
        kind: 'nominated',
        stage: 'asked',
        person: sealPerson(NOBODY),
        keyHash: hashToken(key),
        nominatedById: user.id,
        dueOn: dayToDate(until),
        createdAt: now(),
      },
      select: { id: true },
    })
    if (!email) return
    const known = await tx.user.findUnique({ where: { email }, select: { language: true } })
    await writeMail(tx, { email, language: known?.language ?? null }, 'nominated', (_t, language) => ({
      by: `${own.familyName} ${own.givenName}`,
      association: opening.association.name,
      title: opening.title,
      until: formatDay(until, language),
      url: portalUrl(`/interest/${key}`),
    }))
  })
  return email ? null : { key, until }
}

/**
 * The nominated person agrees, and only now does anybody see them.
 * @throws Gone when the time is over or it was withdrawn, or the opening is over; Stale when they agreed already
 */
export async function consent(
  actor: Actor,
  key: string,
  form: OwnChange & { version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    const opening = await openOpening(tx, actor, own.openingId)
    const at = now()
    const person = personOf(form)
    const { count } = await tx.interest.updateMany({
      where: { id: own.id, stage: 'asked', version: form.version, dueOn: { gte: dayToDate(actor.today) } },
      data: {
        stage: 'new',
        person: sealPerson(person),
        consentedAt: at,
        // From here on the days run as for anybody who comes forward.
        createdAt: at,
        dueOn: dayToDate(answerDue(actor.today, opening.association.answerDays)),
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await tx.interestEvent.create({
      data: { interestId: own.id, stage: 'new', createdAt: at },
      select: { id: true },
    })
    await shown(tx, opening, own.id, 'nominated')
    const address = `/interest/${key}`
    await tell(tx, actor, opening, { email: person.email, language: null, address })
  })
}
