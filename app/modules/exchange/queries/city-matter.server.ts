/** One matter at the city's desk, with what others do not see: who asks, the notes, and what can be done with it. */
import type { Actor } from '~/modules/accounts/rules'
import { peopleOfSection, sectionChoices } from '~/modules/sections/queries.server'
import { answerDaysOf } from '~/modules/sections/rules'
import { type Day, dateToDay, dayOf } from '~/platform/clock'
import { db, type Prisma } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { actsAt, type CityAct } from '../city-rules'
import { cityScope, moversOf } from '../city-scope.server'
import { openContact } from '../contact.server'
import { dueAfter } from '../days.server'
import {
  type Category,
  daysLate,
  dueState,
  type EventKind,
  type MatterChannel,
  type MatterKind,
  type MatterState,
  promiseState,
} from '../rules'
import { withJoinedTitles } from './joined.server'
import { exchangeSettings } from './settings.server'
import { similarTo } from './similar.server'

const select = {
  id: true,
  kind: true,
  channel: true,
  state: true,
  category: true,
  title: true,
  body: true,
  placeText: true,
  latitude: true,
  longitude: true,
  authorContact: true,
  author: { select: { familyName: true, givenName: true } },
  association: { select: { slug: true, name: true } },
  district: { select: { id: true, name: true } },
  section: { select: { id: true, name: true } },
  owner: { select: { id: true, familyName: true, givenName: true } },
  dueOn: true,
  promisedOn: true,
  progress: true,
  receivedAt: true,
  routedAt: true,
  answeredAt: true,
  closedAt: true,
  createdAt: true,
  hiddenAt: true,
  joinedToId: true,
  joined: { orderBy: { id: 'asc' }, select: { id: true, title: true } },
  noticeId: true,
  supportCount: true,
  personalAsked: true,
  version: true,
  photos: { orderBy: { id: 'asc' }, select: { id: true, description: true } },
  events: {
    orderBy: { id: 'asc' },
    select: {
      id: true,
      kind: true,
      at: true,
      shown: true,
      text: true,
      progress: true,
      sectionId: true,
      dueOn: true,
      byId: true,
    },
  },
  _count: { select: { followers: { where: { confirmedAt: { not: null } } } } },
} satisfies Prisma.MatterSelect

const day = (date: Date | null): Day | null => date && dateToDay(date)
const dayAt = (instant: Date | null): Day | null => instant && dayOf(instant)
const nameOf = (person: { familyName: string; givenName: string } | null) =>
  person && `${person.familyName} ${person.givenName}`

/**
 * One matter, for those who route and for the section it is with.
 * @throws SignInNeeded, NotAllowed; NotFound out of scope
 */
export async function cityMatter(actor: Actor, id: number) {
  const scope = await cityScope(actor)
  const found = await db.matter.findFirst({ where: { AND: [{ id }, scope.where] }, select })
  if (!found) throw new NotFound()
  const { author, authorContact, events: happened, owner, _count, ...row } = found
  const events = await withJoinedTitles(db, happened)
  const state = row.state as MatterState
  const clocked = {
    state,
    dueOn: day(row.dueOn),
    answeredOn: dayAt(row.answeredAt),
    joinedToId: row.joinedToId,
  }
  const promised = { state, promisedOn: day(row.promisedOn), closedOn: dayAt(row.closedAt) }
  const [people, sections, notice, similar] = await Promise.all([
    db.user.findMany({
      where: { id: { in: events.flatMap(({ byId }) => byId ?? []) } },
      select: { id: true, familyName: true, givenName: true },
    }),
    db.section.findMany({
      where: { id: { in: events.flatMap(({ sectionId }) => sectionId ?? []) } },
      select: { id: true, name: true },
    }),
    row.noticeId === null
      ? null
      : db.notice.findUnique({ where: { id: row.noticeId }, select: { id: true, title: true, state: true } }),
    scope.routes && row.joinedToId === null && (state === 'received' || state === 'routed')
      ? similarTo(
          { title: row.title, body: row.body, category: row.category, district: row.district?.id ?? null },
          actor.today,
          id,
        )
      : [],
  ])
  const names = new Map(people.map((person) => [person.id, nameOf(person)]))
  const sectionName = new Map(sections.map((section) => [section.id, section.name]))
  return {
    ...row,
    kind: row.kind as MatterKind,
    channel: row.channel as MatterChannel,
    state,
    category: row.category as Category,
    hiddenAt: row.hiddenAt !== null,
    receivedAt: dayAt(row.receivedAt),
    routedAt: dayAt(row.routedAt),
    answeredAt: clocked.answeredOn,
    closedAt: promised.closedOn,
    createdAt: dayOf(row.createdAt),
    dueOn: clocked.dueOn,
    promisedOn: promised.promisedOn,
    // Who asks is for those who answer; how to reach them is for the portal's mails alone.
    author: nameOf(author) ?? openContact(authorContact)?.name ?? null,
    account: author !== null,
    owner: owner && { id: owner.id, name: nameOf(owner) ?? '' },
    followers: _count.followers,
    due: dueState(clocked, actor.today),
    late: daysLate(clocked, actor.today),
    promise: promiseState(promised, actor.today),
    notice,
    similar: similar.filter((one) => one.id < id),
    dueChanges: events.filter(({ kind }) => kind === 'due_changed').length,
    events: events.map(({ byId, sectionId, dueOn, at, kind, ...event }) => ({
      ...event,
      kind: kind as EventKind,
      at,
      dueOn: day(dueOn),
      section: sectionId === null ? null : (sectionName.get(sectionId) ?? null),
      by: byId === null ? null : (names.get(byId) ?? null),
    })),
    routes: scope.routes,
    acts: actsAt({ state, joinedToId: row.joinedToId, hiddenAt: row.hiddenAt }, moversOf(scope)),
  }
}
export type CityMatter = Awaited<ReturnType<typeof cityMatter>>

/**
 * What the form of one act needs: the matter, the sections with their days, and who works where.
 * @throws as `cityMatter`
 */
export async function cityAct(actor: Actor, id: number, act: CityAct) {
  const matter = await cityMatter(actor, id)
  const routes = act === 'route' || act === 'reroute'
  const [settings, all] = await Promise.all([exchangeSettings(), routes ? sectionChoices() : []])
  const sections = act === 'reroute' ? all.filter((section) => section.id !== matter.section?.id) : all
  const own = act === 'owner' && matter.section ? [matter.section] : []
  const staffed = await Promise.all(
    [...sections, ...own].map(async ({ id: sectionId, name }) =>
      (await peopleOfSection(db, sectionId, actor.today)).map((person) => ({
        id: person.id,
        name: person.name,
        section: name,
      })),
    ),
  )
  const answer = matter.events.findLast(({ kind }) => kind === 'answered' || kind === 'corrected')
  return {
    matter,
    possible: matter.acts.includes(act),
    sections: sections.map((section) => {
      const days = answerDaysOf(section, settings.answerDays)
      return { id: section.id, name: section.name, days, due: dueAfter(actor.today, days) }
    }),
    // Somebody who works in two sections stands in the list once for each of them.
    people: staffed.flat(),
    standing: answer?.text ?? '',
    usual: dueAfter(actor.today, settings.answerDays),
  }
}
export type CityActPage = Awaited<ReturnType<typeof cityAct>>
