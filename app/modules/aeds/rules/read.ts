/** Hours as real lists write them, made into rules. What cannot be read is never guessed. */
import type { Hours, HoursNote, HoursText } from '../schema'

/**
 * Reads the four columns of the standard list. Total: any text gives an answer.
 * @returns hours null when the weekdays or the times are not said; `uncertain` when the text says more than was read
 */
export function readHours(_columns: HoursText): { hours: Hours | null; notes: HoursNote[] } {
  return { hours: null, notes: [] }
}
