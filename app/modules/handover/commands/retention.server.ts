/** Packs and notes are kept as long as somebody may ask what was handed over, and deleted after that. */
import { JOB, record } from '~/modules/audit/commands.server'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { keptSince } from '../rules'

/** The last moment of what is deleted today. */
function kept() {
  const before = keptSince(dayOf(now()))
  return { before, instant: new Date(`${before}T00:00:00+09:00`) }
}

/**
 * Deletes packs that were taken over, or of which the outgoing term ended, longer ago than they are kept.
 * @returns how many
 */
export async function forgetPacks(): Promise<number> {
  const { before, instant } = kept()
  return transaction(async (tx) => {
    const { count } = await tx.handoverPack.deleteMany({
      where: {
        OR: [
          { signedInAt: { lt: instant } },
          { signedInAt: null, fromTerm: { endsOn: { lt: dayToDate(before) } } },
          { signedInAt: null, fromTermId: null, createdAt: { lt: instant } },
        ],
      },
    })
    return cleared(tx, 'packs', count)
  })
}

/** Deletes notes that nobody has changed for as long as packs are kept. @returns how many */
export async function forgetNotes(): Promise<number> {
  const { instant } = kept()
  return transaction(async (tx) => {
    // The trail knows when a note was changed last.
    const count = await tx.$executeRaw`
      DELETE FROM handover_notes n WHERE n.created_at < ${instant} AND NOT EXISTS (
        SELECT 1 FROM audit_entries a WHERE a.subject_type = 'handover_note' AND a.subject_id = n.id::text
          AND a.at >= ${instant})`
    return cleared(tx, 'notes', count)
  })
}

async function cleared(tx: Tx, what: 'packs' | 'notes', count: number): Promise<number> {
  if (count > 0)
    await record(tx, JOB, {
      action: 'retention.cleared',
      subjectType: 'portal',
      subjectId: 'handover',
      after: { [what]: count },
    })
  return count
}
