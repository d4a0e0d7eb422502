/** やさしい日本語, complete. */
import accounts from './ja-easy/accounts.json'
import aeds from './ja-easy/aeds.json'
import associations from './ja-easy/associations.json'
import circulars from './ja-easy/circulars.json'
import confirmations from './ja-easy/confirmations.json'
import custody from './ja-easy/custody.json'
import errors from './ja-easy/errors.json'
import events from './ja-easy/events.json'
import form from './ja-easy/form.json'
import halls from './ja-easy/halls.json'
import households from './ja-easy/households.json'
import imports from './ja-easy/imports.json'
import notices from './ja-easy/notices.json'
import placement from './ja-easy/placement.json'
import portal from './ja-easy/portal.json'
import readability from './ja-easy/readability.json'
import requests from './ja-easy/requests.json'
import subscriptions from './ja-easy/subscriptions.json'
import subsidies from './ja-easy/subsidies.json'

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
