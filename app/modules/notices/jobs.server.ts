/** What the clock does for notices. */
import { clearWaiting } from './commands/attachments.server'
import { expireDue, publishDue, sweepDue } from './commands/end.server'

type OneNotice = { noticeId: number }

export const handlers = {
  'publish-notice': async ({ noticeId }: OneNotice) => {
    await publishDue(noticeId)
  },
  'expire-notice': async ({ noticeId }: OneNotice) => {
    await expireDue(noticeId)
  },
  'clear-attachments': async () => {
    await clearWaiting()
  },
  'sweep-notices': async () => {
    await sweepDue()
  },
}

/** Each notice has a job of its own for its minute; the sweep finds what a job could not do. */
export const rounds = { 'clear-attachments': '20 3 * * *', 'sweep-notices': '*/5 * * * *' }
