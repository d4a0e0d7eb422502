/** Terms of office and the consent to show a name. Pure: today is an argument. */
import { addDays, type Day, daysBetween } from '~/platform/clock'
import type { FieldErrors } from '~/platform/errors'

/** 任期 of at most five years: longer is a slip of the keyboard. Days. */
export const LONGEST_TERM = 5 * 366

/** An invitation can be accepted for this many days. */
export const INVITATION_DAYS = 14

/** 氏名公開の同意: the version of the text that is agreed to, `accounts.consent.text`. */
export const CONSENT_TEXT = '2026-04'

export type Standing = 'coming' | 'current' | 'past'

/** Where a term stands on a day; both its dates belong to it. */
export function standingOf(term: { startsOn: Day; endsOn: Day }, today: Day): Standing {
  if (today < term.startsOn) return 'coming'
  return today > term.endsOn ? 'past' : 'current'
}

/** What is wrong with the dates of a new term; empty when nothing is. */
export function termErrors(term: { startsOn: Day; endsOn: Day }, today: Day): FieldErrors {
  if (term.endsOn < term.startsOn) return { endsOn: ['accounts.officers.error.order'] }
  if (term.endsOn < today) return { endsOn: ['accounts.officers.error.past'] }
  if (daysBetween(term.startsOn, term.endsOn) > LONGEST_TERM)
    return { endsOn: ['accounts.officers.error.long'] }
  return {}
}

/**
 * What ending a term on a last day does: it shortens it, or takes it away when it would never have begun.
 * `null` when the day is not before the present end, or lies so far back that rights would be taken in retrospect.
 */
export function endingOf(
  term: { startsOn: Day; endsOn: Day },
  lastDay: Day,
  today: Day,
): 'shorten' | 'remove' | null {
  if (lastDay >= term.endsOn || lastDay < addDays(today, -1)) return null
  return lastDay < term.startsOn ? 'remove' : 'shorten'
}

/** The year that is offered for a new term: from today to the end of the fiscal year, or the next one from January on. */
export function suggestedTerm(today: Day): { startsOn: Day; endsOn: Day } {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  if (month <= 3) return { startsOn: `${year}-04-01`, endsOn: `${year + 1}-03-31` }
  return { startsOn: today, endsOn: `${year + 1}-03-31` }
}

/** 氏名と読み, apart */
export type Named = { familyName: string; givenName: string; familyReading: string; givenReading: string }

/** Name and reading of who holds a term: of the account, or as written where there is none. */
export function holderOf(term: Named & { user: Named | null }): { name: string; reading: string } {
  const { familyName, givenName, familyReading, givenReading } = term.user ?? term
  return {
    name: [familyName, givenName].filter(Boolean).join(' '),
    reading: [familyReading, givenReading].filter(Boolean).join(' '),
  }
}

const plainName = (...parts: string[]) => parts.join('').normalize('NFKC').replace(/\s/g, '')

/** Whether two names are written with the same letters. */
export const sameLetters = (a: Named, b: Named): boolean =>
  plainName(a.familyName, a.givenName) === plainName(b.familyName, b.givenName)

/** Whether two written names are taken for one person's: the same letters, and no reading that tells them apart. */
export function sameName(a: Named, b: Named): boolean {
  if (!sameLetters(a, b)) return false
  const [one, other] = [a, b].map((person) => plainName(person.familyReading, person.givenReading))
  return !one || !other || one === other
}

/** Whether the consent to show the name stands. */
export function nameIsShown(term: { nameShownSince: Date | null; nameWithdrawnAt: Date | null }): boolean {
  return term.nameShownSince !== null && term.nameWithdrawnAt === null
}
