/** The calendar and the feeds on a real database: each reader's events, in their days, by an index. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { renewCalendarKey } from '~/modules/events/commands/calendar-key.server'
import { calendarFile } from '~/modules/events/ical'
import { type CalendarFilter, calendarDays } from '~/modules/events/queries/calendar.server'
import {
  entriesOfHousehold,
  entryOfNotice,
  householdCalendars,
  publicEntries,
} from '~/modules/events/queries/feeds.server'
import { addDays, dayToDate } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { Gone, NotFound, type PortalError, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { event, household, makeTown, officer, person, reader, type Town, today } from './support'

let town: Town
beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})

const refusal = (work: Promise<unknown>): Promise<PortalError> =>
  work.then(
    () => expect.unreachable('should have been refused'),
    (error) => error as PortalError,
  )
const t = translator('ja')
const origin = 'https://portal.example'
const at = (local: string) => new Date(`${local}:00+09:00`)
const december = { first: '2026-12-01', last: '2026-12-31' }
const on = (local: string, end: string | null = null) => ({
  eventStartsAt: at(local),
  eventEndsAt: end ? at(end) : null,
})

async function titles(actor: Actor, filter: Partial<CalendarFilter> = {}, limit = 6) {
  const days = await calendarDays(actor, { deadlines: true, ...filter }, december, limit)
  expect(days).toHaveLength(31)
  return days
    .filter(({ entries }) => entries.length > 0)
    .map(({ day, entries, hasMore }) => [
      day.slice(8),
      ...entries.map((one) => `${one.kind === 'deadline' ? '〆' : one.continued ? '…' : ''}${one.title}`),
      ...(hasMore ? ['more'] : []),
    ])
}

describe('a month', () => {
  test('holds what begins, goes on and is due in it, by the clock of Japan', async () => {
    await event(town.home, { title: '初日の夜明け', ...on('2026-12-01T00:00') })
    await event(town.home, { title: '前の月', ...on('2026-11-30T23:59') })
    await event(town.home, { title: '次の月', ...on('2027-01-01T00:00') })
    await event(town.home, { title: '大みそか', ...on('2026-12-31T23:30', '2027-01-01T01:00') })
    await event(town.home, { title: '展示', ...on('2026-11-29T10:00', '2026-12-03T00:00') })
    await event(town.home, { title: '合宿', ...on('2026-12-12T09:00', '2026-12-14T12:00') })
    await event(town.home, {
      title: '申し込み',
      eventStartsAt: null,
      eventEndsAt: null,
      eventAsks: 'nothing',
      actionText: '申し込む',
      actionBy: dayToDate('2026-12-12'),
    })
    expect(await titles(reader())).toEqual([
      ['01', '…展示', '初日の夜明け'],
      ['02', '…展示'],
      ['12', '合宿', '〆申し込み'],
      ['13', '…合宿'],
      ['14', '…合宿'],
      ['31', '大みそか'],
    ])
    expect((await titles(reader(), { deadlines: false }))[2]).toEqual(['12', '合宿'])
  })

  test('says when a day has more than it shows', async () => {
    for (const hour of ['09', '10', '11'])
      await event(town.home, { title: hour, ...on(`2026-12-05T${hour}:00`) })
    expect(await titles(reader(), {}, 2)).toEqual([['05', '09', '10', 'more']])
  })

  test('shows each reader what the lists show', async () => {
    const day = on('2026-12-05T10:00')
    await event(town.home, { title: '公開', ...day })
    await event(town.home, { title: '会員', visibility: 'members', ...day })
    await event(town.home, { title: '役員', visibility: 'officers', ...day })
    await event(town.home, { title: '下書き', state: 'draft', publishedAt: null, ...day })
    await event(town.home, {
      title: '取り下げ',
      state: 'withdrawn',
      withdrawnAt: new Date(),
      withdrawnReason: '中止',
      ...day,
    })
    const member = await person({ memberships: [{ associationId: town.home.id, path: town.home.path }] })
    const shown = async (actor: Actor) => (await titles(actor))[0]?.slice(1).sort()
    expect(await shown(reader())).toEqual(['公開'])
    expect(await shown(member)).toEqual(['会員', '公開'])
    expect(await shown(await officer('chair', town.home))).toEqual(['会員', '公開', '役員'])
    expect(await shown(await officer('chair', town.other))).toEqual(['公開'])
  })

  test('is narrowed to an association, a category, or a district with the whole city', async () => {
    const district = await db.district.create({
      data: {
        name: '樟葉',
        schoolName: '樟葉小学校',
        middleSchool: '樟葉中学校',
        schoolAddress: '',
        latitude: 34.8,
        longitude: 135.6,
      },
      select: { id: true },
    })
    await db.association.update({ where: { id: town.council.id }, data: { districtId: district.id } })
    await event(town.council, { title: '校区', category: 'meeting', ...on('2026-12-05T10:00') })
    await event(town.city, { title: '市', ...on('2026-12-06T10:00') })
    await event(town.home, { title: '自治会', ...on('2026-12-07T10:00') })
    const flat = async (filter: Partial<CalendarFilter>) =>
      (await titles(reader(), filter)).map(([, one]) => one)
    expect(await flat({ associationId: town.home.id })).toEqual(['自治会'])
    expect(await flat({ category: 'meeting' })).toEqual(['校区'])
    expect(await flat({ district: district.id })).toContain('校区')
    expect(await flat({ district: district.id })).toContain('市')
  })

  test('finds the few events of several days by an index of their own', async () => {
    await rows(
      `INSERT INTO notices (association_id, audience_id, state, category, title, body, body_html, submission_id,
         published_at, event_starts_at, event_ends_at, updated_at)
       SELECT $1, $1, 'published', 'event', 'x', '', '', gen_random_uuid(), now(), t, t + interval '1 hour', now()
       FROM (SELECT now() + i * interval '1 hour' AS t FROM generate_series(-2000, 2000) i) s`,
      [town.home.id],
    )
    await rows('ANALYZE notices', [])
    const plan = await rows<Record<string, string>>(
      `EXPLAIN SELECT 1 FROM notices n WHERE n.state = 'published' AND n.event_starts_at < now()
         AND n.event_ends_at > now()
         AND (n.event_ends_at AT TIME ZONE 'Asia/Tokyo')::date > (n.event_starts_at AT TIME ZONE 'Asia/Tokyo')::date`,
      [],
    )
    expect(JSON.stringify(plan)).toContain('notices_events_of_days')
  })
})

describe('a feed', () => {
  test('keeps the id of an event and tells that it was called off, without what was withdrawn', async () => {
    const id = await event(town.home, { title: '秘密の題', eventLatitude: 34.8, eventLongitude: 135.65 })
    const [before] = await publicEntries(t, origin)
    expect(before).toMatchObject({ id, version: 1, cancelled: false, latitude: 34.8 })
    await db.notice.update({
      where: { id },
      data: { state: 'withdrawn', withdrawnAt: new Date(), withdrawnReason: '中止', version: 2 },
    })
    const after = await publicEntries(t, origin)
    expect(after).toMatchObject([{ id, version: 2, cancelled: true, latitude: null, place: null }])
    const file = calendarFile(origin, 'x', after)
    expect(file).toContain('STATUS:CANCELLED')
    expect(file).not.toContain('秘密の題')
    expect(await refusal(entryOfNotice(reader(), id, t, origin))).toBeInstanceOf(Gone)
  })

  test('of an association has its own public events, and no old ones', async () => {
    const mine = await event(town.home)
    await event(town.other)
    await event(town.home, { visibility: 'members' })
    await event(town.home, { visibility: 'officers' })
    await event(town.home, on(`${addDays(today(), -70)}T10:00`))
    expect((await publicEntries(t, origin, town.home.id)).map(({ id }) => id)).toEqual([mine])
  })

  test('of one event is for whoever may read its notice', async () => {
    const id = await event(town.home, { visibility: 'members' })
    expect(await refusal(entryOfNotice(reader(), id, t, origin))).toBeInstanceOf(NotFound)
    const member = await person({ memberships: [{ associationId: town.home.id, path: town.home.path }] })
    expect((await entryOfNotice(member, id, t, origin)).title).toBe('夏祭り')
    const none = await event(town.home, { eventStartsAt: null, eventEndsAt: null, eventAsks: 'nothing' })
    expect(await refusal(entryOfNotice(reader(), none, t, origin))).toBeInstanceOf(NotFound)
  })
})

describe('the calendar of a household', () => {
  test('has what is addressed to it, with its answers, and nothing for officers', async () => {
    const one = await person()
    const home = await household(town.groupA, [{ of: one }])
    const [calendar] = await householdCalendars(one)
    if (!calendar) return expect.unreachable()
    const mine = await event(town.home, { visibility: 'members' })
    const above = await event(town.city, on(`${addDays(today(), 20)}T10:00`))
    await event(town.groupB)
    await event(town.other)
    await event(town.home, { visibility: 'officers' })
    await db.eventAnswer.create({ data: { noticeId: mine, householdId: home, kind: 'attend', people: 3 } })
    const entries = await entriesOfHousehold(calendar.key, t, origin)
    expect(entries.map(({ id }) => id)).toEqual([mine, above])
    expect(entries[0]?.description).toContain('わが家の回答: 出席(3人)')
    expect(entries[1]?.description).not.toContain('わが家の回答')
  })

  test('opens with the present key alone', async () => {
    const [one, child] = [await person(), await person()]
    const home = await household(town.groupA, [{ of: one }, { of: child, role: 'dependant' }])
    const other = await household(town.groupA, [{ of: await person() }])
    const [before] = await householdCalendars(one)
    if (!before) return expect.unreachable()
    expect(await householdCalendars(child)).toEqual([])
    expect(await householdCalendars(reader())).toEqual([])
    await entriesOfHousehold(before.key, t, origin)
    expect(await refusal(renewCalendarKey(one, other, 1))).toBeInstanceOf(NotFound)
    expect(await refusal(renewCalendarKey(child, home, 1))).toBeInstanceOf(NotFound)
    expect(await refusal(renewCalendarKey(reader(), home, 1))).toBeInstanceOf(SignInNeeded)
    await renewCalendarKey(one, home, before.number)
    expect(await refusal(renewCalendarKey(one, home, before.number))).toBeInstanceOf(Stale)
    const [after] = await householdCalendars(one)
    expect(after?.number).toBe(2)
    const wrong = [
      before.key,
      before.key.replace(/^\d+/, String(other)),
      `${home}.${'A'.repeat(43)}`,
      `${home}.`,
      'x',
      '',
      '999999999.'.padEnd(53, 'A'),
    ]
    for (const key of wrong)
      expect(await refusal(entriesOfHousehold(key, t, origin))).toBeInstanceOf(NotFound)
    await entriesOfHousehold(after?.key ?? '', t, origin)
  })

  test('ends when the household moves out or is no longer listed', async () => {
    const one = await person()
    const home = await household(town.groupA, [{ of: one }])
    const [calendar] = await householdCalendars(one)
    for (const data of [
      { movedOutOn: dayToDate(today()) },
      { movedOutOn: null, consentWithdrawnAt: new Date() },
    ]) {
      await db.household.update({ where: { id: home }, data })
      expect(await refusal(entriesOfHousehold(calendar?.key ?? '', t, origin))).toBeInstanceOf(Gone)
      expect(await householdCalendars(one)).toEqual([])
    }
  })
})
