/**
 * 輪番: in which order duties go round, and whose turn it will be. Pure. What is planned ahead follows from the order,
 * from who served last and from who cannot; nothing is drawn.
 */

/** A household or a group in the order of a rotation. */
export type Place = {
  id: number
  /** Periods in which it cannot serve; `postpone`: it comes first once it can again, `pass`: its turn is gone */
  absences: readonly { from: number; until: number | null; kind: 'postpone' | 'pass' }[]
}

export type Rotation = {
  /** In the order of duty */
  places: readonly Place[]
  /** Who served last; null when nobody has yet */
  last: number | null
  /** How many serve at a time, at least 1 */
  seats: number
  /** Ids that were put off earlier and are waiting, the longest first */
  waiting?: readonly number[]
}

type Turn = {
  /** Number of the period, such as a fiscal year */
  period: number
  /** Who serves, in order; fewer than `seats` when not enough can */
  ids: number[]
}

const absence = (place: Place, period: number) =>
  place.absences.find(({ from, until }) => from <= period && (until === null || period <= until))

/**
 * Who serves in one period, and the rotation as it goes on after it. Within a period nobody serves twice. Who was put
 * off comes before the order goes on.
 */
export function serve(rotation: Rotation, period: number): { ids: number[]; after: Rotation } {
  const { places, seats } = rotation
  const byId = new Map(places.map((place) => [place.id, place]))
  let waiting = (rotation.waiting ?? []).filter((id) => byId.has(id))
  let at = places.findIndex(({ id }) => id === rotation.last)
  const ids: number[] = []
  const can = (id: number) => {
    const place = byId.get(id)
    return place !== undefined && !ids.includes(id) && !absence(place, period)
  }
  for (const id of waiting) if (ids.length < seats && can(id)) ids.push(id)
  waiting = waiting.filter((id) => !ids.includes(id))
  const putOff: number[] = []
  for (let step = 0; step < places.length && ids.length < seats; step++) {
    at = (at + 1) % places.length
    const place = places[at]
    if (!place || waiting.includes(place.id)) continue
    if (can(place.id)) ids.push(place.id)
    else if (!ids.includes(place.id) && absence(place, period)?.kind === 'postpone') putOff.push(place.id)
  }
  // Those put off in the same period wait by their ids: an order that the rows tell again whenever they are read.
  waiting = [...waiting, ...putOff.sort((a, b) => a - b)]
  return { ids, after: { ...rotation, waiting, last: places[at]?.id ?? null } }
}

/**
 * The turns of the coming periods.
 * @param first number of the first period that is not decided yet
 * @param count how many periods ahead
 */
export function turnsAhead(rotation: Rotation, first: number, count: number): Turn[] {
  const turns: Turn[] = []
  let standing = rotation
  for (let period = first; period < first + count; period++) {
    const { ids, after } = serve(standing, period)
    turns.push({ period, ids })
    standing = after
  }
  return turns
}

/**
 * The rotation after a period in which these have served. Whoever served for somebody else has exchanged places with
 * them; whoever did not serve and was replaced by nobody is put off.
 * @param served at least one and at most as many as serve at a time
 * @returns ids in the order in which they come from now on, and those that wait, the longest first
 */
export function settled(
  rotation: Rotation,
  period: number,
  served: readonly number[],
): { order: number[]; waiting: number[] } {
  // Whoever serves after all needs no excuse.
  const able = rotation.places.map((place) =>
    served.includes(place.id) ? { ...place, absences: [] } : place,
  )
  const planned = serve({ ...rotation, places: able }, period).ids
  const missing = planned.filter((id) => !served.includes(id))
  const exchanged = new Map<number, number>()
  for (const [index, id] of served.filter((id) => !planned.includes(id)).entries()) {
    const other = missing[index]
    if (other !== undefined) exchanged.set(id, other).set(other, id)
  }
  const instead = (id: number) => exchanged.get(id) ?? id
  const putOff = missing.filter((id) => !exchanged.has(id))
  const byId = new Map(able.map((place) => [place.id, place]))
  const places = able.map(({ id }): Place => {
    const here = byId.get(instead(id)) ?? { id, absences: [] }
    return putOff.includes(here.id)
      ? { id: here.id, absences: [{ from: period, until: period, kind: 'postpone' }] }
      : here
  })
  const { after } = serve(
    {
      places,
      last: rotation.last === null ? null : instead(rotation.last),
      // With fewer than planned nobody else moves up.
      seats: putOff.length > 0 ? served.length : rotation.seats,
      waiting: (rotation.waiting ?? []).map(instead),
    },
    period,
  )
  const ids = places.map(({ id }) => id)
  const at = ids.indexOf(after.last ?? -1)
  return { order: [...ids.slice(at + 1), ...ids.slice(0, at + 1)], waiting: [...(after.waiting ?? [])] }
}

/** The period in which a place serves next, within so many; null when it is later. */
export function turnOf(rotation: Rotation, id: number, first: number, count: number): number | null {
  return turnsAhead(rotation, first, count).find(({ ids }) => ids.includes(id))?.period ?? null
}

/**
 * A household joins: at the end of the round as it goes now, that is, just before whoever serves next, so that nobody
 * who waits is passed by.
 */
export function joined(rotation: Rotation, place: Place): Rotation {
  const at = rotation.places.findIndex(({ id }) => id === rotation.last)
  const places = [...rotation.places]
  places.splice(at + 1, 0, place)
  // The newcomer stands where the round has just passed.
  return { ...rotation, places, last: places[at + 1]?.id ?? null }
}

/** A household leaves: the others keep their order, and the round goes on where it was. */
export function left(rotation: Rotation, id: number): Rotation {
  const at = rotation.places.findIndex((place) => place.id === id)
  if (at < 0) return rotation
  const places = rotation.places.filter((place) => place.id !== id)
  const before = places.length > 0 ? (places[(at - 1 + places.length) % places.length]?.id ?? null) : null
  return {
    ...rotation,
    places,
    waiting: (rotation.waiting ?? []).filter((waiting) => waiting !== id),
    last: rotation.last === id ? before : rotation.last,
  }
}
