/** Readings for a reader who wants them, also where no job has made them yet; and the words of a text for the checker. */
import { PortalError } from '~/platform/errors'
import { type Readable, type WithReadings, withReadings } from './readings.server'

export type { WithReadings } from './readings.server'

/** Texts that were read lately, by their key: made once, kept while the portal runs. */
const lately = new Map<string, WithReadings>()
const KEPT = 200

/**
 * The readings of a text that has none in the database yet; null when they cannot be made just now.
 * @param key changes with the text
 */
export async function readingsNow(key: string, text: Readable): Promise<WithReadings | null> {
  const known = lately.get(key)
  if (known) return known
  try {
    const [made] = await withReadings([text])
    if (!made) return null
    if (lately.size >= KEPT) lately.delete(lately.keys().next().value ?? '')
    lately.set(key, made)
    return made
  } catch (error) {
    // Without readings the page still says everything.
    if (!(error instanceof PortalError)) console.warn('readings could not be made:', error)
    return null
  }
}
