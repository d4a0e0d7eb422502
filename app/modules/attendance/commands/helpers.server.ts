/** 手伝える人へのお知らせ: an association tells its helpers of a session with room, in words that the portal writes. */

import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requirePortalRight, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { openPerson } from '~/modules/participation/queries/person.server'
import { isStage, needsConsent } from '~/modules/volunteering/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { dayToDate, formatSpan } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { portalUrl } from '~/platform/settings.server'
import { helpersByCentre, sessionsToFill } from '../queries/helpers.server'

/** A session is told to helpers once in so long. */
const ONCE_A_WEEK = { max: 1, minutes: 7 * 24 * 60 }

/**
 * Writes to the helpers of an association about one of its sessions. Grown-ups get a mail of the portal; for minors,
 * and who has no address, the centre gets one and passes it on: an association has no way to write to a minor.
 * @returns to how many a mail goes, and how many are told by the centre
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a session that is not theirs or has no room; TooMany
 */
export async function inviteHelpers(
  actor: Actor,
  slug: string,
  sessionId: number,
): Promise<{ told: number; byCentre: number }> {
  const association = await associationInScope(db, actor, 'volunteer.host', slug)
  const [session] = await sessionsToFill(db, association.id, sessionId)
  if (!session) throw new Invalid({ session: ['attendance.helpers.error.session'] })
  await limitAttempts('helpers-invite', ONCE_A_WEEK, String(sessionId))
  return transaction(async (tx) => {
    const helpers = await tx.volunteerHelper.findMany({
      // Nobody hears of a day to which they cannot come.
      where: {
        associationId: association.id,
        endedAt: null,
        volunteer: { deletedAt: null, stage: { in: session.place.stages } },
      },
      select: { volunteer: { select: { person: true, stage: true, language: true } } },
    })
    const url = portalUrl(`/volunteering/${session.place.id}`)
    let told = 0
    let byCentre = 0
    for (const { volunteer } of helpers) {
      if (!isStage(volunteer.stage) || needsConsent(volunteer.stage)) {
        byCentre++
        continue
      }
      const { email } = openPerson(volunteer.person)
      if (!email) {
        byCentre++
        continue
      }
      const t = translator(volunteer.language)
      const words = {
        association: association.name,
        title: session.place.title,
        when: formatSpan(session.startsAt, session.endsAt, volunteer.language),
        url,
      }
      await queueMail(tx, {
        recipient: email,
        subject: t('attendance.mail.helper.subject', words),
        text: t('attendance.mail.helper.text', words),
      })
      told++
    }
    if (byCentre > 0) {
      const t = translator('ja')
      const words = {
        association: association.name,
        title: session.place.title,
        when: formatSpan(session.startsAt, session.endsAt, 'ja'),
        count: byCentre,
        url,
        helpers: portalUrl(`/desk/volunteering/helpers?association=${association.id}`),
      }
      for (const recipient of await centreAddresses(tx, actor)) {
        await queueMail(tx, {
          recipient,
          subject: t('attendance.mail.helper_centre.subject', words),
          text: t('attendance.mail.helper_centre.text', words),
        })
      }
    }
    await record(tx, requireUser(actor), {
      action: 'volunteer_helper.invited',
      subjectType: 'volunteer_session',
      subjectId: sessionId,
      associationId: association.id,
      after: { count: told, byCentre },
    })
    return { told, byCentre }
  })
}

/**
 * How those helpers of an association are reached whom the centre tells: minors, and who has no mail address. For the
 * centre, which is written down.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function readHelperContacts(actor: Actor, associationId: number) {
  requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const { helpers } = await helpersByCentre(actor, associationId, tx)
    const found = await tx.volunteerHelper.findMany({
      where: { id: { in: helpers.map(({ id }) => id) } },
      orderBy: { id: 'asc' },
      select: { id: true, volunteer: { select: { person: true } } },
    })
    await record(tx, actor, {
      action: 'volunteer_helper.contacts_read',
      subjectType: 'association',
      subjectId: associationId,
      after: { persons: found.length },
    })
    return found.map(({ id, volunteer }) => {
      const { email, phone, school } = openPerson(volunteer.person)
      return { id, email, phone, school }
    })
  })
}

/** Where the centre is reached: the accounts of its coordinators on this day. */
async function centreAddresses(tx: Tx, { today }: Actor): Promise<string[]> {
  const day = dayToDate(today)
  const appointments = await tx.staffAppointment.findMany({
    where: {
      role: 'coordinator',
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gte: day } }],
    },
    select: { user: { select: { email: true } } },
  })
  return [...new Set(appointments.flatMap(({ user }) => user?.email ?? []))]
}
