/** What the portal knows of the year and of what is open, put together for one post of one association. */
import type { Post } from '~/modules/accounts/rules'
import { turnOf } from '~/modules/applications/rules'
import { SOON_DAYS } from '~/modules/custody/rules'
import { addDays, type Day, dateToDay, dayToDate } from '~/platform/clock'
import type { db, Tx } from '~/platform/db.server'
import { kindOfSource, type Matter, type MatterKind, mattersOf } from './rules'
import type { StoredItem } from './scope.server'

type Client = Tx | typeof db

type Of = {
  association: { id: number; slug: string; path: string }
  post: Post
  /** The account of the outgoing one */
  outgoingId: string | null
  today: Day
}

/** So many of one kind are listed; an association has a handful. */
const MOST = 60

const idsOf = (path: string) => path.split('/').filter(Boolean).map(Number)

type Found = Omit<Matter, 'source' | 'kind' | 'word' | 'turn' | 'dueOn' | 'count'> & {
  id: number
} & Partial<Matter>

const matter = (kind: MatterKind, { id, ...found }: Found): Matter => ({
  word: null,
  turn: null,
  dueOn: null,
  count: null,
  ...found,
  kind,
  source: `${kind}:${id}`,
})

const counted = (kind: MatterKind, count: number, href: string): Matter[] =>
  count === 0 ? [] : [{ source: kind, kind, title: '', href, word: null, turn: null, dueOn: null, count }]

/** How the open matters of each kind are found. */
const finders: Record<MatterKind, (client: Client, of: Of) => Promise<Matter[]>> = {
  notice: async (client, { association }) => {
    const found = await client.notice.findMany({
      where: { associationId: association.id, state: { in: ['draft', 'awaiting_approval', 'scheduled'] } },
      select: { id: true, title: true, state: true, publishAt: true },
      orderBy: { id: 'asc' },
      take: MOST,
    })
    return found.map(({ id, title, state }) =>
      matter('notice', { id, title, href: `/notices/${id}/edit`, word: `notices.state.${state}` }),
    )
  },
  application: async (client, { association }) => {
    const found = await client.subsidyApplication.findMany({
      where: { associationId: association.id, closedAt: null },
      select: { id: true, title: true, state: true, dueOn: true },
      orderBy: { id: 'asc' },
      take: MOST,
    })
    return found.flatMap(({ id, title, state, dueOn }) => {
      const turn = turnOf(state)
      if (turn === 'nobody') return []
      const href = `/subsidies/applications/${id}`
      const due = dueOn && dateToDay(dueOn)
      return [
        matter('application', { id, title, href, word: `applications.state.${state}`, turn, dueOn: due }),
      ]
    })
  },
  aed: async (client, { association }) => {
    const found = await client.aed.findMany({
      where: { associationId: association.id, condition: 'out_of_service' },
      select: { id: true, name: true },
      orderBy: { id: 'asc' },
      take: MOST,
    })
    return found.map(({ id, name }) => matter('aed', { id, title: name, href: `/aeds/${id}/upkeep` }))
  },
  aed_report: async (client, { association }) => {
    const found = await client.aedReport.findMany({
      where: { state: 'open', aed: { associationId: association.id } },
      select: { id: true, kind: true, aed: { select: { id: true, name: true } } },
      orderBy: { id: 'asc' },
      take: MOST,
    })
    return found.map(({ id, kind, aed }) =>
      matter('aed_report', {
        id,
        title: aed.name,
        href: `/aeds/${aed.id}/reports/${id}`,
        word: `custody.kind.${kind}`,
      }),
    )
  },
  aed_part: async (client, { association, today }) => {
    const found = await client.aedPart.findMany({
      where: {
        replacedAt: null,
        expiresOn: { lte: dayToDate(addDays(today, SOON_DAYS)) },
        aed: { associationId: association.id, condition: { not: 'removed' } },
      },
      select: { id: true, kind: true, expiresOn: true, aed: { select: { id: true, name: true } } },
      orderBy: [{ expiresOn: 'asc' }, { id: 'asc' }],
      take: MOST,
    })
    return found.map(({ id, kind, expiresOn, aed }) =>
      matter('aed_part', {
        id,
        title: aed.name,
        href: `/aeds/${aed.id}/upkeep`,
        word: `custody.part.${kind}`,
        dueOn: dateToDay(expiresOn),
      }),
    )
  },
  aed_keeper: async (client, { association, outgoingId }) => {
    if (outgoingId === null) return []
    const found = await client.aedKeeper.findMany({
      where: {
        userId: outgoingId,
        acceptedAt: { not: null },
        endedAt: null,
        aed: { associationId: association.id },
      },
      select: { id: true, aed: { select: { id: true, name: true } } },
      orderBy: { id: 'asc' },
      take: MOST,
    })
    return found.map(({ id, aed }) =>
      matter('aed_keeper', { id, title: aed.name, href: `/aeds/${aed.id}/upkeep` }),
    )
  },
  request: async (client, { association, today }) => {
    const found = await client.request.findMany({
      where: {
        dueOn: { gte: dayToDate(today) },
        notice: {
          state: { in: ['published', 'expired'] },
          audienceId: { in: idsOf(association.path) },
          associationId: { not: association.id },
          association: { kind: { in: ['city', 'council'] } },
        },
      },
      select: { noticeId: true, dueOn: true, notice: { select: { title: true } } },
      orderBy: [{ dueOn: 'asc' }, { noticeId: 'asc' }],
      take: MOST,
    })
    return found.map(({ noticeId, dueOn, notice }) =>
      matter('request', {
        id: noticeId,
        title: notice.title,
        href: `/notices/${noticeId}`,
        dueOn: dateToDay(dueOn),
      }),
    )
  },
  interests: async (client, { association }) => {
    // Whoever was proposed and has not agreed yet is nobody's to know of, not even as a number.
    const count = await client.interest.count({
      where: { answeredAt: null, stage: 'new', opening: { associationId: association.id } },
    })
    return counted('interests', count, `/associations/${association.slug}/interest`)
  },
  memberships: async (client, { association }) => {
    const count = await client.membership.count({
      where: { associationId: association.id, state: 'requested' },
    })
    return counted('memberships', count, `/associations/${association.slug}/members`)
  },
}

/** All that is open and a matter of the post. */
export async function gatherMatters(client: Client, of: Of): Promise<Matter[]> {
  const found: Matter[] = []
  // One after the other: within a transaction there is one connection.
  for (const kind of mattersOf(of.post)) found.push(...(await finders[kind](client, of)))
  return found
}

/** How many matters there are of each kind. */
export function countsOf(matters: readonly Matter[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind, count } of matters) counts[kind] = (counts[kind] ?? 0) + (count ?? 1)
  return counts
}

/** A matter as it stood when the pack was signed, where it is not open any more; of a stored item without facts. */
export function standingOf(item: StoredItem, frozen: readonly Matter[] | null): Matter | null {
  const kind = kindOfSource(item.source)
  if (kind === null) return null
  const known = frozen?.find(({ source }) => source === item.source)
  const { source, title, href } = item
  return known ?? { source, kind, title, href, word: null, turn: null, dueOn: null, count: null }
}
