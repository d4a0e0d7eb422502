/** A notice as an officer of an association inside its audience works on it. */
import { type Actor, denied, mayAnywhere } from '~/modules/accounts/rules'
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { HAS_GONE_OUT, keptScopes, scopeMeets } from './sql.server'

const NOTICE_SQL = `
  SELECT n.id, n.title, n.state, n.visibility, n.confirm_by::text AS "confirmBy", n.remind_days AS "remindDays",
    n.association_id AS "publisherId", p.path AS "publisherPath",
    a.id AS "audienceId", a.name AS audience, a.path AS "audiencePath"
  FROM notices n JOIN associations a ON a.id = n.audience_id JOIN associations p ON p.id = n.association_id
  WHERE n.id = $1 AND ${HAS_GONE_OUT} AND ${scopeMeets('a.path', '$2', '$3')}`

export type OfficerNotice = {
  id: number
  title: string
  state: 'published' | 'expired'
  visibility: 'public' | 'members'
  confirmBy: Day | null
  remindDays: number[]
  publisherId: number
  publisherPath: string
  audienceId: number
  audience: string
  audiencePath: string
}

/**
 * A notice that has gone out, for whoever keeps households somewhere under its audience.
 * @throws SignInNeeded, NotAllowed for somebody who keeps none anywhere; NotFound when the notice does not reach them
 */
export async function noticeForOfficer(actor: Actor, id: number): Promise<OfficerNotice> {
  if (!mayAnywhere(actor, 'household.keep')) denied(actor)
  const { paths, below } = keptScopes(actor)
  const [notice] = await rows<OfficerNotice>(NOTICE_SQL, [id, paths, below])
  if (!notice) throw new NotFound()
  return notice
}
