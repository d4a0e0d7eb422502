/** Outgoing messages: written in the transaction that causes them, sent by the job queue after the commit. */
import type { Tx } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'

/** Writes a mail and queues its sending. The address is checked by whoever asks for the mail. */
export async function queueMail(
  tx: Tx,
  mail: { recipient: string; subject: string; text: string },
): Promise<void> {
  const { id } = await tx.mail.create({ data: mail, select: { id: true } })
  await queue(tx, 'send-mail', { mailId: id })
}
