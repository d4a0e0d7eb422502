/** 連絡先 of an officer: passed on only to those to whom the officer agreed. Pure. */
import { addDays, type Day } from '~/platform/clock'

/** Version of the text that is agreed to, `officers.contact.consent`. */
export const CONTACT_CONSENT = '2026-11'

/** 同意の範囲: 市役所; the members of the association, its officers and those of its council */
export const contactScopes = ['city', 'members'] as const
export type ContactScope = (typeof contactScopes)[number]

/** 同意の方法 */
const givenBys = ['screen', 'paper'] as const
export type GivenBy = (typeof givenBys)[number]

/** As what somebody looks at the contact of an officer of an association. */
export type Reader = {
  own: boolean
  /** Keeps the officers by a post of the association itself: a paper was given to them to be kept */
  keeper: boolean
  member: boolean
  city: boolean
}

export function mayReadContact(
  contact: { scopes: readonly string[]; givenBy: string },
  reader: Reader,
): boolean {
  const { scopes, givenBy } = contact
  const { own, keeper, member, city } = reader
  if (own || (keeper && givenBy === 'paper')) return true
  return (member && scopes.includes('members')) || (city && scopes.includes('city'))
}

/**
 * The first day of a paper that counts after the latest that an officer has said: a withdrawal, or a consent given on
 * screen, is overruled only by a later paper; a consent on paper also by another of the same day.
 */
export function paperFrom(latest: { givenOn: Day; givenBy: string; withdrawnOn: Day | null }): Day {
  const { givenOn, givenBy, withdrawnOn } = latest
  if (withdrawnOn) return addDays(withdrawnOn, 1)
  return givenBy === 'screen' ? addDays(givenOn, 1) : givenOn
}

/** Contacts are deleted so many days after the term: as long as a handover asks for them. */
export const CONTACT_KEPT_DAYS = 90

/** 氏名 of officers without an account are deleted five years after their term, as long as papers of an association are kept. */
export const NAMES_KEPT_DAYS = 5 * 365 + 1
