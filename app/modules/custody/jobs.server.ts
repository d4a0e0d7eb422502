/** What the queue and the clock do for custody. */
import { forgetCustody } from './commands/clean-up.server'
import { remindChecks, remindParts } from './commands/remind.server'
import { tellReports } from './commands/tell.server'

export const handlers = {
  'tell-aed-reports': async ({ aedId }: { aedId: number }) => {
    await tellReports(aedId)
  },
  'remind-aed-parts': async () => {
    await remindParts()
  },
  'remind-aed-checks': async () => {
    await remindChecks()
  },
  'forget-aed-custody': async () => {
    await forgetCustody()
  },
}

/** In the morning, when people are awake; what is forgotten goes at night. */
export const rounds = {
  'remind-aed-parts': '0 9 * * *',
  'remind-aed-checks': '5 9 * * *',
  'forget-aed-custody': '50 3 * * *',
}
