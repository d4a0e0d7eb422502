/** Roles of the city, the centre and the administration. */

import { record } from '~/modules/audit/commands.server'
import { addDays, type Day, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { LINK_MINUTES, makeLink } from '../links.server'
import { writeMail } from '../mails.server'
import { type Actor, requirePortalRight, type StaffRole } from '../rules'
import { email as emailSchema } from '../schema'
import { lockAdministrators } from '../scope.server'
import { closeSessions } from '../session.server'

/**
 * Appoints somebody who has an account to a role, from today. Their sessions end, as those of staff are shorter.
 * @param form.endsOn last day; null without an end
 * @throws SignInNeeded, NotAllowed; Invalid when there is no such account, or it has the role
 */
export async function appointStaff(
  actor: Actor,
  form: { email: string; role: StaffRole; endsOn: Day | null },
): Promise<void> {
  const { user: appointer } = requirePortalRight(actor, 'staff.appoint')
  if (form.endsOn !== null && form.endsOn < actor.today)
    throw new Invalid({ endsOn: ['accounts.staff.error.past'] })
  await transaction(async (tx) => {
    await lockAdministrators(tx)
    const user = await tx.user.findUnique({
      where: { email: form.email },
      select: { id: true, email: true, language: true },
    })
    if (!user) throw new Invalid({ email: ['accounts.staff.error.unknown'] })
    const today = dayToDate(actor.today)
    const holds = await tx.staffAppointment.findFirst({
      where: { userId: user.id, role: form.role, OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
      select: { id: true },
    })
    if (holds) throw new Invalid({ role: ['accounts.staff.error.holds_already'] })
    const { id } = await tx.staffAppointment.create({
      data: {
        userId: user.id,
        role: form.role,
        startsOn: today,
        endsOn: form.endsOn && dayToDate(form.endsOn),
      },
      select: { id: true },
    })
    if (user.id !== appointer.id) await closeSessions(tx, user.id)
    await writeMail(tx, user, 'staff_appointed', (t, language) => ({
      role: t(`accounts.role.${form.role}`),
      day: formatDay(actor.today, language),
      url: portalUrl('/account/second-factor'),
    }))
    await record(tx, actor, {
      action: 'staff.appointed',
      subjectType: 'staff_appointment',
      subjectId: id,
      after: { role: form.role, userId: user.id, endsOn: form.endsOn },
    })
  })
}

/**
 * Ends an appointment at once.
 * @throws SignInNeeded, NotAllowed, also for the last administrator; NotFound; Stale when it has ended
 */
export async function endAppointment(actor: Actor, appointmentId: number): Promise<void> {
  requirePortalRight(actor, 'staff.appoint')
  await transaction(async (tx) => {
    await lockAdministrators(tx)
    const today = dayToDate(actor.today)
    const found = await tx.staffAppointment.findUnique({
      where: { id: appointmentId },
      select: {
        role: true,
        startsOn: true,
        endsOn: true,
        userId: true,
        user: { select: { email: true, language: true } },
      },
    })
    if (!found) throw new NotFound()
    if (found.endsOn && found.endsOn < today) throw new Stale()
    if (found.role === 'administrator') {
      const others = await tx.staffAppointment.count({
        where: {
          role: 'administrator',
          userId: { not: found.userId },
          startsOn: { lte: today },
          OR: [{ endsOn: null }, { endsOn: { gte: today } }],
        },
      })
      if (others === 0) throw new NotAllowed('last_administrator')
    }
    // The last day is part of the appointment: ended today means that yesterday was the last.
    const yesterday = dayToDate(addDays(actor.today, -1))
    if (found.startsOn > yesterday)
      await tx.staffAppointment.delete({ where: { id: appointmentId }, select: { id: true } })
    else {
      await tx.staffAppointment.update({
        where: { id: appointmentId },
        data: { endsOn: yesterday },
        select: { id: true },
      })
    }
    await writeMail(tx, found.user, 'staff_ended', (t) => ({ role: t(`accounts.role.${found.role}`) }))
    await record(tx, actor, {
      action: 'staff.ended',
      subjectType: 'staff_appointment',
      subjectId: appointmentId,
      after: { role: found.role, userId: found.userId },
    })
  })
}

/**
 * Makes the first administrator, from the command line of the server: the account, where there is none, and the role.
 * @returns the address of a link that signs in once, within 24 hours
 * @throws Invalid when the address is none
 */
export async function createAdministrator(address: string): Promise<string> {
  const checked = emailSchema.safeParse(address)
  if (!checked.success) throw new Invalid({ email: ['form.email'] })
  const email = checked.data
  const today = dayToDate(dayOf(now()))
  return transaction(async (tx) => {
    await lockAdministrators(tx)
    const known = await tx.user.findUnique({ where: { email }, select: { id: true } })
    const { id: userId } =
      known ??
      (await tx.user.create({ data: { email, familyName: '管理者', givenName: '' }, select: { id: true } }))
    const holds = await tx.staffAppointment.findFirst({
      where: { userId, role: 'administrator', OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
      select: { id: true },
    })
    if (!holds) {
      const { id } = await tx.staffAppointment.create({
        data: { userId, role: 'administrator', startsOn: today },
        select: { id: true },
      })
      await record(
        tx,
        { user: null, capacity: 'command_line', origin: '' },
        {
          action: 'staff.appointed',
          subjectType: 'staff_appointment',
          subjectId: id,
          after: { role: 'administrator', userId, endsOn: null },
        },
      )
    }
    return makeLink(tx, {
      purpose: 'sign_in',
      email,
      userId,
      next: '/account/second-factor',
      minutes: LINK_MINUTES.administrator,
    })
  })
}
