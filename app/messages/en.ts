/** English, complete. */
import accounts from './en/accounts.json'
import aeds from './en/aeds.json'
import associations from './en/associations.json'
import circulars from './en/circulars.json'
import confirmations from './en/confirmations.json'
import custody from './en/custody.json'
import errors from './en/errors.json'
import events from './en/events.json'
import form from './en/form.json'
import halls from './en/halls.json'
import households from './en/households.json'
import imports from './en/imports.json'
import notices from './en/notices.json'
import placement from './en/placement.json'
import portal from './en/portal.json'
import readability from './en/readability.json'
import requests from './en/requests.json'
import subscriptions from './en/subscriptions.json'
import subsidies from './en/subsidies.json'

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
