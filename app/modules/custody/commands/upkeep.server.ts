/** What the page of the upkeep is asked to do, by the button that was pressed. */

import { z } from 'zod'
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { type FormFields, firstValue, rowId, text } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { type ConditionAct, conditionActs } from '../rules'
import { conditionForm, correctionForm, keeperForm, partForm, usedForm } from '../schema'
import { keptAed } from '../scope.server'
import { changeCondition, renewLabel, reportMove, reportUse } from './condition.server'
import { endKeeper, inviteKeeper } from './keepers.server'
import { addPart, correctPart, takeOutPart } from './parts.server'

/** What stands in the address afterwards, by the act. */
const DONE: Record<ConditionAct, string> = {
  fault: 'aed_fault',
  back: 'aed_back',
  remove: 'aed_removed',
  put_up: 'aed_put_up',
}

/**
 * Does what a form of the upkeep says.
 * @returns where to go on
 * @throws Invalid when nothing was asked for that can be done, or a field cannot be taken; else as each command
 */
export async function upkeepDeed(actor: Actor, id: number, fields: FormFields): Promise<string> {
  const intent = firstValue(fields, 'intent')
  const back = (done: string, part = '') => `/aeds/${id}/upkeep?done=${done}${part}`
  // Whoever may not learns that before the form is read.
  await keptAed(db, actor, id)
  const act = conditionActs.find((one) => one === intent)
  if (act) {
    await changeCondition(actor, id, act, check(conditionForm, fields))
    return back(DONE[act])
  }
  switch (intent) {
    case 'used':
      await reportUse(actor, id, check(usedForm, fields))
      return back('saved')
    case 'moved':
      return afterMove(actor, id, check(z.object({ note: text({ max: 500, required: false }) }), fields).note)
    case 'part':
      await addPart(actor, id, check(partForm, fields))
      return back('saved', '#parts')
    case 'correct':
      await correctPart(actor, id, check(correctionForm, fields))
      return back('saved', '#parts')
    case 'part_out':
      await takeOutPart(actor, id, check(z.object({ part: rowId }), fields).part)
      return back('saved', '#parts')
    case 'renew_label':
      await renewLabel(actor, id)
      return back('label_renewed')
    case 'keeper':
      await inviteKeeper(actor, id, check(keeperForm, fields))
      return back('invited')
    case 'keeper_end':
      return afterEnd(actor, id, check(z.object({ keeper: rowId }), fields).keeper)
    default:
      throw new Invalid({ form: ['form.invalid'] })
  }
}

/** By office one goes on to where the new place is entered; an inspector has told those who can by a report. */
async function afterMove(actor: Actor, id: number, note: string): Promise<string> {
  const as = await reportMove(actor, id, note)
  return as === 'office' ? `/aeds/${id}/edit?done=saved` : `/aeds/${id}/upkeep?done=saved`
}

/** Whoever has ended the own appointment has no business on the page any more. */
async function afterEnd(actor: Actor, id: number, keeperId: number): Promise<string> {
  const own = await endKeeper(actor, id, keeperId)
  return own ? `/aeds/${id}?done=keeper_ended` : `/aeds/${id}/upkeep?done=keeper_ended#keepers`
}
