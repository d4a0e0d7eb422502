/** What the clock does for applications. */

import { expire, forget, remind } from './commands/clock.server'
import { forgetConcerns } from './commands/concerns.server'
import { forgetQuestions } from './commands/questions.server'

export const handlers = {
  'expire-volunteer-places': async () => {
    await expire()
  },
  'remind-volunteers': async () => {
    await remind()
  },
  'forget-volunteers': async () => {
    await forget()
    await forgetConcerns()
    await forgetQuestions()
  },
}

/** Places that were not taken in time go on within minutes; people are reminded in the morning. */
export const rounds = {
  'expire-volunteer-places': '*/5 * * * *',
  'remind-volunteers': '20 9 * * *',
  'forget-volunteers': '50 3 * * *',
}
