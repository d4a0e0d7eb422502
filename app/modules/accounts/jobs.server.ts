/** What the clock does for accounts. */
import { cleanUp } from './commands/clean-up.server'

export const handlers = {
  'clear-accounts': async () => {
    await cleanUp()
  },
}
