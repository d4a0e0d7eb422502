/** What the clock does for indicators. */
import { now } from '~/platform/clock'
import { remindKeepers } from './commands/remind.server'

export const handlers = {
  'remind-indicators': async () => {
    await remindKeepers(now())
  },
}

/** In the morning, when people are awake. */
export const rounds = {
  'remind-indicators': '20 9 * * *',
}
