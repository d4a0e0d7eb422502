/** What the queue does for mails. */
import { deliver } from './commands.server'

export const handlers = {
  'send-mail': async ({ mailId }: { mailId: number }) => {
    await deliver(mailId)
  },
}
