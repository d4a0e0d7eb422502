/** What the clock does for households. */
import { forgetNames } from './commands/clean-up.server'

export const handlers = {
  'forget-households': async () => {
    await forgetNames()
  },
}

export const rounds = { 'forget-households': '40 3 * * *' }
