/** What somebody adds to the list, writes beside an item, or takes away again. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { markOf } from '../keep.server'
import { packState } from '../rules'
import type { EditItem, NewItem } from '../schema'
import { lockPack, mayKnow } from '../scope.server'
import { requireSide } from './ticks.server'

/** A list longer than this is read by nobody. */
const MOST = 200

/**
 * Adds an item by hand; as long as the outgoing one has not signed.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale once it is signed; Invalid when the list is full
 */
export async function addItem(actor: Actor, slug: string, id: number, form: NewItem): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockPack(tx, actor, slug, id)
    const way = requireSide(found, 'out', actor.today)
    const { pack, association, reader } = found
    if (packState(pack) !== 'open') throw new Stale('handover_signed')
    if (pack.items.length >= MOST) throw new Invalid({ title: [message('form.too_many', { max: MOST })] })
    const position = Math.max(0, ...pack.items.map((item) => item.position)) + 1
    await tx.handoverItem.create({ data: { packId: id, position, ...form }, select: { id: true } })
    await record(tx, reader, {
      action: 'handover_pack.item_added',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: association.id,
      after: { kind: form.kind, paper: way === 'paper' },
    })
  })
}

/**
 * Changes the words of an item. What was gathered keeps its title; only a word beside it is written.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale once it is signed, or when somebody else changed it meanwhile;
 * Invalid without a title
 */
export async function editItem(
  actor: Actor,
  slug: string,
  id: number,
  itemId: number,
  form: EditItem,
): Promise<void> {
  await transaction(async (tx) => {
    const { found, item, way } = await openItem(tx, actor, slug, id, itemId)
    const gathered = item.source !== ''
    if (!gathered && form.title === '') throw new Invalid({ title: ['handover.item.error.title'] })
    const { title, seen, ...words } = form
    // Whoever else writes waits for the pack's row.
    if (seen !== markOf(item)) throw new Stale()
    await tx.handoverItem.update({
      where: { id: itemId },
      data: gathered ? words : { title, ...words },
      select: { id: true },
    })
    await record(tx, found.reader, {
      action: 'handover_pack.item_changed',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: found.association.id,
      after: { item: itemId, paper: way === 'paper', withheld: form.reason !== '' },
    })
  })
}

/**
 * Takes an item that was written by hand, or is one of the usual, off the list.
 * @throws SignInNeeded, NotAllowed, also for what was gathered; NotFound; Stale once it is signed
 */
export async function removeItem(actor: Actor, slug: string, id: number, itemId: number): Promise<void> {
  await transaction(async (tx) => {
    const { found, item, way } = await openItem(tx, actor, slug, id, itemId)
    if (item.source !== '') throw new NotAllowed('handover_gathered')
    await tx.handoverItem.delete({ where: { id: itemId }, select: { id: true } })
    await record(tx, found.reader, {
      action: 'handover_pack.item_removed',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: found.association.id,
      before: { kind: item.kind, paper: way === 'paper' },
    })
  })
}

async function openItem(
  tx: Parameters<typeof lockPack>[0],
  actor: Actor,
  slug: string,
  id: number,
  itemId: number,
) {
  const found = await lockPack(tx, actor, slug, id)
  const way = requireSide(found, 'out', actor.today)
  const item = found.pack.items.find((one) => one.id === itemId)
  if (!item || !mayKnow(actor, found, item.source)) throw new NotFound()
  if (packState(found.pack) !== 'open') throw new Stale('handover_signed')
  return { found, item, way }
}
