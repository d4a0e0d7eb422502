/** What the queue does for readable texts. */
import { makeMissingReadings, makeReadings } from './commands.server'

export const handlers = {
  'make-readings': async ({ noticeId }: { noticeId: number }) => {
    await makeReadings([noticeId])
  },
  'make-missing-readings': async () => {
    await makeMissingReadings()
  },
}

export const rounds = { 'make-missing-readings': '40 2 * * *' }
