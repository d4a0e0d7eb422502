/** Who came forward, sealed and opened: name, how to reach them, and what they wrote. */
import { decrypt, encrypt } from '~/platform/crypto.server'

const PERSON = 'interest-person'
const NOTE = 'interest-note'

export type Person = { name: string; phone: string; email: string; message: string }

export const NOBODY: Person = { name: '', phone: '', email: '', message: '' }

export const sealPerson = ({ name, phone, email, message }: Person): string =>
  encrypt(PERSON, JSON.stringify({ name, phone, email, message }))

/** The person; empty where the portal's key is another one now. */
export function openPerson(sealed: string): Person {
  const json = decrypt(PERSON, sealed)
  return json === null ? NOBODY : { ...NOBODY, ...(JSON.parse(json) as Partial<Person>) }
}

/** What a keeper noted of a talk: it tells of a person. */
export const sealNote = (note: string): string => (note === '' ? '' : encrypt(NOTE, note))
export const openNote = (sealed: string): string => (sealed === '' ? '' : (decrypt(NOTE, sealed) ?? ''))
