/** Without a mail server, mails are kept to be read by the administrator. */
import { beforeEach, expect, test } from 'vitest'
import { deliver, queueMail } from '~/modules/notifications/commands.server'
import { handlers } from '~/modules/notifications/jobs.server'
import { MAIL_PAGE, mailPage, mailText } from '~/modules/notifications/queries.server'
import { db, transaction } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'

beforeEach(resetDatabase)

test('a mail is kept with its text', async () => {
  await transaction((tx) => queueMail(tx, { recipient: 'a@mail.example', subject: '題', text: '文' }))
  const { id } = await db.mail.findFirstOrThrow()
  await handlers['send-mail']({ mailId: id })
  expect(await mailText(id)).toMatchObject({ state: 'kept', text: '文', subject: '題' })
  await deliver(999_999)
  await expect(mailText(999_999)).rejects.toThrow(NotFound)
})

test('the list is paged by key and holds no text', async () => {
  await db.mail.createMany({
    data: Array.from({ length: MAIL_PAGE + 3 }, (_, i) => ({
      recipient: 'a@mail.example',
      subject: `${i}`,
      text: '文',
    })),
  })
  const first = await mailPage()
  const second = await mailPage(first.next)
  expect([first.mails.length, second.mails.length, second.next]).toEqual([MAIL_PAGE, 3, undefined])
  expect(JSON.stringify(first)).not.toContain('文')
})
