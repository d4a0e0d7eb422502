/** 会計の引継ぎ: the sheet of a pack, for the two sides, the 監事 and those who keep the officers from within. */
import { type Actor, holderOf, type Post, requireUser } from '~/modules/accounts/rules'
import { officersAssociation } from '~/modules/officers/queries/posts.server'
import { db, type Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { actsFor, type Money, moneyActs, moneySums, placeOf, wasOutgoing } from '../rules'
import { isAuditor, keepsWithin, over, packSelect, partiesOf, termsOf } from '../scope.server'

/**
 * The pack of a 会計 whose sheet the actor may read.
 * @throws SignInNeeded; NotAllowed once the own term is over; NotFound for anybody else, and of other posts
 */
export async function findMoney(client: Tx | typeof db, actor: Actor, slug: string, id: number) {
  const { user } = requireUser(actor)
  const association = await officersAssociation(slug)
  const pack = await client.handoverPack.findFirst({
    where: { id, seat: { post: { associationId: association.id, post: 'treasurer' } } },
    select: packSelect,
  })
  if (!pack) throw new NotFound()
  const parties = partiesOf(pack)
  const reader = { userId: user.id, keeper: keepsWithin(actor, association) }
  const place = placeOf(parties, reader, actor.today)
  const auditor = isAuditor(actor, association.id)
  if (!place && !auditor) {
    if (wasOutgoing(parties, reader, actor.today))
      throw over(association.slug, parties.outgoing?.endsOn ?? '')
    throw new NotFound()
  }
  const money = pack.money as Money | null
  const acts = moneyActs({
    writes: actsFor('out', parties, reader, actor.today) !== null,
    auditor,
    written: pack.moneyAt !== null,
    writtenByReader: pack.moneyById === user.id,
    audited: pack.auditedAt !== null,
    signedIn: pack.signedInAt !== null,
  })
  return { association, pack, post: pack.seat.post.post as Post, parties, place, auditor, money, acts }
}

/** The page of the sheet. @throws as `findMoney` */
export async function moneyPage(actor: Actor, slug: string, id: number) {
  const { association, pack, place, money, acts } = await findMoney(db, actor, slug, id)
  const { outgoing } = termsOf(pack)
  const { slug: known, name } = association
  return {
    association: { slug: known, name },
    pack: { id: pack.id, version: pack.version, post: pack.seat.post.name },
    /** Whether the whole pack is theirs to see, and not the sheet alone */
    wholePack: place !== null,
    money,
    sums: money && moneySums(money),
    writtenAt: pack.moneyAt,
    auditedAt: pack.auditedAt,
    holder: outgoing ? holderOf(outgoing).name : null,
    acts,
  }
}
