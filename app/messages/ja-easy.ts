/** やさしい日本語, complete. */
import accounts from './ja-easy/accounts.json'
import associations from './ja-easy/associations.json'
import circulars from './ja-easy/circulars.json'
import confirmations from './ja-easy/confirmations.json'
import errors from './ja-easy/errors.json'
import events from './ja-easy/events.json'
import form from './ja-easy/form.json'
import households from './ja-easy/households.json'
import notices from './ja-easy/notices.json'
import portal from './ja-easy/portal.json'
import readability from './ja-easy/readability.json'
import requests from './ja-easy/requests.json'
import subscriptions from './ja-easy/subscriptions.json'

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
