/** Chinese in simplified letters, complete. */
import accounts from './zh/accounts.json'
import aeds from './zh/aeds.json'
import associations from './zh/associations.json'
import circulars from './zh/circulars.json'
import confirmations from './zh/confirmations.json'
import custody from './zh/custody.json'
import errors from './zh/errors.json'
import events from './zh/events.json'
import form from './zh/form.json'
import halls from './zh/halls.json'
import households from './zh/households.json'
import imports from './zh/imports.json'
import notices from './zh/notices.json'
import placement from './zh/placement.json'
import portal from './zh/portal.json'
import readability from './zh/readability.json'
import requests from './zh/requests.json'
import subscriptions from './zh/subscriptions.json'
import subsidies from './zh/subsidies.json'

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
