/** A form of a hall as the browser sends it, read as the action reads it. */

import { diagnosisSchema, editHallSchema, newHallSchema, workSchema } from '~/modules/halls/schema'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'

export const hallForm = (over: FormFields = {}) =>
  check(newHallSchema, {
    name: '花園会館',
    reading: 'はなぞのかいかん',
    associations: '楠葉花園町自治会',
    designation: 'none',
    ...over,
  })

export const editForm = (version: number, over: FormFields = {}) =>
  check(editHallSchema, {
    name: '花園会館',
    reading: 'はなぞのかいかん',
    associations: '楠葉花園町自治会',
    designation: 'none',
    version: String(version),
    ...over,
  })

export const diagnosisForm = (version: number, over: FormFields = {}) => ({
  ...check(diagnosisSchema, {
    diagnosed_on: '2019-11-14',
    method: 'wood_general',
    score: '0.62',
    result: 'unsafe',
    version: String(version),
    ...over,
  }),
})

export const workForm = (version: number, over: FormFields = {}) =>
  check(workSchema, {
    kind: 'seismic_retrofit',
    done_year: '令和3',
    done_month: '3',
    version: String(version),
    ...over,
  })
