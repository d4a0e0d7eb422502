/** What the clock does for volunteering. */
import { now } from '~/platform/clock'
import { callForHelp } from './commands/calls.server'

export const handlers = {
  'call-for-volunteers': async () => {
    await callForHelp(now())
  },
}

/** In the morning, when nobody has asked to be left in peace. */
export const rounds = {
  'call-for-volunteers': '0 10 * * *',
}
