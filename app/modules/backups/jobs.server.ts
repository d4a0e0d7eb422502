/** What the clock does for back-ups. */
import type { NamedFiles } from '~/platform/backup/write.server'
import { now } from '~/platform/clock'
import { backUpWhenDue } from './commands.server'

/** @param namedFiles the columns that name stored files, of all modules */
export const handlersFor = (namedFiles: NamedFiles) => ({
  'back-up': async () => {
    await backUpWhenDue(now(), namedFiles)
  },
})

/** Looked at often, so that a back-up that was missed or has failed is made up for. */
export const rounds = { 'back-up': '*/10 * * * *' }
