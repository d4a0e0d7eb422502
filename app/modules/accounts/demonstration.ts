/** The accounts of the demonstration city, as the sign-in page shows them. They exist only where it was filled in. */

/** The password of every demonstration account; `prisma/seed/people.ts` sets it. */
export const DEMONSTRATION_PASSWORD = 'hirakata-demo'

/** What each can try stands under `accounts.demonstration.<name>`. */
export const demonstrationNames = [
  'resident',
  'chair',
  'secretary',
  'otherchair',
  'council',
  'reviewer',
  'approver',
  'centre',
  'admin',
] as const

export const demonstrationEmail = (name: (typeof demonstrationNames)[number]) => `${name}@demo.example`
