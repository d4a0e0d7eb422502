/** What administrators see: staff, mails, and the trail; the last also an association's own officers. */
import { auditTrail } from '~/modules/audit/queries.server'
import { mailText, mailPage as pageOfMails } from '~/modules/notifications/queries.server'
import { dateToDay, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { likeAnywhere, searchForm } from '~/platform/text'
import { type Actor, requirePortalRight, type StaffRole } from '../rules'
import { associationInScope } from '../scope.server'

/** Everybody with a role of today or later. @throws SignInNeeded, NotAllowed */
export async function staffOf(actor: Actor) {
  requirePortalRight(actor, 'staff.appoint')
  const today = dayToDate(actor.today)
  const appointments = await db.staffAppointment.findMany({
    where: { OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
    orderBy: [{ role: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      role: true,
      startsOn: true,
      endsOn: true,
      userId: true,
      user: {
        select: {
          familyName: true,
          givenName: true,
          email: true,
          demonstration: true,
          secondFactorConfirmedAt: true,
        },
      },
    },
  })
  const staff = appointments.map(({ user, ...row }) => ({
    id: row.id,
    role: row.role as StaffRole,
    name: [user.familyName, user.givenName].filter(Boolean).join(' '),
    email: user.email,
    startsOn: dateToDay(row.startsOn),
    endsOn: row.endsOn && dateToDay(row.endsOn),
    secondFactor: user.demonstration ? 'not_needed' : user.secondFactorConfirmedAt ? 'ready' : 'missing',
    own: row.userId === actor.user?.id,
  }))
  const administrators = new Set(
    appointments.filter(({ role }) => role === 'administrator').map(({ userId }) => userId),
  )
  return { staff, administrators: administrators.size }
}

/** One page of outgoing mails, newest first, without their texts. @throws SignInNeeded, NotAllowed */
export async function mailPage(actor: Actor, before?: number) {
  requirePortalRight(actor, 'mail.read')
  return pageOfMails(before)
}

/** One mail with its text, while it is kept. @throws SignInNeeded, NotAllowed, NotFound */
export async function mailOf(actor: Actor, id: number) {
  requirePortalRight(actor, 'mail.read')
  return mailText(id)
}

type Trail = Awaited<ReturnType<typeof auditTrail>>

/** Who did it: by name where the account stands; staff towards an association by their role alone. */
async function named(trail: Trail, staffByName: boolean) {
  const ids = [...new Set(trail.entries.flatMap((entry) => entry.actorId ?? []))]
  const users = await db.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, familyName: true, givenName: true, staffRoles: { select: { role: true } } },
  })
  const byId = new Map(users.map((user) => [user.id, user]))
  return {
    next: trail.next,
    entries: trail.entries.map(({ actorId, ...entry }) => {
      const user = actorId ? byId.get(actorId) : undefined
      const byRole = !staffByName && user?.staffRoles.some(({ role }) => role === entry.capacity)
      return {
        ...entry,
        who: user && !byRole ? [user.familyName, user.givenName].filter(Boolean).join(' ') : null,
        forgotten: actorId !== null && !user,
      }
    }),
  }
}

/** An association that a filter of the trail may mean. */
const CANDIDATES = 20

/**
 * One page of the whole trail, newest first, perhaps of one association only.
 * @param filter words of an association's name, or its slug
 * @throws SignInNeeded, NotAllowed
 */
export async function wholeTrail(actor: Actor, filter: string | undefined, before?: string) {
  requirePortalRight(actor, 'audit.read_all')
  const candidates = filter ? await associationsNamed(filter) : []
  const chosen =
    candidates.find(({ slug }) => slug === filter) ?? (candidates.length === 1 ? candidates[0] : undefined)
  if (filter && !chosen) return { entries: [], next: undefined, chosen: null, candidates }
  const trail = await auditTrail(chosen ? { associationId: chosen.id } : 'everything', before)
  return { ...(await named(trail, true)), chosen: chosen ?? null, candidates: [] }
}

function associationsNamed(filter: string): Promise<{ id: number; slug: string; name: string }[]> {
  const pattern = likeAnywhere(searchForm(filter))
  return db.$queryRaw`
    SELECT id, slug, name FROM associations
    WHERE slug = ${filter} OR search_text LIKE ${pattern}
    ORDER BY name LIMIT ${CANDIDATES}`
}

/** One page of an association's own matters. @throws SignInNeeded, NotAllowed, NotFound */
export async function trailOf(actor: Actor, slug: string, before?: string) {
  const association = await associationInScope(db, actor, 'audit.read', slug)
  const trail = await auditTrail({ associationId: association.id }, before)
  const { name } = association
  return { association: { name, slug }, ...(await named(trail, false)) }
}
