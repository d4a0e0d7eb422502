/** 受付番号・文書番号: one after the other within a fiscal year, without gaps. */
import type { Tx } from '~/platform/db.server'

/** The next number of a kind; whoever asks at the same time waits, and a rollback gives it back. */
export async function nextNumber(tx: Tx, kind: 'receipt' | 'letter', year: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO subsidy_counters (kind, year, last) VALUES (${kind}, ${year}, 1)
    ON CONFLICT (kind, year) DO UPDATE SET last = subsidy_counters.last + 1 RETURNING last`
  return row?.last ?? 1
}
