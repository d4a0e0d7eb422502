/** いらない引き継ぎ: opened while nobody knew who would follow, and then the same person went on. */
import type { Actor, Post } from '~/modules/accounts/rules'
import { type Auditee, JOB, record } from '~/modules/audit/commands.server'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { jobsAreStopping } from '~/platform/jobs.server'
import { usualTitles } from '../keep.server'
import { goesOn, isUntouched, packState } from '../rules'
import { lockPack, mayDrop, packSelect, partiesOf } from '../scope.server'
import { ticksOf } from '../ticks'

/** So many packs at a time, in one transaction. */
const BATCH = 100
const SECONDS = 60

/**
 * Takes a pack away that nobody needs, with everything that was written in it.
 * @throws SignInNeeded, NotAllowed for anybody but the keepers of the association itself; NotFound; Stale once it is
 * signed or has changed
 */
export async function dropPack(actor: Actor, slug: string, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockPack(tx, actor, slug, id)
    if (packState(found.pack) !== 'open') throw new Stale('handover_signed')
    if (!mayDrop(actor, found)) throw new NotAllowed('handover_side')
    if (found.pack.version !== version) throw new Stale()
    await drop(tx, found.reader, id, found.association.id, found.post)
  })
}

/**
 * Takes away the packs in which nobody has done anything and whose holder goes on.
 * @returns how many
 */
export async function dropNeedless(): Promise<number> {
  let after = 0
  let dropped = 0
  for (;;) {
    const { last, count } = await transaction((tx) => dropSome(tx, after), SECONDS)
    dropped += count
    if (last === null || jobsAreStopping()) return dropped
    after = last
  }
}

const bare = { givenAt: null, takenAt: null, doneAt: null, note: '', reason: '' }

async function dropSome(tx: Tx, after: number): Promise<{ last: number | null; count: number }> {
  const where = {
    id: { gt: after },
    signedOutAt: null,
    signedInAt: null,
    moneyAt: null,
    fromTerm: { userId: { not: null } },
    items: { every: bare },
  } satisfies Prisma.HandoverPackWhereInput
  const ids = await tx.handoverPack.findMany({
    where,
    orderBy: { id: 'asc' },
    take: BATCH,
    select: { id: true },
  })
  const among = ids.map(({ id }) => id)
  // Whoever ticks at this moment comes first, or finds the pack gone.
  await tx.$executeRaw`SELECT 1 FROM handover_packs WHERE id = ANY(${among}) ORDER BY id FOR NO KEY UPDATE`
  const packs = await tx.handoverPack.findMany({
    where: { id: { in: among } },
    select: {
      ...packSelect,
      seat: {
        select: {
          ...packSelect.seat.select,
          post: { select: { ...packSelect.seat.select.post.select, associationId: true } },
        },
      },
    },
  })
  let count = 0
  for (const pack of packs) {
    const { outgoing, incoming } = partiesOf(pack)
    const post = pack.seat.post.post as Post
    if (!outgoing || !goesOn(outgoing, incoming)) continue
    if (!isUntouched(pack, pack.items.map(ticksOf), usualTitles(post))) continue
    await drop(tx, JOB, pack.id, pack.seat.post.associationId, post)
    count += 1
  }
  return { last: ids.length < BATCH ? null : (ids.at(-1)?.id ?? null), count }
}

async function drop(tx: Tx, by: Auditee, id: number, associationId: number, post: Post): Promise<void> {
  await tx.handoverPack.delete({ where: { id }, select: { id: true } })
  await record(tx, by, {
    action: 'handover_pack.dropped',
    subjectType: 'handover_pack',
    subjectId: id,
    associationId,
    before: { post },
  })
}
