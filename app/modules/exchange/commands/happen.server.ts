/** 経過: the one way in which something happens to a matter, and is told to its author and to those who follow. */

import { holdersOf } from '~/modules/accounts/queries/holders.server'
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { db, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { followerKey, openContact } from '../contact.server'
import { type Receiver, writeMail } from '../mails.server'
import { withJoinedTitles } from '../queries/joined.server'
import { ASKING_POSTS, type EventKind, type MatterChannel, QUIET_EVENTS } from '../rules'

/** What happened. `text` in plain words, shown to all unless `shown` is false; `dueOn` the new due or promised day. */
type Happening = {
  kind: EventKind
  text?: string
  shown?: boolean
  progress?: number
  sectionId?: number | null
  dueOn?: Day | null
  byId?: string | null
}

/**
 * Who did something, as far as the course of things keeps it: whoever acts for an association. What a person asked or
 * took back for themselves is forgotten with them, and the course of things is never written again.
 */
export const officeOf = (actor: Actor, channel: MatterChannel): string | undefined =>
  channel === 'association' ? actor.user?.id : undefined

const quiet = (kind: string) => QUIET_EVENTS.some((known) => known === kind)
/** What the author has done themselves. */
const OWN_DOING = ['withdrawn', 'went_direct']
/** What nobody but the author is told: it was never published. */
const TO_AUTHOR_ALONE = ['given_back', 'refused']

/**
 * Writes what happened to a matter, and has its author and followers told after the commit.
 * @returns the id of the event
 */
export async function happen(tx: Tx, matterId: number, event: Happening): Promise<number> {
  const { kind, text = '', shown = kind !== 'note', progress, sectionId, dueOn, byId } = event
  const { id } = await tx.matterEvent.create({
    data: {
      matterId,
      kind,
      text,
      shown,
      progress,
      sectionId,
      dueOn: dueOn ? dayToDate(dueOn) : null,
      byId,
      at: now(),
    },
    select: { id: true },
  })
  if (shown && (!quiet(kind) || TO_AUTHOR_ALONE.includes(kind)))
    await queue(tx, 'tell-matter-event', { eventId: id })
  return id
}

type Authored = {
  channel: MatterChannel
  authorId: string | null
  authorContact: string | null
  association: { id: number; kind: string; path: string } | null
  author: { id: string; email: string; language: string } | null
}

/** Who is told as the author. `key` of the author's own page, where there is no account. */
type Author = Receiver & { id: string | null; key: string | null }

/**
 * Whose matter it is today: the person who asked; of what an association asks, its officers of today, with whoever
 * wrote it only as long as they hold the right, there or above.
 */
async function authorsOf(tx: Tx, matter: Authored): Promise<Author[]> {
  const { channel, association, author } = matter
  if (channel === 'association' && association) {
    const today = dayOf(now())
    const holders = await holdersOf(tx, 'matter.ask', association, today)
    const day = dayToDate(today)
    const still = author && {
      id: author.id,
      terms: {
        some: {
          associationId: { in: association.path.split('/').filter(Boolean).map(Number) },
          post: { in: ASKING_POSTS },
          startsOn: { lte: day },
          endsOn: { gte: day },
        },
      },
    }
    const holds = still !== null && (await tx.user.count({ where: still })) > 0
    const all =
      author && holds && !holders.some(({ id }) => id === author.id) ? [...holders, author] : holders
    return all.map(({ id, email, language }) => ({ id, email, language, key: null }))
  }
  if (author) return [{ ...author, key: null }]
  const contact = openContact(matter.authorContact)
  return contact ? [{ id: null, email: contact.email, language: contact.language, key: contact.key }] : []
}

/** Whose matter it is, and who follows it. */
const concerned = {
  id: true,
  hiddenAt: true,
  channel: true,
  authorId: true,
  authorContact: true,
  association: { select: { id: true, kind: true, path: true } },
  author: { select: { id: true, email: true, language: true } },
  followers: {
    where: { confirmedAt: { not: null } },
    orderBy: { id: 'asc' },
    select: { email: true, language: true },
  },
} satisfies Prisma.MatterSelect

/**
 * Writes the mails of one event: to the author, and to everybody who follows, also what was joined to it (まとめ). Of a hidden matter only its author is
 * told. All of them or none; after a crash at the wrong moment somebody may be told twice, which is better than never.
 */
export async function tellEvent(eventId: number): Promise<void> {
  const event = await db.matterEvent.findUnique({
    where: { id: eventId },
    select: {
      kind: true,
      text: true,
      progress: true,
      dueOn: true,
      byId: true,
      matter: {
        select: {
          ...concerned,
          title: true,
          joined: { orderBy: { id: 'asc' }, select: concerned },
        },
      },
    },
  })
  if (!event) return
  const { matter } = event
  const text = (await withJoinedTitles(db, [event]))[0]?.text ?? ''
  await transaction(async (tx) => {
    const tell = (to: Receiver, url: string, end: string | null) =>
      writeMail(
        tx,
        to,
        'event',
        (t, language) => ({
          title: matter.title,
          what: t(`exchange.event.${event.kind}`),
          words: [
            text,
            event.progress === null ? '' : t('exchange.mail.progress', { progress: event.progress }),
            event.dueOn === null
              ? ''
              : t(
                  // An answer has no due day any more, but perhaps a promised one.
                  ['answered', 'underway', 'progress'].includes(event.kind)
                    ? 'exchange.mail.promised'
                    : 'exchange.mail.due',
                  {
                    day: formatDay(dateToDay(event.dueOn), language),
                  },
                ),
          ]
            .filter(Boolean)
            .join('\n\n'),
          url: portalUrl(url),
        }),
        end ? portalUrl(end) : undefined,
      )
    const told = new Set<string>()
    const once = async (to: Receiver, url: string, end: string | null) => {
      if (told.has(to.email)) return
      told.add(to.email)
      await tell(to, url, end)
    }
    const here = `/exchange/${matter.id}`
    for (const author of await authorsOf(tx, matter)) {
      // What somebody has done themselves they know.
      const did =
        author.id !== null && (author.id === event.byId || (OWN_DOING.includes(event.kind) && !event.byId))
      if (did) told.add(author.email)
      else await once(author, author.key ? `/exchange/mine/${author.key}` : here, null)
    }
    if (matter.hiddenAt !== null || TO_AUTHOR_ALONE.includes(event.kind)) return
    for (const one of matter.joined)
      for (const author of await authorsOf(tx, one)) await once(author, here, null)
    for (const one of [matter, ...matter.joined]) {
      if (one.hiddenAt !== null) continue
      for (const follower of one.followers)
        await once(follower, here, `/exchange/unfollow/${followerKey(one.id, follower.email)}`)
    }
  }, 120)
}
