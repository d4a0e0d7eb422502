/** What a roster's file would bring, of one association or of several: for the keepers, before anything is written. */
import { createHash } from 'node:crypto'
import {
  type Actor,
  denied,
  inScope,
  LONGEST_TERM,
  OFFICER_KINDS,
  type Post,
  scopesOf,
} from '~/modules/accounts/rules'
import { addDays, dateToDay, dayToDate } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { readTable, type Sheet } from '~/platform/sheet.server'
import { cleanText } from '~/platform/text'
import { columnOf } from '../roster/columns'
import {
  type KnownPost,
  type Plan,
  type Planned,
  planRoster,
  type Refused,
  type Trouble,
} from '../roster/judge'
import { keptAssociation } from '../scope.server'
import { person, shortOf } from './posts.server'

/** Bytes and lines of a roster: some dozens of officers, with room for a district. */
export const MAX_FILE = 512 * 1024
const MAX_ROWS = 500

/** Reads a file, or says why it cannot be. */
export function readRoster(bytes: Uint8Array): Sheet | { trouble: Trouble } {
  return readTable(
    bytes,
    { maxBytes: MAX_FILE, maxRows: MAX_ROWS },
    (cells) =>
      cells.some((cell) => columnOf(cell) === 'post') &&
      cells.some((cell) => columnOf(cell) === 'familyName'),
  )
}

/** The association of an import. @throws SignInNeeded, NotAllowed, NotFound */
export async function rosterToImport(actor: Actor, slug: string) {
  return shortOf((await keptAssociation(db, actor, slug)).association)
}

/** Whether the actor keeps the officers of more than one association, as the city and the councils do. */
export const keepsSeveral = (actor: Actor): boolean =>
  scopesOf(actor, 'officer.invite').some(({ below }) => below)

/** @throws SignInNeeded; NotAllowed for whoever keeps the officers of none or of one */
export function mayImportSeveral(actor: Actor): void {
  if (!keepsSeveral(actor)) denied(actor)
}

/** What a file is read for: one association, or those that its column 団体名 names; and whether to invite by mail */
export type Wanted = { slug: string | null; invite: boolean }

type Short = { id: number; slug: string; name: string }
export type ImportPlan = {
  added: (Planned & { association: Short })[]
  same: number
  refused: Refused[]
  unread: string[]
  digest: string
}

/**
 * What would be added, what stands already, and what cannot be read and why. Any change of the file or of the seats
 * has another digest.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function planImport(
  actor: Actor,
  { slug, invite }: Wanted,
  sheet: Sheet,
  client: Tx | typeof db = db,
): Promise<ImportPlan> {
  const at = sheet.header.findIndex((title) => columnOf(title) === 'association')
  const named = (cells: readonly string[]) => cleanText(cells[at] ?? '').trim()
  const known: Short[] = slug
    ? [shortOf((await keptAssociation(client, actor, slug)).association)]
    : await associationsOf(client, actor, [...new Set(sheet.rows.map(({ cells }) => named(cells)))])
  const rows = new Map<number, Sheet['rows']>(known.map(({ id }) => [id, []]))
  const astray: Refused[] = []
  for (const row of sheet.rows) {
    const name = named(row.cells)
    const meant = known.filter((one) => one.name === name || one.slug === name)
    // In the roster of one association the name need not be repeated.
    const of = slug && !name ? known : meant
    if (of.length === 1 && of[0]) rows.get(of[0].id)?.push(row)
    else astray.push({ line: row.line, name: name.slice(0, 100), troubles: [trouble(name, of.length, slug)] })
  }
  const standing = await postsOf(client, known, addDays(actor.today, -LONGEST_TERM))
  const plans = known.map((association): Plan & { association: Short } => {
    const own = { header: sheet.header, rows: rows.get(association.id) ?? [] }
    return { association, ...planRoster(own, standing.get(association.id) ?? [], actor.today, invite) }
  })
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line
  const plan = {
    added: plans
      .flatMap(({ added, association }) => added.map((one) => ({ ...one, association })))
      .sort(byLine),
    same: plans.reduce((sum, { same }) => sum + same, 0),
    refused: [...plans.flatMap(({ refused }) => refused), ...astray].sort(byLine),
    unread: plans[0]?.unread ?? [],
  }
  return { ...plan, digest: createHash('sha256').update(JSON.stringify(plan)).digest('hex') }
}

function trouble(name: string, found: number, slug: string | null): Trouble {
  if (slug) return { key: 'other_association', params: { name: name.slice(0, 50) } }
  if (!name) return { key: 'no_association' }
  return {
    key: found > 1 ? 'several_associations' : 'unknown_association',
    params: { name: name.slice(0, 50) },
  }
}

/** Those of these names, or short names of the address, whose officers the actor keeps. */
async function associationsOf(
  client: Tx | typeof db,
  actor: Actor,
  names: readonly string[],
): Promise<Short[]> {
  mayImportSeveral(actor)
  return client.association.findMany({
    where: {
      kind: { in: [...OFFICER_KINDS] },
      AND: [
        { OR: [{ name: { in: [...names] } }, { slug: { in: [...names] } }] },
        inScope(scopesOf(actor, 'officer.invite')),
      ],
    },
    orderBy: { id: 'asc' },
    select: { id: true, slug: true, name: true },
  })
}

/** Posts, seats and terms by association; terms that have ended too, as a line may begin as long ago as a term is long. */
async function postsOf(client: Tx | typeof db, associations: readonly Short[], since: string) {
  const posts = await client.officerPost.findMany({
    where: { associationId: { in: associations.map(({ id }) => id) } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      associationId: true,
      name: true,
      post: true,
      months: true,
      closedOn: true,
      seats: {
        orderBy: { number: 'asc' },
        select: {
          number: true,
          closedOn: true,
          terms: {
            where: { endsOn: { gte: dayToDate(since) } },
            select: { userId: true, startsOn: true, endsOn: true, ...person, user: { select: person } },
          },
        },
      },
    },
  })
  const standing = new Map<number, KnownPost[]>()
  for (const { associationId, name, post, months, closedOn: closed, seats } of posts) {
    const known: KnownPost = {
      name,
      post: post as Post,
      months,
      open: closed === null,
      seats: seats.map(({ number, closedOn, terms }) => ({
        number,
        open: closedOn === null && closed === null,
        terms: terms.map((term) => ({
          ...(term.user ?? term),
          account: term.userId !== null,
          startsOn: dateToDay(term.startsOn),
          endsOn: dateToDay(term.endsOn),
        })),
      })),
    }
    standing.set(associationId, [...(standing.get(associationId) ?? []), known])
  }
  return standing
}
