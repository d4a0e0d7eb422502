/** What the clock does for events. */
import { forgetAnswers } from './commands/forget.server'

export const handlers = {
  'forget-event-answers': async () => {
    await forgetAnswers()
  },
}

export const rounds = { 'forget-event-answers': '40 3 * * *' }
