/** 無記名の票: taken in so that nothing in the database tells whose they are (ADR 0025). */
import type { MixedTable } from '~/platform/mix.server'

/**
 * Votes of a secret vote hide one another. Whether one came on paper does not stand on it: a single paper among them
 * would name its voter; the list of voters and the sheets say how many there were.
 */
export const BALLOTS: MixedTable = {
  name: 'resolution_ballots',
  group: 'resolution_id',
  columns: ['choices', 'on_paper'],
}
