/** What the mails of a talk tell of it. */
import { dateToDay } from '~/platform/clock'
import type { Prisma } from '~/platform/db.server'
import type { MailedTalk } from '../mails.server'

export const mailedSelect = {
  id: true,
  title: true,
  state: true,
  startsAt: true,
  endsAt: true,
  place: true,
  answerBy: true,
  cancelledReason: true,
  association: { select: { name: true } },
  audience: { select: { path: true } },
} as const satisfies Prisma.TalkSelect
type MailedRow = Prisma.TalkGetPayload<{ select: typeof mailedSelect }>

export const mailed = (row: MailedRow): MailedTalk => ({
  ...row,
  answerBy: row.answerBy && dateToDay(row.answerBy),
  host: row.association.name,
})
