/** What the queue and the clock do for subscriptions. */
import { type Expansion, expand } from './commands/expand.server'
import { sendDue, sweepDue } from './commands/send.server'

export const handlers = {
  announce: async (expansion: Expansion) => {
    await expand(expansion)
  },
  deliver: async () => {
    await sendDue()
  },
  'sweep-deliveries': async () => {
    await sweepDue()
  },
}

/** What has been put off is found within a minute. */
export const rounds = { 'sweep-deliveries': '* * * * *' }
