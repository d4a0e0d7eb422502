/** What a roster's file would bring: for the keepers, before anything is written. */
import { createHash } from 'node:crypto'
import { type Actor, LONGEST_TERM, type Post } from '~/modules/accounts/rules'
import { addDays, dateToDay, dayToDate } from '~/platform/clock'
import { db, type Tx } from '~/platform/db.server'
import { readTable, type Sheet } from '~/platform/sheet.server'
import { columnOf } from '../roster/columns'
import { type KnownPost, type Plan, planRoster, type Trouble } from '../roster/judge'
import { keptAssociation } from '../scope.server'
import { person, shortOf } from './posts.server'

/** Bytes and lines of a roster: some dozens of officers, with room for a council. */
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

/**
 * What would be added, what stands already, and what cannot be read and why. Any change of the file or of the seats
 * has another digest.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function planImport(
  actor: Actor,
  slug: string,
  sheet: Sheet,
  client: Tx | typeof db = db,
): Promise<Plan & { digest: string }> {
  const { association } = await keptAssociation(client, actor, slug)
  const posts = await client.officerPost.findMany({
    where: { associationId: association.id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
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
            // Those that have ended too: a line may begin as long ago as a term is long.
            where: { endsOn: { gte: dayToDate(addDays(actor.today, -LONGEST_TERM)) } },
            select: { userId: true, startsOn: true, endsOn: true, ...person, user: { select: person } },
          },
        },
      },
    },
  })
  const standing = posts.map(
    ({ name, post, months, closedOn: closed, seats }): KnownPost => ({
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
    }),
  )
  const plan = planRoster(sheet, standing, actor.today)
  return { ...plan, digest: createHash('sha256').update(JSON.stringify(plan)).digest('hex') }
}
