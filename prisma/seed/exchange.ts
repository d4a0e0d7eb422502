/** 意見交換 of the demonstration city: sections with their people, and forty matters in all states, around today. */
import { randomUUID } from 'node:crypto'
import { noticeBody, noticeTitle } from '../../app/modules/exchange/city-rules'
import { authorKey, followerKey, sealContact, storedKey } from '../../app/modules/exchange/contact.server'
import { workingDay } from '../../app/modules/exchange/days.server'
import type { EventKind } from '../../app/modules/exchange/rules'
import { addDays, type Day, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { translator } from '../../app/platform/i18n.server'
import { excerptOf, renderMarkdown } from '../../app/platform/markdown'
import { CITY, FIRST, FIRST_COUNCIL, OTHER } from './associations'
import { MATTERS, type PlannedMatter, SECTIONS } from './exchange-texts'
import type { Accounts } from './people'

type Known = { ids: ReadonlyMap<string, number>; accounts: Accounts }
type Asker = {
  associationId: number | null
  districtId: number | null
  councilId: number | null
  authorId: string | null
}

/** So many presidents of other associations ask. */
const OTHERS = 26

/** Writes the sections, who works in them, and the matters with all that happened to them. */
export async function createExchange(tx: Tx, known: Known): Promise<void> {
  await tx.exchangeSetting.create({ data: { id: 1 }, select: { id: true } })
  const sections = await createSections(tx, known.accounts)
  const askers = await findAskers(tx, known)
  const ids: number[] = []
  for (const [index, plan] of MATTERS.entries()) {
    ids.push(await createMatter(tx, plan, { known, sections, asker: askers(plan, index), ids, index }))
  }
  await createSupports(tx, ids)
}

async function createSections(tx: Tx, accounts: Accounts): Promise<ReadonlyMap<string, number>> {
  const made = await tx.section.createManyAndReturn({
    data: SECTIONS.map(([name, reading, answerDays]) => ({ name, reading, answerDays })),
    select: { id: true, name: true },
  })
  const ids = new Map(made.map(({ id, name }) => [name, id]))
  await tx.sectionMember.createMany({
    data: [
      { sectionId: ids.get('道路河川補修課') ?? 0, userId: accounts.section.id },
      { sectionId: ids.get('市民活動課') ?? 0, userId: accounts.reviewer.id },
    ],
  })
  return ids
}

/** Who asks what: the demonstration accounts for their associations, and presidents over the whole city. */
async function findAskers(tx: Tx, { ids, accounts }: Known) {
  const select = { id: true, slug: true, districtId: true, parentId: true } as const
  const today = dayToDate(dayOf(now()))
  const chair = {
    post: 'chair' as const,
    userId: { not: null },
    startsOn: { lte: today },
    endsOn: { gte: today },
  }
  const own = await tx.association.findMany({
    where: { id: { in: [FIRST, FIRST_COUNCIL, OTHER].map((slug) => ids.get(slug) ?? 0) } },
    select,
  })
  const others = await tx.association.findMany({
    where: { kind: 'neighbourhood', slug: { notIn: [FIRST, OTHER] }, terms: { some: chair } },
    orderBy: { id: 'asc' },
    select: { ...select, terms: { where: chair, take: 1, select: { userId: true } } },
  })
  const step = Math.max(1, Math.floor(others.length / OTHERS))
  const of = (slug: string, authorId: string | null): Asker => {
    const found = own.find((one) => one.slug === slug)
    return {
      associationId: found?.id ?? null,
      districtId: found?.districtId ?? null,
      councilId: slug === FIRST_COUNCIL ? (found?.id ?? null) : (found?.parentId ?? null),
      authorId,
    }
  }
  return ({ by }: PlannedMatter, index: number): Asker => {
    if (by === 'chair') return of(FIRST, accounts.chair.id)
    if (by === 'council') return of(FIRST_COUNCIL, accounts.council.id)
    if (by === 'otherchair') return of(OTHER, accounts.otherchair.id)
    if (by === 'member') return of(FIRST, accounts.resident.id)
    if (by === 'resident') return { ...of(FIRST, accounts.resident.id), associationId: null }
    const place = typeof by === 'number' ? by * step : index * step
    const other = others[place % Math.max(1, others.length)]
    const there = { districtId: other?.districtId ?? null, councilId: other?.parentId ?? null }
    if (by === 'stranger') return { ...there, associationId: null, authorId: null }
    return { ...there, associationId: other?.id ?? null, authorId: other?.terms[0]?.userId ?? null }
  }
}

/** An instant in office hours so many days ago; never one to come. */
function at(age: number, hour = 10): Date {
  const then = new Date(dayToDate(addDays(dayOf(now()), -age)).getTime() + (hour - 9) * 3_600_000)
  return then > now() ? now() : then
}

type Happened = {
  kind: EventKind
  at: Date
  text?: string
  shown?: boolean
  progress?: number
  sectionId?: number
  dueOn?: Day | null
  byId?: string | null
}

type Around = {
  known: Known
  sections: ReadonlyMap<string, number>
  asker: Asker
  ids: readonly number[]
  index: number
}

/** The days of a plan, moved to days on which the city works. */
function daysOf(plan: PlannedMatter) {
  const today = dayOf(now())
  return {
    dueOn: plan.due === undefined ? null : workingDay(addDays(today, plan.due)),
    promisedOn: plan.promised === undefined ? null : addDays(today, plan.promised),
  }
}

async function createMatter(tx: Tx, plan: PlannedMatter, around: Around): Promise<number> {
  const { known, sections, asker, ids } = around
  const { accounts } = known
  const direct = plan.by === 'resident' || plan.by === 'stranger'
  const sectionId = plan.section ? sections.get(plan.section) : undefined
  const { dueOn, promisedOn } = daysOf(plan)
  const waits = plan.state === 'waiting' || plan.state === 'refused'
  const joined = plan.joinedTo === undefined ? null : (ids[plan.joinedTo] ?? null)
  const key = authorKey(randomUUID(), 'seed')
  const contact =
    plan.by === 'stranger'
      ? { name: '住民', email: `asker-${around.index}@demo.example`, language: 'ja', key }
      : null
  const last = plan.progress?.at(-1)
  const { id } = await tx.matter.create({
    data: {
      kind: plan.kind,
      channel: direct ? 'direct' : plan.by === 'member' ? 'through_association' : 'association',
      state: plan.state,
      category: plan.category,
      title: plan.title,
      body: plan.body,
      associationId: asker.associationId,
      districtId: asker.districtId,
      placeText: plan.place ?? '',
      authorId: asker.authorId,
      authorContact: contact && sealContact(contact),
      keyHash: contact && storedKey(key),
      provenAt: contact && at(plan.age, 11),
      sectionId,
      ownerId: plan.section === '道路河川補修課' && plan.state === 'routed' ? accounts.section.id : null,
      dueOn: dueOn && dayToDate(dueOn),
      promisedOn: promisedOn && dayToDate(promisedOn),
      progress: plan.state === 'done' ? 100 : (last?.[1] ?? 0),
      receivedAt: waits ? null : at(plan.age, 11),
      routedAt: plan.routed === undefined ? null : at(plan.routed),
      answeredAt: plan.answered === undefined ? null : at(plan.answered, 15),
      closedAt: joined === null ? (plan.closed === undefined ? null : at(plan.closed, 16)) : at(plan.age - 1),
      joinedToId: joined,
      createdAt: at(plan.age),
    },
    select: { id: true },
  })
  const staff = plan.section === '道路河川補修課' ? accounts.section.id : accounts.reviewer.id
  const happened = eventsOf(plan, {
    asker,
    sectionId,
    dueOn,
    promisedOn,
    staff,
    router: accounts.reviewer.id,
  })
  if (joined !== null) {
    const text = `No.${joined} ${MATTERS[plan.joinedTo ?? 0]?.title}`
    happened.push({ kind: 'joined', at: at(plan.age - 1), text, byId: accounts.reviewer.id })
  }
  if (plan.notice && plan.answered !== undefined) {
    await createNotice(tx, id, plan, { ...around, promisedOn })
    happened.push({ kind: 'noticed', at: at(plan.answered, 15), byId: staff })
  }
  await tx.matterEvent.createMany({
    data: happened
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ dueOn: day, ...event }) => ({ ...event, matterId: id, dueOn: day ? dayToDate(day) : null })),
  })
  await tx.matterFollower.createMany({
    data: Array.from({ length: plan.followers ?? 0 }, (_, nth) => {
      const email = `follower-${around.index}-${nth}@demo.example`
      return {
        matterId: id,
        email,
        keyHash: storedKey(followerKey(id, email)),
        confirmedAt: at(plan.age - 1),
      }
    }),
  })
  return id
}

/** What happened to a matter, oldest first where the times are the same. */
function eventsOf(
  plan: PlannedMatter,
  by: {
    asker: Asker
    sectionId: number | undefined
    dueOn: Day | null
    promisedOn: Day | null
    staff: string
    router: string
  },
): Happened[] {
  const { staff, router, sectionId, dueOn, promisedOn } = by
  const happened: Happened[] = [{ kind: 'asked', at: at(plan.age), byId: by.asker.authorId }]
  if (plan.state !== 'waiting' && plan.state !== 'refused')
    happened.push({ kind: 'received', at: at(plan.age, 11), byId: plan.by === 'stranger' ? router : null })
  if (plan.state === 'refused')
    happened.push({ kind: 'refused', at: at(plan.closed ?? 0), text: plan.end, byId: router })
  if (plan.state === 'withdrawn')
    happened.push({ kind: 'withdrawn', at: at(plan.closed ?? 0), text: plan.end, byId: by.asker.authorId })
  if (plan.routed !== undefined)
    happened.push({ kind: 'routed', at: at(plan.routed), sectionId, dueOn, byId: router })
  if (plan.note)
    happened.push({
      kind: 'note',
      at: at((plan.routed ?? 1) - 1, 13),
      text: plan.note,
      shown: false,
      byId: staff,
    })
  if (plan.changed)
    happened.push({
      kind: 'due_changed',
      at: at(plan.changed[0], 14),
      text: plan.changed[1],
      dueOn,
      byId: staff,
    })
  if (plan.answered === undefined) return happened
  happened.push({
    kind: 'answered',
    at: at(plan.answered, 15),
    text: plan.answer,
    dueOn: promisedOn,
    byId: staff,
  })
  if (promisedOn) happened.push({ kind: 'underway', at: at(plan.answered, 15), byId: staff })
  for (const [age, progress, text] of plan.progress ?? [])
    happened.push({ kind: 'progress', at: at(age, 14), text, progress, byId: staff })
  const text = plan.end ?? translator('ja')(`exchange.city.at_once.${plan.state}`)
  if (plan.state === 'done')
    happened.push({ kind: 'done', at: at(plan.closed ?? 0, 16), text, progress: 100, byId: staff })
  if (plan.state === 'impossible')
    happened.push({ kind: 'impossible', at: at(plan.closed ?? 0, 16), text, byId: staff })
  return happened
}

/** The answer as a notice of the city, as the portal makes it. */
async function createNotice(
  tx: Tx,
  matterId: number,
  plan: PlannedMatter,
  { known, asker, promisedOn }: Around & { promisedOn: Day | null },
): Promise<void> {
  const words = (key: string, params = {}) => translator('ja')(`exchange.city.notice.${key}`, params)
  const city = known.ids.get(CITY)
  if (city === undefined) return
  const to = plan.promised === undefined ? plan.state : 'underway'
  const body = noticeBody(
    words,
    { id: matterId, title: plan.title, body: plan.body },
    { text: plan.answer ?? '', to, promisedOn },
  )
  const { id } = await tx.notice.create({
    data: {
      associationId: city,
      audienceId: asker.councilId ?? asker.associationId ?? city,
      state: 'published',
      category: 'other',
      title: noticeTitle({ before: words('before'), after: words('after') }, plan.title),
      body,
      bodyHtml: renderMarkdown(body),
      excerpt: excerptOf(body),
      publishedAt: at(plan.answered ?? 0, 15),
      createdAt: at(plan.answered ?? 0, 15),
      submissionId: randomUUID(),
      authorId: known.accounts.reviewer.id,
    },
    select: { id: true },
  })
  await tx.matter.update({ where: { id: matterId }, data: { noticeId: id }, select: { id: true } })
}

/** 賛同 of officers of the same district, and of one association in three. */
async function createSupports(tx: Tx, ids: readonly number[]): Promise<void> {
  const today = dayToDate(dayOf(now()))
  for (const [index, id] of ids.entries()) {
    const wanted = MATTERS[index]?.supports ?? 0
    if (wanted === 0) continue
    const matter = await tx.matter.findUniqueOrThrow({
      where: { id },
      select: { districtId: true, authorId: true, associationId: true },
    })
    const [associations, people] = await Promise.all([
      tx.association.findMany({
        where: {
          kind: 'neighbourhood',
          districtId: matter.districtId,
          id: { not: matter.associationId ?? 0 },
        },
        orderBy: { id: 'asc' },
        take: Math.floor(wanted / 3),
        select: { id: true },
      }),
      tx.user.findMany({
        where: {
          id: { not: matter.authorId ?? undefined },
          terms: { some: { association: { districtId: matter.districtId }, endsOn: { gte: today } } },
        },
        orderBy: { id: 'asc' },
        take: wanted,
        select: { id: true },
      }),
    ])
    const supporters = [
      ...associations.map((association) => ({ associationId: association.id })),
      ...people.map((person) => ({ userId: person.id })),
    ].slice(0, wanted)
    await tx.matterSupport.createMany({ data: supporters.map((one) => ({ ...one, matterId: id })) })
  }
}
