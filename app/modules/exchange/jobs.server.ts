/** What the clock and the queue do for the exchange. */
import { forgetExchange } from './commands/clean-up.server'
import { tellEvent } from './commands/happen.server'

export const handlers = {
  'tell-matter-event': async ({ eventId }: { eventId: number }) => {
    await tellEvent(eventId)
  },
  'forget-exchange': async () => {
    await forgetExchange()
  },
}

export const rounds = {
  'forget-exchange': '45 3 * * *',
}
