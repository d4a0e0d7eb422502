/** For the service worker: the key it must show when it asks for a new address, and the place to tell it. */
import type { ActionFunctionArgs } from '@remix-run/node'
import { countedAddress, networkOf } from '~/modules/accounts/origin'
import { currentActor } from '~/modules/accounts/session.server'
import { renewDevice } from '~/modules/subscriptions/commands/devices.server'
import { deviceToken } from '~/modules/subscriptions/device-cookie.server'
import { renewedForm } from '~/modules/subscriptions/device-schema'
import { PortalError } from '~/platform/errors'
import { readAndCheck } from '~/platform/forms.server'
import { resource } from '~/platform/http.server'
import { publicPushKey } from '~/platform/push.server'

export const loader = resource(async () => Response.json({ key: await publicPushKey() }))

/** Nobody reads the answer but a program: a refusal is its status alone. */
export const action = resource(async (args: ActionFunctionArgs) => {
  try {
    const actor = await currentActor(args)
    const form = await readAndCheck(args, renewedForm)
    const asker = { address: countedAddress(args.context.address), origin: networkOf(args.context.address) }
    await renewDevice({ actor, token: deviceToken(args.request) }, asker, form)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (error instanceof PortalError) return new Response(null, { status: error.status })
    throw error
  }
})
