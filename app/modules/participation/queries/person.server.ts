/** 参加者: sealed and opened, and found by the key in their own address. No page but their own shows a key. */

import { isStage, type Stage } from '~/modules/volunteering/rules'
import { decrypt, encrypt, hashToken, keyedHash } from '~/platform/crypto.server'
import type { db, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { searchForm } from '~/platform/text'

/** Who somebody is. All empty once it has been deleted. Of a friend only the given name is known at first. */
export type Person = {
  familyName: string
  givenName: string
  familyReading: string
  givenReading: string
  email: string
  phone: string
  school: string
}

/** Whom to call on the day; the guardian stands there once they have consented. */
type Emergency = { name: string; phone: string; guardianName: string; guardianPhone: string }

/** The guardian who consented. */
type Guardian = { name: string; relation: string }

/** Of whom nothing is known. */
export const NOBODY: Person = {
  familyName: '',
  givenName: '',
  familyReading: '',
  givenReading: '',
  email: '',
  phone: '',
  school: '',
}

function open<T>(use: string, sealed: string | null): Partial<T> {
  const json = sealed ? decrypt(use, sealed) : null
  return json === null ? {} : (JSON.parse(json) as Partial<T>)
}

export const sealPerson = (person: Person): string => encrypt('volunteer-person', JSON.stringify(person))
export const openPerson = (sealed: string): Person => ({
  ...NOBODY,
  ...open<Person>('volunteer-person', sealed),
})

export const sealHealth = (text: string): string | null => (text ? encrypt('volunteer-health', text) : null)
export const openHealth = (sealed: string | null): string =>
  sealed ? (decrypt('volunteer-health', sealed) ?? '') : ''

export const sealEmergency = (emergency: Emergency): string =>
  encrypt('volunteer-emergency', JSON.stringify(emergency))
export const openEmergency = (sealed: string | null): Emergency => ({
  name: '',
  phone: '',
  guardianName: '',
  guardianPhone: '',
  ...open<Emergency>('volunteer-emergency', sealed),
})

export const sealGuardian = (guardian: Guardian): string =>
  encrypt('volunteer-guardian', JSON.stringify(guardian))
export const openGuardian = (sealed: string | null): Guardian => ({
  name: '',
  relation: '',
  ...open<Guardian>('volunteer-guardian', sealed),
})

/** Where a link or an answer goes. */
export const sealAddress = (address: string): string | null =>
  address ? encrypt('volunteer-address', address) : null
export const openAddress = (sealed: string | null): string =>
  sealed ? (decrypt('volunteer-address', sealed) ?? '') : ''

/** Whether somebody has said themselves who they are: of a friend the first one gives the given name alone. */
export const isComplete = (person: Person): boolean => person.familyName !== ''

/** Family and given name as they stand on a list. */
export const fullName = (person: Person): string =>
  [person.familyName, person.givenName].filter(Boolean).join(' ')

/**
 * The same person at two applications: the reading of the name with the address (or the telephone), hashed with the
 * portal's key. Null while the name is not known in full.
 */
export function sameHashOf(person: Person): string | null {
  const reach = person.email || person.phone.replaceAll('-', '')
  if (!reach || !person.familyReading) return null
  const reading = searchForm(`${person.familyReading}${person.givenReading}`).replace(/\s/g, '')
  return keyedHash('same-volunteer', `${reach}|${reading}`)
}

/**
 * The key in the address of a person's own page. It follows from the id and the portal's secret, so that a mail can
 * name it again; the database holds its hash alone.
 */
export const keyOf = (volunteerId: string): string => keyedHash('volunteer-key', volunteerId)

/** Follows the key in links that go by mail alone: whoever has it reads the mail of this address. */
const proofOf = (volunteerId: string, email: string): string =>
  keyedHash('volunteer-mailed', `${volunteerId}|${email}`).slice(0, 22)

/**
 * The key as it stands in mails. It opens everything that was applied for with this name and address; the bare key,
 * which anybody gets who types them, opens one row alone.
 */
export const mailedKeyOf = (volunteerId: string, email: string): string =>
  email ? `${keyOf(volunteerId)}.${proofOf(volunteerId, email)}` : keyOf(volunteerId)

/** The token of a guardian's link: the n-th of this member, so that it can be printed and sent again. */
export const consentTokenOf = (memberId: number, nth: number): string =>
  keyedHash('guardian-link', `${memberId}:${nth}`)

/** The token with which a friend completes what the first one did not know. */
export const friendTokenOf = (memberId: number): string =>
  `${memberId}.${keyedHash('friend-link', String(memberId))}`

export type KnownVolunteer = {
  id: string
  /** The rows of the same person that this key opens, its own among them */
  ids: string[]
  userId: string | null
  stage: Stage
  language: string
  person: Person
}

/**
 * The person whose key this is: whoever has it is taken for them, as it stands in their mail alone.
 * @throws NotFound for a key that is nobody's, or whose person has been deleted
 */
export async function volunteerByKey(client: Tx | typeof db, key: string): Promise<KnownVolunteer> {
  const [, bare = '', proof] = /^([\w-]{20,100})(?:\.([\w-]{1,40}))?$/.exec(key) ?? []
  const known = bare
    ? await client.volunteer.findFirst({
        where: { keyHash: hashToken(bare), deletedAt: null },
        select: rowSelect,
      })
    : null
  if (!known) throw new NotFound()
  const { email } = openPerson(known.person)
  // An address that has been changed since proves nothing any more; the page of the one row still opens.
  const proven =
    proof !== undefined && email !== '' && hashToken(proof) === hashToken(proofOf(known.id, email))
  return knownFrom(client, known, proven)
}

const rowSelect = {
  id: true,
  userId: true,
  sameHash: true,
  stage: true,
  language: true,
  person: true,
} as const

type Row = Omit<KnownVolunteer, 'ids' | 'stage' | 'person'> & {
  sameHash: string | null
  stage: string
  person: string
}

async function knownFrom(client: Tx | typeof db, row: Row, proven: boolean): Promise<KnownVolunteer> {
  const { sameHash, stage, person, ...known } = row
  const rows =
    proven && sameHash
      ? await client.volunteer.findMany({
          where: { sameHash, deletedAt: null },
          select: { id: true },
          take: 200,
        })
      : []
  const ids = new Set([known.id, ...rows.map(({ id }) => id)])
  return { ...known, ids: [...ids], stage: isStage(stage) ? stage : 'adult', person: openPerson(person) }
}

/**
 * The persons for whom an account has applied, each once, the first one first, with the keys of their pages: a parent
 * applies for several children. What went to the address with which the account signs in is theirs in any case.
 */
export async function accountVolunteers(client: Tx | typeof db, userId: string) {
  const user = await client.user.findUnique({ where: { id: userId }, select: { email: true } })
  const rows = await client.volunteer.findMany({
    where: { userId, deletedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: rowSelect,
    take: 200,
  })
  const persons: (KnownVolunteer & { key: string })[] = []
  for (const row of rows) {
    // What a page opens already is no person of its own.
    if (persons.some(({ ids }) => ids.includes(row.id))) continue
    const { email } = openPerson(row.person)
    const proven = email !== '' && email === user?.email
    const known = await knownFrom(client, row, proven)
    persons.push({ ...known, key: proven ? mailedKeyOf(row.id, email) : keyOf(row.id) })
  }
  return persons
}
