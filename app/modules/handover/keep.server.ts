/** Keeping the items of a pack in step with what is open, as long as the outgoing one has not signed. */
import { createHash } from 'node:crypto'
import type { Post } from '~/modules/accounts/rules'
import { type Day, now } from '~/platform/clock'
import type { Prisma, Tx } from '~/platform/db.server'
import { translator } from '~/platform/i18n.server'
import { shorten } from '~/platform/text'
import { gatherMatters } from './gather.server'
import { usualOf } from './library'
import { type Entry, type Matter, type PartyTerm, refreshed, yearBack } from './rules'
import type { FoundPack, HandoverAssociation } from './scope.server'
import { gatherDocuments, gatherYear, type PackDocument } from './year.server'

/** What is kept of a pack once it is signed: contacts are not, as a consent may be withdrawn. */
export type Gathered = {
  at: string
  from: string
  until: string
  year: Entry[]
  documents: PackDocument[]
  matters: Matter[]
  notes: { id: number; month: number | null; text: string }[]
}

type Of = {
  association: Pick<HandoverAssociation, 'id' | 'slug' | 'path'>
  packId: number
  items: readonly { id: number; source: string }[]
  /** The account of the outgoing one */
  outgoingId: string | null
  post: Post
  today: Day
}

/** The same of a pack that was found. */
export const ofPack = ({ association, pack, post }: FoundPack, today: Day): Of => ({
  association,
  packId: pack.id,
  items: pack.items,
  outgoingId: pack.fromTerm?.userId ?? null,
  post,
  today,
})

/**
 * Brings the stored items in step with what is open now: new matters come to the list, those that are over go.
 * @returns the matters
 */
export async function refresh(tx: Tx, of: Of): Promise<Matter[]> {
  const live = await gatherMatters(tx, of)
  const { add, over } = refreshed(of.items, live)
  if (over.length > 0) await tx.handoverItem.deleteMany({ where: { id: { in: over.map(({ id }) => id) } } })
  await tx.handoverItem.createMany({
    data: add.map(({ source, title, href }) => ({
      packId: of.packId,
      kind: 'matter',
      title: shorten(title, 200),
      href,
      source,
    })),
    skipDuplicates: true,
  })
  return live
}

/** The usual things of a post by name. They are written as a paper of the association: in Japanese. */
const usualItems = (post: Post) => {
  const t = translator('ja')
  return usualOf(post).map(({ key, kind }) => ({ kind, title: t(`handover.library.${key}`) }))
}

/** What stands on a list of a post without anybody having written it. */
export const usualTitles = (post: Post): Set<string> => new Set(usualItems(post).map(({ title }) => title))

/** By what it is known whether somebody wrote on an item since it was shown. */
export const markOf = ({ title, note, reason }: { title: string; note: string; reason: string }): string =>
  createHash('sha256')
    .update(JSON.stringify([title, note, reason]))
    .digest('hex')
    .slice(0, 16)

/** Puts the usual things of the post on a new list. */
export async function addUsual(tx: Tx, packId: number, post: Post): Promise<void> {
  await tx.handoverItem.createMany({
    data: usualItems(post).map((item, index) => ({ packId, ...item, position: index + 1 })),
  })
}

const startOfYear = (term: PartyTerm | null, today: Day) =>
  term ? yearBack(term, today) : yearBack({ userId: null, startsOn: '2000-01-01', endsOn: today }, today)

/** Everything that is shown of a pack and is not a row of its own, as it is now. */
export async function gatherAll(
  client: Parameters<typeof gatherMatters>[0],
  found: Pick<FoundPack, 'association' | 'pack' | 'parties' | 'post'> & { today: Day },
): Promise<Omit<Gathered, 'matters'>> {
  const { association, pack, parties, post, today } = found
  const { from, until } = startOfYear(parties.outgoing, today)
  const of = { association, post, postId: pack.seat.post.id, from, until }
  const year = await gatherYear(client, of)
  const documents = await gatherDocuments(client, of)
  const notes = await client.handoverNote.findMany({
    where: { postId: pack.seat.post.id },
    orderBy: { id: 'asc' },
    select: { id: true, month: true, text: true },
  })
  return { at: now().toISOString(), from, until, year, documents, notes }
}

/** What was kept when the outgoing one signed; null before, and where a row from elsewhere does not look like it. */
export function frozenOf(pack: { gathered: Prisma.JsonValue }): Gathered | null {
  const kept = pack.gathered as Gathered | null
  return kept && Array.isArray(kept.year) && Array.isArray(kept.matters) ? kept : null
}
