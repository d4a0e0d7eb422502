/** 会計の引継ぎ: written by the 会計, checked by the 監事. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { findMoney } from '../queries/money.server'
import { moneySums, packState } from '../rules'
import type { MoneyForm } from '../schema'

/**
 * Writes the sheet, also after 渡しました until the other side has signed; a check of what stood before is gone.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it was changed meanwhile or is signed
 */
export async function writeMoney(actor: Actor, slug: string, id: number, form: MoneyForm): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM handover_packs WHERE id = ${id} FOR NO KEY UPDATE`
    const found = await findMoney(tx, actor, slug, id)
    if (packState(found.pack) === 'taken') throw new Stale('handover_signed')
    if (!found.acts.write) throw new NotAllowed('handover_side')
    const { count } = await tx.handoverPack.updateMany({
      where: { id, version: form.version, signedInAt: null },
      data: {
        money: form.money,
        moneyById: user.id,
        moneyAt: now(),
        auditedById: null,
        auditedAt: null,
        version: { increment: 1 },
      },
    })
    if (count !== 1) throw new Stale()
    await record(
      tx,
      { ...actor, user },
      {
        action: 'handover_pack.money_written',
        subjectType: 'handover_pack',
        subjectId: id,
        associationId: found.association.id,
        // No sums: what an association has is for those who hand it over.
        after: { accounts: form.money.accounts.length, equal: moneySums(form.money).difference === 0 },
      },
    )
  })
}

/**
 * 監事の確認: of the sheet as it was shown, by somebody who has not written it.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it was changed or checked meanwhile
 */
export async function auditMoney(actor: Actor, slug: string, id: number, version: number): Promise<void> {
  const { user } = requireUser(actor)
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM handover_packs WHERE id = ${id} FOR NO KEY UPDATE`
    const found = await findMoney(tx, actor, slug, id)
    if (!found.auditor) throw new NotAllowed('handover_audit')
    if (!found.pack.moneyAt) throw new NotFound()
    if (found.pack.moneyById === user.id) throw new NotAllowed('handover_audit')
    if (found.pack.auditedAt) throw new Stale()
    const { count } = await tx.handoverPack.updateMany({
      where: { id, version, auditedAt: null, moneyAt: { not: null } },
      data: { auditedById: user.id, auditedAt: now(), version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await record(
      tx,
      { ...actor, user },
      {
        action: 'handover_pack.money_checked',
        subjectType: 'handover_pack',
        subjectId: id,
        associationId: found.association.id,
      },
    )
  })
}
