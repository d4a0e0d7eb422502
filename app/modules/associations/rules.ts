/** 自治会・協議会: kinds, who may add what below what, and when a contact is shown. Pure. */
import { type Actor, may, scopesOf } from '~/modules/accounts/rules'
import type { Same } from '~/platform/same'
import type { AssociationKind as DbKind } from '../../../prisma/generated/enums'

/** 市, 校区コミュニティ協議会, 自治会・町内会, 班 */
export const kinds = ['city', 'council', 'neighbourhood', 'group'] as const
export type Kind = (typeof kinds)[number]

/** Same in the database: a difference does not compile. */
const _kinds: Same<Kind, DbKind> = true
void _kinds

/** What is listed when nobody asks for a kind: a group is found on the page of its association. */
export const LISTED_KINDS = ['council', 'neighbourhood'] as const satisfies readonly Kind[]

/** What can be asked for in the list. */
export const searchKinds = ['neighbourhood', 'council', 'group'] as const satisfies readonly Kind[]

/** The kind that stands directly below another; nothing stands below a group. */
export const childKind: Record<Kind, Kind | null> = {
  city: 'council',
  council: 'neighbourhood',
  neighbourhood: 'group',
  group: null,
}

/** Whether the actor keeps the register of associations for the whole city. */
function keepsRegister(actor: Actor): boolean {
  return scopesOf(actor, 'association.edit').some((scope) => scope.below && scope.path === actor.cityPath)
}

/**
 * Whether the actor may add a node below this one: councils and associations are entered by the city, which keeps the
 * register; a group (班) by the officers who may edit the association.
 */
export function mayAddBelow(actor: Actor, parent: { kind: Kind; path: string }): boolean {
  const kind = childKind[parent.kind]
  if (kind === null) return false
  return kind === 'group' ? may(actor, 'association.edit', parent.path) : keepsRegister(actor)
}

/** The version of the words in which a contact person agrees, `associations.consent.text`. A changed text is a new version. */
export const CONTACT_TEXT = '2026-04'

export type Contact = { name: string | null; phone: string | null; email: string | null }
export type ConsentScope = { showsName: boolean; showsPhone: boolean; showsEmail: boolean }

/** What of a contact the public may see under a standing consent; null when nothing. */
export function shownContact(contact: Contact, consent: ConsentScope | null): Contact | null {
  if (!consent) return null
  const shown = {
    name: consent.showsName ? contact.name : null,
    phone: consent.showsPhone ? contact.phone : null,
    email: consent.showsEmail ? contact.email : null,
  }
  return shown.name || shown.phone || shown.email ? shown : null
}

/** Whether a consent outlives an edit: it is a person's, so that another name ends it. */
export function consentOutlives(consent: { personName: string }, contactName: string | null): boolean {
  return contactName !== null && consent.personName === contactName
}

/**
 * Whether this person decides if an association's notices need a second person: those who approve them, and the city
 * where nobody does. Whoever only writes cannot take the second person away.
 */
export function mayDecideApproval(actor: Actor, path: string): boolean {
  if (may(actor, 'notice.approve', path)) return true
  return actor.staff.length > 0 && scopesOf(actor, 'association.edit').some((s) => s.path === actor.cityPath)
}

/** Where Japan lies, for any place that somebody types. */
export { inJapan } from './area'

export { writings } from './towns'
