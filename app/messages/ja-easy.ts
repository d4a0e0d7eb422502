/** やさしい日本語, complete. */
import accounts from './ja-easy/accounts.json'
import aeds from './ja-easy/aeds.json'
import applications from './ja-easy/applications.json'
import associations from './ja-easy/associations.json'
import attendance from './ja-easy/attendance.json'
import backups from './ja-easy/backups.json'
import budgets from './ja-easy/budgets.json'
import circulars from './ja-easy/circulars.json'
import confirmations from './ja-easy/confirmations.json'
import custody from './ja-easy/custody.json'
import errors from './ja-easy/errors.json'
import events from './ja-easy/events.json'
import exchange from './ja-easy/exchange.json'
import form from './ja-easy/form.json'
import halls from './ja-easy/halls.json'
import handover from './ja-easy/handover.json'
import help from './ja-easy/help.json'
import households from './ja-easy/households.json'
import imports from './ja-easy/imports.json'
import indicators from './ja-easy/indicators.json'
import letters from './ja-easy/letters.json'
import moderation from './ja-easy/moderation.json'
import notices from './ja-easy/notices.json'
import officers from './ja-easy/officers.json'
import offline from './ja-easy/offline.json'
import opendata from './ja-easy/opendata.json'
import openings from './ja-easy/openings.json'
import operation from './ja-easy/operation.json'
import participation from './ja-easy/participation.json'
import placement from './ja-easy/placement.json'
import portal from './ja-easy/portal.json'
import programmes from './ja-easy/programmes.json'
import readability from './ja-easy/readability.json'
import requests from './ja-easy/requests.json'
import resolutions from './ja-easy/resolutions.json'
import review from './ja-easy/review.json'
import revision from './ja-easy/revision.json'
import sections from './ja-easy/sections.json'
import subscriptions from './ja-easy/subscriptions.json'
import subsidies from './ja-easy/subsidies.json'
import surveys from './ja-easy/surveys.json'
import talks from './ja-easy/talks.json'
import volunteering from './ja-easy/volunteering.json'
import workload from './ja-easy/workload.json'

export default {
  accounts,
  aeds,
  applications,
  associations,
  attendance,
  backups,
  budgets,
  circulars,
  confirmations,
  custody,
  errors,
  events,
  exchange,
  form,
  halls,
  handover,
  help,
  households,
  imports,
  indicators,
  letters,
  moderation,
  notices,
  officers,
  offline,
  opendata,
  openings,
  participation,
  placement,
  operation,
  portal,
  programmes,
  readability,
  requests,
  resolutions,
  review,
  revision,
  sections,
  subscriptions,
  subsidies,
  surveys,
  talks,
  volunteering,
  workload,
}
