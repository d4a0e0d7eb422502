/** Hours as the standard list writes them, so that they can be read again. */
import type { Hours, HoursText } from '../schema'

/** The same hours in one way of saying them, so that two can be compared. */
export function normalHours(hours: Hours): Hours {
  return hours
}

/**
 * Hours in the four columns of the standard list; the text of the source wins while it still reads to the same hours.
 */
export function writeHours(_hours: Hours | null, original: HoursText): HoursText {
  return original
}
