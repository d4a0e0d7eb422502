/** What the clock and the queue do for the exchange. */
import { tellEvent } from './commands/happen.server'

export const handlers = {
  'tell-matter-event': async ({ eventId }: { eventId: number }) => {
    await tellEvent(eventId)
  },
}

export const rounds = {}
