/** Parts of the plain SQL of confirmations: the officer's scope, and which notices households can confirm. */
import { type Actor, scopesOf } from '~/modules/accounts/rules'

/** Where the actor keeps households, as two arrays for `unnest`: paths, and whether all below them belong to it. */
export function keptScopes(actor: Actor): { paths: string[]; below: boolean[] } {
  const scopes = scopesOf(actor, 'household.keep')
  return { paths: scopes.map((s) => s.path), below: scopes.map((s) => s.below) }
}

/** The condition that a path lies in a scope. @param paths, below parameters such as `$2`, `$3` */
export function pathInScope(path: string, paths: string, below: string): string {
  return `EXISTS (SELECT FROM unnest(${paths}::text[], ${below}::bool[]) s(path, below)
    WHERE ${path} = s.path OR (s.below AND ${path} LIKE s.path || '%'))`
}

/** The condition that a scope lies inside an audience, or the audience inside the scope. */
export function scopeMeets(audience: string, paths: string, below: string): string {
  return `EXISTS (SELECT FROM unnest(${paths}::text[], ${below}::bool[]) s(path, below)
    WHERE s.path LIKE ${audience} || '%' OR (s.below AND ${audience} LIKE s.path || '%'))`
}

/** Notices whose households an officer may enter: residents have seen them, and they are not for officers only. */
export const HAS_GONE_OUT = `n.state IN ('published', 'expired') AND n.visibility <> 'officers'`
