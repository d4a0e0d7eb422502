/** Chinese in simplified letters, complete. */
import accounts from './zh/accounts.json'
import aeds from './zh/aeds.json'
import applications from './zh/applications.json'
import associations from './zh/associations.json'
import attendance from './zh/attendance.json'
import backups from './zh/backups.json'
import budgets from './zh/budgets.json'
import circulars from './zh/circulars.json'
import confirmations from './zh/confirmations.json'
import custody from './zh/custody.json'
import errors from './zh/errors.json'
import events from './zh/events.json'
import exchange from './zh/exchange.json'
import form from './zh/form.json'
import halls from './zh/halls.json'
import handover from './zh/handover.json'
import help from './zh/help.json'
import households from './zh/households.json'
import imports from './zh/imports.json'
import indicators from './zh/indicators.json'
import letters from './zh/letters.json'
import moderation from './zh/moderation.json'
import notices from './zh/notices.json'
import officers from './zh/officers.json'
import offline from './zh/offline.json'
import opendata from './zh/opendata.json'
import openings from './zh/openings.json'
import operation from './zh/operation.json'
import participation from './zh/participation.json'
import placement from './zh/placement.json'
import portal from './zh/portal.json'
import programmes from './zh/programmes.json'
import readability from './zh/readability.json'
import requests from './zh/requests.json'
import resolutions from './zh/resolutions.json'
import review from './zh/review.json'
import revision from './zh/revision.json'
import sections from './zh/sections.json'
import subscriptions from './zh/subscriptions.json'
import subsidies from './zh/subsidies.json'
import surveys from './zh/surveys.json'
import talks from './zh/talks.json'
import volunteering from './zh/volunteering.json'
import workload from './zh/workload.json'

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
