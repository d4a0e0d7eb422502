/** Members of an association, requests, and the codes for paper circulars. */
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { type Actor, MEMBER_KINDS } from '../rules'
import { type AssociationKey, associationInScope } from '../scope.server'

const MEMBERS_PAGE = 100
/** More requests than this wait for the first ones to be decided. */
const REQUESTS_SHOWN = 100

const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const

type Named = { familyName: string; givenName: string; familyReading: string; givenReading: string }

const fullName = (user: Named) => [user.familyName, user.givenName].filter(Boolean).join(' ')
const fullReading = (user: Named) => [user.familyReading, user.givenReading].filter(Boolean).join(' ')

/**
 * Requests, oldest first, and one page of the members, newest first, for those who confirm them.
 * @param before id of the last membership of the page before
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function membersOf(actor: Actor, key: AssociationKey, before?: number) {
  const association = await associationInScope(db, actor, 'member.confirm', key)
  if (!MEMBER_KINDS.some((kind) => kind === association.kind)) throw new NotFound()
  const associationId = association.id
  const select = { id: true, requestedAt: true, decidedAt: true, user: { select: person } } as const
  const [requests, members, total] = await Promise.all([
    db.membership.findMany({
      where: { associationId, state: 'requested' },
      orderBy: { id: 'asc' },
      take: REQUESTS_SHOWN,
      select,
    }),
    db.membership.findMany({
      where: { associationId, state: 'confirmed', ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: MEMBERS_PAGE + 1,
      select,
    }),
    db.membership.count({ where: { associationId, state: 'confirmed' } }),
  ])
  const page = members.slice(0, MEMBERS_PAGE)
  const shape = (row: (typeof members)[number]) => ({
    id: row.id,
    name: fullName(row.user),
    reading: fullReading(row.user),
    requestedAt: row.requestedAt.toISOString(),
    since: (row.decidedAt ?? row.requestedAt).toISOString(),
  })
  return {
    association: { id: associationId, name: association.name, slug: association.slug },
    requests: requests.map(shape),
    members: page.map(shape),
    total,
    next: members.length > MEMBERS_PAGE ? page.at(-1)?.id : undefined,
  }
}

/** The codes that can be used today, newest first. @throws SignInNeeded, NotAllowed, NotFound */
export async function membershipCodesOf(actor: Actor, key: AssociationKey) {
  const association = await associationInScope(db, actor, 'member.confirm', key)
  const codes = await db.membershipCode.findMany({
    where: { associationId: association.id, revokedAt: null, validUntil: { gt: now() } },
    orderBy: { id: 'desc' },
    select: { id: true, code: true, validUntil: true },
  })
  return codes.map((row) => ({ id: row.id, code: row.code, validUntil: row.validUntil.toISOString() }))
}

/** One usable code, for its printed slip. @throws SignInNeeded, NotAllowed, NotFound */
export async function membershipCodeOf(actor: Actor, key: AssociationKey, codeId: number) {
  const association = await associationInScope(db, actor, 'member.confirm', key)
  const row = await db.membershipCode.findFirst({
    where: { id: codeId, associationId: association.id, revokedAt: null, validUntil: { gt: now() } },
    select: { code: true, validUntil: true },
  })
  if (!row) throw new NotFound()
  return {
    association: { name: association.name, slug: association.slug },
    code: row.code,
    validUntil: row.validUntil.toISOString(),
  }
}
