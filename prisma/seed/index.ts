/**
 * Fills an empty database with the demonstration city: real districts, towns and boundary; invented associations,
 * people and notices, the same at every filling, dated around today. Sources: docs/data-sources.md.
 */
import { hashPassword } from '../../app/modules/accounts/passwords.server'
import { takeSnapshots } from '../../app/modules/surveys/commands/snapshot.server'
import { dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import { type Tx, transaction } from '../../app/platform/db.server'
import { createAeds } from './aeds'
import { CITY, FIRST, type Planned, planAssociations } from './associations'
import { createAttendance } from './attendance'
import { FILLING, writePlaces } from './city'
import { planContact } from './contacts'
import { createEventAnswers } from './events'
import { createExchange } from './exchange'
import { createHalls } from './halls'
import { createHandovers } from './handover'
import { createHelp } from './help'
import { createHouseholds } from './households'
import { createIndicators } from './indicators'
import { createModeration } from './moderation'
import { createNotices } from './notices'
import { createTasks } from './officer-tasks'
import { createDuties, createTerms } from './officers'
import { createOpenings } from './openings'
import { createParticipation } from './participation'
import {
  type Accounts,
  DEMO_PASSWORD,
  demonstrationAccounts,
  inventPerson,
  type Person,
  planOfficers,
  staffOf,
} from './people'
import { readBoundary, readDistricts, readTowns } from './places'
import { createProgrammes } from './programmes'
import { makeRandom, type Random } from './random'
import { createRequests } from './requests'
import { createResolutions } from './resolutions'
import { createSubsidies } from './subsidies'
import { createSurveys } from './surveys'
import { createTalks } from './talks'
import { planVacancies } from './vacancies'
import { createVolunteering } from './volunteering'
import { createCalls } from './volunteering-calls'

/** A city takes some seconds to fill, and far longer on a machine that is busy with other things. */
const FILLING_SECONDS = 180

/** The code on the paper circulars of the first association, told on its page. */
const DEMO_CODE = 'HANA2345'

/**
 * Fills the database in one transaction; does nothing when there is any association already.
 * @returns whether it was filled
 */
export async function seedDemonstration(): Promise<boolean> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const filled = await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FILLING})`
    if ((await tx.association.count()) > 0) return false
    const random = makeRandom(2026)
    const year = fiscalYear(dayOf(now()))
    const districts = readDistricts()
    const towns = readTowns(districts)
    const planned = planAssociations(districts, towns, readBoundary())
    const districtIds = await writePlaces(tx, districts, towns)
    const townIds = idsByName(await tx.town.findMany({ select: { id: true, name: true } }))

    const accounts = demonstrationAccounts()
    const { people, terms: full } = planOfficers(planned, accounts, year, random)
    const terms = planVacancies(full, planned, dayOf(now()), year)
    const ids = await createAssociations(tx, planned, { districtIds, townIds, year })
    await createUsers(tx, Object.values(accounts), passwordHash)
    const away = new Set(
      terms.filter(({ lack }) => lack && lack.kind !== 'ends_soon').map(({ userId }) => userId),
    )
    await createUsers(
      tx,
      people.filter(({ id }) => !away.has(id)),
      null,
    )
    await createTerms(tx, terms, ids, year)
    const persons = new Map([...Object.values(accounts), ...people].map((p) => [p.id, p]))
    const chairs = new Map(
      terms.filter((t) => t.post === 'chair').map((t) => [t.association, persons.get(t.userId) as Person]),
    )
    await createContacts(tx, planned, { ids, chairs, year, random })
    await createStaff(tx, accounts, year)
    await createMembers(tx, accounts, ids, random)
    const authors = new Map(terms.filter((t) => t.post === 'chair').map((t) => [t.association, t.userId]))
    authors.set(CITY, accounts.reviewer.id)
    await createNotices(tx, { planned, districts, ids, authors })
    await createHouseholds(tx, { ids, accounts })
    await createDuties(tx, ids)
    await createTasks(tx, ids)
    await createEventAnswers(tx, accounts)
    await createRequests(tx, { ids, authors })
    await createProgrammes(tx)
    await createHalls(tx, planned, { ids, districtIds })
    await createSubsidies(tx, { ids, accounts, authors })
    await createAeds(tx, { towns, districtIds, author: accounts.reviewer.id, ids })
    const sessions = await createVolunteering(tx, planned, { ids, districtIds, accounts })
    await createParticipation(tx, sessions, accounts)
    await createAttendance(tx)
    await createCalls(tx, sessions)
    await createIndicators(tx, accounts)
    await createOpenings(tx, { ids, accounts })
    await createHandovers(tx, ids)
    await createResolutions(tx, { ids, accounts })
    await createExchange(tx, { ids, accounts })
    await createTalks(tx, { ids, accounts })
    await createHelp(tx, dayOf(now()))
    await createModeration(tx, { ids, accounts })
    await createSurveys(tx, { ids, accounts })
    return true
  }, FILLING_SECONDS)
  // As the job would within the hour.
  if (filled) await takeSnapshots()
  return filled
}

type Ids = ReadonlyMap<string, number>

const idsByName = (rows: { id: number; name: string }[]): Ids => new Map(rows.map((r) => [r.name, r.id]))

function need(ids: Ids, key: string): number {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`The demonstration city has no ${key}`)
  return id
}

/** Creates the tree level by level, as a parent's path must stand first; returns the ids by slug. */
async function createAssociations(
  tx: Tx,
  planned: readonly Planned[],
  known: { districtIds: Ids; townIds: Ids; year: number },
): Promise<Ids> {
  const ids = new Map<string, number>()
  for (const kind of ['city', 'council', 'neighbourhood', 'group'] as const) {
    const created = await tx.association.createManyAndReturn({
      select: { id: true, slug: true },
      data: planned
        .filter((p) => p.kind === kind)
        .map(({ parent, district, towns: _, legalPersonalitySince, area, ...rest }) => ({
          ...rest,
          parentId: parent ? need(ids, parent) : null,
          districtId: district ? need(known.districtIds, district) : null,
          legalPersonalitySince: legalPersonalitySince ? dayToDate(legalPersonalitySince) : null,
          householdsAsOf: rest.households === null ? null : dayToDate(`${known.year}-04-01`),
          area: area ?? undefined,
        })),
    })
    for (const { id, slug } of created) ids.set(slug, id)
  }
  await tx.associationTown.createMany({
    data: planned
      .filter((p) => p.kind === 'neighbourhood')
      .flatMap((p) =>
        p.towns.map((town) => ({ associationId: need(ids, p.slug), townId: need(known.townIds, town) })),
      ),
  })
  return ids
}

async function createUsers(tx: Tx, people: readonly Person[], passwordHash: string | null) {
  await tx.user.createMany({
    data: people.map((person) => ({
      ...person,
      passwordHash,
      demonstration: true,
      delivery: 'none' as const,
    })),
  })
}

/** Contacts of most associations; about half of them with a recorded consent to show them. */
async function createContacts(
  tx: Tx,
  planned: readonly Planned[],
  known: { ids: Ids; chairs: ReadonlyMap<string, Person>; year: number; random: Random },
) {
  const contacts = planned.flatMap(({ slug }, index) => {
    const chair = known.chairs.get(slug)
    const contact = chair && planContact(slug, index, chair, known.random)
    return contact ? [{ associationId: need(known.ids, slug), ...contact }] : []
  })
  await tx.$executeRaw`
    UPDATE associations a SET contact_name = c.name, contact_phone = c.phone, contact_email = c.email
    FROM unnest(${contacts.map((c) => c.associationId)}::int[], ${contacts.map((c) => c.name)}::text[],
                ${contacts.map((c) => c.phone)}::text[], ${contacts.map((c) => c.email)}::text[])
      AS c(id, name, phone, email)
    WHERE a.id = c.id`
  await tx.contactConsent.createMany({
    data: contacts.flatMap(({ associationId, name, consent }) =>
      consent
        ? [{ associationId, personName: name, givenOn: dayToDate(`${known.year}-04-12`), ...consent }]
        : [],
    ),
  })
}

async function createStaff(tx: Tx, accounts: Accounts, year: number) {
  await tx.staffAppointment.createMany({
    data: Object.entries(staffOf).map(([name, role]) => ({
      userId: accounts[name as keyof Accounts].id,
      role,
      startsOn: dayToDate(`${year}-04-01`),
    })),
  })
}

/** Members of the first association, and a few who wait to be confirmed. */
async function createMembers(tx: Tx, accounts: Accounts, ids: Ids, random: Random) {
  const neighbours = Array.from({ length: 18 }, (_, i) =>
    inventPerson(random, `member-${i + 1}@demo.example`),
  )
  await createUsers(tx, neighbours, null)
  const associationId = need(ids, FIRST)
  const confirmed = { state: 'confirmed' as const, decidedAt: now() }
  const ago = (days: number) => new Date(now().getTime() - days * 86_400_000)
  await tx.membershipCode.create({
    data: {
      associationId,
      code: DEMO_CODE,
      validUntil: new Date(now().getTime() + 90 * 86_400_000),
      createdById: accounts.chair.id,
    },
  })
  await tx.membership.createMany({
    data: [
      { userId: accounts.resident.id, associationId, ...confirmed, requestedAt: ago(60) },
      {
        userId: accounts.resident.id,
        associationId: need(ids, `${FIRST}-group-3`),
        ...confirmed,
        requestedAt: ago(60),
      },
      ...neighbours
        .slice(0, 14)
        .map((p, i) => ({ userId: p.id, associationId, ...confirmed, requestedAt: ago(90 + i) })),
      ...neighbours
        .slice(14)
        .map((p, i) => ({ userId: p.id, associationId, state: 'requested' as const, requestedAt: ago(i) })),
    ],
  })
}
