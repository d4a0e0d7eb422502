/** 担い手不足 of the invented associations: vacant seats, terms before, and terms that are prepared. Pure. */
import { addDays, type Day } from '../../app/platform/clock'
import type { Post } from '../generated/enums'
import { CITY, FIRST, OTHER, type Planned } from './associations'
import { inventPerson, type PlannedTerm } from './people'
import { makeRandom, type Random } from './random'

/** What is so of a seat instead of a term that runs to its end. */
type Lack =
  /** Nobody since this day */
  | { kind: 'vacant'; since: Day }
  /** Ends on this day, and nobody comes after */
  | { kind: 'ends_soon'; until: Day }
  /** Somebody else of the association stands in */
  | { kind: 'acting'; by: string; since: Day }

export type SeatedTerm = PlannedTerm & { lack?: Lack }

/** Those who are hardest to find; a president is always there, or the association would not be. */
const HARD: readonly Post[] = ['auditor', 'vice_chair', 'treasurer', 'secretary']

/**
 * Lets a third of the associations lack somebody. The first lacks its 副会長, so that its president sees what can be
 * done; the offices of the demonstration accounts stay.
 */
export function planVacancies(
  terms: readonly PlannedTerm[],
  associations: readonly Planned[],
  today: Day,
  year: number,
): SeatedTerm[] {
  const random = makeRandom(20_262)
  const lacks = new Map<PlannedTerm, Lack>()
  const all = associations.filter(({ kind }) => kind === 'council' || kind === 'neighbourhood')
  for (const [index, { slug }] of all.entries()) {
    const own = terms.filter((term) => term.association === slug)
    const of = (post: Post) => own.find((term) => term.post === post)
    if (slug === FIRST) {
      const vice = of('vice_chair')
      if (vice) lacks.set(vice, { kind: 'vacant', since: `${year}-04-01` })
      continue
    }
    if (index % 3 !== 1 || slug === OTHER) continue
    const posts = [random.pick(HARD), ...(random.chance(0.3) ? [random.pick(HARD)] : [])]
    for (const post of new Set(posts)) {
      const term = of(post)
      if (term) lacks.set(term, lackOf(random, { today, year, chair: of('chair')?.userId ?? '' }))
    }
  }
  return terms.map((term) => {
    const lack = lacks.get(term)
    return lack ? { ...term, lack } : term
  })
}

function lackOf(random: Random, given: { today: Day; year: number; chair: string }): Lack {
  const { today, year, chair } = given
  const began = `${year}-04-01`
  // Somewhere between the first of April and today
  const since = [began, `${year}-06-01`, `${year}-08-01`, `${year}-10-01`].filter((day) => day <= today)
  const dice = random.between(1, 20)
  if (dice <= 12) return { kind: 'vacant', since: random.pick(since) }
  if (dice <= 17) return { kind: 'ends_soon', until: addDays(today, random.between(15, 80)) }
  return { kind: 'acting', by: chair, since: random.pick(since) }
}

/** A term on a seat, by account or by name alone. */
type WrittenTerm = {
  userId: string | null
  names: { familyName: string; givenName: string; familyReading: string; givenReading: string }
  startsOn: Day
  endsOn: Day
  acting: boolean
  nameShown: boolean
}

const NOBODY = { familyName: '', givenName: '', familyReading: '', givenReading: '' }

/** How many fiscal years before this one are known. */
const YEARS = 3

/** Writes what one seat has seen: the years before, the term of today, and in some associations the next. */
export class SeatHistory {
  private readonly random = makeRandom(20_263)
  private readonly named = new Map<string, Set<string>>()

  constructor(private readonly year: number) {}

  /** @param index of the association: districts and associations differ in how hard it is */
  of(term: SeatedTerm, index: number): WrittenTerm[] {
    const { year } = this
    const lack = term.lack
    const first = lack?.kind === 'vacant' || lack?.kind === 'acting' ? year : term.from
    const written: WrittenTerm[] = []
    for (let from = year - YEARS; from < first; ) {
      const years = Math.min(this.years(term), first - from)
      const past = this.past(term, from, from + years, index)
      if (past) written.push(past)
      from += years
    }
    const current = { ...this.held(term), startsOn: `${term.from}-04-01`, endsOn: `${term.to + 1}-03-31` }
    if (!lack) written.push(current, ...this.next(term, index))
    if (lack?.kind === 'ends_soon') written.push({ ...current, endsOn: lack.until })
    if (lack && lack.kind !== 'ends_soon' && lack.since > `${year}-04-01`) {
      const until = addDays(lack.since, -1)
      written.push({ ...this.somebody(term.association), startsOn: `${year}-04-01`, endsOn: until })
    }
    if (lack?.kind === 'acting') {
      const { by: userId, since } = lack
      written.push({
        ...this.held({ ...term, userId, nameShown: false }),
        acting: true,
        ...days(since, year),
      })
    }
    return written
  }

  /** Some stay for a second year; of the many 班長 one is enough, as nobody asks who it was. */
  private years(term: SeatedTerm): number {
    if (term.post === 'group_leader') return YEARS
    return this.random.chance(0.35) ? 2 : 1
  }

  /** Seats were filled more easily some years ago, and more easily in some associations than in others. */
  private past(term: SeatedTerm, from: number, to: number, index: number): WrittenTerm | null {
    const { random, year } = this
    const hard = HARD.includes(term.post) ? 0.05 + 0.04 * (from - year + YEARS) + 0.02 * (index % 5) : 0
    const somebody = this.somebody(term.association)
    const late = random.chance(hard)
    // For the whole of the first year, or until somebody was found
    if (late && random.chance(0.6)) return to - from > 1 ? { ...somebody, ...between(from + 1, to) } : null
    const begins = late ? `${from}-${random.pick(['06', '07', '09'] as const)}-01` : `${from}-04-01`
    return { ...somebody, startsOn: begins, endsOn: `${to}-03-31` }
  }

  /** In a fifth of the associations the next year is prepared; half of them go on. */
  private next(term: SeatedTerm, index: number): WrittenTerm[] {
    const { random, year } = this
    if (index % 5 !== 2 || term.to > year || term.association === FIRST || term.association === CITY)
      return []
    const goesOn = random.chance(0.5)
    const holder = goesOn ? this.held({ ...term, nameShown: false }) : this.somebody(term.association)
    return [{ ...holder, startsOn: `${year + 1}-04-01`, endsOn: `${year + 2}-03-31` }]
  }

  private held({ userId, nameShown }: SeatedTerm) {
    return { userId, names: NOBODY, acting: false, nameShown }
  }

  /** Somebody without an account, of another name than everybody before in that association. */
  private somebody(association: string) {
    const known = this.named.get(association) ?? new Set()
    this.named.set(association, known)
    for (;;) {
      const { familyName, givenName, familyReading, givenReading } = inventPerson(this.random, '')
      const name = `${familyName} ${givenName}`
      if (known.has(name)) continue
      known.add(name)
      const names = { familyName, givenName, familyReading, givenReading }
      return { userId: null, names, acting: false, nameShown: false }
    }
  }
}

const between = (from: number, to: number) => ({ startsOn: `${from}-04-01`, endsOn: `${to}-03-31` })

const days = (since: Day, year: number) => ({ startsOn: since, endsOn: `${year + 1}-03-31` })
