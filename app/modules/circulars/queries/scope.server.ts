/** The association whose circulars somebody makes or sees. */
import { type Actor, denied, inScope, OFFICER_KINDS, scopesOf } from '~/modules/accounts/rules'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { idsOnPath } from '../rules'

const select = { id: true, slug: true, name: true, kind: true, path: true } as const

/**
 * An association where the actor makes circulars: with `notice.publish` or `household.keep` there. With `seeing`, also
 * one above a group for which the actor keeps households: its leader prints the copy of the group and enters its sheet.
 * @throws SignInNeeded, NotAllowed; NotFound when no association has this slug
 */
export async function circularNode(
  client: Tx | typeof db,
  actor: Actor,
  slug: string,
  seeing: 'making' | 'seeing',
) {
  if (!/^[a-z0-9-]{1,60}$/.test(slug)) throw new NotFound()
  const where = { slug, kind: { in: [...OFFICER_KINDS] } }
  const keeping = scopesOf(actor, 'household.keep')
  const making = inScope([...scopesOf(actor, 'notice.publish'), ...keeping])
  const above = keeping.flatMap((scope) => idsOnPath(scope.path))
  const found = await client.association.findFirst({
    where: { ...where, OR: seeing === 'seeing' ? [...making.OR, { id: { in: above } }] : making.OR },
    select,
  })
  if (found) return found
  // Associations are public: that it exists is no secret, and "you may not" helps more than "there is none".
  if (!(await client.association.findFirst({ where, select: { id: true } }))) throw new NotFound()
  return denied(actor)
}

/** Whether the actor makes circulars at the node with this path. */
export function mayMake(actor: Actor, path: string): boolean {
  const scopes = [...scopesOf(actor, 'notice.publish'), ...scopesOf(actor, 'household.keep')]
  return scopes.some((scope) => path === scope.path || (scope.below && path.startsWith(scope.path)))
}
