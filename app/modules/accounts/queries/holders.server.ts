/** Who holds a right at one association today: to write to them, or to say that there is nobody. */
import { type Day, dayToDate } from '~/platform/clock'
import type { db, Tx } from '~/platform/db.server'
import {
  type PortalRight,
  postRights,
  posts,
  type Right,
  roleMayInPortal,
  staffRights,
  staffRoles,
} from '../rules'

/** Somebody to write to. The address is for the mail alone and never for a page. */
export type Holder = { id: string; email: string; language: string }

/**
 * The people who have a right at this association by a post held there today, or by a role of the city at its own
 * node. Those whose right reaches down from a council above are left out: they are not of this association.
 */
export async function holdersOf(
  client: Tx | typeof db,
  right: Right,
  association: { id: number; kind: string },
  today: Day,
): Promise<Holder[]> {
  const day = dayToDate(today)
  const held = posts.filter((post) => postRights[post].includes(right))
  const roles = staffRoles.filter((role) => staffRights[role].city.includes(right))
  return client.user.findMany({
    where: {
      OR: [
        {
          terms: {
            some: {
              associationId: association.id,
              post: { in: held },
              startsOn: { lte: day },
              endsOn: { gte: day },
            },
          },
        },
        ...(association.kind === 'city'
          ? [
              {
                staffRoles: {
                  some: {
                    role: { in: roles },
                    startsOn: { lte: day },
                    OR: [{ endsOn: null }, { endsOn: { gte: day } }],
                  },
                },
              },
            ]
          : []),
      ],
    },
    select: { id: true, email: true, language: true },
    orderBy: { id: 'asc' },
  })
}

/**
 * Those who have a right at this association, or at the nearest one above it where anybody has; the city is left out,
 * as its staff see in numbers what nobody below answers, and are not written to for each of its associations.
 */
export async function nearestHolders(
  client: Tx | typeof db,
  right: Right,
  association: { id: number; kind: string; parentId: number | null },
  today: Day,
): Promise<Holder[]> {
  let at: typeof association | null = association
  while (at !== null && at.kind !== 'city') {
    const found: Holder[] = await holdersOf(client, right, at, today)
    if (found.length > 0 || at.parentId === null) return found
    at = await client.association.findUnique({
      where: { id: at.parentId },
      select: { id: true, kind: true, parentId: true },
    })
  }
  return []
}

/** The city's staff who have a right in the whole portal today. */
export function staffWith(client: Tx | typeof db, right: PortalRight, today: Day): Promise<Holder[]> {
  const day = dayToDate(today)
  return client.user.findMany({
    where: {
      staffRoles: {
        some: {
          role: { in: staffRoles.filter((role) => roleMayInPortal(role, right)) },
          startsOn: { lte: day },
          OR: [{ endsOn: null }, { endsOn: { gte: day } }],
        },
      },
    },
    select: { id: true, email: true, language: true },
    orderBy: { id: 'asc' },
  })
}
