/** What a person sees of their own account. */
import { entriesBy } from '~/modules/audit/queries.server'
import { dateToDay, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { type Actor, type Post, requireUser } from '../rules'
import { nameIsShown, standingOf } from '../terms'
import { setUpPicture } from '../totp.server'

/** The account in short, for the overview and the forms. */
export async function accountOf(actor: Actor) {
  const { user } = requireUser(actor)
  const known = await db.user.findUniqueOrThrow({
    where: { id: user.id },
    select: {
      email: true,
      familyName: true,
      givenName: true,
      familyReading: true,
      givenReading: true,
      language: true,
      delivery: true,
      passwordHash: true,
      secondFactorConfirmedAt: true,
    },
  })
  const { passwordHash, secondFactorConfirmedAt, ...rest } = known
  return { ...rest, hasPassword: passwordHash !== null, hasSecondFactor: secondFactorConfirmedAt !== null }
}

/** The standing sessions, newest first. @param currentHash that of this device */
export async function sessionsOf(actor: Actor, currentHash: string | undefined) {
  const { user } = requireUser(actor)
  const sessions = await db.session.findMany({
    where: { userId: user.id, expiresAt: { gt: now() } },
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: { id: true, createdAt: true, device: true },
  })
  return sessions.map(({ id, createdAt, device }) => ({
    id,
    device,
    since: createdAt.toISOString(),
    current: id === currentHash,
  }))
}

/** Memberships that are asked for or stand. */
export async function membershipsOf(actor: Actor) {
  const { user } = requireUser(actor)
  const memberships = await db.membership.findMany({
    where: { userId: user.id, state: { in: ['requested', 'confirmed'] } },
    orderBy: { id: 'asc' },
    select: { id: true, state: true, requestedAt: true, association: { select: { name: true, slug: true } } },
  })
  return memberships.map(({ requestedAt, ...rest }) => ({ ...rest, requestedAt: requestedAt.toISOString() }))
}

/** Offices of today and to come, with the consent to show the name. */
export async function officesOf(actor: Actor) {
  const { user } = requireUser(actor)
  const terms = await db.term.findMany({
    where: { userId: user.id, endsOn: { gte: new Date(actor.today) } },
    orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      post: true,
      startsOn: true,
      endsOn: true,
      nameShownSince: true,
      nameWithdrawnAt: true,
      association: { select: { name: true, slug: true } },
    },
  })
  return terms.map(({ nameShownSince, nameWithdrawnAt, ...term }) => {
    const days = { startsOn: dateToDay(term.startsOn), endsOn: dateToDay(term.endsOn) }
    return {
      id: term.id,
      post: term.post as Post,
      association: term.association,
      ...days,
      standing: standingOf(days, actor.today),
      nameShown: nameIsShown({ nameShownSince, nameWithdrawnAt }),
      nameShownSince: nameShownSince?.toISOString() ?? null,
    }
  })
}

/** How far the second factor is: none, begun (with what the app needs), or set, with the number of codes left. */
export async function secondFactorOf(actor: Actor, issuer: string) {
  const { user } = requireUser(actor)
  const known = await db.user.findUniqueOrThrow({
    where: { id: user.id },
    select: {
      email: true,
      secondFactorSecret: true,
      secondFactorConfirmedAt: true,
      staffRoles: {
        where: { OR: [{ endsOn: null }, { endsOn: { gte: new Date(actor.today) } }] },
        select: { id: true },
      },
    },
  })
  const demanded = known.staffRoles.length > 0
  if (known.secondFactorConfirmedAt) {
    const codesLeft = await db.recoveryCode.count({ where: { userId: user.id, usedAt: null } })
    const since = known.secondFactorConfirmedAt.toISOString()
    return { state: 'set' as const, since, codesLeft, demanded }
  }
  const picture = known.secondFactorSecret
    ? await setUpPicture(known.secondFactorSecret, issuer, known.email)
    : null
  return picture ? { state: 'begun' as const, ...picture, demanded } : { state: 'none' as const, demanded }
}

/** Everything that the accounts hold of a person, for the person. Secrets and hashes are not data about them. */
export async function exportOf(actor: Actor) {
  const { user } = requireUser(actor)
  const [account, sessions, memberships, terms, roles, links, mails, deeds] = await Promise.all([
    db.user.findUniqueOrThrow({
      where: { id: user.id },
      select: {
        id: true,
        email: true,
        familyName: true,
        givenName: true,
        familyReading: true,
        givenReading: true,
        language: true,
        delivery: true,
        createdAt: true,
        secondFactorConfirmedAt: true,
      },
    }),
    db.session.findMany({
      where: { userId: user.id },
      select: { createdAt: true, expiresAt: true, device: true },
    }),
    db.membership.findMany({
      where: { userId: user.id },
      select: {
        state: true,
        requestedAt: true,
        decidedAt: true,
        endedAt: true,
        association: { select: { name: true } },
      },
    }),
    db.term.findMany({
      where: { userId: user.id },
      select: {
        post: true,
        startsOn: true,
        endsOn: true,
        nameShownText: true,
        nameShownSince: true,
        nameWithdrawnAt: true,
        association: { select: { name: true } },
      },
    }),
    db.staffAppointment.findMany({
      where: { userId: user.id },
      select: { role: true, startsOn: true, endsOn: true },
    }),
    db.emailLink.findMany({
      where: { userId: user.id },
      select: { purpose: true, email: true, expiresAt: true, usedAt: true },
    }),
    db.mail.findMany({
      where: { recipient: (await accountOf(actor)).email },
      orderBy: { id: 'desc' },
      take: 1000,
      select: { subject: true, createdAt: true, state: true },
    }),
    entriesBy(user.id),
  ])
  return {
    exportedAt: now().toISOString(),
    account,
    sessions,
    memberships: memberships.map(({ association, ...rest }) => ({ association: association.name, ...rest })),
    terms: terms.map(({ association, startsOn, endsOn, ...rest }) => ({
      association: association.name,
      startsOn: dateToDay(startsOn),
      endsOn: dateToDay(endsOn),
      ...rest,
    })),
    roles: roles.map(({ role, startsOn, endsOn }) => ({
      role,
      startsOn: dateToDay(startsOn),
      endsOn: endsOn && dateToDay(endsOn),
    })),
    links,
    mails,
    deeds,
  }
}
