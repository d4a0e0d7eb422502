/** An association with its chair, a 会計 whose term ends, a 監事, and those who come after. */
import type { Actor, Post } from '~/modules/accounts/rules'
import { writeMoney } from '~/modules/handover/commands/money.server'
import { openPack } from '~/modules/handover/commands/open.server'
import { signPack } from '~/modules/handover/commands/sign.server'
import { tickItems } from '~/modules/handover/commands/ticks.server'
import { markOf } from '~/modules/handover/keep.server'
import { packPage } from '~/modules/handover/queries/pack.server'
import { moneyForm, signForm, ticksForm } from '~/modules/handover/schema'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { check } from '~/platform/forms.server'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'

export const SLUG = 'association-a'

/** Days from today on which the terms of the outgoing ones end. */
export const LEFT = 30

export type Person = { id: string; email: string; actor: Actor; term: number }

/** Somebody with an account who holds a post. */
export async function officer(
  associationId: number,
  post: Post,
  from = addDays(today(), -300),
  to = addDays(today(), LEFT),
): Promise<Person> {
  const { id, email } = await makeUser()
  const term = (await giveTerm(id, associationId, post, from, to)).id
  return { id, email, term, actor: await actorOf(id) }
}

/** Somebody who follows on the seat of a term. */
export async function successor(of: number): Promise<Person> {
  const { id, email } = await makeUser()
  const { associationId, post, seatId, endsOn } = await db.term.findUniqueOrThrow({ where: { id: of } })
  const last = endsOn.toISOString().slice(0, 10)
  const term = await db.term.create({
    data: {
      userId: id,
      associationId,
      post,
      seatId,
      startsOn: new Date(addDays(last, 1)),
      endsOn: new Date(addDays(last, 365)),
    },
    select: { id: true },
  })
  return { id, email, term: term.id, actor: await actorOf(id) }
}

export type Scene = {
  town: Town
  chair: Person
  treasurer: Person
  auditor: Person
  next: Person
  /** The pack of the 会計 */
  pack: number
}

export async function makeScene(): Promise<Scene> {
  const town = await makeTown()
  const at = town.association.id
  const chair = await officer(at, 'chair')
  const treasurer = await officer(at, 'treasurer')
  const auditor = await officer(at, 'auditor')
  const next = await successor(treasurer.term)
  return {
    town,
    chair,
    treasurer,
    auditor,
    next,
    pack: await openPack(treasurer.actor, SLUG, await seatOf(treasurer)),
  }
}

export const seatOf = async ({ term }: Person): Promise<number> =>
  (await db.term.findUniqueOrThrow({ where: { id: term }, select: { seatId: true } })).seatId ?? 0

/** All keys of a pack as its page shows them. */
export const keysOf = async (actor: Actor, pack: number): Promise<string[]> =>
  (await packPage(actor, SLUG, pack)).items.map(({ key }) => key)

const versionOf = async (pack: number): Promise<string> =>
  String((await db.handoverPack.findUniqueOrThrow({ where: { id: pack } })).version)

/** An item as its form has seen it. */
export const seenOf = async (id: number): Promise<string> =>
  markOf(await db.handoverItem.findUniqueOrThrow({ where: { id } }))

/** A draft of a notice of an association. */
export async function draft(associationId: number, title = '夏まつりの案内'): Promise<number> {
  const body = { body: '本文', bodyHtml: '<p>本文</p>', submissionId: crypto.randomUUID() }
  const of = { associationId, audienceId: associationId, category: 'event' as const, title, ...body }
  return (await db.notice.create({ data: of, select: { id: true } })).id
}

/** What the money sheet says in its form; the books agree. */
export const MONEY = {
  asOf: '2026-11-20',
  cash: '１０，０００円',
  account1: '○○銀行',
  balance1: '90000',
  open1: '発電機',
  amount1: '-5000',
  book: '100,000',
  note: '',
}

/** The money sheet as the form is read. */
export const moneyOf = async (scene: Scene, over: object = {}) =>
  check(moneyForm, { ...MONEY, version: await versionOf(scene.pack), ...over })

export const signOf = async (scene: Scene, side: 'out' | 'in') =>
  check(signForm, { side, version: await versionOf(scene.pack), agreed: 'on' })

/** Ticks as one of the two sides. */
export const giveAs = (scene: Scene, side: 'out' | 'in', ticked: string[], shown = ticked) =>
  tickItems(
    side === 'out' ? scene.treasurer.actor : scene.next.actor,
    SLUG,
    scene.pack,
    check(ticksForm, { side, shown, ticked }),
  )

/** Gives all, writes the money down and signs. */
export async function handOver(scene: Scene): Promise<void> {
  const { treasurer, pack } = scene
  await giveAs(scene, 'out', await keysOf(treasurer.actor, pack))
  await writeMoney(treasurer.actor, SLUG, pack, await moneyOf(scene))
  await signPack(treasurer.actor, SLUG, pack, await signOf(scene, 'out'))
}
