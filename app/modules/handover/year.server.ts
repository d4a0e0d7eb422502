/** 一年の動き, 文書 and 連絡先 of a handover: what took place, what lies in the portal, and whom to ask. */
import { holderOf, type Post, postRights, type Right } from '~/modules/accounts/rules'
import { shownContact } from '~/modules/associations/rules'
import { type Day, dateToDay, dayOf, dayToDate } from '~/platform/clock'
import type { db, Tx } from '~/platform/db.server'
import type { Entry } from './rules'

type Client = Tx | typeof db

type Of = {
  association: { id: number; slug: string; path: string }
  postId: number
  post: Post
  from: Day
  until: Day
}

/** So many of one kind stand in a pack. */
const MOST = 200

const reads = (post: Post, right: Right) => (postRights[post] as readonly Right[]).includes(right)
const startOf = (day: Day) => new Date(`${day}T00:00:00+09:00`)
const endOf = (day: Day) => new Date(`${day}T24:00:00+09:00`)

/** Events, meetings and deadlines of the association's own notices, what it was asked, and what was done for the post. */
export async function gatherYear(client: Client, of: Of): Promise<Entry[]> {
  const { association, from, until } = of
  const span = { gte: startOf(from), lt: endOf(until) }
  const days = { gte: dayToDate(from), lte: dayToDate(until) }
  const notices = await client.notice.findMany({
    where: {
      associationId: association.id,
      state: { in: ['published', 'expired'] },
      OR: [{ eventStartsAt: span }, { actionBy: days }],
    },
    select: { id: true, title: true, category: true, eventStartsAt: true, actionBy: true },
    orderBy: { id: 'desc' },
    take: MOST,
  })
  const requests = await client.request.findMany({
    where: {
      dueOn: days,
      notice: {
        state: { in: ['published', 'expired'] },
        audienceId: { in: association.path.split('/').filter(Boolean).map(Number) },
        associationId: { not: association.id },
        association: { kind: { in: ['city', 'council'] } },
      },
    },
    select: { noticeId: true, dueOn: true, notice: { select: { title: true } } },
    orderBy: { dueOn: 'desc' },
    take: MOST,
  })
  const records = await client.officerRecord.findMany({
    where: { postId: of.postId, doneOn: days },
    select: { title: true, doneOn: true },
    orderBy: { doneOn: 'desc' },
    take: MOST,
  })
  const within = (day: Day) => from <= day && day <= until
  return [
    ...notices.flatMap(({ id, title, category, eventStartsAt, actionBy }): Entry[] => {
      const href = `/notices/${id}`
      const kind = category === 'meeting' ? 'meeting' : 'event'
      const starts = eventStartsAt && dayOf(eventStartsAt)
      const due = actionBy && dateToDay(actionBy)
      return [
        ...(starts && within(starts) ? [{ on: starts, kind, title, href } as const] : []),
        ...(due && within(due) ? [{ on: due, kind: 'deadline', title, href } as const] : []),
      ]
    }),
    ...requests.map(({ noticeId, dueOn, notice }): Entry => {
      return { on: dateToDay(dueOn), kind: 'request', title: notice.title, href: `/notices/${noticeId}` }
    }),
    ...records.map(({ title, doneOn }): Entry => ({ on: dateToDay(doneOn), kind: 'work', title, href: '' })),
  ]
}

export const documentKinds = ['hall', 'attachment', 'letter'] as const
export type PackDocument = {
  kind: (typeof documentKinds)[number]
  on: Day
  title: string
  of: string
  href: string
}

/** Each kind with the right without which it is not opened. */
export const documentRights = {
  hall: 'hall.read',
  attachment: 'notice.draft',
  letter: 'subsidy.read',
} as const satisfies Record<PackDocument['kind'], Right>

/** Files that lie in the portal and that the post may open. */
export async function gatherDocuments(client: Client, of: Of): Promise<PackDocument[]> {
  const { association, post, from, until } = of
  const span = { gte: startOf(from), lt: endOf(until) }
  const halls = reads(post, documentRights.hall)
    ? await client.hallFile.findMany({
        where: { hall: { closedOn: null, associations: { some: { associationId: association.id } } } },
        select: { id: true, name: true, caption: true, createdAt: true, hall: { select: { name: true } } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST,
      })
    : []
  const attachments = reads(post, documentRights.attachment)
    ? await client.attachment.findMany({
        where: { notice: { associationId: association.id, publishedAt: span } },
        select: { id: true, name: true, createdAt: true, notice: { select: { title: true } } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST,
      })
    : []
  const letters = reads(post, documentRights.letter)
    ? await client.subsidyLetter.findMany({
        where: { application: { associationId: association.id } },
        select: { id: true, title: true, issuedOn: true, application: { select: { id: true, title: true } } },
        orderBy: [{ issuedOn: 'desc' }, { id: 'desc' }],
        take: MOST,
      })
    : []
  return [
    ...halls.map(
      ({ id, name, caption, createdAt, hall }): PackDocument => ({
        kind: 'hall',
        on: dayOf(createdAt),
        title: caption || name,
        of: hall.name,
        href: `/halls/files/${id}/${encodeURIComponent(name)}`,
      }),
    ),
    ...letters.map(
      ({ id, title, issuedOn, application }): PackDocument => ({
        kind: 'letter',
        on: dateToDay(issuedOn),
        title,
        of: application.title,
        href: `/subsidies/applications/${application.id}/letters/${id}`,
      }),
    ),
    ...attachments.map(
      ({ id, name, createdAt, notice }): PackDocument => ({
        kind: 'attachment',
        on: dayOf(createdAt),
        title: name,
        of: notice?.title ?? '',
        href: `/attachments/${id}/${encodeURIComponent(name)}`,
      }),
    ),
  ]
}

type PackContact = { who: string; name: string; phone: string; email: string; address: string }

/**
 * Officers of the association who agreed that its officers know how to reach them. Never kept with a pack: a consent
 * that is withdrawn is gone everywhere.
 */
export async function officerContacts(
  client: Client,
  associationId: number,
  today: Day,
): Promise<PackContact[]> {
  const day = dayToDate(today)
  const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const
  const terms = await client.term.findMany({
    where: { associationId, startsOn: { lte: day }, endsOn: { gte: day } },
    select: { id: true },
  })
  const found = await client.officerContact.findMany({
    where: { withdrawnOn: null, scopes: { has: 'members' }, termId: { in: terms.map(({ id }) => id) } },
    select: {
      phone: true,
      email: true,
      address: true,
      term: {
        select: {
          id: true,
          userId: true,
          ...person,
          user: { select: person },
          seat: { select: { post: { select: { name: true, position: true } } } },
        },
      },
    },
    orderBy: { id: 'desc' },
    take: MOST,
  })
  const latest = new Map<number, (typeof found)[number]>()
  for (const one of found) if (!latest.has(one.term.id)) latest.set(one.term.id, one)
  return [...latest.values()]
    .toSorted((a, b) => (a.term.seat?.post.position ?? 0) - (b.term.seat?.post.position ?? 0))
    .map(({ phone, email, address, term }) => ({
      who: term.seat?.post.name ?? '',
      name: holderOf(term).name,
      phone,
      email,
      address,
    }))
}

/** 市と協議会: the parts of the tree above, as far as their contact is shown to everybody. */
export async function contactsAbove(client: Client, path: string): Promise<PackContact[]> {
  const above = path.split('/').filter(Boolean).map(Number).slice(0, -1)
  const found = await client.association.findMany({
    where: { id: { in: above } },
    select: {
      name: true,
      kind: true,
      contactName: true,
      contactPhone: true,
      contactEmail: true,
      contactConsents: {
        where: { withdrawnAt: null },
        orderBy: { id: 'desc' },
        take: 1,
        select: { personName: true, showsName: true, showsPhone: true, showsEmail: true },
      },
    },
    orderBy: { path: 'desc' },
  })
  return found.flatMap((node): PackContact[] => {
    const { contactName: name, contactPhone: phone, contactEmail: email } = node
    const consent = node.contactConsents.find(({ personName }) => personName === name) ?? null
    // An office's own number and address are nobody's personal data; a person's are shown with their consent alone.
    const contact =
      node.kind === 'city' ? { name, phone, email } : shownContact({ name, phone, email }, consent)
    if (!contact?.name && !contact?.phone && !contact?.email) return []
    const { name: shown, phone: number, email: mail } = contact
    return [{ who: node.name, name: shown ?? '', phone: number ?? '', email: mail ?? '', address: '' }]
  })
}
