/** 耐震診断と工事: entered, corrected, deleted. Each also changes the hall, whose version guards them. */
import type { Actor } from '~/modules/accounts/rules'
import { dayToDate } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { fromUnits } from '../queries/record.server'
import { spanOf } from '../rules'
import type { DiagnosisInput, WorkInput } from '../schema'
import { changeHall } from './keep.server'

/**
 * Enters a diagnosis, or corrects one of this hall.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a day to come; Stale
 */
export async function saveDiagnosis(actor: Actor, hallId: number, form: DiagnosisInput): Promise<void> {
  await transaction((tx) => saveDiagnosisIn(tx, actor, hallId, form))
}

/** As `saveDiagnosis`, within the transaction of another command; without a version nothing is guarded. */
export async function saveDiagnosisIn(
  tx: Tx,
  actor: Actor,
  hallId: number,
  form: Omit<DiagnosisInput, 'version'> & { version?: number },
): Promise<void> {
  await changeHall(tx, actor, hallId, form.version, 'hall.diagnosis_saved', async () => {
    if (form.diagnosed_on > actor.today) throw new Invalid({ diagnosed_on: ['halls.error.future'] })
    const data = {
      diagnosedOn: dayToDate(form.diagnosed_on),
      method: form.method,
      score: fromUnits(form.score, 3),
      result: form.result,
      diagnosedBy: form.diagnosed_by,
      note: form.note,
    }
    if (form.id === null) {
      const { id } = await tx.hallDiagnosis.create({ data: { ...data, hallId }, select: { id: true } })
      return { diagnosis: id, result: form.result }
    }
    const { count } = await tx.hallDiagnosis.updateMany({ where: { id: form.id, hallId }, data })
    if (count !== 1) throw new NotFound()
    return { diagnosis: form.id, result: form.result }
  })
}

/** Deletes a diagnosis that was entered by mistake. @throws SignInNeeded, NotAllowed, NotFound, Stale */
export async function deleteDiagnosis(
  actor: Actor,
  hallId: number,
  form: { id: number; version: number },
): Promise<void> {
  await transaction((tx) =>
    changeHall(tx, actor, hallId, form.version, 'hall.diagnosis_deleted', async () => {
      const { count } = await tx.hallDiagnosis.deleteMany({ where: { id: form.id, hallId } })
      if (count !== 1) throw new NotFound()
      return { diagnosis: form.id }
    }),
  )
}

/**
 * Enters a work, or corrects one of this hall.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid for a date to come; Stale
 */
export async function saveWork(actor: Actor, hallId: number, form: WorkInput): Promise<void> {
  await transaction((tx) => saveWorkIn(tx, actor, hallId, form))
}

/** As `saveWork`, within the transaction of another command; without a version nothing is guarded. */
export async function saveWorkIn(
  tx: Tx,
  actor: Actor,
  hallId: number,
  form: Omit<WorkInput, 'version'> & { version?: number },
): Promise<void> {
  await changeHall(tx, actor, hallId, form.version, 'hall.work_saved', async () => {
    if (spanOf(form.done).first > actor.today) throw new Invalid({ done_year: ['halls.error.future'] })
    const data = {
      kind: form.kind,
      completedOn: dayToDate(form.done.on),
      precision: form.done.precision,
      cost: form.cost,
      subsidy: form.subsidy,
      scoreAfter: fromUnits(form.scoreAfter, 3),
      note: form.note,
    }
    if (form.id === null) {
      const { id } = await tx.hallWork.create({ data: { ...data, hallId }, select: { id: true } })
      return { work: id, kind: form.kind }
    }
    const { count } = await tx.hallWork.updateMany({ where: { id: form.id, hallId }, data })
    if (count !== 1) throw new NotFound()
    return { work: form.id, kind: form.kind }
  })
}

/** Deletes a work that was entered by mistake. @throws SignInNeeded, NotAllowed, NotFound, Stale */
export async function deleteWork(
  actor: Actor,
  hallId: number,
  form: { id: number; version: number },
): Promise<void> {
  await transaction((tx) =>
    changeHall(tx, actor, hallId, form.version, 'hall.work_deleted', async () => {
      const { count } = await tx.hallWork.deleteMany({ where: { id: form.id, hallId } })
      if (count !== 1) throw new NotFound()
      return { work: form.id }
    }),
  )
}
