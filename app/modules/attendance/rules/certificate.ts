/** 参加証明書: when it is issued, its number and its code. Pure. */

/** A code has so many letters and digits, shown in groups of four: 12 of 31 are beyond guessing. */
export const CODE_LETTERS = 12
const GROUP = 4

/** As it is printed and read aloud: `ABCD-EFGH-JKMN`. */
export const shownCode = (code: string): string =>
  code.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? code

/**
 * The code that somebody has typed: full- or half-width, small or capital, with or without hyphens and blanks.
 * Null when it cannot be one.
 */
export function readCode(typed: string): string | null {
  if (typed.length > 100) return null
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s‐‑‒–—―−ー-]/g, '')
  return new RegExp(`^[A-HJKMNP-Z2-9]{${CODE_LETTERS}}$`).test(plain) ? plain : null
}

/** What stands in the way of a certificate; null when it can be issued. */
const certificateNeeds = ['lecture', 'not_come', 'not_closed', 'reflection'] as const
export type CertificateNeed = (typeof certificateNeeds)[number]

/**
 * A certificate is for who has come, once the host has closed the day. A 体験 asks for the short reflection first; the
 * centre may have it on paper. A lecture, or an orientation, gives none.
 */
export function certificateNeed(of: {
  kind: 'experience' | 'lecture'
  orientation: boolean
  attendance: string
  closed: boolean
  reflected: boolean
}): CertificateNeed | null {
  if (of.kind !== 'experience' || of.orientation) return 'lecture'
  if (of.attendance !== 'attended') return 'not_come'
  if (!of.closed) return 'not_closed'
  return of.reflected ? null : 'reflection'
}

/** What is printed, and nothing more is ever shown to who checks a code. `minutes` of activity. */
export type Printed = {
  name: string
  programme: string
  activity: string
  host: string
  venue: string
  /** `YYYY-MM-DD` */
  day: string
  minutes: number
  /** Who issues it */
  issuer: string
}

/** Years after the fiscal year for which a certificate can be checked: as long as one stays at a school and longer. */
export const CERTIFICATE_YEARS = 5

/** Minutes as hours and minutes: 180 → [3, 0]. */
export const hoursAndMinutes = (minutes: number): [hours: number, minutes: number] => [
  Math.floor(minutes / 60),
  minutes % 60,
]
