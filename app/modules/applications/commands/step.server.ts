/** What the association's steps have in common: who may take them, and a form that somebody else has overtaken. */
import type { Actor } from '~/modules/accounts/rules'
import type { Tx } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { type DayProblem, moveAs, moves, type Verb } from '../rules'
import { type Holding, hold, requireParty } from './move.server'

/**
 * Holds an application for a step. What was typed is kept when somebody else has worked on the application since: the
 * form comes back and says so.
 * @throws SignInNeeded, NotFound; NotAllowed for another party's step; Stale when the step cannot be taken any more;
 *   Invalid on `form` when the application has changed since the form was shown
 */
export async function holdForStep(
  tx: Tx,
  actor: Actor,
  id: number,
  verb: Verb,
  version: number,
): Promise<Holding> {
  const holding = await hold(tx, actor, id)
  const listed = moves.find((one) => one.verb === verb)
  requireParty(holding, ...(listed?.by ?? []))
  if (!moveAs(verb, holding.held.state, holding.as)) throw new Stale()
  sameVersion(holding, version)
  return holding
}

/** @throws Invalid on `form` */
export function sameVersion({ held }: Holding, version: number): void {
  if (held.version !== version) throw new Invalid({ form: ['applications.step.changed'] })
}

/**
 * Days that cannot stand are refused; those that threaten the grant are taken only with `seen`.
 * @throws Invalid, each problem on its field
 */
export function takeDays(problems: readonly DayProblem[], seen: boolean): void {
  const standing = problems.filter(({ kind }) => kind === 'refused' || !seen)
  if (standing.length === 0) return
  const errors: Record<string, string[]> = {}
  for (const { field, key } of standing) errors[field] = [`applications.day.${key}`]
  if (standing.every(({ kind }) => kind === 'asked')) errors.seen = ['applications.step.seen_first']
  throw new Invalid(errors)
}
