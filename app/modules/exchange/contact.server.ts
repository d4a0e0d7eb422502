/** 連絡先 of an author without an account: sealed, for mails alone, and never on a page. */
import { decrypt, encrypt, hashToken, keyedHash } from '~/platform/crypto.server'

const USE = 'matter-contact'

/** `key` leads to the author's own page. */
type Contact = { name: string; email: string; language: string; key: string }

export const sealContact = (contact: Contact): string => encrypt(USE, JSON.stringify(contact))

/** The contact; null when there is none, or the portal's key is another one now. */
export function openContact(sealed: string | null): Contact | null {
  const json = sealed === null ? null : decrypt(USE, sealed)
  return json === null ? null : (JSON.parse(json) as Contact)
}

/**
 * The key of an author's own page. It follows from the form, so that the same form sent twice, by an impatient
 * finger, is one matter; nobody can work it out who has not the portal's own key.
 */
export const authorKey = (submission: string, author: string): string =>
  keyedHash('matter-author', `${submission}\n${author}`)

/** The key of somebody who follows: it follows from the address, so that each mail can carry the link that ends it. */
export const followerKey = (matterId: number, email: string): string =>
  keyedHash('matter-follower', `${matterId}\n${email}`)

/** What is stored of a key, and looked for. */
export const storedKey = hashToken
