/** What an author does afterwards: taking it back, or no longer waiting for the association. By account, office, or the key of a mail. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayOf, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { storedKey } from '../contact.server'
import { visibleMatters } from '../queries/matter.server'
import { exchangeSettings } from '../queries/settings.server'
import { directIsOffered, type MatterState, moveOf, speaksFor } from '../rules'
import { happen, officeOf } from './happen.server'
import { releaseJoined } from './release.server'
import { tellCity } from './tell-city.server'

/** A matter by its id, for somebody who has signed in, or by the key of its author's own page. */
export type OwnKey = { id: number } | { key: string }

/** The author's matter, held to the end. @throws NotFound for anybody else's */
export async function ownMatter(tx: Tx, actor: Actor, own: OwnKey) {
  const select = {
    id: true,
    state: true,
    version: true,
    authorId: true,
    channel: true,
    receivedAt: true,
    createdAt: true,
    title: true,
    districtId: true,
    associationId: true,
    joinedToId: true,
    association: { select: { path: true } },
  } as const
  const where =
    'key' in own
      ? { keyHash: storedKey(own.key), authorContact: { not: null } }
      : { AND: [{ id: own.id }, visibleMatters(actor)] }
  const found = await tx.matter.findFirst({ where, select: { id: true } })
  if (!found) throw new NotFound()
  await tx.$executeRaw`SELECT FROM matters WHERE id = ${found.id}::int FOR NO KEY UPDATE`
  const matter = await tx.matter.findUniqueOrThrow({ where: { id: found.id }, select })
  const { authorId, channel } = matter
  const associationPath = matter.association?.path ?? null
  if (!('key' in own) && !speaksFor(actor, { authorId, channel, associationPath })) throw new NotFound()
  return { ...matter, state: matter.state as MatterState }
}

export const audit = (
  tx: Tx,
  actor: Actor,
  action: string,
  matter: { id: number; associationId: number | null },
  after?: { state: string },
) =>
  record(tx, actor, {
    action: `matter.${action}`,
    subjectType: 'matter',
    subjectId: matter.id,
    associationId: matter.associationId,
    after,
  })

/**
 * 取下げ by its author, as long as nobody has answered.
 * @throws NotFound; Stale when it was answered or changed meanwhile
 */
export async function withdrawMatter(actor: Actor, own: OwnKey, version: number): Promise<void> {
  await transaction(async (tx) => {
    const matter = await ownMatter(tx, actor, own)
    const move = moveOf('withdraw', matter.state, 'author')
    if (!move || matter.joinedToId !== null) throw new Stale()
    const { count } = await tx.matter.updateMany({
      where: { id: matter.id, version, state: matter.state },
      data: { state: move.to, closedAt: now(), version: version + 1 },
    })
    if (count !== 1) throw new Stale()
    await happen(tx, matter.id, { kind: 'withdrawn', byId: officeOf(actor, matter.channel) })
    await releaseJoined(tx, actor, matter.id)
    await audit(tx, actor, 'withdrawn', matter, { state: matter.state })
  })
}

/**
 * What a resident has asked through an association goes to the city directly, when its officers have left it for so
 * long: in the resident's own name, which is not shown, for the district of the association.
 * @throws NotFound; NotAllowed where the city takes nothing directly, or before those days; Stale when an officer was
 * faster
 */
export async function goDirect(actor: Actor, id: number, version: number): Promise<void> {
  await transaction(async (tx) => {
    const matter = await ownMatter(tx, actor, { id })
    const move = moveOf('go_direct', matter.state, 'author')
    if (!move || matter.channel !== 'through_association') throw new Stale()
    const { directAllowed } = await exchangeSettings(tx)
    if (!directIsOffered(matter.channel, matter.state, dayOf(matter.createdAt), actor.today, directAllowed))
      throw new NotAllowed('exchange_not_direct')
    const { count } = await tx.matter.updateMany({
      where: { id, version, state: matter.state },
      data: {
        state: move.to,
        channel: 'direct',
        associationId: null,
        receivedAt: now(),
        dueToldAt: null,
        overdueToldOn: null,
        version: version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await happen(tx, id, { kind: 'went_direct' })
    await happen(tx, id, { kind: 'received' })
    await tellCity(tx, actor, id, matter.title, 'received')
    await audit(tx, actor, 'went_direct', matter, { state: move.to })
  })
}
