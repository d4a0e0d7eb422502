/** 会館の状況: the city's view of all halls by state, and what its file holds. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { type HallState, hallStates, stateOf } from '../rules'
import type { OverviewQuery } from '../schema'
import { partialDate, seismicRecord } from './record.server'

type StateCounts = Record<HallState, number>

const zero = (): StateCounts => Object.fromEntries(hallStates.map((state) => [state, 0])) as StateCounts

/** More halls than this are not listed one by one; the file has them all. */
export const MAX_LISTED = 300

/**
 * All halls in use: by state, by district, and one by one for the map. Filters narrow the map and the list; the
 * table of districts keeps all states, so that it can be compared.
 * @throws SignInNeeded, NotAllowed
 */
export async function hallOverview(actor: Actor, query: OverviewQuery) {
  requirePortalRight(actor, 'hall.oversee')
  const found = await db.hall.findMany({
    where: { closedOn: null, ...(query.district ? { districtId: query.district } : {}) },
    select: {
      id: true,
      name: true,
      address: true,
      districtId: true,
      latitude: true,
      longitude: true,
      structure: true,
      confirmedOn: true,
      confirmedPrecision: true,
      startedOn: true,
      startedPrecision: true,
      completedOn: true,
      completedPrecision: true,
      district: { select: { name: true } },
      diagnoses: { select: { diagnosedOn: true, method: true, score: true, result: true } },
      works: { select: { kind: true, completedOn: true, precision: true, scoreAfter: true } },
    },
    orderBy: { id: 'asc' },
  })
  const halls = found.map((row) => ({ row, state: stateOf(seismicRecord(row)) }))
  const totals = zero()
  const districts = new Map<number, { id: number; name: string; counts: StateCounts }>()
  const elsewhere = zero()
  for (const { row, state } of halls) {
    totals[state]++
    if (row.districtId === null || !row.district) {
      elsewhere[state]++
      continue
    }
    const known = districts.get(row.districtId) ?? {
      id: row.districtId,
      name: row.district.name,
      counts: zero(),
    }
    known.counts[state]++
    districts.set(row.districtId, known)
  }
  const shown = halls.filter(({ state }) => !query.state || state === query.state)
  return {
    totals,
    total: halls.length,
    districts: [...districts.values()].sort((a, b) => a.id - b.id),
    elsewhere,
    shown: shown.length,
    listed: shown.slice(0, MAX_LISTED).map(({ row, state }) => ({
      id: row.id,
      name: row.name,
      address: row.address,
      district: row.district?.name ?? null,
      structure: row.structure,
      completed: partialDate(row.completedOn, row.completedPrecision),
      state,
    })),
    pins: shown.flatMap(({ row, state }) =>
      row.latitude !== null && row.longitude !== null
        ? [{ id: row.id, name: row.name, latitude: row.latitude, longitude: row.longitude, state }]
        : [],
    ),
    placeless: shown.filter(({ row }) => row.latitude === null).length,
  }
}
