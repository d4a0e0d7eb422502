/** What the clock and the queue do for the exchange. */
import { remindDue, sendWeeklyList, tellOverdue } from './commands/city-clock.server'
import { takeBackHidden } from './commands/city-notice.server'
import { forgetExchange } from './commands/clean-up.server'
import { tellEvent } from './commands/happen.server'
import { offerDirect, remindOfficers } from './commands/officer-clock.server'

export const handlers = {
  'remind-matters': async () => {
    await remindDue()
    await tellOverdue()
  },
  'remind-askers': async () => {
    await remindOfficers()
    await offerDirect()
  },
  'list-matters': async () => {
    await sendWeeklyList()
  },
  'take-back-hidden-answers': async () => {
    await takeBackHidden()
  },
  'tell-matter-event': async ({ eventId }: { eventId: number }) => {
    await tellEvent(eventId)
  },
  'forget-exchange': async () => {
    await forgetExchange()
  },
}

/** What is told comes in the morning of a day on which the city works; the week's list on its first. */
export const rounds = {
  'remind-matters': '10 9 * * 1-5',
  'remind-askers': '15 9 * * *',
  'list-matters': '20 9 * * 1-5',
  'take-back-hidden-answers': '5,35 * * * *',
  'forget-exchange': '45 3 * * *',
}
