/** Japanese: the first language of the portal, complete. */
import accounts from './ja/accounts.json'
import aeds from './ja/aeds.json'
import applications from './ja/applications.json'
import associations from './ja/associations.json'
import attendance from './ja/attendance.json'
import backups from './ja/backups.json'
import budgets from './ja/budgets.json'
import circulars from './ja/circulars.json'
import confirmations from './ja/confirmations.json'
import custody from './ja/custody.json'
import errors from './ja/errors.json'
import events from './ja/events.json'
import exchange from './ja/exchange.json'
import form from './ja/form.json'
import halls from './ja/halls.json'
import handover from './ja/handover.json'
import help from './ja/help.json'
import households from './ja/households.json'
import imports from './ja/imports.json'
import indicators from './ja/indicators.json'
import letters from './ja/letters.json'
import moderation from './ja/moderation.json'
import notices from './ja/notices.json'
import officers from './ja/officers.json'
import offline from './ja/offline.json'
import opendata from './ja/opendata.json'
import openings from './ja/openings.json'
import operation from './ja/operation.json'
import participation from './ja/participation.json'
import placement from './ja/placement.json'
import portal from './ja/portal.json'
import programmes from './ja/programmes.json'
import readability from './ja/readability.json'
import requests from './ja/requests.json'
import resolutions from './ja/resolutions.json'
import review from './ja/review.json'
import revision from './ja/revision.json'
import sections from './ja/sections.json'
import subscriptions from './ja/subscriptions.json'
import subsidies from './ja/subsidies.json'
import surveys from './ja/surveys.json'
import talks from './ja/talks.json'
import volunteering from './ja/volunteering.json'
import workload from './ja/workload.json'

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
