/** 自分の関心: the person changes what they told, or withdraws it. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Gone, Stale } from '~/platform/errors'
import { sealPerson } from '../person.server'
import { findOwn } from '../queries/own.server'
import type { OwnChange } from '../schema'
import { NOBODY_KNOWN, personOf } from './shared.server'

/** The person changes what they told. @throws Gone; Stale when it was changed meanwhile, or they have not agreed */
export async function changeOwn(actor: Actor, key: string, form: OwnChange): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    const { count } = await tx.interest.updateMany({
      where: { id: own.id, stage: { not: 'asked' }, version: form.version },
      data: { person: sealPerson(personOf(form)), version: form.version + 1 },
    })
    if (count !== 1) throw new Stale()
  })
}

/**
 * The person withdraws, or a nominated one declines: everything is deleted at once. Of one who never agreed no trace
 * is left, so that it is not recorded either.
 * @throws Gone when it is deleted already
 */
export async function withdraw(actor: Actor, key: string): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    // Whoever agrees in this moment is deleted as one who had agreed.
    const deleted = await tx.$queryRaw<{ stage: string }[]>`
      DELETE FROM interests WHERE id = ${own.id}::int RETURNING stage::text`
    if (deleted.length !== 1) throw new Gone('interest_over')
    if (deleted[0]?.stage === 'asked') return
    await record(tx, NOBODY_KNOWN, {
      action: 'interest.withdrawn',
      subjectType: 'interest',
      subjectId: own.id,
      associationId: own.associationId,
    })
  })
}
