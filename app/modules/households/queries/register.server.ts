/** 世帯の名簿 as officers see it, within their scope. */
import {
  type Actor,
  denied,
  inScope,
  MEMBER_KINDS,
  mayAnywhere,
  type Scope,
  scopesOf,
} from '~/modules/accounts/rules'
import { dateToDay, now } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { consentOf, type Delivery, type HouseholdRole } from '../rules'

/** More households than this below a node are shown group by group. */
const SHOWN_TOGETHER = 100

/**
 * The association or group whose register the actor keeps, by id or slug.
 * @throws SignInNeeded, NotAllowed without the right there; NotFound when there is none, or a node without households
 */
export async function registerNode(client: Tx | typeof db, actor: Actor, key: number | string) {
  if (typeof key === 'string' && !/^[a-z0-9-]{1,60}$/.test(key)) throw new NotFound()
  const where = {
    ...(typeof key === 'number' ? { id: key } : { slug: key }),
    kind: { in: [...MEMBER_KINDS] },
  }
  const scopes = scopesOf(actor, 'household.keep')
  const found =
    scopes.length > 0
      ? await client.association.findFirst({
          where: { ...where, ...inScope(scopes) },
          select: { id: true, slug: true, name: true, kind: true, path: true },
        })
      : null
  if (found) return found
  // Associations are public: that it exists is no secret, and "you may not" helps more than "there is none".
  if (!(await client.association.findFirst({ where, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

/** What is read of the people of a household. */
export const memberSelect = {
  id: true,
  role: true,
  name: true,
  joinedAt: true,
  user: { select: { familyName: true, givenName: true } },
} as const

type MemberRow = {
  id: number
  role: HouseholdRole
  name: string
  joinedAt: Date
  user: { familyName: string; givenName: string } | null
}

export type MemberView = {
  id: number
  role: HouseholdRole
  name: string
  hasAccount: boolean
  joinedAt: string
}

const byRole: Record<HouseholdRole, number> = { head: 0, member: 1, dependant: 2 }

/** People of a household, the head first. */
export function memberViews(members: readonly MemberRow[]): MemberView[] {
  return members
    .map(({ id, role, name, user, joinedAt }) => ({
      id,
      role,
      name: user ? [user.familyName, user.givenName].filter(Boolean).join(' ') : name,
      hasAccount: user !== null,
      joinedAt: joinedAt.toISOString(),
    }))
    .sort((a, b) => byRole[a.role] - byRole[b.role] || a.id - b.id)
}

const householdSelect = {
  id: true,
  associationId: true,
  name: true,
  delivery: true,
  movedOutOn: true,
  consentedAt: true,
  consentWithdrawnAt: true,
  codeExpiresAt: true,
  members: { where: { leftAt: null }, select: memberSelect },
} as const

type HouseholdRow = {
  id: number
  associationId: number
  name: string
  delivery: Delivery
  movedOutOn: Date | null
  consentedAt: Date | null
  consentWithdrawnAt: Date | null
  codeExpiresAt: Date | null
  members: MemberRow[]
}

function view(row: HouseholdRow) {
  const { members, movedOutOn, consentedAt, consentWithdrawnAt, codeExpiresAt, ...rest } = row
  return {
    ...rest,
    movedOutOn: movedOutOn && dateToDay(movedOutOn),
    consent: consentOf({ consentedAt, consentWithdrawnAt }),
    hasCode: codeExpiresAt !== null && codeExpiresAt > now(),
    members: memberViews(members),
  }
}
export type HouseholdView = ReturnType<typeof view>

/** The nodes of the register below a node, itself first, as far as they lie in the actor's scope. */
async function nodesBelow(scopes: readonly Scope[], path: string) {
  const nodes = await db.association.findMany({
    where: { AND: [inScope(scopes), { path: { startsWith: path }, kind: { in: [...MEMBER_KINDS] } }] },
    orderBy: { path: 'asc' },
    select: {
      id: true,
      slug: true,
      name: true,
      kind: true,
      path: true,
    },
  })
  const counts = await db.household.groupBy({
    by: ['associationId'],
    where: { associationId: { in: nodes.map(({ id }) => id) } },
    _count: true,
  })
  const registered = new Map(counts.map(({ associationId, _count }) => [associationId, _count]))
  return nodes.map((node) => ({ ...node, registered: registered.get(node.id) ?? 0 }))
}

const idsOf = (path: string) =>
  path
    .split('/')
    .map((id) => id.padStart(10, '0'))
    .join('/')

/**
 * The register of an association with its groups, or of one group. Where there are very many households, only those
 * of the node itself are listed; each group has its own page.
 * @throws SignInNeeded, NotAllowed, NotFound as `registerNode`
 */
export async function registerOf(actor: Actor, key: number | string) {
  const { path, ...association } = await registerNode(db, actor, key)
  const nodes = (await nodesBelow(scopesOf(actor, 'household.keep'), path)).sort((a, b) =>
    idsOf(a.path) < idsOf(b.path) ? -1 : 1,
  )
  const total = nodes.reduce((sum, node) => sum + node.registered, 0)
  const listed = total <= SHOWN_TOGETHER ? nodes : nodes.filter((node) => node.id === association.id)
  const households = await db.household.findMany({
    where: { associationId: { in: listed.map((node) => node.id) } },
    orderBy: [{ associationId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: householdSelect,
  })
  const views = households.map(view)
  const isThere = ({ movedOutOn }: HouseholdView) => movedOutOn === null || movedOutOn > actor.today
  return {
    association,
    today: actor.today,
    total,
    groups: nodes.map((node) => {
      const own = views.filter((household) => household.associationId === node.id)
      return {
        id: node.id,
        slug: node.slug,
        name: node.name,
        count: node.registered,
        listed: listed.includes(node),
        households: own.filter(isThere),
        movedOut: own.filter((household) => !isThere(household)),
      }
    }),
  }
}

/**
 * One household as its officers keep it, with the sheet it stands on and the groups it can go to.
 * @throws SignInNeeded, NotAllowed for somebody who keeps none; NotFound when it is none of theirs
 */
export async function householdForOfficer(actor: Actor, id: number) {
  if (!mayAnywhere(actor, 'household.keep')) denied(actor)
  const scopes = scopesOf(actor, 'household.keep')
  const found = await db.household.findFirst({
    where: { id, association: inScope(scopes) },
    select: {
      ...householdSelect,
      version: true,
      consentText: true,
      association: { select: { id: true, slug: true, name: true, path: true, kind: true, parentId: true } },
    },
  })
  if (!found) throw new NotFound()
  const { association, version, consentText, consentedAt, consentWithdrawnAt } = found
  // A household stays in its association: of a group, the groups beside it; else those below.
  const home = association.kind === 'group' ? association.path.replace(/\d+\/$/, '') : association.path
  const [groups, sheet] = await Promise.all([
    nodesBelow(scopes, home),
    db.household.findMany({
      where: { associationId: association.id, id: { not: id }, movedOutOn: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
    }),
  ])
  return {
    ...view(found),
    version,
    consentText,
    consentedAt: consentedAt?.toISOString() ?? null,
    consentWithdrawnAt: consentWithdrawnAt?.toISOString() ?? null,
    association: { id: association.id, slug: association.slug, name: association.name },
    groups: groups.map((group) => ({ id: group.id, name: group.name })),
    sheet,
  }
}

/** The register as rows of a file: group, name, delivery, moved out. @throws as `registerNode` */
export async function registerRows(actor: Actor, key: number | string) {
  const node = await registerNode(db, actor, key)
  const households = await db.household.findMany({
    where: {
      association: {
        AND: [inScope(scopesOf(actor, 'household.keep')), { path: { startsWith: node.path } }],
      },
    },
    orderBy: [{ associationId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: {
      name: true,
      delivery: true,
      movedOutOn: true,
      consentWithdrawnAt: true,
      association: { select: { name: true } },
    },
  })
  return households.map(({ association, movedOutOn, consentWithdrawnAt, ...rest }) => ({
    ...rest,
    group: association.name,
    movedOutOn: movedOutOn && dateToDay(movedOutOn),
    withdrawn: consentWithdrawnAt !== null,
  }))
}
