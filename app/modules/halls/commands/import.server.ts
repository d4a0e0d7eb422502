/** 会館をCSVで読み込む: what was confirmed is written in one transaction, or nothing. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import type { Sheet } from '../file/judge'
import { type Plan, type Planned, planImport, requireImporter } from '../queries/file.server'
import { fromUnits, hallRow } from '../queries/record.server'
import { NOTHING_KNOWN } from '../schema'
import { saveDiagnosisIn } from './facts.server'
import { updateHallIn } from './halls.server'

/** Some thousand halls take a while, each with its entry in the trail. */
const SECONDS = 120

/**
 * Writes what a person has confirmed.
 * @param digest of the plan that was shown
 * @throws SignInNeeded, NotAllowed; Stale when the records have changed since; Invalid for a file that cannot be read
 */
export async function importHalls(
  actor: Actor,
  sheet: Sheet,
  source: string,
  digest: string,
): Promise<{ added: number; changed: number }> {
  requireImporter(actor)
  const keeper = requireUser(actor)
  return transaction(async (tx) => {
    // One import at a time, and no hall entered by hand in between.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('halls'), 0)`
    const plan = await planImport(actor, sheet, source, tx)
    if ('trouble' in plan) throw new Invalid({ file: [`halls.row.${plan.trouble.key}`] })
    if (plan.digest !== digest) throw new Stale()
    const ids = await slugIds(tx, plan)
    for (const planned of plan.added) await add(tx, planned, ids)
    for (const planned of plan.changed) await change(tx, actor, planned)
    const told = { added: plan.added.length, changed: plan.changed.length }
    await record(tx, keeper, {
      action: 'hall.imported',
      subjectType: 'hall',
      subjectId: 0,
      after: { ...told, refused: plan.refused.length },
    })
    return told
  }, SECONDS)
}

async function slugIds(tx: Tx, plan: Plan): Promise<Map<string, number>> {
  const slugs = plan.added.flatMap(({ associations }) => associations ?? [])
  const found = await tx.association.findMany({
    where: { slug: { in: slugs } },
    select: { id: true, slug: true },
  })
  return new Map(found.map(({ id, slug }) => [slug, id]))
}

async function add(tx: Tx, planned: Planned, ids: ReadonlyMap<string, number>): Promise<void> {
  const { diagnosis } = planned
  const data = {
    ...hallRow({ ...NOTHING_KNOWN, ...planned.values, name: planned.name }),
    importKey: planned.key,
    associations: {
      create: (planned.associations ?? []).flatMap((slug) => {
        const associationId = ids.get(slug)
        return associationId ? [{ associationId }] : []
      }),
    },
    ...(diagnosis && {
      diagnoses: {
        create: {
          diagnosedOn: dayToDate(diagnosis.on),
          method: diagnosis.method,
          score: fromUnits(diagnosis.score, 3),
          result: diagnosis.result,
        },
      },
    }),
  } as Prisma.HallUncheckedCreateInput
  await tx.hall.create({ data, select: { id: true } })
}

async function change(tx: Tx, actor: Actor, planned: Planned): Promise<void> {
  const { hallId, values, associations, diagnosis } = planned
  if (hallId === null) return
  await updateHallIn(tx, actor, hallId, values, associations ? { associations } : {})
  if (!diagnosis) return
  const standing = diagnosis.id
    ? await tx.hallDiagnosis.findUnique({
        where: { id: diagnosis.id },
        select: { diagnosedBy: true, note: true },
      })
    : null
  await saveDiagnosisIn(tx, actor, hallId, {
    id: diagnosis.id,
    diagnosed_on: diagnosis.on,
    method: diagnosis.method,
    score: diagnosis.score,
    result: diagnosis.result,
    diagnosed_by: standing?.diagnosedBy ?? '',
    note: standing?.note ?? '',
  })
}
