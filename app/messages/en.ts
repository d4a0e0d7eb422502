/** English, complete. */
import accounts from './en/accounts.json'
import associations from './en/associations.json'
import circulars from './en/circulars.json'
import confirmations from './en/confirmations.json'
import errors from './en/errors.json'
import events from './en/events.json'
import form from './en/form.json'
import households from './en/households.json'
import notices from './en/notices.json'
import portal from './en/portal.json'
import readability from './en/readability.json'
import requests from './en/requests.json'
import subscriptions from './en/subscriptions.json'

export default {
  accounts,
  associations,
  circulars,
  confirmations,
  errors,
  events,
  form,
  households,
  notices,
  portal,
  readability,
  requests,
  subscriptions,
}
