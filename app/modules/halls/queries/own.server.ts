/** The associations whose halls an officer keeps. */
import { type Actor, inScope, scopesOf } from '~/modules/accounts/rules'
import { db, type Tx } from '~/platform/db.server'
import { reachesAll } from './scope.server'

/** More names than this are told to nobody beside a field. */
const MAX_OWN = 30

/** By reading; empty for the city's staff, who keep all. */
export async function ownAssociations(actor: Actor): Promise<{ slug: string; name: string }[]> {
  if (reachesAll(actor, 'hall.keep')) return []
  return db.association.findMany({
    where: { ...inScope(scopesOf(actor, 'hall.keep')), kind: { in: ['council', 'neighbourhood'] } },
    select: { slug: true, name: true },
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    take: MAX_OWN,
  })
}

/** The halls in use of an association, by name, for choosing one. Public facts; nobody's right is asked. */
export async function hallsOf(
  client: Tx | typeof db,
  associationId: number,
): Promise<{ id: number; name: string }[]> {
  return client.hall.findMany({
    where: { closedOn: null, associations: { some: { associationId } } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_OWN,
  })
}
