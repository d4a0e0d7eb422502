/** Which of the forms on the page of a post was sent, and what it does. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { NotFound } from '~/platform/errors'
import { type FormFields, intentOf } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { acts, type Subject } from '../rules'
import { hideForm, judgeForm, keepForm, liftForm } from '../schema'
import { judge } from './appeal.server'
import { hide, lift } from './hide.server'
import type { Keepers } from './keepers.server'
import { keep } from './report.server'

/**
 * Does what the form says.
 * @returns the key of what was done, for the page
 * @throws SignInNeeded, NotAllowed before anything is read of the form; NotFound for a form that there is not; and what each command throws
 */
export async function actOnCase(
  actor: Actor,
  keepers: Keepers,
  subject: Subject,
  id: number,
  fields: FormFields,
): Promise<'content_kept' | 'content_hidden' | 'content_lifted' | 'appeal_judged'> {
  const act = acts.find((known) => known === intentOf(fields))
  requirePortalRight(
    actor,
    act === 'judge' && mayInPortal(actor, 'content.appeal') ? 'content.appeal' : 'content.moderate',
  )
  switch (act) {
    case 'keep':
      await keep(actor, keepers, subject, id, check(keepForm, fields))
      return 'content_kept'
    case 'hide':
      await hide(actor, keepers, subject, id, check(hideForm, fields))
      return 'content_hidden'
    case 'lift':
      await lift(actor, keepers, subject, id, check(liftForm, fields))
      return 'content_lifted'
    case 'judge':
      await judge(actor, keepers, subject, id, check(judgeForm, fields))
      return 'appeal_judged'
    default:
      throw new NotFound()
  }
}
