/** The pages and files of events as a browser meets them: who gets which, and what comes back from a form. */
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '~/platform/db.server'
import * as association from '~/routes/associations_.$slug.events[.]ics'
import * as calendar from '~/routes/calendar'
import * as householdCalendar from '~/routes/household_.calendar'
import * as householdFeed from '~/routes/household_.events[.]ics'
import * as answer from '~/routes/notices.$id_.answer'
import * as answers from '~/routes/notices.$id_.answers'
import * as answersCsv from '~/routes/notices.$id_.answers[.]csv'
import * as attendance from '~/routes/notices.$id_.attendance'
import * as eventFile from '~/routes/notices.$id_.event[.]ics'
import * as allFeed from '~/routes/notices[.]ics'
import { resetDatabase } from '../../setup/database'
import { asking, giveTerm, makeUser, sessionOf } from '../accounts/support'
import { event, makeTown, type Town } from './support'

type Route = (args: never) => Promise<unknown>
type Answered = { status: number; location: string | null; text: string; data: Record<string, unknown> }

let town: Town
const cookies: Record<string, string | undefined> = {}
let home: number
let id: number

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const [chair, stranger, resident] = [await makeUser(), await makeUser(), await makeUser()]
  await giveTerm(chair.id, town.home.id, 'chair')
  await giveTerm(stranger.id, town.other.id, 'chair')
  const made = await db.household.create({
    data: {
      associationId: town.groupA.id,
      name: '=世帯,"一"',
      members: { create: { userId: resident.id, role: 'head' } },
    },
    select: { id: true },
  })
  home = made.id
  id = await event(town.home, { eventCapacity: 3 })
  cookies.chair = await sessionOf(chair.id)
  cookies.stranger = await sessionOf(stranger.id)
  cookies.resident = await sessionOf(resident.id)
  cookies.guest = undefined
})

/** What a browser would get: a page's data, a file, a redirect or a refusal. */
async function ask(
  route: Route,
  who: string,
  path: string,
  fields?: Record<string, string | string[]>,
): Promise<Answered> {
  const params = {
    id: /\/notices\/(\w+)/.exec(path)?.[1] ?? '',
    slug: /\/associations\/([\w-]+)/.exec(path)?.[1] ?? '',
  }
  const got = await route(asking(path, { cookie: cookies[who], fields, params }) as never).catch(
    (thrown: unknown) => thrown,
  )
  if (got instanceof Response) {
    return { status: got.status, location: got.headers.get('Location'), text: await got.text(), data: {} }
  }
  if (got instanceof Error) throw got
  const { init, data } = got as { init?: { status?: number }; data?: Record<string, unknown> }
  if (init?.status) return { status: init.status, location: null, text: '', data: data ?? {} }
  return { status: 200, location: null, text: '', data: got as Record<string, unknown> }
}

const everybody = ['guest', 'resident', 'chair', 'stranger'] as const
const statuses = async (route: Route, path: string, fields?: Record<string, string>) => {
  const found: number[] = []
  for (const who of everybody) found.push((await ask(route, who, path, fields)).status)
  return found.join(' ')
}

describe('who gets what', () => {
  test('of pages and files', async () => {
    const at = `/notices/${id}`
    expect(await statuses(answer.loader, `${at}/answer`)).toBe('200 200 200 200')
    expect(await statuses(eventFile.loader, `${at}/event.ics`)).toBe('200 200 200 200')
    expect(await statuses(calendar.loader, '/calendar')).toBe('200 200 200 200')
    expect(await statuses(allFeed.loader, '/notices.ics')).toBe('200 200 200 200')
    expect(await statuses(association.loader, '/associations/home/events.ics')).toBe('200 200 200 200')
    for (const [route, leaf] of [
      [answers.loader, 'answers'],
      [answersCsv.loader, 'answers.csv'],
      [attendance.loader, 'attendance'],
    ] as const) {
      expect(await statuses(route, `${at}/${leaf}`), leaf).toBe('302 404 200 404')
    }
    expect(await statuses(householdCalendar.loader, '/household/calendar')).toBe('302 200 200 200')
    expect(await statuses(householdFeed.loader, '/household/events.ics?key=x')).toBe('404 404 404 404')
  })

  test('of a notice for members', async () => {
    await db.notice.update({ where: { id }, data: { visibility: 'members' } })
    expect(await statuses(answer.loader, `/notices/${id}/answer`)).toBe('404 404 200 404')
    expect(await statuses(eventFile.loader, `/notices/${id}/event.ics`)).toBe('404 404 200 404')
  })

  test('of forms', async () => {
    const own = { as: `household-${home}`, kind: 'attend', people: '1', version: '0' }
    expect(await statuses(answer.action, `/notices/${id}/answer`, own)).toBe('302 302 404 404')
    const paper = { household: String(home), kind: 'absent' }
    expect(await statuses(answers.action, `/notices/${id}/answers`, paper)).toBe('302 404 302 404')
    const renewed = { household: String(home), number: '1' }
    expect(await statuses(householdCalendar.action, '/household/calendar', renewed)).toBe('302 302 404 404')
  })
})

describe('a form', () => {
  const at = () => `/notices/${id}/answer`

  test('that asks for too many places comes back with what was typed and how many are left', async () => {
    const typed = { as: `household-${home}`, kind: 'attend', people: '４', version: '0' }
    const { status, data } = await ask(answer.action, 'resident', at(), typed)
    expect(status).toBe(422)
    expect(data).toMatchObject({ errors: { people: ['events.answer.too_many?left=3'] }, values: typed })
  })

  test('goes on to the notice, says what was done, and leads back to sign in for a guest', async () => {
    const typed = { as: `household-${home}`, kind: 'absent', people: '1', version: '0' }
    const done = await ask(answer.action, 'resident', at(), typed)
    expect(done.location).toBe(`/notices/${id}?done=answered#event`)
    const back = { intent: 'take_back', as: `household-${home}`, version: '1' }
    const taken = await ask(answer.action, 'resident', at(), back)
    expect(taken.location).toBe(`/notices/${id}?done=answer_taken_back#event`)
    expect((await ask(answer.action, 'guest', at(), typed)).location).toMatch(/^\/sign-in\?next=/)
  })

  test('of an officer keeps the group and the share that were chosen', async () => {
    const path = `/notices/${id}/answers?quorum=2/3&group=${town.groupA.id}`
    const paper = { household: String(home), kind: 'attend', people: '2' }
    const { location } = await ask(answers.action, 'chair', path, paper)
    expect(location).toBe(`/notices/${id}/answers?quorum=2%2F3&group=${town.groupA.id}&done=answers_entered`)
  })
})

test('a file for a spreadsheet holds no formula and says who was not heard of', async () => {
  const { text } = await ask(answersCsv.loader, 'chair', `/notices/${id}/answers.csv`)
  expect(text).toContain('"\'=世帯,""一"""')
  expect(text).toContain('未回答')
})

test('the calendar of a household is opened by its key, by whoever has it, and by the earlier one no more', async () => {
  const { data } = await ask(householdCalendar.loader, 'resident', '/household/calendar')
  const [{ address = '' } = {}] = data.calendars as { address?: string }[]
  const path = address.replace(/^https?:\/\/[^/]+/, '')
  const before = await ask(householdFeed.loader, 'guest', path)
  expect(before.status).toBe(200)
  expect(before.text).toContain('SUMMARY:夏祭り')
  await ask(householdCalendar.action, 'resident', '/household/calendar', {
    household: String(home),
    number: '1',
  })
  expect((await ask(householdFeed.loader, 'guest', path)).status).toBe(404)
})

test('odd addresses are answered, not broken', async () => {
  for (const path of [
    '/calendar?month=2026-13&district=9e9&association=../x&category=x&day=2026-02-30',
    '/calendar?month=2000-01&deadlines=off',
    '/calendar?month=2099-12',
    '/calendar?day=2099-12-31',
  ]) {
    expect((await ask(calendar.loader, 'guest', path)).status, path).toBe(200)
  }
  for (const key of ['%00', '', `1.${'A'.repeat(43)}`, '0.x']) {
    expect((await ask(householdFeed.loader, 'guest', `/household/events.ics?key=${key}`)).status).toBe(404)
  }
  for (const odd of ['0', 'x', '999999999']) {
    expect((await ask(eventFile.loader, 'guest', `/notices/${odd}/event.ics`)).status).toBe(404)
    expect((await ask(answers.loader, 'chair', `/notices/${odd}/answers`)).status).toBe(404)
  }
})
