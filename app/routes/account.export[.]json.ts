/** Everything that the portal holds of the person who asks, as a file. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { keepers } from '~/contributions.server'
import { exportOf } from '~/modules/accounts/queries/account.server'
import { currentActor } from '~/modules/accounts/session.server'
import { confirmationsBy } from '~/modules/confirmations/queries/box.server'
import { exchangeExport } from '~/modules/exchange/queries/own.server'
import { householdExport } from '~/modules/households/queries/own.server'
import { moderationExport } from '~/modules/moderation/queries/author.server'
import { interestExport } from '~/modules/openings/queries/own.server'
import { applicationExport } from '~/modules/participation/queries/mine.server'
import { resolutionExport } from '~/modules/resolutions/queries/voter.server'
import { subscriptionOf } from '~/modules/subscriptions/queries/subscriber.server'
import { talkQuestionExport } from '~/modules/talks/queries/own.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [
    account,
    households,
    confirmations,
    subscription,
    interests,
    volunteering,
    exchange,
    { reports, hidings },
    resolutions,
    talks,
  ] = await Promise.all([
    exportOf(actor),
    householdExport(actor),
    confirmationsBy(actor),
    subscriptionOf({ actor, token: undefined }),
    interestExport(actor),
    applicationExport(actor),
    exchangeExport(actor),
    moderationExport(actor, keepers),
    resolutionExport(actor),
    talkQuestionExport(actor),
  ])
  const held = {
    ...account,
    households,
    confirmations,
    subscription,
    interests,
    volunteering,
    exchange,
    reports,
    hidings,
    resolutions,
    talks,
  }
  return new Response(JSON.stringify(held, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="account.json"',
      'Cache-Control': 'no-store',
    },
  })
})
