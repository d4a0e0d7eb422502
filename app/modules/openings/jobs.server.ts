/** What the clock does for openings and interest. */
import { forgetInterests, remindAnswers } from './commands/desk.server'
import { closeOpenings, forgetOpenings } from './commands/openings.server'

export const handlers = {
  'close-openings': async () => {
    await closeOpenings()
  },
  'remind-answers': async () => {
    await remindAnswers()
  },
  'forget-interests': async () => {
    await forgetInterests()
    await forgetOpenings()
  },
}

/** What is told comes in the morning, when people are awake; what is forgotten goes at night. */
export const rounds = {
  'close-openings': '15 0 * * *',
  'remind-answers': '20 9 * * *',
  'forget-interests': '35 3 * * *',
}
