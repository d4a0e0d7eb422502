/** Which of the forms and buttons of a rotation's page was sent. */
import type { Actor } from '~/modules/accounts/rules'
import { NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { absenceForm, addPlacesForm, dutyAct, dutySettingsForm, settleForm } from '../schema'
import {
  addAbsence,
  addPlaces,
  changeDuty,
  closeDuty,
  endAbsence,
  movePlace,
  removePlace,
} from './duties.server'
import { settlePeriod, undoPeriod } from './duty-turns.server'

/**
 * Does what a form of the page says.
 * @throws SignInNeeded, NotFound, Stale; Invalid for what the form may not say
 */
export async function actOnDuty(actor: Actor, id: number, fields: FormFields): Promise<void> {
  switch (fields.intent) {
    case 'add':
      return addPlaces(actor, id, check(addPlacesForm, fields))
    case 'absence':
      return addAbsence(actor, id, check(absenceForm, fields))
    case 'settle':
      return settlePeriod(actor, id, check(settleForm, fields))
    case 'settings':
      return changeDuty(actor, id, check(dutySettingsForm, fields))
  }
  const { intent, place, absence, version } = check(dutyAct, fields)
  if (intent === 'close' || intent === 'reopen') return closeDuty(actor, id, version, intent === 'close')
  if (intent === 'undo') return undoPeriod(actor, id, version)
  if (intent === 'end_absence') {
    if (absence === null) throw new NotFound()
    return endAbsence(actor, id, absence, version)
  }
  if (place === null) throw new NotFound()
  if (intent === 'remove') return removePlace(actor, id, place, version)
  return movePlace(actor, id, place, intent, version)
}
