/** 保険の名簿: the sessions to come, when their lists were made, and what the columns hold. For the centre. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { InsurancePage } from '~/modules/attendance/InsurancePage'
import { sessionsToInsure } from '~/modules/attendance/queries/day.server'
import { page } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.insurance.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  return { programmes: await sessionsToInsure(actor), today: actor.today }
})

export default function Insurance() {
  return <InsurancePage {...useLoaderData<typeof loader>()} />
}
