/** まとめた先と一緒に: what was joined to a matter stands as that matter does, up to its end. */
import { now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { joinedWords, type MatterState } from '../rules'

/** States that what was joined takes over. Before an answer each keeps its own section and day. */
const TAKEN_OVER: readonly MatterState[] = ['answered', 'underway', 'done', 'impossible']

/**
 * Brings all that was joined to a matter to where that matter stands now: answered, under way, done, impossible, or
 * thought over once more. Whoever asked or follows it is told with the mail of that matter (`tellEvent`).
 */
export async function moveJoined(tx: Tx, id: number): Promise<void> {
  const target = await tx.matter.findUniqueOrThrow({
    where: { id },
    select: {
      state: true,
      sectionId: true,
      dueOn: true,
      routedAt: true,
      answeredAt: true,
      promisedOn: true,
      progress: true,
      closedAt: true,
    },
  })
  const { state, sectionId, dueOn, routedAt, ...course } = target
  const joined = await tx.matter.findMany({
    where: { joinedToId: id },
    orderBy: { id: 'asc' },
    select: { id: true, state: true, sectionId: true, dueOn: true, routedAt: true },
  })
  for (const matter of joined) {
    const over = TAKEN_OVER.includes(matter.state)
    if (!TAKEN_OVER.includes(state) && !over) continue
    await tx.matter.updateMany({
      where: { id: matter.id, joinedToId: id },
      data: {
        ...course,
        state,
        // Its own day stays: in time or late is told by it.
        sectionId: matter.sectionId ?? sectionId,
        dueOn: matter.dueOn ?? dueOn,
        routedAt: matter.routedAt ?? routedAt,
        version: { increment: 1 },
      },
    })
    if (matter.state !== state)
      await tx.matterEvent.create({
        data: { matterId: matter.id, kind: 'moved_with', text: joinedWords(id), at: now() },
        select: { id: true },
      })
  }
}
