/** What the clock does for applications. */
import { remindApplications } from './commands/remind.server'
import { forgetApplications } from './commands/retention.server'

export const handlers = {
  'remind-subsidies': async () => {
    await remindApplications()
  },
  'forget-subsidies': async () => {
    await forgetApplications()
  },
}

/** In the morning, when people are awake; what is forgotten goes at night. */
export const rounds = {
  'remind-subsidies': '10 9 * * *',
  'forget-subsidies': '10 4 * * *',
}
