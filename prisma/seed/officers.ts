/** 役職と任期 of the invented associations: posts, their seats, and who sits on them. */
import { CONSENT_TEXT } from '../../app/modules/accounts/terms'
import { periodOf } from '../../app/modules/officers/rules'
import { dayOf, dayToDate, now } from '../../app/platform/clock'
import { encrypt } from '../../app/platform/crypto.server'
import type { Tx } from '../../app/platform/db.server'
import type { Post } from '../generated/enums'
import { FIRST } from './associations'
import { type SeatedTerm, SeatHistory } from './vacancies'

const NAMES: Record<Post, string> = {
  chair: '会長',
  vice_chair: '副会長',
  secretary: '書記',
  treasurer: '会計',
  auditor: '監事',
  group_leader: '班長',
  board_member: '役員',
}
const ORDER = Object.keys(NAMES) as Post[]

/**
 * Every post with as many seats as were planned, also those that are vacant; on each seat the terms of three years
 * before, of today, and in some associations the next.
 */
export async function createTerms(
  tx: Tx,
  terms: readonly SeatedTerm[],
  ids: ReadonlyMap<string, number>,
  year: number,
) {
  const idOf = (slug: string): number => {
    const id = ids.get(slug)
    if (id === undefined) throw new Error(`The demonstration city has no ${slug}`)
    return id
  }
  const held = new Map<string, { associationId: number; post: Post; terms: SeatedTerm[] }>()
  for (const term of terms) {
    const key = `${term.association} ${term.post}`
    const known = held.get(key) ?? { associationId: idOf(term.association), post: term.post, terms: [] }
    known.terms.push(term)
    held.set(key, known)
  }
  const groups = [...held.values()]
  const posts = await tx.officerPost.createManyAndReturn({
    select: { id: true, associationId: true, post: true },
    data: groups.map(({ associationId, post }) => ({
      associationId,
      post,
      name: NAMES[post],
      filledBy: post === 'group_leader' ? ('rotation' as const) : ('election' as const),
      position: ORDER.indexOf(post) + 1,
    })),
  })
  const postIds = new Map(posts.map(({ id, associationId, post }) => [`${associationId} ${post}`, id]))
  const postOf = ({ associationId, post }: { associationId: number; post: Post }) =>
    postIds.get(`${associationId} ${post}`) ?? 0
  const seats = await tx.officerSeat.createManyAndReturn({
    select: { id: true, postId: true, number: true },
    data: groups.flatMap((group) => group.terms.map((_, i) => ({ postId: postOf(group), number: i + 1 }))),
  })
  const seatIds = new Map(seats.map(({ id, postId, number }) => [`${postId} ${number}`, id]))
  const history = new SeatHistory(year)
  const order = new Map([...new Set(terms.map(({ association }) => association))].map((slug, i) => [slug, i]))
  const today = dayOf(now())
  await tx.term.createMany({
    data: groups.flatMap((group) =>
      group.terms.flatMap((term, i) =>
        history.of(term, order.get(term.association) ?? 0).map((one) => ({
          userId: one.userId,
          ...one.names,
          associationId: group.associationId,
          post: term.post,
          seatId: seatIds.get(`${postOf(group)} ${i + 1}`),
          startsOn: dayToDate(one.startsOn),
          endsOn: dayToDate(one.endsOn),
          acting: one.acting,
          passedOnAt: one.startsOn <= today ? new Date(`${one.startsOn}T00:05:00+09:00`) : null,
          nameShownText: one.nameShown ? CONSENT_TEXT : null,
          nameShownSince: one.nameShown ? new Date(`${term.from}-04-12T10:00:00+09:00`) : null,
        })),
      ),
    ),
  })
}

/** 輪番 of the first association: its groups for the festival, and in two groups the leader and the waste collection. */
export async function createDuties(tx: Tx, ids: ReadonlyMap<string, number>) {
  const first = ids.get(FIRST)
  const groups = await tx.association.findMany({
    where: { parentId: first, kind: 'group' },
    orderBy: { id: 'asc' },
    select: { id: true, slug: true },
  })
  if (first === undefined) return
  await duty(tx, first, { name: '夏まつりの準備をする班', unit: 'group', period: 'year', served: 2 }, groups)
  for (const { id, slug } of groups.filter(({ slug }) => /-(1|3)$/.test(slug))) {
    const homes = await tx.household.findMany({
      where: { associationId: id, movedOutOn: null },
      orderBy: { position: 'asc' },
      select: { id: true },
    })
    // The people of the demonstration accounts are the first of their sheet: their turn is not far.
    const leader = {
      name: '班長',
      unit: 'household',
      period: 'year',
      served: slug.endsWith('-1') ? 4 : 3,
    } as const
    await duty(tx, id, leader, homes)
    await duty(
      tx,
      id,
      { name: 'ごみ集積所の当番', unit: 'household', period: 'month', served: 5, seats: 2 },
      homes,
    )
  }
}

/** One rotation that has gone on for some periods up to the present one. */
async function duty(
  tx: Tx,
  associationId: number,
  given: {
    name: string
    unit: 'household' | 'group'
    period: 'year' | 'month'
    served: number
    seats?: number
  },
  units: readonly { id: number }[],
) {
  const { name, unit, period, served, seats = 1 } = given
  const present = periodOf(period, dayOf(now()))
  const { id } = await tx.dutyRotation.create({
    data: { associationId, name, unit, period, seats },
    select: { id: true },
  })
  // Those who have served are the last of the order, the first of the sheet come next.
  const places = await tx.dutyPlace.createManyAndReturn({
    data: units.map((one, index) => ({
      rotationId: id,
      position: index + 1,
      ...(unit === 'household' ? { householdId: one.id } : { groupId: one.id }),
    })),
    select: { id: true },
  })
  const last = places.slice(-served * seats)
  await tx.dutyTurn.createMany({
    data: last.map((place, index) => ({
      rotationId: id,
      placeId: place.id,
      period: present - served + 1 + Math.floor(index / seats),
    })),
  })
  const excused = places[2]
  if (unit === 'group' || period === 'month' || !excused) return
  await tx.dutyAbsence.create({
    data: {
      placeId: excused.id,
      fromPeriod: present + 1,
      untilPeriod: present + 3,
      kind: 'postpone',
      reason: encrypt('duty-absence', '家族の介護をしているため'),
    },
  })
}
