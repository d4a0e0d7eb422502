/** What the clock does for accounts. */
import { clearMails } from '~/modules/notifications/commands.server'
import { cleanUp } from './commands/clean-up.server'

export const handlers = {
  'clear-accounts': async () => {
    await cleanUp()
    await clearMails()
  },
}

/** Every hour: counters of attempts are promised to be gone within a day. */
export const rounds = { 'clear-accounts': '17 * * * *' }
