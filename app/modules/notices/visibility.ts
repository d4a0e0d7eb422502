/** 公開範囲: who may read a published notice. Pure; `queries/visible.server.ts` says the same in SQL. */
import { type Actor, audienceIds, may, scopesOf } from '~/modules/accounts/rules'
import type { Visibility } from './rules'

/** The nodes of the tree by which somebody may read what is not public. */
type Reach = {
  /** Of memberships and offices, with all above: 会員 */
  member: number[]
  /** Of offices, with all above: 役員 */
  officer: number[]
  /** Where an office is held */
  seats: number[]
  /** Where notices may be written */
  writes: number[]
}

function idsOf(paths: readonly string[]): number[] {
  return [...new Set(paths.flatMap((path) => path.split('/').filter(Boolean).map(Number)))]
}

/** By what this person may read more than the public does; every list is empty for a guest. */
export function reachOf(actor: Actor): Reach {
  return {
    member: audienceIds(actor),
    officer: idsOf(actor.seats.map((seat) => seat.path)),
    seats: [...new Set(actor.seats.map((seat) => seat.associationId))],
    writes: [
      ...new Set(scopesOf(actor, 'notice.draft').map((scope) => Number(scope.path.split('/').at(-2)))),
    ],
  }
}

/** Whether this person reads no more than a guest does: then only public notices are asked for. */
export function readsPublicOnly(reach: Reach): boolean {
  return reach.member.length === 0 && reach.writes.length === 0
}

type Addressed = {
  visibility: Visibility
  audienceId: number
  publisherId: number
  publisherPath: string
  /** The associations that have passed it on (取り次ぎ) */
  passedOnBy: readonly number[]
}

/**
 * Whether this person may read it once it is published. An officers' notice (役員あて) is for the officers of the node
 * addressed and of every node below it, and for those who write for its publisher; a mere member reads it only
 * after an association of theirs, or one above it, has passed it on.
 */
export function mayRead(actor: Actor, notice: Addressed): boolean {
  if (notice.visibility === 'public') return true
  const reach = reachOf(actor)
  if (may(actor, 'notice.draft', notice.publisherPath)) return true
  if (notice.visibility === 'members') {
    return reach.member.includes(notice.audienceId) || reach.seats.includes(notice.publisherId)
  }
  return (
    reach.officer.includes(notice.audienceId) || notice.passedOnBy.some((id) => reach.member.includes(id))
  )
}
