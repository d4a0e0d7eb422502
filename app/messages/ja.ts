/** Japanese: the first language of the portal, complete. */
import accounts from './ja/accounts.json'
import associations from './ja/associations.json'
import circulars from './ja/circulars.json'
import confirmations from './ja/confirmations.json'
import errors from './ja/errors.json'
import events from './ja/events.json'
import form from './ja/form.json'
import households from './ja/households.json'
import notices from './ja/notices.json'
import portal from './ja/portal.json'
import readability from './ja/readability.json'
import requests from './ja/requests.json'
import subscriptions from './ja/subscriptions.json'

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
