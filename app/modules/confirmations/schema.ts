/** What the forms of confirmations may say. The same schemas check in the browser and in the action. */
import { z } from 'zod'
import { choice, list, rowId, text } from '~/platform/forms'
import { enteredChannels } from './rules'

/** The button of a household: confirmed, or taken back. */
export const confirmForm = z.object({ household: rowId, intent: choice(['confirm', 'undo']) })

/** At most so many households are entered by one form. */
const MOST_AT_ONCE = 400

const households = list(rowId, MOST_AT_ONCE).refine((ids) => ids.length > 0, {
  error: 'confirmations.error.choose_households',
})

/** Entered by an officer: on paper, by telephone, on a visit, or by proxy with a name. */
export const entryForm = z
  .object({
    households,
    channel: choice(enteredChannels, 'confirmations.error.choose_channel'),
    proxy_name: text({ max: 100, required: false }),
  })
  .refine((form) => form.channel !== 'proxy' || form.proxy_name !== '', {
    error: 'confirmations.error.proxy_name',
    path: ['proxy_name'],
  })

export const takeBackForm = z.object({ entries: households })

/** Which of the forms on the officers' page was sent. */
export const confirmationIntent = z.object({ intent: choice(['enter', 'take_back', 'remind']) })
