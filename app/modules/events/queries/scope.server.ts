/** Who may see who comes: officers of the publisher, and officers within the part of the tree that is asked. */
import { type Actor, scopesOf } from '~/modules/accounts/rules'

/** Where the actor keeps households or writes notices, as the two arrays of a statement: paths, and whether below. */
export function officerScopes(actor: Actor): { paths: string[]; below: boolean[] } {
  const scopes = [...scopesOf(actor, 'household.keep'), ...scopesOf(actor, 'notice.draft')]
  return { paths: scopes.map(({ path }) => path), below: scopes.map(({ below }) => below) }
}

/** The scopes of `officerScopes` as a table; the parameters hold its two arrays. */
const scopesTable = (paths: string, below: string) =>
  `unnest(${paths}::text[], ${below}::bool[]) AS s(path, below)`

/**
 * The condition that an officer may see the answers to a notice: of its publisher `p`, or of a node inside its
 * audience `a` or above all of it.
 */
export function seesAnswers(paths: string, below: string): string {
  return `EXISTS (SELECT 1 FROM ${scopesTable(paths, below)}
    WHERE p.path = s.path OR (s.below AND starts_with(p.path, s.path))
      OR starts_with(s.path, a.path) OR (s.below AND starts_with(a.path, s.path)))`
}

/** The condition that a household of the node `g` may be named to the officer: where the office reaches. */
export function namesHousehold(paths: string, below: string): string {
  return `EXISTS (SELECT 1 FROM ${scopesTable(paths, below)}
    WHERE g.path = s.path OR (s.below AND starts_with(g.path, s.path)))`
}
