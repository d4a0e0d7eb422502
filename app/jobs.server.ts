/** All jobs of all modules, put together. */
import * as accounts from '~/modules/accounts/jobs.server'
import * as applications from '~/modules/applications/jobs.server'
import * as attendance from '~/modules/attendance/jobs.server'
import * as backups from '~/modules/backups/jobs.server'
import * as confirmations from '~/modules/confirmations/jobs.server'
import * as custody from '~/modules/custody/jobs.server'
import * as events from '~/modules/events/jobs.server'
import * as exchange from '~/modules/exchange/jobs.server'
import * as handover from '~/modules/handover/jobs.server'
import * as help from '~/modules/help/jobs.server'
import * as households from '~/modules/households/jobs.server'
import * as imports from '~/modules/imports/jobs.server'
import * as indicators from '~/modules/indicators/jobs.server'
import * as moderation from '~/modules/moderation/jobs.server'
import * as notices from '~/modules/notices/jobs.server'
import * as notifications from '~/modules/notifications/jobs.server'
import * as officers from '~/modules/officers/jobs.server'
import * as openings from '~/modules/openings/jobs.server'
import * as participation from '~/modules/participation/jobs.server'
import * as readability from '~/modules/readability/jobs.server'
import * as resolutions from '~/modules/resolutions/jobs.server'
import * as subscriptions from '~/modules/subscriptions/jobs.server'
import * as surveys from '~/modules/surveys/jobs.server'
import * as talks from '~/modules/talks/jobs.server'
import * as volunteering from '~/modules/volunteering/jobs.server'
import * as files from '~/platform/files.server'
import type { Handlers, Rounds } from '~/platform/jobs.server'
import { keepers } from './contributions.server'
import { namedFiles } from './files.server'

export const handlers: Handlers = {
  ...accounts.handlers,
  ...applications.handlers,
  ...attendance.handlers,
  ...backups.handlersFor(namedFiles),
  ...confirmations.handlers,
  ...custody.handlers,
  ...events.handlers,
  ...exchange.handlers,
  ...files.handlers,
  ...handover.handlers,
  ...help.handlers,
  ...households.handlers,
  ...imports.handlers,
  ...indicators.handlers,
  ...moderation.handlersFor(keepers),
  ...notices.handlers,
  ...notifications.handlers,
  ...officers.handlers,
  ...openings.handlers,
  ...participation.handlers,
  ...readability.handlers,
  ...resolutions.handlers,
  ...subscriptions.handlers,
  ...talks.handlers,
  ...surveys.handlers,
  ...volunteering.handlers,
}
export const rounds: Rounds = {
  ...accounts.rounds,
  ...applications.rounds,
  ...attendance.rounds,
  ...backups.rounds,
  ...confirmations.rounds,
  ...custody.rounds,
  ...events.rounds,
  ...exchange.rounds,
  ...handover.rounds,
  ...help.rounds,
  ...households.rounds,
  ...imports.rounds,
  ...indicators.rounds,
  ...moderation.rounds,
  ...notices.rounds,
  ...officers.rounds,
  ...openings.rounds,
  ...participation.rounds,
  ...readability.rounds,
  ...resolutions.rounds,
  ...subscriptions.rounds,
  ...talks.rounds,
  ...surveys.rounds,
  ...volunteering.rounds,
}
