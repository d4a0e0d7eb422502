/** Vietnamese, complete. */
import accounts from './vi/accounts.json'
import aeds from './vi/aeds.json'
import applications from './vi/applications.json'
import associations from './vi/associations.json'
import attendance from './vi/attendance.json'
import backups from './vi/backups.json'
import budgets from './vi/budgets.json'
import circulars from './vi/circulars.json'
import confirmations from './vi/confirmations.json'
import custody from './vi/custody.json'
import errors from './vi/errors.json'
import events from './vi/events.json'
import exchange from './vi/exchange.json'
import form from './vi/form.json'
import halls from './vi/halls.json'
import handover from './vi/handover.json'
import help from './vi/help.json'
import households from './vi/households.json'
import imports from './vi/imports.json'
import indicators from './vi/indicators.json'
import letters from './vi/letters.json'
import moderation from './vi/moderation.json'
import notices from './vi/notices.json'
import officers from './vi/officers.json'
import offline from './vi/offline.json'
import opendata from './vi/opendata.json'
import openings from './vi/openings.json'
import operation from './vi/operation.json'
import participation from './vi/participation.json'
import placement from './vi/placement.json'
import portal from './vi/portal.json'
import programmes from './vi/programmes.json'
import readability from './vi/readability.json'
import requests from './vi/requests.json'
import resolutions from './vi/resolutions.json'
import review from './vi/review.json'
import revision from './vi/revision.json'
import sections from './vi/sections.json'
import subscriptions from './vi/subscriptions.json'
import subsidies from './vi/subsidies.json'
import surveys from './vi/surveys.json'
import talks from './vi/talks.json'
import volunteering from './vi/volunteering.json'
import workload from './vi/workload.json'

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
