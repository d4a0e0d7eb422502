/** 自治会のページを直す */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, now } from '~/platform/clock'
import { Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { consentOutlives, mayDecideApproval } from '../rules'
import type { EditInput } from '../schema'
import { writings } from '../towns'
import { editable, refuse } from './scope.server'

/**
 * Writes the page of an association over. Another contact person ends the consent of the one before.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a date to come or an unknown town; Stale when somebody else
 *   saved since the form was opened
 */
export async function editAssociation(actor: Actor, slug: string, form: EditInput): Promise<void> {
  requireUser(actor)
  await transaction(async (tx) => {
    const before = await tx.association.findFirst({
      where: editable(actor, slug),
      select: { id: true, kind: true, path: true, needsApproval: true, towns: { select: { townId: true } } },
    })
    if (!before) return refuse(tx, actor, slug)
    const { version, towns, legalPersonalitySince, householdsAsOf, area, ...plain } = form
    for (const field of ['legalPersonalitySince', 'householdsAsOf'] as const) {
      if ((form[field] ?? '') > actor.today) throw new Invalid({ [field]: ['associations.edit.date_future'] })
    }
    if (form.needsApproval !== before.needsApproval && !mayDecideApproval(actor, before.path)) {
      throw new Invalid({ needsApproval: ['associations.edit.approval_not_yours'] })
    }
    const townIds = before.kind === 'council' || before.kind === 'city' ? null : await findTowns(tx, towns)
    const { count } = await tx.association.updateMany({
      where: { id: before.id, version },
      data: {
        ...plain,
        version: version + 1,
        legalPersonalitySince: legalPersonalitySince && dayToDate(legalPersonalitySince),
        householdsAsOf: householdsAsOf && dayToDate(householdsAsOf),
        area: area ?? Prisma.DbNull,
        updatedAt: now(),
      },
    })
    if (count !== 1) throw new Stale()
    if (townIds)
      await setTowns(
        tx,
        before.id,
        before.towns.map((t) => t.townId),
        townIds,
      )
    const lapsed = await endForeignConsents(tx, before.id, form.contactName)
    await record(tx, actor, {
      action: 'association.edited',
      subjectType: 'association',
      subjectId: before.id,
      associationId: before.id,
      before: { version, needsApproval: before.needsApproval },
      after: {
        version: version + 1,
        needsApproval: form.needsApproval,
        ...(townIds ? { towns: townIds.length } : {}),
        consentEnded: lapsed > 0,
      },
    })
  })
}

/** The ids of towns as they were typed. @throws Invalid naming those that are no towns */
export async function findTowns(tx: Tx, typed: readonly string[]): Promise<number[]> {
  if (typed.length === 0) return []
  const city = await tx.association.findFirst({ where: { kind: 'city' }, select: { name: true } })
  const forms = typed.map((town) => writings(town, city?.name))
  const found = await tx.$queryRaw<{ id: number; form: string }[]>`
    SELECT id, search_form(name) AS form FROM towns WHERE search_form(name) = ANY(${forms.flat()}::text[])`
  const ids = new Map(found.map((town) => [town.form, town.id]))
  const unknown = typed.filter((_, i) => !forms[i]?.some((form) => ids.has(form)))
  if (unknown.length > 0) {
    const towns = unknown
      .slice(0, 5)
      .map((town) => town.slice(0, 20))
      .join('、')
    throw new Invalid({ towns: [message('associations.edit.unknown_towns', { towns })] })
  }
  return [...new Set(forms.flatMap((writing) => writing.flatMap((form) => ids.get(form) ?? []).slice(0, 1)))]
}

async function setTowns(tx: Tx, associationId: number, before: readonly number[], after: readonly number[]) {
  const gone = before.filter((id) => !after.includes(id))
  const added = after.filter((id) => !before.includes(id))
  if (gone.length > 0) await tx.associationTown.deleteMany({ where: { associationId, townId: { in: gone } } })
  await tx.associationTown.createMany({ data: added.map((townId) => ({ associationId, townId })) })
}

/** A consent is a person's: with another name, or none, it ends with the edit. */
async function endForeignConsents(
  tx: Tx,
  associationId: number,
  contactName: string | null,
): Promise<number> {
  const standing = await tx.contactConsent.findMany({
    where: { associationId, withdrawnAt: null },
    select: { id: true, personName: true },
  })
  const foreign = standing
    .filter((consent) => !consentOutlives(consent, contactName))
    .map((consent) => consent.id)
  if (foreign.length === 0) return 0
  const { count } = await tx.contactConsent.updateMany({
    where: { id: { in: foreign }, withdrawnAt: null },
    data: { withdrawnAt: now() },
  })
  return count
}
