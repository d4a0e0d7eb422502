/** Answers of the first association's households to its two events that ask, some of them from paper. */
import { dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { FIRST } from './associations'
import type { Accounts } from './people'

/** What each household in turn has answered; the others have not yet. */
const party = [2, 0, null, null, 1, null, 3, null, null, null, 0, null] as const
const assembly = [
  'attend',
  'entrust',
  null,
  'attend',
  'absent',
  null,
  'entrust',
  'attend',
  null,
  null,
] as const

/** Writes answers; the households of the resident and of the secretary are left to whoever tries the portal. */
export async function createEventAnswers(tx: Tx, accounts: Accounts): Promise<void> {
  const today = dayOf(now())
  const households = await tx.household.findMany({
    where: {
      association: { slug: { startsWith: `${FIRST}-group-` } },
      consentWithdrawnAt: null,
      OR: [{ movedOutOn: null }, { movedOutOn: { gt: dayToDate(today) } }],
      members: { none: { userId: { in: [accounts.resident.id, accounts.secretary.id] } } },
    },
    orderBy: { id: 'asc' },
    select: { id: true, _count: { select: { members: true } } },
  })
  const asking = await tx.notice.findMany({
    where: { association: { slug: FIRST }, state: 'published', eventAsks: { not: 'nothing' } },
    select: { id: true, eventAsks: true, publishedAt: true },
  })
  for (const { id: noticeId, eventAsks, publishedAt } of asking) {
    const answeredAt = new Date(Math.min(now().getTime(), (publishedAt ?? now()).getTime() + 20 * 3_600_000))
    await tx.eventAnswer.createMany({
      data: households.flatMap(({ id, _count }, index) => {
        const people = party[index % party.length] ?? null
        const vote = assembly[index % assembly.length] ?? null
        const kind =
          eventAsks === 'assembly' ? vote : people === null ? null : people > 0 ? 'attend' : 'absent'
        if (!kind) return []
        return {
          noticeId,
          householdId: id,
          kind,
          people: kind === 'attend' ? (eventAsks === 'assembly' ? 1 : (people ?? 1)) : 0,
          entrustedTo: kind === 'entrust' && index % 20 > 9 ? '班長' : '',
          // Whoever has no account has answered on paper.
          enteredById: _count.members === 0 ? accounts.secretary.id : null,
          answeredAt,
        }
      }),
    })
  }
}
