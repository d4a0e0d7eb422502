/** What came back: the mail server hands delivery status notifications in here, with its secret. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { checkBounceSecret, MAX_BOUNCE, takeBounce } from '~/modules/subscriptions/commands/bounce.server'
import { NotFound } from '~/platform/errors'
import { readText } from '~/platform/forms.server'
import { resource } from '~/platform/http.server'

export const loader = resource(async (_args: LoaderFunctionArgs) => {
  throw new NotFound()
})

export const action = resource(async ({ request }: ActionFunctionArgs) => {
  checkBounceSecret(request.headers.get('Authorization'))
  const switchedOff = await takeBounce(await readText(request, MAX_BOUNCE))
  if (switchedOff === null) {
    return new Response('This is no delivery status notification (RFC 3464).\n', { status: 422 })
  }
  return Response.json({ switchedOff }, { headers: { 'Cache-Control': 'no-store' } })
})
