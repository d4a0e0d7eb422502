/** What the clock does for handovers. */
import { dropNeedless } from './commands/drop.server'
import { openHandovers } from './commands/open.server'
import { passOn } from './commands/pass-on.server'
import { forgetNotes, forgetPacks } from './commands/retention.server'

export const handlers = {
  'pass-on-matters': async () => {
    await passOn()
  },
  'open-handovers': async () => {
    await openHandovers()
    await dropNeedless()
  },
  'forget-handovers': async () => {
    await forgetPacks()
    await forgetNotes()
  },
}

/** Matters pass on as the day begins on which terms begin; packs open in the morning, when people are awake. */
export const rounds = {
  'pass-on-matters': '5 0 * * *',
  'open-handovers': '20 9 * * *',
  'forget-handovers': '53 3 * * *',
}
