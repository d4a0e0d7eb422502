/** 連絡先公開の同意: recorded with the version of its text, its day and its scope; withdrawn at once. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { CONTACT_TEXT } from '../rules'
import type { ConsentInput } from '../schema'
import { asSlug } from '../slug'
import { editable, refuse } from './scope.server'

/**
 * Records that the present contact person agreed; a consent that stood is replaced.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the day is to come, or the scope names what was not entered; Stale
 *   when another contact person was entered since the form was opened
 */
export async function recordConsent(actor: Actor, slug: string, form: ConsentInput): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    // The row is the lock: an edit of the contact and two officers who record at once go one after the other.
    await tx.$executeRaw`SELECT 1 FROM associations WHERE slug = ${asSlug(slug)} FOR UPDATE`
    const found = await tx.association.findFirst({
      where: editable(actor, slug),
      select: { id: true, contactName: true, contactPhone: true, contactEmail: true },
    })
    if (!found) return refuse(tx, actor, slug)
    if (form.givenOn > actor.today) throw new Invalid({ givenOn: ['associations.edit.date_future'] })
    // Somebody else was entered in the meantime: it is not that person who agreed.
    if (found.contactName !== null && form.person !== found.contactName) throw new Stale()
    const entered = { name: found.contactName, phone: found.contactPhone, email: found.contactEmail }
    if (!found.contactName) throw new Invalid({ shows: ['associations.consent.needs_contact'] })
    if (form.shows.some((part) => !entered[part]))
      throw new Invalid({ shows: ['associations.consent.missing'] })
    await tx.contactConsent.updateMany({
      where: { associationId: found.id, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    const scope = {
      showsName: form.shows.includes('name'),
      showsPhone: form.shows.includes('phone'),
      showsEmail: form.shows.includes('email'),
    }
    const { id } = await tx.contactConsent.create({
      data: {
        associationId: found.id,
        personName: found.contactName,
        textVersion: CONTACT_TEXT,
        givenOn: dayToDate(form.givenOn),
        recordedById: user.id,
        ...scope,
      },
      select: { id: true },
    })
    await record(tx, actor, {
      action: 'contact_consent.recorded',
      subjectType: 'contact_consent',
      subjectId: id,
      associationId: found.id,
      after: { textVersion: CONTACT_TEXT, givenOn: form.givenOn, ...scope },
    })
  })
}

/** Ends a standing consent; the contact is hidden from now on. Without one nothing changes. */
export async function withdrawConsent(actor: Actor, slug: string): Promise<void> {
  requireUser(actor)
  await transaction(async (tx) => {
    const found = await tx.association.findFirst({ where: editable(actor, slug), select: { id: true } })
    if (!found) return refuse(tx, actor, slug)
    const { count } = await tx.contactConsent.updateMany({
      where: { associationId: found.id, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    if (count === 0) return
    await record(tx, actor, {
      action: 'contact_consent.withdrawn',
      subjectType: 'association',
      subjectId: found.id,
      associationId: found.id,
    })
  })
}
