/** What the clock and the queue do for the exchange. */
import { remindDue, sendWeeklyList, tellOverdue } from './commands/city-clock.server'
import { forgetExchange } from './commands/clean-up.server'
import { tellEvent } from './commands/happen.server'

export const handlers = {
  'remind-matters': async () => {
    await remindDue()
    await tellOverdue()
  },
  'list-matters': async () => {
    await sendWeeklyList()
  },
  'tell-matter-event': async ({ eventId }: { eventId: number }) => {
    await tellEvent(eventId)
  },
  'forget-exchange': async () => {
    await forgetExchange()
  },
}

/** What is told comes in the morning of a day on which the city works; the week's list on its first day. */
export const rounds = {
  'remind-matters': '10 9 * * 1-5',
  'list-matters': '20 9 * * 1',
  'forget-exchange': '45 3 * * *',
}
