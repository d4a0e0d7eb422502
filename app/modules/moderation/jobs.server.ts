/** What the clock does for moderation. */
import { dayOf, now } from '~/platform/clock'
import { forgetReports } from './commands/forget.server'

export const handlers = {
  'forget-reports': async () => {
    await forgetReports(dayOf(now()))
  },
}

/** What is forgotten goes at night. */
export const rounds = { 'forget-reports': '40 3 * * *' }
