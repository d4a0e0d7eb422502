/** What the clock does for surveys. */
import { announceSurveys, forgetDrafts, forgetVoters, tellSurvey } from './commands/clock.server'
import { closeSurveys, mixSurveys } from './commands/run.server'
import { takeSnapshots } from './commands/snapshot.server'

export const handlers = {
  'tell-survey': async (data: Parameters<typeof tellSurvey>[0]) => {
    await tellSurvey(data)
  },
  'announce-surveys': async () => {
    await announceSurveys()
  },
  'close-surveys': async () => {
    await closeSurveys()
  },
  'mix-surveys': async () => {
    await mixSurveys()
  },
  'count-surveys': async () => {
    await takeSnapshots()
  },
  'forget-voters': async () => {
    await forgetVoters()
    await forgetDrafts()
  },
}

/** What is told comes in the morning, when people are awake; what is closed, mixed and forgotten goes at night. */
export const rounds = {
  'announce-surveys': '10 9 * * *',
  'close-surveys': '5 0 * * *',
  'count-surveys': '50 * * * *',
  'mix-surveys': '25 2 * * *',
  'forget-voters': '45 3 * * *',
}
