/** 役職と任期 of the invented associations: posts, their seats, and who sits on them. */
import { CONSENT_TEXT } from '../../app/modules/accounts/terms'
import { dayToDate } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import type { Post } from '../generated/enums'
import type { PlannedTerm } from './people'

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

/** Every post with as many seats as there are people; each person on the first that is free. */
export async function createTerms(tx: Tx, terms: readonly PlannedTerm[], ids: ReadonlyMap<string, number>) {
  const idOf = (slug: string): number => {
    const id = ids.get(slug)
    if (id === undefined) throw new Error(`The demonstration city has no ${slug}`)
    return id
  }
  const held = new Map<string, { associationId: number; post: Post; terms: PlannedTerm[] }>()
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
  await tx.term.createMany({
    data: groups.flatMap((group) =>
      group.terms.map((term, i) => ({
        userId: term.userId,
        associationId: group.associationId,
        post: term.post,
        seatId: seatIds.get(`${postOf(group)} ${i + 1}`),
        startsOn: dayToDate(`${term.from}-04-01`),
        endsOn: dayToDate(`${term.to + 1}-03-31`),
        nameShownText: term.nameShown ? CONSENT_TEXT : null,
        nameShownSince: term.nameShown ? new Date(`${term.from}-04-12T10:00:00+09:00`) : null,
      })),
    ),
  })
}
