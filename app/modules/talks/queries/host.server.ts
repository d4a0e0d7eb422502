/** What the host works with: the form, the agenda, those invited with their answers, questions, minutes, outcomes. */
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { PUBLIC_STATES } from '~/modules/exchange/rules'
import { sectionChoices } from '~/modules/sections/queries.server'
import { dateToDay, localOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { likeAnywhere, searchForm } from '~/platform/text'
import { answerOf, INVITED_KINDS } from '../rules'
import { type HostedTalk, hostedTalk, invitedWhere } from '../scope.server'
import { outcomesOf, questionsOf } from './talk.server'

/** Those invited on one page: a sheet of slips. */
const INVITED_PAGE = 30
/** More choices than anybody looks through. */
const MOST_CHOICES = 500

/** The associations in whose name the actor invites. @throws SignInNeeded; NotAllowed for whoever hosts nothing */
export async function hostChoices(actor: Actor) {
  requireUser(actor)
  const scopes = scopesOf(actor, 'talk.host')
  if (scopes.length === 0) throw new NotAllowed()
  const hosts = await db.association.findMany({
    where: inScope(scopes),
    orderBy: [{ kind: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, path: true },
  })
  return { hosts, audiences: await audienceChoices(hosts.map(({ path }) => path)) }
}

/** Who can be invited from these nodes: they themselves and what is below, without the groups. */
async function audienceChoices(paths: readonly string[]) {
  const found = await db.association.findMany({
    where: {
      kind: { in: ['city', ...INVITED_KINDS] },
      OR: paths.map((path) => ({ path: { startsWith: path } })),
    },
    orderBy: [{ kind: 'asc' }, { reading: 'asc' }, { id: 'asc' }],
    take: MOST_CHOICES,
    select: { id: true, name: true, kind: true },
  })
  return found
}

/** The fields of the form as the browser would send them. */
const fieldsOfTalk = (talk: HostedTalk): FormFields => ({
  title: talk.title,
  introduction: talk.introduction,
  audience: String(talk.audience.id),
  startsAt: localOf(talk.startsAt),
  endsAt: localOf(talk.endsAt),
  place: talk.place,
  spot: talk.latitude === null || talk.longitude === null ? '' : `${talk.latitude}, ${talk.longitude}`,
  onlineUrl: talk.onlineUrl,
  answerBy: talk.answerBy ? dateToDay(talk.answerBy) : '',
})

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function talkToEdit(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  const [items, audiences] = await Promise.all([
    db.talkItem.count({ where: { talkId: id } }),
    audienceChoices([talk.association.path]),
  ])
  return { talk: headOf(talk), standing: fieldsOfTalk(talk), items, audiences }
}

/** What the head of every page of the host says. */
const headOf = (talk: HostedTalk) => ({
  id: talk.id,
  title: talk.title,
  state: talk.state,
  startsAt: talk.startsAt,
  endsAt: talk.endsAt,
  version: talk.version,
  association: talk.association.name,
  audience: talk.audience.name,
  minutesAt: talk.minutesAt,
})

/** The agenda, with the sections and the matters of the area that can be put on it. @throws SignInNeeded, NotAllowed, NotFound */
export async function agendaToEdit(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  const [items, sections, matters] = await Promise.all([
    db.talkItem.findMany({
      where: { talkId: id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        title: true,
        text: true,
        minutes: true,
        section: { select: { id: true, name: true } },
        matter: { select: { id: true, title: true } },
      },
    }),
    sectionChoices(),
    mattersOfArea(talk.audience),
  ])
  // The fields of each item as its form would send them.
  const standing = Object.fromEntries(
    items.map((item): [number, FormFields] => [
      item.id,
      {
        title: item.title,
        text: item.text,
        minutes: item.minutes === null ? '' : String(item.minutes),
        section: item.section ? String(item.section.id) : '',
        matter: item.matter ? String(item.matter.id) : '',
      },
    ]),
  )
  return { talk: headOf(talk), items, standing, sections, matters }
}

/** The `where` of the matters that can be talked about: public ones of the area. */
export const mattersWhere = (audience: { path: string; kind: string; districtId: number | null }) => ({
  state: { in: [...PUBLIC_STATES] },
  hiddenAt: null,
  ...(audience.kind === 'city'
    ? {}
    : {
        OR: [
          { association: { path: { startsWith: audience.path } } },
          ...(audience.districtId === null ? [] : [{ districtId: audience.districtId }]),
        ],
      }),
})

function mattersOfArea(audience: { path: string; kind: string; districtId: number | null }) {
  return db.matter.findMany({
    where: mattersWhere(audience),
    orderBy: { id: 'desc' },
    take: 100,
    select: { id: true, title: true },
  })
}

/**
 * One page of those invited, with what they said and how many came.
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function invitedToEnter(
  actor: Actor,
  id: number,
  query: { q?: string | undefined; after?: number | undefined },
) {
  const talk = await hostedTalk(db, actor, id)
  const named = query.q
    ? await db.$queryRaw<{ id: number }[]>`
        SELECT id FROM associations
        WHERE path LIKE ${`${talk.audience.path}%`}
          AND search_form(name || ' ' || reading) LIKE ${likeAnywhere(searchForm(query.q))}
        LIMIT 1000`
    : null
  const found = await db.association.findMany({
    where: {
      AND: [
        invitedWhere(talk.audience.path),
        named ? { id: { in: named.map((row) => row.id) } } : {},
        query.after ? { id: { gt: query.after } } : {},
      ],
    },
    orderBy: { id: 'asc' },
    take: INVITED_PAGE + 1,
    select: {
      id: true,
      name: true,
      talkAttendances: {
        where: { talkId: id },
        select: { comes: true, online: true, people: true, came: true, version: true },
      },
    },
  })
  const rows = found.slice(0, INVITED_PAGE).map(({ talkAttendances: [row], ...association }) => ({
    ...association,
    answer: row ? answerOf(row) : ('unknown' as const),
    people: row?.people ?? 0,
    came: row?.came ?? null,
    version: row?.version ?? 0,
  }))
  return { talk: headOf(talk), rows, next: found.length > INVITED_PAGE ? rows.at(-1)?.id : undefined }
}

/** @throws SignInNeeded, NotAllowed, NotFound */
export async function minutesToWrite(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  const items = await db.talkItem.findMany({
    where: { talkId: id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { title: true },
  })
  return { talk: headOf(talk), minutes: talk.minutes, items: items.map(({ title }) => title) }
}

/** What was decided, and who can be its owner. @throws SignInNeeded, NotAllowed, NotFound */
export async function outcomesToKeep(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  const [outcomes, sections, associations] = await Promise.all([
    outcomesOf(actor, id, { host: true, published: true }),
    sectionChoices(),
    db.association.findMany({
      where: {
        OR: [{ id: talk.association.id, kind: { in: [...INVITED_KINDS] } }, invitedWhere(talk.audience.path)],
      },
      orderBy: [{ kind: 'asc' }, { reading: 'asc' }, { id: 'asc' }],
      take: MOST_CHOICES,
      select: { id: true, name: true },
    }),
  ])
  return { talk: headOf(talk), outcomes, sections, associations }
}

/** All questions of a talk, also those that wait. @throws SignInNeeded, NotAllowed, NotFound */
export async function questionsToAnswer(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  return { talk: headOf(talk), questions: await questionsOf(actor, id, true) }
}

/** A sheet of so many pages is what a table at the door takes; those who said that they come stand first. */
const MOST_ON_SHEET = 400

/** Those invited for the sheet of the day: who said that they come, then the others. @throws SignInNeeded, NotAllowed, NotFound */
export async function expected(actor: Actor, id: number) {
  const talk = await hostedTalk(db, actor, id)
  const found = await db.association.findMany({
    where: invitedWhere(talk.audience.path),
    orderBy: [{ reading: 'asc' }, { id: 'asc' }],
    take: 2000,
    select: {
      name: true,
      talkAttendances: {
        where: { talkId: id },
        select: { comes: true, online: true, people: true, came: true },
      },
    },
  })
  return found
    .map(({ name, talkAttendances: [row] }) => ({
      name,
      answer: row ? answerOf(row) : ('unknown' as const),
      people: row?.people ?? 0,
      came: row?.came ?? null,
    }))
    .sort((a, b) => Number(b.people > 0) - Number(a.people > 0))
    .slice(0, MOST_ON_SHEET)
}
