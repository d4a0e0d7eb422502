/** お願いの紙: printed with the links of all voters. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { linkAddress } from '../links.server'
import { readable, shown } from '../queries/resolution.server'
import { isRunning } from '../rules'
import { lockForOfficer } from '../scope.server'

/**
 * The sheets of voters, each with the link of its voter. That they were printed is recorded: whoever prints them holds
 * the links of all.
 * @param which those who have not answered, or all who have not voted
 * @throws SignInNeeded, NotFound; Stale when nobody is asked just now
 */
export async function printSheets(actor: Actor, slug: string, id: number, which: 'waiting' | 'all') {
  const { row } = await readable(actor, slug, id)
  return transaction(async (tx) => {
    const { resolution, officer } = await lockForOfficer(tx, actor, 'resolution.run', id)
    if (!isRunning(resolution.state)) throw new Stale('resolution_frozen')
    const isConsent = resolution.state === 'consenting'
    const voters = await tx.resolutionVoter.findMany({
      where: {
        resolutionId: id,
        ...(which === 'all' ? {} : isConsent ? { consents: null } : { voted: false }),
      },
      orderBy: { position: 'asc' },
      select: { id: true, position: true, name: true, linkNumber: true },
    })
    await record(tx, officer, {
      action: 'resolution.sheets',
      subjectType: 'resolution',
      subjectId: id,
      associationId: resolution.association.id,
      after: { sheets: voters.length },
    })
    return {
      resolution: shown(row, 'none'),
      isConsent,
      voters: voters.map(({ position, name, ...voter }) => ({ position, name, url: linkAddress(voter) })),
    }
  })
}
export type Sheets = Awaited<ReturnType<typeof printSheets>>
