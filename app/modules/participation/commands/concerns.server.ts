/** 心配なことの連絡: from anybody, to the centre alone. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { encrypt } from '~/platform/crypto.server'
import { db, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { CONCERN_USE as USE } from '../queries/concerns.server'
import { limits } from '../rules'
import type { ConcernDesk, ConcernForm } from '../schema'

/** Days after which a report that was settled is deleted. */
const CONCERN_KEPT_DAYS = 365

/** Takes a report. Neither the trail nor the mail says what it is about. @throws TooMany */
export async function reportConcern(actor: Actor, address: string, form: ConcernForm): Promise<void> {
  await limitAttempts('volunteer-concern', limits.concern, address)
  await transaction(async (tx) => {
    const place = form.place
      ? await tx.volunteerPlace.findUnique({ where: { id: form.place }, select: { id: true } })
      : null
    const { id } = await tx.volunteerConcern.create({
      data: {
        placeId: place?.id ?? null,
        text: encrypt(USE, form.text),
        contact: form.contact ? encrypt(USE, form.contact) : null,
        createdAt: now(),
      },
      select: { id: true },
    })
    // Nobody: who tells of something must be able to do so without being named, even to the administration.
    await record(
      tx,
      { user: null, capacity: 'guest', origin: '' },
      { action: 'volunteer.concern_reported', subjectType: 'volunteer_concern', subjectId: id },
    )
    for (const to of await staffWith(tx, 'volunteer.run', actor.today))
      await writeMail(tx, to, 'centre_concern', () => ({
        link: portalUrl(`/desk/volunteering/concerns/${id}`),
      }))
  })
}

/** What the centre does. @throws SignInNeeded, NotAllowed; NotFound; Stale; Invalid when closed without a word */
export async function handleConcern(actor: Actor, id: number, form: ConcernDesk): Promise<void> {
  const person = requirePortalRight(actor, 'volunteer.run')
  if (form.state === 'closed' && !form.outcome)
    throw new Invalid({ outcome: ['participation.error.outcome_missing'] })
  await transaction(async (tx) => {
    const before = await tx.volunteerConcern.findUnique({
      where: { id },
      select: { state: true, closedAt: true },
    })
    if (!before) throw new NotFound()
    const { count } = await tx.volunteerConcern.updateMany({
      where: { id, version: form.version },
      data: {
        state: form.state,
        outcome: form.outcome ? encrypt(USE, form.outcome) : null,
        closedAt: form.state === 'closed' ? (before.closedAt ?? now()) : null,
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, person, {
      action: 'volunteer.concern_handled',
      subjectType: 'volunteer_concern',
      subjectId: id,
      before: { state: before.state },
      after: { state: form.state },
    })
  })
}

/** Deletes reports a year after they were settled; @returns how many */
export async function forgetConcerns(): Promise<number> {
  const before = new Date(now().getTime() - CONCERN_KEPT_DAYS * 86_400_000)
  const { count } = await db.volunteerConcern.deleteMany({ where: { closedAt: { lt: before } } })
  return count
}
