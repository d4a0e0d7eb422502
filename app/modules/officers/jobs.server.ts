/** What the clock does for officers. */
import { forgetContacts } from './commands/contacts.server'
import { joinNewcomers } from './commands/duty-join.server'
import { forgetReasons } from './commands/duty-reasons.server'
import { forgetNames } from './commands/forget-names.server'
import { forgetRecords } from './commands/records.server'
import { remindTerms } from './commands/remind.server'

export const handlers = {
  'remind-terms': async () => {
    await remindTerms()
  },
  'join-duties': async () => {
    await joinNewcomers()
  },
  'forget-officer-contacts': async () => {
    await forgetContacts()
  },
  'forget-officer-names': async () => {
    await forgetNames()
  },
  'forget-task-records': async () => {
    await forgetRecords()
  },
  'forget-duty-reasons': async () => {
    await forgetReasons()
  },
}

/** In the morning, when people are awake; what is forgotten goes at night. */
export const rounds = {
  'join-duties': '40 * * * *',
  'remind-terms': '10 9 * * *',
  'forget-officer-contacts': '55 3 * * *',
  'forget-officer-names': '56 3 * * *',
  'forget-task-records': '58 3 * * *',
  'forget-duty-reasons': '57 3 * * *',
}
