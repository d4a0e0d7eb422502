/** 連絡先と同意: given by the officer on screen, or on paper and entered by those who keep the officers. */
import { moneyTogether, refusedAsOneHand } from '~/modules/accounts/commands/money-apart.server'
import {
  type Actor,
  CONSENT_TEXT,
  type Named,
  type Post,
  requireUser,
  type SignedIn,
  sameName,
} from '~/modules/accounts/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { addDays, type Day, dateToDay, dayOf, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { CONTACT_CONSENT, CONTACT_KEPT_DAYS, paperFrom } from '../rules'
import type { ContactForm } from '../schema/contacts'
import { holdAssociation, keptAssociation } from '../scope.server'

const NOTHING = { phone: '', email: '', address: '' }

/**
 * The term, held to the end of the transaction, if it is the actor's own or one that they keep.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
async function heldTerm(tx: Tx, actor: Actor, slug: string, id: number) {
  const { user } = requireUser(actor)
  await tx.$executeRaw`SELECT FROM terms WHERE id = ${id}::int FOR NO KEY UPDATE`
  const term = await tx.term.findFirst({
    where: { id, association: { slug } },
    select: {
      id: true,
      userId: true,
      associationId: true,
      post: true,
      startsOn: true,
      endsOn: true,
      familyName: true,
      givenName: true,
    },
  })
  const own = term !== null && term.userId === user.id
  if (!own) await keptAssociation(tx, actor, slug)
  if (!term) throw new NotFound()
  return { term, own, by: requireUser(actor) }
}

/** A withdrawn consent leaves what was agreed to and when, and nothing of what was told. */
async function withdrawIn(tx: Tx, termId: number, today: Day): Promise<number> {
  const { count } = await tx.officerContact.updateMany({
    where: { termId, withdrawnOn: null },
    data: { ...NOTHING, withdrawnOn: dayToDate(today) },
  })
  return count
}

/**
 * Records a contact with the consent to pass it on; one that stood before is replaced.
 * @throws SignInNeeded, NotAllowed, NotFound, also for a term that is over; Invalid without the day of a consent on
 * paper, with one to come, or with a paper older than what the officer has said since
 */
export async function recordContact(actor: Actor, slug: string, termId: number, form: ContactForm) {
  await transaction(async (tx) => {
    const { term, own, by } = await heldTerm(tx, actor, slug, termId)
    if (term.endsOn < dayToDate(actor.today)) throw new NotFound()
    const givenOn = own ? actor.today : form.givenOn
    if (!givenOn) throw new Invalid({ givenOn: ['officers.contact.error.given_on'] })
    if (givenOn > actor.today) throw new Invalid({ givenOn: ['officers.contact.error.future'] })
    const latest = await tx.officerContact.findFirst({
      where: { termId },
      orderBy: { id: 'desc' },
      select: { givenOn: true, givenBy: true, withdrawnOn: true },
    })
    const from =
      latest &&
      paperFrom({
        givenOn: dateToDay(latest.givenOn),
        givenBy: latest.givenBy,
        withdrawnOn: latest.withdrawnOn && dateToDay(latest.withdrawnOn),
      })
    if (!own && from && givenOn < from) {
      throw new Invalid({ givenOn: ['officers.contact.error.older'] })
    }
    await withdrawIn(tx, termId, actor.today)
    const scopes = [...new Set(form.scopes)]
    const givenBy = own ? 'screen' : 'paper'
    const { id } = await tx.officerContact.create({
      data: {
        termId,
        phone: form.phone ?? '',
        email: form.email ?? '',
        address: form.address,
        consentText: CONTACT_CONSENT,
        givenOn: dayToDate(givenOn),
        givenBy,
        scopes,
      },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'officer_contact.recorded',
      subjectType: 'officer_contact',
      subjectId: id,
      associationId: term.associationId,
      after: { text: CONTACT_CONSENT, givenOn, givenBy, scopes },
    })
  })
}

/**
 * Withdraws the consent: the contact is deleted at once, and that there was a consent stays.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when none stands
 */
export async function withdrawContact(actor: Actor, slug: string, termId: number): Promise<void> {
  await transaction(async (tx) => {
    const { term, by } = await heldTerm(tx, actor, slug, termId)
    if ((await withdrawIn(tx, termId, actor.today)) === 0) throw new Stale()
    await record(tx, by, {
      action: 'officer_contact.withdrawn',
      subjectType: 'officer_contact',
      subjectId: termId,
      associationId: term.associationId,
    })
  })
}

/** Somebody without an account, kept by the actor. @throws NotFound for one with an account, who decides alone */
async function namedTerm(tx: Tx, actor: Actor, slug: string, termId: number) {
  const held = await heldTerm(tx, actor, slug, termId)
  if (held.term.userId !== null) throw new NotFound()
  return held
}

/**
 * Records that somebody without an account agreed on paper to be named in public, or agrees no more.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it is so already
 */
export async function setNameConsentOnPaper(actor: Actor, slug: string, termId: number, shown: boolean) {
  await transaction(async (tx) => {
    const { term, by } = await namedTerm(tx, actor, slug, termId)
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
    await recordTerm(tx, by, term, shown ? 'name_consent.given' : 'name_consent.withdrawn', {
      text: CONSENT_TEXT,
      by: 'paper',
    })
  })
}

/**
 * Corrects the name of somebody without an account. A consent holds for the name that stood: when more than the reading
 * changes, the name is no longer shown and the contact is deleted, until the keeper records both anew.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the treasurer would be the auditor
 */
export async function correctName(actor: Actor, slug: string, termId: number, names: Named): Promise<void> {
  await transaction(async (tx) => {
    // The officers' lock before that of the term, as everybody who changes officers: else treasurer and auditor might
    // become one person by two changes at once.
    await holdAssociation(tx, actor, slug)
    const { term, by } = await namedTerm(tx, actor, slug, termId)
    const { familyName, givenName, familyReading, givenReading } = names
    const corrected = { familyName, givenName, familyReading, givenReading }
    if (await moneyTogether(tx, { ...term, ...corrected, post: term.post as Post })) {
      throw new Invalid({ familyName: ['accounts.officers.error.money_apart'] })
    }
    if (!sameName({ ...term, familyReading: '', givenReading: '' }, names)) await takeConsents(tx, by, term)
    await tx.term.update({ where: { id: termId }, data: corrected, select: { id: true } })
    await recordTerm(tx, by, term, 'term.corrected', { post: term.post })
  }).catch((error) => {
    throw refusedAsOneHand(error)
      ? new Invalid({ familyName: ['accounts.officers.error.money_apart'] })
      : error
  })
}

/**
 * Ends the consents that were given under another name. The contact's row goes as a whole: under the new name it would
 * say that this person had agreed. The trail keeps that there was one.
 */
async function takeConsents(tx: Tx, by: SignedIn, term: { id: number; associationId: number }) {
  const { id: termId, associationId } = term
  const shown = await tx.term.updateMany({
    where: { id: termId, nameShownSince: { not: null }, nameWithdrawnAt: null },
    data: { nameWithdrawnAt: now() },
  })
  if (shown.count > 0) await recordTerm(tx, by, term, 'name_consent.withdrawn', { by: 'correction' })
  const told = await tx.officerContact.deleteMany({ where: { termId, withdrawnOn: null } })
  if (told.count === 0) return
  await record(tx, by, {
    action: 'officer_contact.withdrawn',
    subjectType: 'officer_contact',
    subjectId: termId,
    associationId,
    after: { by: 'correction' },
  })
}

function recordTerm(
  tx: Tx,
  by: SignedIn,
  term: { id: number; associationId: number },
  action: 'name_consent.given' | 'name_consent.withdrawn' | 'term.corrected',
  after: Record<string, string>,
) {
  const { id: subjectId, associationId } = term
  return record(tx, by, { action, subjectType: 'term', subjectId, associationId, after })
}

/** Deletes the contacts of officers whose term is long over. @returns how many */
export async function forgetContacts(): Promise<number> {
  const before = dayToDate(addDays(dayOf(now()), -CONTACT_KEPT_DAYS))
  return transaction(async (tx) => {
    const { count } = await tx.officerContact.deleteMany({ where: { term: { endsOn: { lt: before } } } })
    if (count > 0) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'officers',
        after: { contacts: count },
      })
    }
    return count
  })
}
