/** Conditions on households for the plain SQL of several modules. */

/**
 * The condition that a household counts on a day; the same as `counts` in `rules.ts`.
 * @param alias of the table `households` in the statement
 * @param dayParam the parameter that holds the day (`YYYY-MM-DD`), such as `$2`
 */
export function countingHousehold(alias: string, dayParam: string): string {
  return `(${alias}.moved_out_on IS NULL OR ${alias}.moved_out_on > ${dayParam}::date) AND ${alias}.consent_withdrawn_at IS NULL`
}
