/** What the clock does for volunteering. */
import { now } from '~/platform/clock'
import { callForHelp } from './commands/calls.server'
import { forgetSupervisors } from './commands/retention.server'

export const handlers = {
  'call-for-volunteers': async () => {
    await callForHelp(now())
  },
  'forget-supervisors': async () => {
    await forgetSupervisors()
  },
}

/** Calls in the morning, when nobody has asked to be left in peace. */
export const rounds = {
  'forget-supervisors': '56 3 * * *',
  'call-for-volunteers': '0 10 * * *',
}
