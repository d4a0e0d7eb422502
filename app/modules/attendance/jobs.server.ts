/** What the clock does after activities. */
import { forgetAfterwards } from './commands/retention.server'

export const handlers = {
  'forget-afterwards': async () => {
    await forgetAfterwards()
  },
}

/** At night, after the names have been deleted. */
export const rounds = { 'forget-afterwards': '35 4 * * *' }
