/** A whole day in minutes. Apart from the schemas, so that a small script can compute with hours without them. */
export const DAY = 1440
