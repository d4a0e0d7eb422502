/** Korean, complete. */
import accounts from './ko/accounts.json'
import associations from './ko/associations.json'
import circulars from './ko/circulars.json'
import confirmations from './ko/confirmations.json'
import errors from './ko/errors.json'
import events from './ko/events.json'
import form from './ko/form.json'
import households from './ko/households.json'
import notices from './ko/notices.json'
import portal from './ko/portal.json'
import readability from './ko/readability.json'
import requests from './ko/requests.json'
import subscriptions from './ko/subscriptions.json'

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
