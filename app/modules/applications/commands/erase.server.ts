/** Deleting an application: by its association before it was ever sent, and by the portal when its time is over. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { removeFiles } from '~/platform/files.server'
import { hold, requireParty } from './move.server'

/**
 * Deletes an application with all that belongs to it, but for the entries of the ledger, which lose its number.
 * Nobody's right is asked here.
 * @param as whose act it is, and its name in the record
 * @returns keys of its files, which are removed after the commit
 */
export async function eraseApplication(
  tx: Tx,
  as: { by: Parameters<typeof record>[1]; action: 'subsidy.deleted' | 'subsidy.draft_deleted' },
  { id, state, year, association }: { id: number; state: string; year: number; association: { id: number } },
): Promise<(string | null)[]> {
  const [files, letters] = [
    await tx.subsidyFile.findMany({ where: { document: { applicationId: id } }, select: { key: true } }),
    await tx.subsidyLetter.findMany({
      where: { applicationId: id, key: { not: null } },
      select: { key: true },
    }),
  ]
  await record(tx, as.by, {
    action: as.action,
    subjectType: 'subsidy_application',
    subjectId: id,
    associationId: association.id,
    before: { state, year },
    after: { files: files.length },
  })
  await tx.subsidyApplication.delete({ where: { id }, select: { id: true } })
  return [...files, ...letters].map(({ key }) => key)
}

/**
 * 下書きを消す: what the city has never seen goes with its files.
 * @param version as the page showed it: what somebody else has written since is not lost unseen
 * @throws SignInNeeded, NotFound; NotAllowed unless one may write for the association; Stale `draft_sent` once anything
 *   of it was sent to the city, Stale when it was changed since
 */
export async function deleteDraft(actor: Actor, id: number, { version }: { version: number }): Promise<void> {
  const keys = await transaction(async (tx) => {
    const holding = await hold(tx, actor, id, version)
    requireParty(holding, 'president', 'applicant')
    const { held, person } = holding
    const sent = await tx.subsidyEvent.count({ where: { applicationId: id } })
    if (held.state !== 'draft' || sent > 0) throw new Stale('draft_sent')
    return eraseApplication(tx, { by: person, action: 'subsidy.draft_deleted' }, held)
  })
  await removeFiles(keys)
}
