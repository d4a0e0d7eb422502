/** 賛同: of a resident of the district, or of an association, each once. */
import { associationInScope } from '~/modules/accounts/queries/in-scope.server'
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { NotAllowed, NotFound } from '~/platform/errors'
import { districtsOf, OPEN_TO_ALL } from '../queries/matter.server'
import { type MatterState, mayBeSupportedBy, maySupport } from '../rules'

async function lockMatter(tx: Tx, id: number) {
  // What is answered or joined in this moment is supported before it, or not at all.
  await tx.$executeRaw`SELECT FROM matters WHERE id = ${id}::int FOR NO KEY UPDATE`
  const found = await tx.matter.findFirst({
    where: { id, ...OPEN_TO_ALL },
    select: {
      state: true,
      hiddenAt: true,
      joinedToId: true,
      authorId: true,
      associationId: true,
      districtId: true,
    },
  })
  if (!found) throw new NotFound()
  const { hiddenAt, state, ...matter } = found
  return { ...matter, state: state as MatterState, hidden: hiddenAt !== null }
}

/**
 * Supports a matter, as oneself or (`associationId`) for an association of which one is an officer. Said twice, it
 * counts once.
 * @throws SignInNeeded, NotFound; NotAllowed for the author, for people of another district, and once it is answered
 */
export async function supportMatter(actor: Actor, id: number, associationId: number | null): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    if (associationId !== null) await associationInScope(tx, actor, 'matter.ask', associationId)
    const matter = await lockMatter(tx, id)
    const may =
      associationId === null
        ? maySupport(user.id, await districtsOf(tx, actor), matter)
        : mayBeSupportedBy(
            await tx.association.findUniqueOrThrow({
              where: { id: associationId },
              select: { id: true, districtId: true },
            }),
            matter,
          )
    if (!may) throw new NotAllowed('exchange_not_support')
    const whose = associationId === null ? { userId: user.id } : { associationId }
    const { count } = await tx.matterSupport.createMany({
      data: [{ matterId: id, ...whose, at: now() }],
      skipDuplicates: true,
    })
    if (count === 1)
      await record(tx, actor, {
        action: 'matter.supported',
        subjectType: 'matter',
        subjectId: id,
        associationId,
      })
  })
}

/** Takes a support back. @throws SignInNeeded, NotAllowed, NotFound */
export async function endSupport(actor: Actor, id: number, associationId: number | null): Promise<void> {
  const { user } = requireUser(actor)
  if (associationId !== null) await associationInScope(db, actor, 'matter.ask', associationId)
  await transaction(async (tx) => {
    await lockMatter(tx, id)
    const whose = associationId === null ? { userId: user.id } : { associationId }
    const { count } = await tx.matterSupport.deleteMany({ where: { matterId: id, ...whose } })
    if (count === 1)
      await record(tx, actor, {
        action: 'matter.support_ended',
        subjectType: 'matter',
        subjectId: id,
        associationId,
      })
  })
}
