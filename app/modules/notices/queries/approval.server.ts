/** 承認: what somebody who looks at a waiting notice is told of it. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'

/**
 * How the approval of a notice stands, for somebody who may write for its publisher.
 * @throws NotFound when there is none in the actor's scope
 */
export async function approvalOf(actor: SignedIn, id: number) {
  const notice = await db.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: {
      id: true,
      title: true,
      state: true,
      version: true,
      publishAt: true,
      submittedAt: true,
      submittedById: true,
      association: { select: { id: true, kind: true, name: true, path: true } },
    },
  })
  if (!notice) throw new NotFound()
  const [approvers, submitter] = await Promise.all([
    holdersOf(db, 'notice.approve', notice.association, actor.today),
    notice.submittedById
      ? db.user.findUnique({
          where: { id: notice.submittedById },
          select: { familyName: true, givenName: true },
        })
      : null,
  ])
  const isSubmitter = notice.submittedById === actor.user.id
  return {
    id: notice.id,
    title: notice.title,
    state: notice.state,
    version: notice.version,
    publishAt: notice.publishAt,
    submittedAt: notice.submittedAt,
    submitter: submitter && `${submitter.familyName} ${submitter.givenName}`.trim(),
    association: notice.association.name,
    isSubmitter,
    mayApprove: !isSubmitter && may(actor, 'notice.approve', notice.association.path),
    /** How many could approve it: all with the right but the one who asked */
    approvers: approvers.filter((holder) => holder.id !== notice.submittedById).length,
  }
}
