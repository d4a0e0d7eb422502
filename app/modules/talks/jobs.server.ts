/** What the clock and the queue do for 意見交換会. */
import { tellOfAgendas, writeAskers } from './commands/askers.server'
import { forgetAskers, remindOutcomes, remindTalks, tellTalk } from './commands/clock.server'

export const handlers = {
  'tell-talk': tellTalk,
  'tell-talk-askers': async (given: Parameters<typeof writeAskers>[0]) => {
    await writeAskers(given)
  },
  'remind-talks': async () => {
    await remindTalks()
    await remindOutcomes()
    await tellOfAgendas()
  },
  'forget-askers': async () => {
    await forgetAskers()
  },
}

/** People are told in the morning; what is forgotten goes at night. */
export const rounds = {
  'remind-talks': '40 9 * * *',
  'forget-askers': '5 4 * * *',
}
