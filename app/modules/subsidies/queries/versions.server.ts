/** 制度の版: what is published is for everybody; drafts are for those who write programmes. */
import { type Actor, mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { fiscalYear } from '~/platform/clock'
import { db, type Prisma, rows, type Tx } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import { type Programme, programme } from '../schema'

/** Whether somebody may see drafts and worked examples. */
export const mayWriteProgrammes = (actor: Actor) => mayInPortal(actor, 'subsidy.programme')

/** The versions that an actor may know of. */
function inSight(actor: Actor): Prisma.SubsidyProgrammeVersionWhereInput {
  return mayWriteProgrammes(actor) ? {} : { state: { not: 'draft' } }
}

const KEY = /^[a-z][a-z0-9-]{1,59}$/
const listed = { number: true, state: true, name: true, yearFrom: true, yearUntil: true } as const

type ListedVersion = Prisma.SubsidyProgrammeVersionGetPayload<{ select: typeof listed }>
export type ListedProgramme = { key: string; own: boolean; municipality: string; versions: ListedVersion[] }

/** All programmes with the versions that may be seen, this city's first; those of which none may be seen are left out. */
export async function programmesList(actor: Actor): Promise<ListedProgramme[]> {
  const [found, places] = await Promise.all([
    db.subsidyProgramme.findMany({
      where: { versions: { some: inSight(actor) } },
      select: {
        key: true,
        own: true,
        versions: { where: inSight(actor), orderBy: { number: 'desc' }, select: listed },
      },
      orderBy: [{ own: 'desc' }, { id: 'asc' }],
      take: 500,
    }),
    // One word of the newest version that may be seen: whole definitions would be read for nothing.
    rows<{ key: string; municipality: string | null }>(
      `SELECT DISTINCT ON (p.id) p.key, v.definition->>'municipality' AS municipality
       FROM subsidy_programmes p JOIN subsidy_programme_versions v ON v.programme_id = p.id
       WHERE $1 OR v.state <> 'draft' ORDER BY p.id, v.number DESC`,
      [mayWriteProgrammes(actor)],
    ),
  ])
  const placeOf = new Map(places.map(({ key, municipality }) => [key, municipality]))
  return found.map((one) => ({ ...one, municipality: placeOf.get(one.key) ?? '' }))
}

/**
 * The versions of a programme, the newest first. Who wrote and published them is told to the city only.
 * @throws NotFound
 */
export async function versionsOf(actor: Actor, key: string) {
  const found = KEY.test(key)
    ? await db.subsidyProgramme.findUnique({
        where: { key },
        select: {
          key: true,
          own: true,
          versions: {
            where: inSight(actor),
            orderBy: { number: 'desc' },
            select: {
              ...listed,
              note: true,
              createdAt: true,
              createdById: true,
              publishedAt: true,
              publishedById: true,
            },
          },
        },
      })
    : null
  if (!found || found.versions.length === 0) throw new NotFound()
  const writes = mayWriteProgrammes(actor)
  const ids = found.versions.flatMap(({ createdById, publishedById }) => [createdById, publishedById])
  const people = writes
    ? await db.user.findMany({
        where: { id: { in: ids.filter((id) => id !== null) } },
        select: { id: true, familyName: true, givenName: true },
      })
    : []
  const nameOf = (id: string | null) => {
    const found = people.find((one) => one.id === id)
    return found ? `${found.familyName} ${found.givenName}` : null
  }
  return {
    key: found.key,
    own: found.own,
    writes,
    versions: found.versions.map(({ createdById, publishedById, createdAt, publishedAt, ...version }) => ({
      ...version,
      createdAt: writes ? createdAt.toISOString() : null,
      createdBy: nameOf(createdById),
      publishedAt: publishedAt?.toISOString() ?? null,
      publishedBy: nameOf(publishedById),
    })),
  }
}

export type Version = ListedVersion & {
  id: number
  key: string
  own: boolean
  note: string
  version: number
  definition: Programme
}

/**
 * One version in full; its years are those in which it holds, which a later version may have cut short.
 * @throws NotFound when there is none that the actor may see
 */
export async function versionOf(actor: Actor, key: string, number: number): Promise<Version> {
  return readVersion(db, key, number, inSight(actor))
}

/** As `versionOf`, for those who write programmes. @throws SignInNeeded, NotAllowed, NotFound */
export async function versionForStaff(actor: Actor, key: string, number: number): Promise<Version> {
  requirePortalRight(actor, 'subsidy.programme')
  return readVersion(db, key, number, {})
}

/** As `versionForStaff`, a draft only. @throws Stale (`programme_published`) when it is published already */
export async function draftForStaff(actor: Actor, key: string, number: number): Promise<Version> {
  const found = await versionForStaff(actor, key, number)
  if (found.state !== 'draft') throw new Stale('programme_published')
  return found
}

/**
 * A version as a file: the one that is named, or else the published one that holds now or next. Worked examples are
 * for those who keep the programme.
 * @throws NotFound
 */
export async function exportedProgramme(actor: Actor, key: string, number: number | null): Promise<Version> {
  const { today } = actor
  const year = fiscalYear(today)
  const listed =
    number === null
      ? (await versionsOf(actor, key)).versions
          .filter(({ state }) => state === 'published')
          .sort((a, b) => a.yearFrom - b.yearFrom)
      : []
  const holds = listed.find(({ yearUntil }) => yearUntil === null || yearUntil >= year) ?? listed.at(-1)
  const chosen = number ?? holds?.number
  if (chosen === undefined) throw new NotFound()
  const found = await versionOf(actor, key, chosen)
  if (mayWriteProgrammes(actor)) return found
  return { ...found, definition: { ...found.definition, examples: [] } }
}

/**
 * Two versions to compare: the named one with another, by default the one before it.
 * @throws NotFound
 */
export async function comparedVersions(actor: Actor, key: string, number: number, other: number | null) {
  const { versions, writes } = await versionsOf(actor, key)
  const numbers = versions.map((one) => one.number).filter((one) => one !== number)
  const against = other ?? numbers.find((one) => one < number) ?? numbers[0] ?? number
  const [after, before] = [await versionOf(actor, key, number), await versionOf(actor, key, against)]
  const side = ({ number: of, definition }: Version) => ({
    number: of,
    definition: writes ? definition : { ...definition, examples: [] },
  })
  return { key, name: after.name, before: side(before), after: side(after), numbers, examples: writes }
}

/** @throws NotFound */
export async function readVersion(
  client: Tx | typeof db,
  key: string,
  number: number,
  where: Prisma.SubsidyProgrammeVersionWhereInput,
): Promise<Version> {
  const found = KEY.test(key)
    ? await client.subsidyProgrammeVersion.findFirst({
        where: { AND: [{ programme: { key }, number }, where] },
        select: {
          ...listed,
          id: true,
          note: true,
          version: true,
          definition: true,
          programme: { select: { key: true, own: true } },
        },
      })
    : null
  if (!found) throw new NotFound()
  const { programme: of, definition, ...rest } = found
  const whole = programme.parse(definition)
  const fiscalYears = { from: found.yearFrom, until: found.yearUntil }
  // A draft says its years itself; of what is published the row says them.
  const held = found.state === 'draft' ? whole : { ...whole, fiscalYears }
  return { ...rest, ...of, definition: held }
}

/** The published versions whose years a version would take over, and what becomes of each. */
export async function takenOver(
  client: Tx | typeof db,
  { key, number, definition }: Pick<Version, 'key' | 'number' | 'definition'>,
): Promise<{ id: number; number: number; becomes: 'retired' | { until: number }; gapFrom: number | null }[]> {
  const { from, until } = definition.fiscalYears
  const standing = await client.subsidyProgrammeVersion.findMany({
    where: {
      programme: { key },
      state: 'published',
      number: { not: number },
      OR: [{ yearUntil: null }, { yearUntil: { gte: from } }],
      ...(until === null ? {} : { yearFrom: { lte: until } }),
    },
    select: { id: true, number: true, yearFrom: true, yearUntil: true },
    orderBy: { yearFrom: 'asc' },
  })
  return standing.map((one) => ({
    id: one.id,
    number: one.number,
    becomes: one.yearFrom >= from ? 'retired' : { until: from - 1 },
    // The years after this version's last one, in which the old one would have held.
    gapFrom: until !== null && (one.yearUntil === null || one.yearUntil > until) ? until + 1 : null,
  }))
}
