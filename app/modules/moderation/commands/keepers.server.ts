/**
 * How moderation reaches what it does not know: each kind of contribution belongs to a module, which tells here how one
 * is found and hidden. The house puts the keepers together (`app/contributions.server.ts`); whoever asks hands them in.
 */
import type { Actor } from '~/modules/accounts/rules'
import type { db, Tx } from '~/platform/db.server'
import type { Subject } from '../rules'

export type Client = Tx | typeof db

/** A contribution as the moderators see it. */
export type Contribution = {
  id: number
  title: string
  /** All that is public of it and was written by its author */
  text: string
  /** The page on which it stands */
  href: string
  /** Everybody can read it, or could if it were not hidden */
  isPublic: boolean
  hiddenAt: Date | null
  authorId: string | null
  /** The actor speaks for its author */
  mine: boolean
  /** Its author's address, for a mail and never for a page */
  receiver: { email: string; language: string } | null
}

export type Keeper = {
  /** Those of these ids that there are, whatever their state */
  find(client: Client, actor: Actor, ids: readonly number[]): Promise<Contribution[]>
  /** Hides it, or shows it again; false when it stood so already, or is not public. `by`: whoever hides it */
  setHidden(tx: Tx, id: number, at: Date | null, by?: Actor): Promise<boolean>
  /** Posts that wait until somebody has looked at them, and where that is done */
  waiting(): Promise<{ count: number; href: string }>
}
export type Keepers = Readonly<Record<Subject, Keeper>>

/** One contribution; null when there is none. */
export async function findOne(
  keepers: Keepers,
  client: Client,
  actor: Actor,
  subject: Subject,
  id: number,
): Promise<Contribution | null> {
  return (await keepers[subject].find(client, actor, [id]))[0] ?? null
}

/** Some contributions of any kind, by kind and id: `nameOf`. */
export async function findAll(
  keepers: Keepers,
  client: Client,
  actor: Actor,
  wanted: readonly { subject: string; subjectId: number }[],
): Promise<Map<string, Contribution>> {
  const found = new Map<string, Contribution>()
  for (const [subject, keeper] of Object.entries(keepers)) {
    const ids = [...new Set(wanted.filter((one) => one.subject === subject).map((one) => one.subjectId))]
    if (ids.length === 0) continue
    for (const one of await keeper.find(client, actor, ids)) found.set(nameOf(subject, one.id), one)
  }
  return found
}

/** A contribution of any kind in one word: `matter:12`. */
export const nameOf = (subject: string, id: number): string => `${subject}:${id}`
