/** 連絡先 of an officer: passed on only to those to whom the officer agreed. Pure. */

/** Version of the text that is agreed to, `officers.contact.consent`. */
export const CONTACT_CONSENT = '2026-11'

/** 同意の範囲: 市役所; the members of the association, its officers and those of its council */
export const contactScopes = ['city', 'members'] as const
export type ContactScope = (typeof contactScopes)[number]

/** 同意の方法 */
export const givenBys = ['screen', 'paper'] as const
export type GivenBy = (typeof givenBys)[number]

/** As what somebody looks at the contact of an officer of an association. */
export type Reader = {
  own: boolean
  /** Keeps the officers by a post of the association or above it: the contact was given to them to be kept */
  keeper: boolean
  member: boolean
  city: boolean
}

export function mayReadContact(scopes: readonly string[], reader: Reader): boolean {
  const { own, keeper, member, city } = reader
  return own || keeper || (member && scopes.includes('members')) || (city && scopes.includes('city'))
}

/** Contacts are deleted so many days after the term: as long as a handover asks for them. */
export const CONTACT_KEPT_DAYS = 90
