/** What the clock does for notices. */
import { clearWaiting } from './commands/attachments.server'
import { expireDue, publishDue } from './commands/end.server'

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
}
