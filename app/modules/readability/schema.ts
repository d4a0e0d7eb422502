/** What the public checker takes. */
import { z } from 'zod'
import { text } from '~/platform/forms'

/** Letters that the public checker takes at a time. */
const MAX_PLAIN = 5000

export const plainForm = z.object({ text: text({ max: MAX_PLAIN }) })
