/** 受入れ団体: registered by themselves and confirmed by the centre; associations of the portal need no asking. */
import { type Actor, inScope, requirePortalRight, requireUser, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { centreReceivers, hostReceivers, writeMails } from '../mails.server'
import { hostsInScope, refusePlace } from '../queries/scope.server'
import type { HostState } from '../rules'
import type { HostForm, SectionForm } from '../schema'

const limit = { max: 5, minutes: 24 * 60 }

const told = (tx: Tx, actor: Actor, action: string, id: number, after?: Record<string, string>) =>
  record(tx, actor, { action, subjectType: 'volunteer_host', subjectId: id, after })

/**
 * 団体の登録を申し込む: the person who asks acts for it once the centre has confirmed.
 * @throws SignInNeeded, TooMany; Invalid for a name that is taken
 */
export async function askToHost(actor: Actor, form: HostForm): Promise<number> {
  const { user } = requireUser(actor)
  await limitAttempts('volunteer.host', limit, user.id)
  return transaction(async (tx) => {
    await freeName(tx, form.name)
    const { id } = await tx.volunteerHost.create({
      data: {
        kind: 'organisation',
        name: form.name,
        introduction: form.introduction,
        phone: form.phone,
        email: form.email,
        createdAt: now(),
        members: { create: [{ userId: user.id }] },
      },
      select: { id: true },
    })
    await told(tx, actor, 'volunteer.host_asked', id)
    await writeMails(tx, await centreReceivers(tx, actor.today), 'host_asked', {
      title: form.name,
      path: '/desk/volunteering',
    })
    return id
  })
}

/** Changes what is said of a host. @throws SignInNeeded, NotFound, Invalid, Stale */
export async function editHost(actor: Actor, id: number, form: HostForm): Promise<void> {
  requireUser(actor)
  await transaction(async (tx) => {
    const own = await tx.volunteerHost.findFirst({
      where: { AND: [{ id }, hostsInScope(actor), { state: { not: 'ended' } }] },
      select: { kind: true, name: true },
    })
    if (!own) return refusePlace(actor)
    // The name of an association is that of its page.
    const name = own.kind === 'association' ? own.name : form.name
    if (name !== own.name) await freeName(tx, name, id)
    const { count } = await tx.volunteerHost.updateMany({
      where: { id, version: form.version ?? 0 },
      data: {
        name,
        introduction: form.introduction,
        phone: form.phone,
        email: form.email,
        version: { increment: 1 },
      },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await told(tx, actor, 'volunteer.host_changed', id)
  })
}

const hostMoves: readonly { from: HostState; to: HostState }[] = [
  { from: 'asked', to: 'registered' },
  { from: 'asked', to: 'ended' },
  { from: 'registered', to: 'ended' },
  { from: 'ended', to: 'registered' },
]

/**
 * 確認・終了, by the centre. A host ends once its days to come have been cancelled: whoever applied is told by that.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function moveHost(
  actor: Actor,
  id: number,
  move: { to: HostState; version: number },
): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    const host = await tx.volunteerHost.findUnique({ where: { id }, select: { state: true, name: true } })
    if (!host) throw new NotFound()
    if (!hostMoves.some(({ from, to }) => from === host.state && to === move.to))
      throw new Stale('volunteer_stale')
    if (move.to === 'ended') await withoutDays(tx, id)
    const { count } = await tx.volunteerHost.updateMany({
      where: { id, state: host.state, version: move.version },
      data: { state: move.to, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await told(tx, actor, 'volunteer.host_moved', id, { from: host.state, to: move.to })
    const kind = move.to === 'registered' ? 'host_registered' : 'host_ended'
    await writeMails(tx, await hostReceivers(tx, id, actor.today), kind, {
      title: host.name,
      path: '/volunteering/host',
    })
  })
}

async function withoutDays(tx: Tx, hostId: number): Promise<void> {
  const toCome = {
    cancelledOn: null,
    startsAt: { gt: now() },
    place: { hostId, state: 'published' as const },
  }
  if ((await tx.volunteerSession.count({ where: toCome })) > 0) throw new Stale('host_days_first')
}

/**
 * 市の部署 as host of lectures, with one person who keeps it; the centre enters it.
 * @throws SignInNeeded, NotAllowed; Invalid for a name that is taken or an address without an account
 */
export async function createSection(actor: Actor, form: SectionForm): Promise<number> {
  requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    await freeName(tx, form.name)
    const keeper = await tx.user.findUnique({ where: { email: form.keeper }, select: { id: true } })
    if (!keeper) throw new Invalid({ keeper: ['volunteering.error.no_account'] })
    const { id } = await tx.volunteerHost.create({
      data: {
        kind: 'city',
        name: form.name,
        introduction: form.introduction,
        state: 'registered',
        phone: form.phone ?? '',
        createdAt: now(),
        members: { create: [{ userId: keeper.id }] },
      },
      select: { id: true },
    })
    await told(tx, actor, 'volunteer.host_moved', id, { to: 'registered' })
    return id
  })
}

/** An organisation or a section; who acts for an association follows from its posts. Locked until the end. */
async function hostWithMembers(tx: Tx, id: number): Promise<void> {
  await tx.$executeRaw`SELECT FROM volunteer_hosts WHERE id = ${id}::int FOR NO KEY UPDATE`
  if ((await tx.volunteerHost.count({ where: { id, associationId: null } })) === 0) throw new NotFound()
}

/**
 * 担当者を加える: somebody with an account acts for an organisation from now on. By the centre.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for an address without an account, or one who acts for it already
 */
export async function addHostMember(actor: Actor, form: { host: number; member: string }): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    await hostWithMembers(tx, form.host)
    const user = await tx.user.findUnique({ where: { email: form.member }, select: { id: true } })
    if (!user) throw new Invalid({ member: ['volunteering.error.no_account'] })
    const pair = { hostId: form.host, userId: user.id }
    if ((await tx.volunteerHostMember.count({ where: pair })) > 0)
      throw new Invalid({ member: ['volunteering.error.member_already'] })
    await tx.volunteerHostMember.create({ data: pair, select: { id: true } })
    await told(tx, actor, 'volunteer.host_member_added', form.host)
  })
}

/** 担当者を外す; the last one stays. By the centre. @throws SignInNeeded, NotAllowed, NotFound, Stale */
export async function removeHostMember(
  actor: Actor,
  form: { host: number; member_id: number },
): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    await hostWithMembers(tx, form.host)
    const mine = { id: form.member_id, hostId: form.host }
    if ((await tx.volunteerHostMember.count({ where: mine })) === 0) throw new NotFound()
    if ((await tx.volunteerHostMember.count({ where: { hostId: form.host } })) === 1)
      throw new Stale('host_last_member')
    await tx.volunteerHostMember.delete({ where: { id: form.member_id } })
    await told(tx, actor, 'volunteer.host_member_removed', form.host)
  })
}

/**
 * The host that a form names: `h12` one that stands, `a34` an association that offers for the first time and becomes
 * a host with it.
 * @throws NotFound for one that is not the actor's; NotAllowed-like Invalid while the centre has not confirmed it
 */
export async function hostNamed(tx: Tx, actor: Actor, name: string): Promise<{ id: number; kind: string }> {
  const id = Number(name.slice(1))
  if (name.startsWith('a')) {
    const association = await tx.association.findFirst({
      where: { AND: [{ id }, inScope(scopesOf(actor, 'volunteer.host'))] },
      select: { id: true, name: true },
    })
    if (!association) return refusePlace(actor)
    const host = await tx.volunteerHost.upsert({
      where: { associationId: association.id },
      create: {
        kind: 'association',
        associationId: association.id,
        name: association.name,
        state: 'registered',
        createdAt: now(),
      },
      update: {},
      select: { id: true, kind: true, state: true },
    })
    if (host.state !== 'registered') throw new Invalid({ host: ['volunteering.error.host_state'] })
    return host
  }
  const host = await tx.volunteerHost.findFirst({
    where: { AND: [{ id }, hostsInScope(actor)] },
    select: { id: true, kind: true, state: true },
  })
  if (!host) return refusePlace(actor)
  if (host.state !== 'registered') throw new Invalid({ host: ['volunteering.error.host_state'] })
  return host
}

async function freeName(tx: Tx, name: string, but?: number): Promise<void> {
  // Two who ask at once under one name wait for one another.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('volunteer-hosts'), 0)`
  const same = await tx.volunteerHost.count({
    where: { name, state: { not: 'ended' }, ...(but ? { id: { not: but } } : {}) },
  })
  if (same > 0) throw new Invalid({ name: ['volunteering.error.same_name'] })
}
