/** What the clock does for confirmations. */
import { remindDue } from './commands/remind.server'

export const handlers = {
  'remind-unconfirmed': async () => {
    await remindDue()
  },
}

/** In the morning, when people are awake. */
export const rounds = { 'remind-unconfirmed': '0 9 * * *' }
