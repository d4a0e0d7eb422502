/** 渡した・受け取った: the ticks of each side, and what the incoming one finishes afterwards. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { ofPack, refresh } from '../keep.server'
import { actsFor, mayTick, packState, type Side } from '../rules'
import type { TicksForm } from '../schema'
import { type FoundPack, lockPack, mayKnow } from '../scope.server'

/**
 * Asks whether the actor acts for a side of a pack, themselves or with what they have on paper.
 * @throws NotAllowed otherwise
 */
export function requireSide(found: FoundPack, side: Side, today: string): 'self' | 'paper' {
  const reader = { userId: found.reader.user.id, keeper: found.keeper }
  const way = actsFor(side, found.parties, reader, today)
  if (!way) throw new NotAllowed('handover_side')
  return way
}

/** Takes the pack with its items as they are open now; once it is signed nothing is gathered any more. */
export async function lockFresh(tx: Tx, actor: Actor, slug: string, id: number): Promise<FoundPack> {
  const found = await lockPack(tx, actor, slug, id)
  if (packState(found.pack) !== 'open') return found
  await refresh(tx, ofPack(found, actor.today))
  return lockPack(tx, actor, slug, id)
}

/**
 * Sets the ticks of one side: of the items that were shown, those that are named, and takes the others away.
 * @returns the id of the item that is to be written on next, where the form names one: it is kept by now
 * @throws SignInNeeded, NotAllowed, NotFound; Stale once that side has signed
 */
export async function tickItems(
  actor: Actor,
  slug: string,
  id: number,
  form: TicksForm,
): Promise<number | null> {
  return transaction(async (tx) => {
    const found = await lockFresh(tx, actor, slug, id)
    const { side } = form
    const way = requireSide(found, side, actor.today)
    if (!mayTick(side, packState(found.pack))) throw new Stale('handover_signed')
    const column = side === 'out' ? 'givenAt' : 'takenAt'
    const known = found.pack.items.filter(({ source }) => mayKnow(actor, found, source))
    const shown = known.filter((item) => isAmong(form.shown, item))
    const next = known.find((item) => form.edit !== null && isAmong([form.edit], item))?.id ?? null
    const on = shown.filter((item) => isAmong(form.ticked, item))
    const set = (items: typeof shown, value: Date | null) =>
      tx.handoverItem.updateMany({
        where: { id: { in: items.map((item) => item.id) }, [column]: value === null ? { not: null } : null },
        data: { [column]: value },
      })
    const added = await set(on, now())
    const gone = await set(
      shown.filter((item) => !on.includes(item)),
      null,
    )
    if (added.count + gone.count === 0) return next
    await record(tx, found.reader, {
      action: 'handover_pack.ticked',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: found.association.id,
      after: { side, paper: way === 'paper', ticked: added.count, unticked: gone.count },
    })
    return next
  })
}

/** An item is named by its id, or by what it was gathered from before it was kept. */
const isAmong = (keys: readonly string[], item: { id: number; source: string }): boolean =>
  keys.includes(String(item.id)) || (item.source !== '' && keys.includes(item.source))

/**
 * 済んだ: the incoming one has finished what had stayed with them, or takes that back.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale before the pack was taken over
 */
export async function finishItem(
  actor: Actor,
  slug: string,
  id: number,
  itemId: number,
  done: boolean,
): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockPack(tx, actor, slug, id)
    const way = requireSide(found, 'in', actor.today)
    if (packState(found.pack) !== 'taken') throw new Stale('handover_not_taken')
    if (!found.pack.items.some((item) => item.id === itemId && mayKnow(actor, found, item.source)))
      throw new NotFound()
    const { count } = await tx.handoverItem.updateMany({
      where: { id: itemId, packId: id, doneAt: done ? null : { not: null } },
      data: { doneAt: done ? now() : null },
    })
    if (count === 0) return
    await record(tx, found.reader, {
      action: 'handover_pack.finished',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: found.association.id,
      after: { item: itemId, done, paper: way === 'paper' },
    })
  })
}
