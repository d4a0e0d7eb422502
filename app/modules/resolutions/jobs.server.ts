/** What the clock does for decisions. */
import { advanceResolutions } from './commands/clock.server'
import { forgetDrafts, forgetVoters } from './commands/forget.server'

export const handlers = {
  'advance-resolutions': async () => {
    await advanceResolutions()
  },
  'forget-resolution-voters': async () => {
    await forgetVoters()
    await forgetDrafts()
  },
}

/** What is told comes in the morning, when people are awake; what is forgotten goes at night. */
export const rounds = {
  'advance-resolutions': '10 9 * * *',
  'forget-resolution-voters': '40 3 * * *',
}
