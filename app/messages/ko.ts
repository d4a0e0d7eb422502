/** Korean, complete. */
import accounts from './ko/accounts.json'
import aeds from './ko/aeds.json'
import applications from './ko/applications.json'
import associations from './ko/associations.json'
import attendance from './ko/attendance.json'
import backups from './ko/backups.json'
import budgets from './ko/budgets.json'
import circulars from './ko/circulars.json'
import confirmations from './ko/confirmations.json'
import custody from './ko/custody.json'
import errors from './ko/errors.json'
import events from './ko/events.json'
import exchange from './ko/exchange.json'
import form from './ko/form.json'
import halls from './ko/halls.json'
import handover from './ko/handover.json'
import help from './ko/help.json'
import households from './ko/households.json'
import imports from './ko/imports.json'
import indicators from './ko/indicators.json'
import letters from './ko/letters.json'
import moderation from './ko/moderation.json'
import notices from './ko/notices.json'
import officers from './ko/officers.json'
import offline from './ko/offline.json'
import opendata from './ko/opendata.json'
import openings from './ko/openings.json'
import operation from './ko/operation.json'
import participation from './ko/participation.json'
import placement from './ko/placement.json'
import portal from './ko/portal.json'
import programmes from './ko/programmes.json'
import readability from './ko/readability.json'
import requests from './ko/requests.json'
import resolutions from './ko/resolutions.json'
import review from './ko/review.json'
import revision from './ko/revision.json'
import sections from './ko/sections.json'
import subscriptions from './ko/subscriptions.json'
import subsidies from './ko/subsidies.json'
import surveys from './ko/surveys.json'
import talks from './ko/talks.json'
import volunteering from './ko/volunteering.json'
import workload from './ko/workload.json'

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
