/** What the queue and the clock do for subscriptions. */
import { cleanUp } from './commands/clean-up.server'
import { type DigestStep, digest } from './commands/digest.server'
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
  digest: async (step: DigestStep) => {
    await digest(step)
  },
  'clear-subscriptions': async () => {
    await cleanUp()
  },
}

/** What has been put off is found within a minute; the digest comes when the usual quiet hours end. */
export const rounds = {
  'sweep-deliveries': '* * * * *',
  digest: '0 7 * * *',
  'clear-subscriptions': '40 3 * * *',
}
