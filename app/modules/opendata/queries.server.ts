/** What the open interface reads: for a guest, by the queries and conditions of the pages. */
import { guest } from '~/modules/accounts/rules'
import { openAed, openAeds } from '~/modules/aeds/queries/open.server'
import { alwaysOpen, describeHours } from '~/modules/aeds/rules'
import { openAssociation, openAssociations } from '~/modules/associations/queries/open.server'
import { associationBySlug, districts } from '~/modules/associations/queries.server'
import { listMatters } from '~/modules/exchange/queries/list.server'
import { knownYears, yearRows, yearShown } from '~/modules/indicators/queries/read.server'
import { plainNumber, wordTenths } from '~/modules/indicators/rules'
import { readNotice } from '~/modules/notices/queries/notice.server'
import {
  type OpenNotice,
  openNotices,
  openNoticesById,
  searchedNotices,
} from '~/modules/notices/queries/open.server'
import { listOpenings } from '~/modules/openings/queries/list.server'
import { openingPage } from '~/modules/openings/queries/opening.server'
import { exportedProgramme, programmesList } from '~/modules/subsidies/queries/versions.server'
import { listTalks } from '~/modules/talks/queries/list.server'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { findPlaces } from '~/modules/volunteering/queries/find.server'
import { placePage } from '~/modules/volunteering/queries/place.server'
import { dayOf, fiscalYear, now } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { portalUrl } from '~/platform/settings.server'
import type { OperationName } from './operations'

/** A page of a list: `cursor` is what the next page comes after. */
type Found = { items: unknown[]; cursor?: string }
/** Parameters of address and query, as the schemas of the operation have read them. */
// biome-ignore lint/suspicious/noExplicitAny: each reader knows the schema of its own operation
type Asked = any
type Reader = (asked: Asked) => Promise<Found | { item: unknown }>

const today = () => dayOf(now())
const page = (path: string) => ({ page: portalUrl(path) })

/** `at-id` or `id` of a cursor. */
function afterOf(cursor: string | undefined): { at: Date; id: number } | undefined {
  if (!cursor) return undefined
  const [first = '', second] = cursor.split('-')
  return second === undefined
    ? { at: new Date(0), id: Math.min(Number(first), 999_999_999) }
    : { at: new Date(Number(first)), id: Number(second) }
}
const idAfter = (cursor: string | undefined) => afterOf(cursor)?.id
const instantOf = (text: string | undefined) =>
  text === undefined ? undefined : new Date(/T/.test(text) ? text : `${text}T00:00:00+09:00`)

/** One page of rows that were read with one more than asked for. */
function paged<T>(
  found: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
  item: (row: T) => unknown,
): Found {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { items: rows.map(item), cursor: found.length > limit && last ? cursorOf(last) : undefined }
}

function noticeItem({
  eventStartsAt,
  eventEndsAt,
  eventPlace,
  eventLatitude,
  eventLongitude,
  ...rest
}: OpenNotice) {
  return {
    ...page(`/notices/${rest.id}`),
    ...rest,
    event: eventStartsAt && {
      startsAt: eventStartsAt,
      endsAt: eventEndsAt,
      place: eventPlace,
      latitude: eventLatitude,
      longitude: eventLongitude,
    },
  }
}

async function listNotices({
  q,
  association,
  cursor,
  limit,
  updated_since,
  ...filter
}: Asked): Promise<Found> {
  const associationId = association && (await associationBySlug(association))?.id
  if (association && !associationId) return { items: [] }
  const narrowed = { ...filter, associationId }
  if (q) {
    const { items, older } = await searchedNotices(today(), { ...narrowed, q, before: cursor })
    return { items: items.map(noticeItem), cursor: older }
  }
  const since = instantOf(updated_since)
  const found = await openNotices(today(), narrowed, { since, after: afterOf(cursor), limit: limit + 1 })
  const at = (row: OpenNotice) => (since ? row.updatedAt : row.publishedAt)
  return paged(found, limit, (last) => `${at(last).getTime()}-${last.id}`, noticeItem)
}

async function readOneNotice({ id }: Asked) {
  const { bodyHtml, attachments } = await readNotice(guest(today()), id)
  const [row] = await openNoticesById(today(), [id])
  if (!row) throw new NotFound()
  const files = attachments.map((file) => ({
    ...file,
    url: portalUrl(`/attachments/${file.id}/${encodeURIComponent(file.name)}`),
  }))
  return { item: { ...noticeItem(row), bodyHtml, attachments: files } }
}

const aedItem = (aed: Awaited<ReturnType<typeof openAed>>) => ({
  ...aed,
  ...page(`/aeds/${aed.id}`),
  hoursWords: aed.hours === null ? [] : describeHours(aed.hours, translator('ja'), 'ja'),
  alwaysOpen: aed.hours === null ? null : alwaysOpen(aed.hours),
  source: aed.source && { ...aed.source, publisher: aed.publisher },
})

async function listAeds({ box, cursor, limit, updated_since }: Asked): Promise<Found> {
  const since = instantOf(updated_since)
  const [west, south, east, north] = String(box ?? '')
    .split(',')
    .map(Number) as [number, number, number, number]
  const inside = box ? { west, south, east, north } : undefined
  const found = await openAeds({ box: inside, since, after: afterOf(cursor), limit: limit + 1 })
  const cursorOf = (last: (typeof found)[number]) =>
    since ? `${last.updatedAt.getTime()}-${last.id}` : String(last.id)
  return paged(found, limit, cursorOf, aedItem)
}

type Room = { startsAt: Date }
const placeItem = ({ id, kind, ...rest }: { id: number; kind: string; sessions: Room[] }) => ({
  id,
  ...page(`/volunteering/${id}`),
  ...rest,
  programmeKind: kind,
})

async function readOnePlace({ id }: Asked) {
  const { place } = await placePage(guest(today()), id)
  const at = now()
  return {
    item: placeItem({
      ...place,
      ...{ district: place.district?.name ?? null },
      kind: place.programme.kind,
      sessions: place.sessions.filter(({ startsAt }) => startsAt > at),
    }),
  }
}

async function listIndicators({ year: asked }: Asked): Promise<Found> {
  const year = yearShown(await knownYears(), asked, fiscalYear(today()))
  const figure = (amount: { milli: number } | null | undefined) => (amount ? plainNumber(amount.milli) : null)
  const found = await yearRows(year, today())
  return {
    items: found.map(({ summary, previous, closedAt, ...row }) => ({
      ...page(`/indicators/${row.key}`),
      ...row,
      previous: previous === null ? null : plainNumber(previous),
      target: figure(summary.target),
      actual: summary.tooFew ? null : figure(summary.actual),
      actualUntil: summary.day,
      tooFew: summary.tooFew,
      achievementPercent: summary.achievement === null ? null : wordTenths(summary.achievement),
      standing: summary.standing,
      closed: closedAt !== null,
      months: summary.lines.map(({ month, value, standing }) => ({
        month,
        value: figure(value),
        standing: figure(standing),
      })),
    })),
  }
}

const whole = (found: { items: { id: number }[]; next?: number | string }, path: string): Found => ({
  items: found.items.map((item) => ({ ...page(`${path}/${item.id}`), ...item })),
  cursor: found.next === undefined ? undefined : String(found.next),
})

/** One reader an operation. @throws NotFound, Gone */
export const readers: Record<OperationName, Reader> = {
  listNotices,
  readNotice: readOneNotice,
  async listAssociations({ cursor, limit, updated_since, ...query }) {
    const paging = { since: instantOf(updated_since), after: idAfter(cursor), limit: limit + 1 }
    const found = await openAssociations(query, paging)
    return paged(
      found,
      limit,
      ({ id }) => String(id),
      (row) => ({ ...page(`/associations/${row.slug}`), ...row }),
    )
  },
  async readAssociation({ slug }) {
    return { item: { ...page(`/associations/${slug}`), ...(await openAssociation(slug)) } }
  },
  async listDistricts() {
    const found = await districts()
    return {
      items: found.map(({ id, name, councilSlug, councilName }) => ({
        id,
        name,
        council: councilSlug && { slug: councilSlug, name: councilName },
      })),
    }
  },
  async listOpenings({ cursor, limit, updated_since, ...query }) {
    const paging = { limit, since: instantOf(updated_since) }
    return whole(await listOpenings({ ...query, after: idAfter(cursor) }, today(), paging), '/openings')
  },
  async readOpening({ id }) {
    const { opening } = await openingPage(guest(today()), id)
    return { item: { ...page(`/openings/${id}`), ...opening } }
  },
  listAeds,
  async readAed({ id }) {
    return { item: aedItem(await openAed(id)) }
  },
  async listPlaces({ cursor, limit, ...query }) {
    const { items, next } = await findPlaces({ ...query, after: cursor }, now(), today(), limit)
    return { items: items.map(placeItem), cursor: next }
  },
  readPlace: readOnePlace,
  async listProgrammes() {
    const found = await programmesList(guest(today()))
    return { items: found.map((one) => ({ ...page(`/subsidies/programmes/${one.key}`), ...one })) }
  },
  async readProgramme({ key, version }) {
    const found = await exportedProgramme(guest(today()), key, version ?? null)
    return { item: { ...page(`/subsidies/programmes/${key}`), ...found } }
  },
  listIndicators,
  async listMatters({ cursor, limit, updated_since, ...query }) {
    const asked = { ...query, overdue: query.overdue && true, after: idAfter(cursor) }
    return whole(await listMatters(asked, today(), { limit, since: instantOf(updated_since) }), '/exchange')
  },
  async listTalks({ cursor, limit, past, district }) {
    const asked = { district, past: past && (true as const), after: idAfter(cursor) }
    return whole(await listTalks(asked, now(), limit), '/exchange/talks')
  },
  async readTalk({ id }) {
    const { talk, outcomes } = await talkPage(guest(today()), id, now())
    const standing = (wanted: string) => outcomes.filter((one) => one.standing === wanted).length
    return {
      item: {
        ...page(`/exchange/talks/${id}`),
        ...talk,
        host: talk.association.name,
        audience: talk.audience.name,
        minutes: talk.minutesAt !== null,
        minutesText: talk.minutes,
        decided: outcomes.length,
        done: standing('done'),
        overdue: standing('overdue'),
        agenda: talk.items.map((one) => ({ ...one, matterId: one.matter?.id ?? null })),
        outcomes: outcomes.map((one) => ({ ...one, matterId: one.matter?.id ?? null })),
      },
    }
  },
}
