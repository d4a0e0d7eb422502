/** Applications that were paid, as the reckoning of earlier grants reads them. No check of access. */
import { dateToDay } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import type { PaidApplication } from '../rules'

/** Those that were settled with a payment, the first first; what has come back is taken off. Yen. */
export async function paidApplications(
  where: Prisma.SubsidyApplicationWhereInput,
): Promise<(PaidApplication & { hallId: number | null })[]> {
  const found = await db.subsidyApplication.findMany({
    where: { AND: [{ paidAmount: { gt: 0 }, paidOn: { not: null } }, where] },
    select: {
      hallId: true,
      receiptNumber: true,
      completedOn: true,
      paidOn: true,
      finalAmount: true,
      paidAmount: true,
      repaidAmount: true,
      works: true,
      lines: { where: { stage: 'actual' }, select: { work: true, amount: true, eligible: true } },
    },
    orderBy: { id: 'asc' },
  })
  return found.flatMap(({ paidOn, completedOn, paidAmount, repaidAmount, ...row }) => {
    if (!paidOn) return []
    return {
      hallId: row.hallId,
      receipt: row.receiptNumber ?? '',
      on: dateToDay(completedOn ?? paidOn),
      final: Number(row.finalAmount ?? paidAmount),
      kept: Number(paidAmount - repaidAmount),
      works: row.works,
      lines: row.lines.map((line) => ({ ...line, amount: Number(line.amount) })),
    }
  })
}
