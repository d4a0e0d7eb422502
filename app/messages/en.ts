/** English, complete. */
import accounts from './en/accounts.json'
import aeds from './en/aeds.json'
import applications from './en/applications.json'
import associations from './en/associations.json'
import attendance from './en/attendance.json'
import backups from './en/backups.json'
import budgets from './en/budgets.json'
import circulars from './en/circulars.json'
import confirmations from './en/confirmations.json'
import custody from './en/custody.json'
import errors from './en/errors.json'
import events from './en/events.json'
import exchange from './en/exchange.json'
import form from './en/form.json'
import halls from './en/halls.json'
import handover from './en/handover.json'
import help from './en/help.json'
import households from './en/households.json'
import imports from './en/imports.json'
import indicators from './en/indicators.json'
import letters from './en/letters.json'
import moderation from './en/moderation.json'
import notices from './en/notices.json'
import officers from './en/officers.json'
import offline from './en/offline.json'
import opendata from './en/opendata.json'
import openings from './en/openings.json'
import operation from './en/operation.json'
import participation from './en/participation.json'
import placement from './en/placement.json'
import portal from './en/portal.json'
import programmes from './en/programmes.json'
import readability from './en/readability.json'
import requests from './en/requests.json'
import resolutions from './en/resolutions.json'
import review from './en/review.json'
import revision from './en/revision.json'
import sections from './en/sections.json'
import subscriptions from './en/subscriptions.json'
import subsidies from './en/subsidies.json'
import surveys from './en/surveys.json'
import talks from './en/talks.json'
import volunteering from './en/volunteering.json'
import workload from './en/workload.json'

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
