/** What the forms of the rotation of duties may say. */
import { z } from 'zod'
import { checkbox, choice, list, optional, rowId, text, wholeNumber } from '~/platform/forms'
import { absenceKinds, dutyPeriods, dutyUnits, MOST_PLACES } from '../rules/duties'

/** A fiscal year, or months since the year 0. */
const period = wholeNumber({ min: 1900, max: 40_000 })

const settings = {
  name: text({ max: 100, requiredKey: 'officers.duties.error.name' }),
  seats: wholeNumber({ min: 1, max: 20 }),
  post: optional(rowId),
}

export const newDutyForm = z.object({
  ...settings,
  unit: choice(dutyUnits),
  period: choice(dutyPeriods),
  fill: checkbox,
})
export type NewDuty = z.output<typeof newDutyForm>

export const dutySettingsForm = z.object({ ...settings, autoJoin: checkbox, version: rowId })
export type DutySettings = z.output<typeof dutySettingsForm>

export const addPlacesForm = z.object({
  units: list(rowId, MOST_PLACES).refine((ids) => ids.length > 0, { error: 'officers.duties.error.choose' }),
  version: rowId,
})

export const absenceForm = z
  .object({
    place: rowId,
    from: period,
    until: optional(period),
    kind: choice(absenceKinds),
    reason: text({ max: 500, required: false }),
    version: rowId,
  })
  .refine(({ from, until }) => until === null || from <= until, {
    error: 'officers.duties.error.until',
    path: ['until'],
  })
export type AbsenceForm = z.output<typeof absenceForm>

export const settleForm = z.object({
  period,
  served: list(rowId, 20).refine((ids) => ids.length > 0, { error: 'officers.duties.error.choose' }),
  version: rowId,
})

/** One button. */
export const dutyAct = z.object({
  intent: choice(['up', 'down', 'remove', 'end_absence', 'undo', 'close', 'reopen']),
  place: optional(rowId),
  absence: optional(rowId),
  version: rowId,
})
