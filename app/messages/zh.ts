/** Chinese in simplified letters, complete. */
import accounts from './zh/accounts.json'
import associations from './zh/associations.json'
import circulars from './zh/circulars.json'
import confirmations from './zh/confirmations.json'
import errors from './zh/errors.json'
import events from './zh/events.json'
import form from './zh/form.json'
import households from './zh/households.json'
import notices from './zh/notices.json'
import portal from './zh/portal.json'
import readability from './zh/readability.json'
import requests from './zh/requests.json'
import subscriptions from './zh/subscriptions.json'

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
