/** Chinese in simplified letters, complete. */
import accounts from './zh/accounts.json'
import aeds from './zh/aeds.json'
import applications from './zh/applications.json'
import associations from './zh/associations.json'
import attendance from './zh/attendance.json'
import budgets from './zh/budgets.json'
import circulars from './zh/circulars.json'
import confirmations from './zh/confirmations.json'
import custody from './zh/custody.json'
import errors from './zh/errors.json'
import events from './zh/events.json'
import form from './zh/form.json'
import halls from './zh/halls.json'
import handover from './zh/handover.json'
import households from './zh/households.json'
import imports from './zh/imports.json'
import indicators from './zh/indicators.json'
import letters from './zh/letters.json'
import notices from './zh/notices.json'
import officers from './zh/officers.json'
import openings from './zh/openings.json'
import participation from './zh/participation.json'
import placement from './zh/placement.json'
import portal from './zh/portal.json'
import programmes from './zh/programmes.json'
import readability from './zh/readability.json'
import requests from './zh/requests.json'
import review from './zh/review.json'
import revision from './zh/revision.json'
import subscriptions from './zh/subscriptions.json'
import subsidies from './zh/subsidies.json'
import volunteering from './zh/volunteering.json'
import workload from './zh/workload.json'

export default {
  accounts,
  aeds,
  applications,
  associations,
  attendance,
  budgets,
  circulars,
  confirmations,
  custody,
  errors,
  events,
  form,
  halls,
  handover,
  households,
  imports,
  indicators,
  letters,
  notices,
  officers,
  openings,
  participation,
  placement,
  portal,
  programmes,
  readability,
  requests,
  review,
  revision,
  subscriptions,
  subsidies,
  volunteering,
  workload,
}
