/** 議題: added, changed, put in order, taken away, until the talk is held. */
import type { Actor } from '~/modules/accounts/rules'
import { takesMatters } from '~/modules/sections/rules'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { mattersWhere } from '../queries/host.server'
import { isEditable, MOST_ITEMS, moved } from '../rules'
import type { ItemForm } from '../schema'
import { heldTalk, note } from './shared.server'

/** @throws SignInNeeded, NotAllowed, NotFound; Stale once the talk is over */
async function openAgenda(tx: Tx, actor: Actor, id: number) {
  const talk = await heldTalk(tx, actor, id)
  if (!isEditable(talk.state)) throw new Stale('talk_over')
  return talk
}

/** A calendar that has the talk is to take it anew, and a form that is open elsewhere is to know. */
const changed = (tx: Tx, id: number) => tx.talk.update({ where: { id }, data: { version: { increment: 1 } } })

async function columnsOf(
  tx: Tx,
  audience: { path: string; kind: string; districtId: number | null },
  form: ItemForm,
) {
  const { title, text, minutes, section, matter } = form
  if (section !== null) {
    const found = await tx.section.findUnique({ where: { id: section }, select: { endedAt: true } })
    if (!found || !takesMatters(found)) throw new Invalid({ section: ['form.choose'] })
  }
  if (matter !== null) {
    const found = await tx.matter.findFirst({
      where: { AND: [{ id: matter }, mattersWhere(audience)] },
      select: { id: true },
    })
    if (!found) throw new Invalid({ matter: ['form.choose'] })
  }
  return { title, text, minutes, sectionId: section, matterId: matter }
}

/** Puts something on the agenda, at its end. @throws SignInNeeded, NotAllowed, NotFound; Stale; Invalid */
export async function addItem(actor: Actor, id: number, form: ItemForm): Promise<void> {
  await transaction(async (tx) => {
    const talk = await openAgenda(tx, actor, id)
    const columns = await columnsOf(tx, talk.audience, form)
    const { _count, _max } = await tx.talkItem.aggregate({
      where: { talkId: id },
      _count: true,
      _max: { position: true },
    })
    if (_count >= MOST_ITEMS) throw new Invalid({ form: [message('form.too_many', { max: MOST_ITEMS })] })
    await tx.talkItem.create({ data: { ...columns, talkId: id, position: (_max.position ?? 0) + 1 } })
    await changed(tx, id)
    await note(tx, talk.host, talk, 'talk.agenda')
  })
}

/**
 * Changes an item where it stands.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the talk is over or has changed since; Invalid
 */
export async function editItem(
  actor: Actor,
  id: number,
  itemId: number,
  form: ItemForm & { version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await openAgenda(tx, actor, id)
    if (talk.version !== form.version) throw new Stale()
    const { count } = await tx.talkItem.updateMany({
      where: { id: itemId, talkId: id },
      data: await columnsOf(tx, talk.audience, form),
    })
    if (count !== 1) throw new NotFound()
    await changed(tx, id)
    await note(tx, talk.host, talk, 'talk.agenda', { item: itemId })
  })
}

/** Puts an item before or behind its neighbour. @throws SignInNeeded, NotAllowed, NotFound; Stale */
export async function moveItem(
  actor: Actor,
  id: number,
  given: { id: number; way: 'up' | 'down' },
): Promise<void> {
  await transaction(async (tx) => {
    const talk = await openAgenda(tx, actor, id)
    const items = await tx.talkItem.findMany({
      where: { talkId: id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    })
    const index = items.findIndex((item) => item.id === given.id)
    if (index < 0) throw new NotFound()
    for (const [position, item] of moved(items, index, given.way).entries()) {
      await tx.talkItem.update({ where: { id: item.id }, data: { position: position + 1 } })
    }
    await changed(tx, id)
    await note(tx, talk.host, talk, 'talk.agenda')
  })
}

/** Takes an item off the agenda. @throws SignInNeeded, NotAllowed, NotFound; Stale */
export async function removeItem(actor: Actor, id: number, itemId: number): Promise<void> {
  await transaction(async (tx) => {
    const talk = await openAgenda(tx, actor, id)
    const { count } = await tx.talkItem.deleteMany({ where: { id: itemId, talkId: id } })
    if (count !== 1) throw new NotFound()
    await changed(tx, id)
    await note(tx, talk.host, talk, 'talk.agenda')
  })
}
