/** What the queue does for mails. */
import { clearMails, deliver } from './commands.server'

export const handlers = {
  'send-mail': async ({ mailId }: { mailId: number }) => {
    await deliver(mailId)
  },
  'clear-mails': async () => {
    await clearMails()
  },
}
