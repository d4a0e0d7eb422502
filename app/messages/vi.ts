/** Vietnamese, complete. */
import accounts from './vi/accounts.json'
import aeds from './vi/aeds.json'
import associations from './vi/associations.json'
import circulars from './vi/circulars.json'
import confirmations from './vi/confirmations.json'
import custody from './vi/custody.json'
import errors from './vi/errors.json'
import events from './vi/events.json'
import form from './vi/form.json'
import halls from './vi/halls.json'
import households from './vi/households.json'
import imports from './vi/imports.json'
import notices from './vi/notices.json'
import placement from './vi/placement.json'
import portal from './vi/portal.json'
import readability from './vi/readability.json'
import requests from './vi/requests.json'
import subscriptions from './vi/subscriptions.json'
import subsidies from './vi/subsidies.json'

export default {
  accounts,
  aeds,
  associations,
  circulars,
  confirmations,
  custody,
  errors,
  events,
  form,
  halls,
  households,
  imports,
  notices,
  placement,
  portal,
  readability,
  requests,
  subscriptions,
  subsidies,
}
