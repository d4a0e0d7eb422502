/** Vietnamese, complete. */
import accounts from './vi/accounts.json'
import associations from './vi/associations.json'
import circulars from './vi/circulars.json'
import confirmations from './vi/confirmations.json'
import errors from './vi/errors.json'
import events from './vi/events.json'
import form from './vi/form.json'
import households from './vi/households.json'
import notices from './vi/notices.json'
import portal from './vi/portal.json'
import readability from './vi/readability.json'
import requests from './vi/requests.json'
import subscriptions from './vi/subscriptions.json'

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
