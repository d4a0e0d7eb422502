/** What a revision is worked out over, as it is today: halls, earlier grants, past applications, versions of the scheme. */
import { paidApplications } from '~/modules/applications/queries/grants.server'
import { SEEN_BY_CITY } from '~/modules/applications/queries/scope.server'
import {
  factsOf as applicationFacts,
  costsOf,
  earlierGrants,
  type PaidApplication,
} from '~/modules/applications/rules'
import { inUnits, partialDate, seismicRecord } from '~/modules/halls/queries/record.server'
import { stateOf } from '~/modules/halls/rules'
import type { Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { type Day, dateToDay, dayOf, fiscalYear } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { factsOf, type PastApplication, type SimHall } from '../rules'

/** Applications of so many fiscal years are looked at again. */
const PAST_YEARS = 10

type Version = {
  number: number
  state: 'draft' | 'published' | 'retired'
  name: string
  note: string
  yearFrom: number
  definition: Programme
}

/** The city's own schemes that have a version of any state, in their order. */
export function ownProgrammes(): Promise<{ key: string; name: string }[]> {
  return rows(
    `SELECT p.key, (SELECT v.name FROM subsidy_programme_versions v WHERE v.programme_id = p.id
       ORDER BY (v.state = 'published') DESC, v.number DESC LIMIT 1) AS name
     FROM subsidy_programmes p
     WHERE p.own AND EXISTS (SELECT FROM subsidy_programme_versions v WHERE v.programme_id = p.id)
     ORDER BY p.id`,
    [],
  )
}

/**
 * All versions of a scheme without their worked examples, the newest first. The years of what was published are those in
 * which it holds: a later version may have cut short what its file says. A draft says its years itself.
 */
export function versionsOf(key: string): Promise<Version[]> {
  return rows<Version>(
    `SELECT v.number, v.state, v.name, v.note, v.year_from AS "yearFrom",
       v.definition || '{"examples": []}' || CASE v.state WHEN 'draft' THEN '{}'::jsonb ELSE jsonb_build_object(
         'fiscalYears', jsonb_build_object('from', v.year_from, 'until', v.year_until)) END AS definition
     FROM subsidy_programme_versions v JOIN subsidy_programmes p ON p.id = v.programme_id
     WHERE p.key = $1 AND p.own ORDER BY v.number DESC`,
    [key],
  )
}

/** The version that holds in a fiscal year; else the last that was published, else the last draft. */
export function heldIn(versions: readonly Version[], year: number): Version | undefined {
  const published = versions.filter(({ state }) => state === 'published')
  const holds = ({ definition: { fiscalYears } }: Version) =>
    fiscalYears.from <= year && (fiscalYears.until === null || fiscalYears.until >= year)
  return published.find(holds) ?? published[0] ?? versions[0]
}

const hallSelect = {
  id: true,
  name: true,
  districtId: true,
  structure: true,
  floorArea: true,
  designation: true,
  registeredTo: true,
  confirmedOn: true,
  confirmedPrecision: true,
  startedOn: true,
  startedPrecision: true,
  completedOn: true,
  completedPrecision: true,
  invented: true,
  diagnoses: { select: { diagnosedOn: true, method: true, score: true, result: true } },
  works: {
    select: { kind: true, completedOn: true, precision: true, scoreAfter: true, subsidy: true, note: true },
  },
  associations: {
    select: { association: { select: { name: true, memberHouseholds: true, legalPersonalitySince: true } } },
    orderBy: { associationId: 'asc' },
  },
  aeds: { where: { condition: 'in_service' }, select: { id: true }, take: 1 },
} as const

/**
 * The halls in use, each once, with the grants that they have had: those paid through the portal, and those of their
 * record besides.
 * @param programme key of the scheme whose applications count by work
 */
export async function hallsToSimulate(programme: string): Promise<{ halls: SimHall[]; invented: boolean }> {
  const [found, paid] = await Promise.all([
    db.hall.findMany({ where: { closedOn: null }, select: hallSelect, orderBy: { id: 'asc' } }),
    paidApplications({ hallId: { not: null }, programme: { programme: { key: programme } } }),
  ])
  const byHall = new Map<number | null, PaidApplication[]>()
  for (const one of paid) byHall.set(one.hallId, [...(byHall.get(one.hallId) ?? []), one])
  const halls = found.map((row): SimHall => {
    const seismic = seismicRecord(row)
    const area = inUnits(row.floorArea, 2)
    const recorded = row.works.map(({ completedOn, ...work }) => ({ ...work, on: dateToDay(completedOn) }))
    return {
      id: row.id,
      name: row.name,
      district: row.districtId,
      state: stateOf(seismic),
      structure: row.structure === null ? null : row.structure === 'wood' ? 'wood' : 'other',
      area,
      completed: partialDate(row.completedOn, row.completedPrecision),
      hasAed: row.aeds.length > 0,
      facts: factsOf({
        seismic,
        area,
        designation: row.designation,
        registeredTo: row.registeredTo,
        associations: row.associations.map(({ association }) => ({
          name: association.name,
          households: association.memberHouseholds,
          legalPersonality: association.legalPersonalitySince !== null,
        })),
      }),
      grants: earlierGrants(byHall.get(row.id) ?? [], recorded),
    }
  })
  return { halls, invented: found.some(({ invented }) => invented) }
}

/** What became nothing says nothing of a scheme; who has only paid back what an advance was too high keeps the grant. */
const GIVEN_UP = ['withdrawn', 'stopped', 'cancelling', 'cancelled'] as const

/** Applications for a scheme that were handed in, with the costs of their reports where there are any. */
export async function pastApplications(programme: string, today: Day): Promise<PastApplication[]> {
  const found = await db.subsidyApplication.findMany({
    where: {
      AND: [SEEN_BY_CITY],
      receiptNumber: { not: null },
      state: { notIn: [...GIVEN_UP] },
      events: { none: { toState: { in: ['stopped', 'cancelled'] } } },
      year: { gt: fiscalYear(today) - PAST_YEARS },
      programme: { programme: { key: programme } },
    },
    select: {
      id: true,
      year: true,
      hallId: true,
      works: true,
      facts: true,
      submittedAt: true,
      decidedOn: true,
      contractOn: true,
      decidedAmount: true,
      finalAmount: true,
      hall: { select: { districtId: true } },
      association: { select: { districtId: true } },
      lines: { select: { stage: true, work: true, amount: true, eligible: true } },
    },
    orderBy: { id: 'asc' },
  })
  return found.map((row) => {
    const lines = row.lines.map(({ amount, ...line }) => ({ ...line, amount: Number(amount) }))
    const actual = lines.filter(({ stage }) => stage === 'actual')
    const granted = row.finalAmount ?? row.decidedAmount
    return {
      id: row.id,
      year: row.year,
      hall: row.hallId,
      district: row.hall?.districtId ?? row.association.districtId,
      costs: costsOf(row.works, actual.length > 0 ? actual : lines),
      facts: applicationFacts({
        year: row.year,
        works: row.works,
        facts: row.facts as Facts,
        lines,
        appliedOn: row.submittedAt ? dayOf(row.submittedAt) : `${row.year}-04-01`,
        decidedOn: row.decidedOn && dateToDay(row.decidedOn),
        contractOn: row.contractOn && dateToDay(row.contractOn),
      }),
      granted: granted === null ? null : Number(granted),
    }
  })
}
