/** 引継ぎの署名: the outgoing one first, then the incoming one; until then the first is taken back. */

import { type Actor, holderOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { portalUrl } from '~/platform/settings.server'
import { gatherAll, ofPack, refresh } from '../keep.server'
import { writeMail } from '../mails.server'
import { inBlocks, outBlocks, packState, SIGN_DAYS, tooEarly, unfinished } from '../rules'
import type { SignForm } from '../schema'
import { type FoundPack, lockPack, mayKnow, termsOf } from '../scope.server'
import { ticksOf } from '../ticks'
import { lockFresh, requireSide } from './ticks.server'

/**
 * Signs for one side. What the portal gathered is kept as it is when the outgoing one signs; what is unfinished stays
 * with the incoming one.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when something is missing; Stale when it was signed meanwhile
 */
export async function signPack(actor: Actor, slug: string, id: number, form: SignForm): Promise<void> {
  await transaction(async (tx) => {
    if (form.side === 'out') await signOut(tx, actor, slug, id, form.version)
    else await signIn(tx, actor, slug, id, form.version)
  })
}

async function signOut(tx: Tx, actor: Actor, slug: string, id: number, version: number): Promise<void> {
  const found = await lockFresh(tx, actor, slug, id)
  const { association, pack, parties, post, reader } = found
  const way = requireSide(found, 'out', actor.today)
  const state = packState(pack)
  if (state !== 'open') throw new Stale('handover_signed')
  // Whoever signs on paper for an association below answers for what they may know; the rest stays with who comes.
  const known = pack.items.filter(({ source }) => mayKnow(actor, found, source))
  const money = { asked: post === 'treasurer' && found.within, written: pack.moneyAt !== null }
  const blocks = outBlocks(state, known.map(ticksOf), money, tooEarly(parties.outgoing, actor.today))
  if (blocks.length > 0) throw new Invalid({ agreed: blocks.map(wordOf) })
  const matters = await refresh(tx, ofPack(found, actor.today))
  const gathered = await gatherAll(tx, { association, pack, parties, post, today: actor.today })
  await write(tx, pack, version, {
    signedOutAt: now(),
    signedOutById: reader.user.id,
    gathered: { ...gathered, matters } as unknown as Prisma.InputJsonObject,
    toTermId: await successorOf(tx, found),
  })
  await record(tx, reader, {
    action: 'handover_pack.signed_out',
    subjectType: 'handover_pack',
    subjectId: id,
    associationId: association.id,
    after: { paper: way === 'paper', items: pack.items.length },
  })
  await tellIncoming(tx, found)
}

const wordOf = (block: string) =>
  block === 'early'
    ? message('handover.sign.error.early', { days: SIGN_DAYS })
    : `handover.sign.error.${block}`

/**
 * Takes 渡しました back, until the other side has signed: the list is written on, and follows what is open again.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it is not signed, or was taken over meanwhile
 */
export async function takeBack(actor: Actor, slug: string, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockPack(tx, actor, slug, id)
    const way = requireSide(found, 'out', actor.today)
    if (packState(found.pack) !== 'given') throw new Stale()
    await write(tx, found.pack, version, {
      signedOutAt: null,
      signedOutById: null,
      gathered: Prisma.DbNull,
    })
    await record(tx, found.reader, {
      action: 'handover_pack.taken_back',
      subjectType: 'handover_pack',
      subjectId: id,
      associationId: found.association.id,
      after: { paper: way === 'paper' },
    })
  })
}

async function signIn(tx: Tx, actor: Actor, slug: string, id: number, version: number): Promise<void> {
  const found = await lockPack(tx, actor, slug, id)
  const { association, pack, parties, reader } = found
  const way = requireSide(found, 'in', actor.today)
  const state = packState(pack)
  if (state === 'taken') throw new Stale('handover_signed')
  const blocks = inBlocks(state, parties.incoming)
  if (blocks.length > 0) throw new Invalid({ agreed: blocks.map((block) => `handover.sign.error.${block}`) })
  await write(tx, pack, version, {
    signedInAt: now(),
    signedInById: reader.user.id,
    toTermId: await successorOf(tx, found),
  })
  await record(tx, reader, {
    action: 'handover_pack.signed_in',
    subjectType: 'handover_pack',
    subjectId: id,
    associationId: association.id,
    after: { paper: way === 'paper', unfinished: unfinished(pack.items.map(ticksOf)).length },
  })
}

async function write(
  tx: Tx,
  pack: { id: number },
  version: number,
  data: Prisma.HandoverPackUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.handoverPack.updateMany({
    where: { id: pack.id, version },
    data: { ...data, version: { increment: 1 } },
  })
  if (count !== 1) throw new Stale()
}

/** The term that takes over, unless another pack leads to it already. */
async function successorOf(tx: Tx, { pack }: FoundPack): Promise<number | null> {
  const { incoming } = termsOf(pack)
  if (!incoming) return null
  const other = await tx.handoverPack.count({ where: { toTermId: incoming.id, id: { not: pack.id } } })
  return other > 0 ? null : incoming.id
}

async function tellIncoming(tx: Tx, { association, pack }: FoundPack): Promise<void> {
  const { outgoing, incoming } = termsOf(pack)
  if (!incoming?.userId) return
  const to = await tx.user.findUnique({
    where: { id: incoming.userId },
    select: { email: true, language: true },
  })
  if (!to) return
  await writeMail(tx, to, 'given', () => ({
    association: association.name,
    post: pack.seat.post.name,
    name: outgoing ? holderOf(outgoing).name : '',
    url: portalUrl(`/associations/${association.slug}/handover/${pack.id}`),
  }))
}
