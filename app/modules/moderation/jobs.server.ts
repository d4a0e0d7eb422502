/** What the clock does for moderation. */
import { guest } from '~/modules/accounts/rules'
import { dayOf, now } from '~/platform/clock'
import { forgetReports } from './commands/forget.server'
import { passOnAppeals } from './commands/judges.server'
import type { Keepers } from './commands/keepers.server'

/** @param keepers how moderation reaches what was posted; the house puts them together */
export const handlersFor = (keepers: Keepers) => ({
  'pass-on-appeals': async () => {
    await passOnAppeals(keepers, guest(dayOf(now())))
  },
  'forget-reports': async () => {
    await forgetReports(dayOf(now()))
  },
})

/** What is forgotten goes at night; what is told comes in the morning. */
export const rounds = { 'forget-reports': '40 3 * * *', 'pass-on-appeals': '25 9 * * *' }
