/** What a browser says of itself when it wants messages, and what is done with a device. */

import { z } from 'zod'
import { choice, rowId, text } from '~/platform/forms'

/** Which of the forms of the page was sent. */
export const deviceIntent = z.object({ intent: choice(['save', 'end'] as const) })

/** The address of a browser at its push service, and its keys; filled in by a script, never typed. */
const target = {
  endpoint: text({ max: 1000, requiredKey: 'subscriptions.device.error.needs_script' }),
  p256dh: text({ max: 200, requiredKey: 'subscriptions.device.error.needs_script' }),
  auth: text({ max: 100, requiredKey: 'subscriptions.device.error.needs_script' }),
}
export const deviceForm = z.object(target)
export type DeviceForm = z.output<typeof deviceForm>

/** A browser that got a new address by itself; the old one and its secret, where it still knows them. */
export const renewedForm = z.object({
  ...target,
  old_endpoint: text({ max: 1000, required: false }),
  old_auth: text({ max: 100, required: false }),
})
export type RenewedForm = z.output<typeof renewedForm>

export const endDeviceForm = z.object({ id: rowId })
