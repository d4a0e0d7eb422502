/** What a paid grant leaves in the record of its hall: the works and diagnoses that the scheme names. */
import type { SignedIn } from '~/modules/accounts/rules'
import { saveDiagnosisIn, saveWorkIn } from '~/modules/halls/commands/facts.server'
import type { Method, Result } from '~/modules/halls/rules'
import type { Tx } from '~/platform/db.server'
import { grantByWork, totalOf } from '../rules'
import type { Held } from './move.server'

/** What the inspection found, as its move keeps it. Scores in thousandths. */
type Found = {
  score_after?: number | null
  diagnosis_method?: Method | null
  diagnosis_result?: Result | null
  diagnosis_score?: number | null
}

/** The record keeps no larger sums, yen. */
const MAX_KEPT = 2_000_000_000

/**
 * Enters the works of an application into the record of its hall, with their costs and the grant; of several works each
 * bears the part of the grant that its eligible cost is of the whole. Without a hall, nothing.
 * @throws NotFound, NotAllowed for a hall that the person may not keep
 */
export async function recordInHall(tx: Tx, person: SignedIn, held: Held): Promise<void> {
  const { hallId, completedOn, finalAmount } = held
  const works = held.programme.definition.works.filter(({ key }) => held.works.includes(key))
  if (hallId === null || completedOn === null || works.every(({ register }) => !register)) return
  const rows = await tx.subsidyCostLine.findMany({
    where: { applicationId: held.id, stage: 'actual' },
    select: { work: true, amount: true, eligible: true },
  })
  const lines = rows.map((line) => ({ ...line, amount: Number(line.amount) }))
  const inspected = await tx.subsidyEvent.findFirst({
    where: { applicationId: held.id, verb: 'inspect' },
    select: { snapshot: true },
    orderBy: { id: 'desc' },
  })
  const found = (inspected?.snapshot ?? {}) as Found
  const grants = grantByWork(
    finalAmount ?? 0,
    works.map(({ key }) => key),
    lines,
  )
  const note = [held.programme.name, held.receiptNumber].filter(Boolean).join(' ')
  for (const [at, { key, register }] of works.entries()) {
    if (!register) continue
    if (register === 'diagnosis') {
      await saveDiagnosisIn(tx, person, hallId, {
        id: null,
        diagnosed_on: completedOn,
        method: found.diagnosis_method ?? 'other',
        score: found.diagnosis_score ?? null,
        result: found.diagnosis_result ?? 'undetermined',
        diagnosed_by: '',
        note,
      })
      continue
    }
    const cost = totalOf(lines.filter(({ work }) => work === key))
    const kept = cost <= MAX_KEPT
    await saveWorkIn(tx, person, hallId, {
      id: null,
      kind: register,
      done: { on: completedOn, precision: 'day' },
      cost: kept ? cost : null,
      subsidy: kept ? Math.min(cost, grants[at] ?? 0) : null,
      scoreAfter: register === 'seismic_retrofit' ? (found.score_after ?? null) : null,
      note,
    })
  }
}
