/** What the centre does with an application for whoever telephones: it acts by word of mouth, and that is written down. */
import type { Actor } from '~/modules/accounts/rules'
import { requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { tellApplicants } from '../mails.server'
import { consentSheetOf, ownSheetOf, type Sheet } from '../queries/paper.server'
import type { CentreForm, SheetForm } from '../schema'
import { askGuardian } from './apply.server'
import { acceptOffer, livingById, move, promote, takeOut, withSession } from './engine.server'

/**
 * Accepts an offer, cancels, takes one person out, or makes a new link for a guardian whose old one is lost or came
 * into wrong hands.
 * @returns the key of what was done, for the page
 * @throws SignInNeeded, NotAllowed unless the actor runs the programmes; NotFound; Stale when it has moved since, the
 *   offer has run out, the guardian has answered, or the activity has begun
 */
export async function handleApplication(
  actor: Actor,
  id: number,
  form: Exclude<CentreForm, { intent: 'contact' }>,
): Promise<string> {
  const person = requirePortalRight(actor, 'volunteer.run')
  const found = await db.volunteerApplication.findUnique({ where: { id }, select: { sessionId: true } })
  if (!found) throw new NotFound()
  return withSession(found.sessionId, async (tx, session) => {
    const own = await livingById(tx, id, session.id)
    if (session.startsAt <= now()) throw new Stale()
    if (form.intent === 'renew') {
      const member = await tx.volunteerMember.findFirst({
        where: { id: form.member, applicationId: id, needsConsent: true },
        select: { consents: { select: { givenAt: true, refusedAt: true } } },
      })
      if (!member) throw new NotFound()
      if (member.consents.some(({ givenAt, refusedAt }) => givenAt || refusedAt))
        throw new Stale('consent_answered')
      await askGuardian(tx, session, form.member, member.consents.length + 1, '')
      await record(tx, person, {
        action: 'volunteer.link_renewed',
        subjectType: 'volunteer_application',
        subjectId: id,
        after: { member: form.member },
      })
      return 'link_renewed'
    }
    if (own.version !== form.version) throw new Stale()
    if (form.intent === 'accept') {
      const to = await acceptOffer(tx, person, session, own, 'office_accept')
      return to === 'held' ? 'offer_accepted_held' : 'offer_accepted'
    }
    if (form.intent === 'remove') {
      const member = await tx.volunteerMember.findFirst({
        where: { id: form.member, applicationId: id },
        select: { id: true },
      })
      if (!member) throw new NotFound()
      await takeOut(tx, person, session, own, member.id, 'cancelled', 'office_leave')
      const left = await tx.volunteerMember.findUniqueOrThrow({
        where: { id: member.id },
        select: { applicationId: true },
      })
      await tellApplicants(tx, session, left.applicationId, 'cancelled', { members: [member.id] })
      await promote(tx, session.id)
      return 'member_removed'
    }
    await move(tx, person, session, own, 'cancelled', 'office_cancel')
    await tellApplicants(tx, session, id, 'cancelled')
    await promote(tx, session.id)
    return 'application_cancelled'
  })
}

/**
 * A sheet to be handed or sent to a family: the request to the guardian, or the address of the person's own page. Who
 * has such an address can act with it, so that it was made is written down.
 * @throws SignInNeeded, NotAllowed; NotFound; Stale for a request that has been answered
 */
export function centreSheet(actor: Actor, id: number, form: SheetForm): Promise<Sheet> {
  const person = requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const where = { id: form.member, applicationId: id }
    const sheet = await (form.sheet === 'guardian' ? consentSheetOf(tx, where) : ownSheetOf(tx, where))
    await record(tx, person, {
      action: 'volunteer.link_printed',
      subjectType: 'volunteer_application',
      subjectId: id,
      after: { member: form.member, sheet: form.sheet },
    })
    return sheet
  })
}
