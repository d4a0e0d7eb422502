/** The pages of talks as a browser asks for them: nothing that was typed is lost, and nothing is overwritten unseen. */
import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { talkQuestionKeeper } from '~/modules/talks/commands/contribution.server'
import { editTalk } from '~/modules/talks/commands/talks.server'
import { talksForDesk } from '~/modules/talks/queries/desk.server'
import { talkQuestionExport } from '~/modules/talks/queries/own.server'
import { addDays, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { endPdfs } from '~/platform/pdf.server'
import * as list from '~/routes/exchange_.talks'
import * as one from '~/routes/exchange_.talks_.$id'
import * as attendance from '~/routes/exchange_.talks_.$id_.attendance'
import * as edit from '~/routes/exchange_.talks_.$id_.edit'
import * as invitation from '~/routes/exchange_.talks_.$id_.invitation[.]pdf'
import * as minutes from '~/routes/exchange_.talks_.$id_.minutes'
import * as minutesPdf from '~/routes/exchange_.talks_.$id_.minutes[.]pdf'
import * as sheet from '~/routes/exchange_.talks_.$id_.sheet[.]pdf'
import * as table from '~/routes/exchange_.talks[.]csv'
import * as calendar from '~/routes/exchange_.talks[.]ics'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  asking,
  giveTerm,
  makeTown,
  makeUser,
  sessionOf,
  type Town,
  today,
} from '../accounts/support'
import { aQuestion, aTalk, inHours, talkFields } from './support'

let town: Town
let chair: Actor
let cookie: string
let stranger: string
let talk: number

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  cookie = await sessionOf(id)
  stranger = await sessionOf((await makeUser()).id)
  talk = await aTalk(town.association.id)
})

type Asked = { fields?: Record<string, string | string[]>; cookie?: string }
type Route = { action: (args: never) => Promise<unknown>; loader: (args: never) => Promise<unknown> }

const on = (path: string, asked: Asked = {}) =>
  asking(path, { cookie, params: { id: String(talk) }, ...asked } as never) as never
const at = (part = '') => `/exchange/talks/${talk}${part}`
const status = async (work: Promise<unknown>): Promise<number> => {
  const result = (await work.catch((error) => error)) as { status?: number; init?: { status: number } }
  return result?.init?.status ?? result?.status ?? 200
}

const typed = () => ({
  association: String(town.association.id),
  audience: String(town.association.id),
  title: '自分の題',
  startsAt: `${addDays(today(), 30)}T10:00`,
  endsAt: `${addDays(today(), 30)}T12:00`,
  place: '会館',
  version: '1',
})

test('what was typed before the session ended comes back, and overwrites nothing that was saved since', async () => {
  const sent = (await edit
    .action(on(at('/edit'), { fields: typed(), cookie: '' }))
    .catch((error) => error)) as Response
  expect(sent.status).toBe(302)
  const waiting = /kept_form=[^;]+/.exec(sent.headers.get('Set-Cookie') ?? '')?.[0]
  const { association: _, ...fields } = talkFields(town.association.id)
  await editTalk(chair, talk, { ...fields, version: 1 })
  const shown = await edit.loader(on(at('/edit'), { cookie: `${cookie}; ${waiting}` }))
  expect(shown).toMatchObject({ kept: { title: '自分の題' }, seen: 1, talk: { version: 2 } })
  const refused = await edit.action(on(at('/edit'), { fields: typed() }))
  expect(refused).toMatchObject({
    init: { status: 409 },
    data: { stale: true, values: { title: '自分の題' } },
  })
})

test('a colleague’s answer and the end of the questions give back what was sent', async () => {
  const answer = { intent: 'answer', association: String(town.association.id), answer: 'place', people: '3' }
  const send = (fields: Record<string, string>) => one.action(on(at(), { fields }))
  expect(await status(send({ ...answer, version: '0' }))).toBe(302)
  const refused = await send({ ...answer, people: '7', version: '0' })
  expect(refused).toMatchObject({ init: { status: 409 }, data: { stale: true, values: { people: '7' } } })
  const question = { intent: 'ask', text: '夜の道は明るくなりますか。' }
  for (let n = 0; n < 10; n++) await send(question)
  const closed = async (code: number, key: string) =>
    expect(await send(question)).toMatchObject({
      init: { status: code },
      data: {
        values: question,
        refused: key,
        errors: { form: [expect.stringContaining(`errors.${key}.`), expect.anything()] },
      },
    })
  await closed(429, 'too_many')
  await db.rateLimit.deleteMany()
  await db.talk.update({ where: { id: talk }, data: { startsAt: inHours(-1) } })
  await closed(410, 'talk_closed')
})

test('the moderators are sent to the waiting questions of the city alone', async () => {
  await aQuestion(talk)
  expect(await talkQuestionKeeper.waiting()).toMatchObject({ count: 0 })
  const ofCity = await aTalk(town.city.id)
  await aQuestion(ofCity)
  expect(await talkQuestionKeeper.waiting()).toEqual({
    count: 1,
    href: `/exchange/talks/${ofCity}/questions`,
  })
})

test.each([
  ['the form of a talk', edit as Route, '/edit', { title: '', version: '1' }, ['title', 'startsAt']],
  [
    'a cancelling without a reason',
    edit as Route,
    '/edit',
    { intent: 'move', verb: 'cancel', version: '1' },
    ['reason'],
  ],
  [
    'an answer without people',
    one as Route,
    '',
    { intent: 'answer', association: '1', answer: 'place', version: '0' },
    ['people'],
  ],
  ['a question without words', one as Route, '', { intent: 'ask', text: '\u0000 ' }, ['text']],
  [
    'a question with a number',
    one as Route,
    '',
    { intent: 'ask', text: '電話は090-1234-5678' },
    ['personal_ok'],
  ],
  [
    'a sheet with a wrong number',
    attendance as Route,
    '/attendance',
    { association: '3', answer_3: 'place', people_3: '9999', version_3: '0' },
    ['people_3'],
  ],
])('%s comes back with what was typed and a word at each field', async (_, route, part, fields, wrong) => {
  const refused = await route.action(on(at(part), { fields }))
  expect(refused).toMatchObject({ init: { status: 422 }, data: { values: fields } })
  const { errors } = (refused as { data: { errors: object } }).data
  expect(Object.keys(errors)).toEqual(expect.arrayContaining(wrong))
})

test('published minutes are read by everybody, a draft by its host', async () => {
  talk = await aTalk(town.association.id, { state: 'held' })
  const write = (fields: Record<string, string>) => status(minutes.action(on(at('/minutes'), { fields })))
  expect(await write({ minutes: '## <b>通学路</b>', do: 'save', version: '1' })).toBe(302)
  const read = () => one.loader(on(at(), { cookie: stranger })) as Promise<{ minutes: string }>
  expect((await read()).minutes).toBe('')
  expect(await status(minutesPdf.loader(on(at('/minutes.pdf'))))).toBe(404)
  expect(await write({ minutes: '## <b>通学路</b>', do: 'publish', version: '2' })).toBe(302)
  const shown = (await read()).minutes
  expect(shown).toContain('通学路')
  expect(shown).not.toContain('<b>')
})

test('the pages of the host are closed to others', async () => {
  expect(await status(edit.loader(on(at('/edit'), { cookie: stranger })))).toBe(403)
  expect(await status(edit.loader(on(at('/edit'), { cookie: '' })))).toBe(302)
  talk = await aTalk(town.association.id, { state: 'draft' })
  expect(await status(edit.loader(on(at('/edit'), { cookie: stranger })))).toBe(404)
  expect(await status(one.loader(on(at(), { cookie: '' })))).toBe(404)
  expect(await status(list.loader(on('/exchange/talks?after=x&district=-1', { cookie: '' })))).toBe(200)
})

test('a calendar names the talk and where, and never the address of the online room', async () => {
  talk = await aTalk(town.association.id, { onlineUrl: 'https://meeting.example/secret' })
  await aTalk(town.association.id, { state: 'draft' })
  const text = await (await calendar.loader(on('/exchange/talks.ics'))).text()
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
  expect(text).toContain(`UID:talk-${talk}@`)
  expect(text).not.toContain('secret')
})

test('a table of the year is a file for those who host', async () => {
  talk = await aTalk(town.association.id, { state: 'held', startsAt: inHours(-4), endsAt: inHours(-2) })
  await db.talkAttendance.create({
    data: { talkId: talk, associationId: town.association.id, comes: true, people: 2, came: 5 },
  })
  const file = await table.loader(on('/exchange/talks.csv'))
  expect(await file.text()).toMatch(/会場に行きます,2,5\r\n$/)
  expect(await status(table.loader(on('/exchange/talks.csv', { cookie: stranger })))).toBe(403)
})

test('invitation, sheet and minutes are set in type', async () => {
  talk = await aTalk(town.association.id, { state: 'held', minutes: '## 題\n\n- 一つ', minutesAt: now() })
  for (const route of [invitation, sheet, minutesPdf]) {
    const paper = await route.loader(on(at('/paper.pdf')))
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  }
  endPdfs()
}, 60_000)

test('the desk tells an officer what has no answer yet, and the host which questions wait', async () => {
  expect(await talksForDesk(chair, now())).toMatchObject([{ id: talk, kind: 'answer' }])
  await aQuestion(talk)
  await db.talkAttendance.create({
    data: { talkId: talk, associationId: town.association.id, comes: false },
  })
  expect(await talksForDesk(chair, now())).toMatchObject([{ id: talk, kind: 'questions', count: 1 }])
  const nobody = await actorOf((await makeUser()).id)
  expect(await talksForDesk(nobody, now())).toBeNull()
})

test('who asked finds their questions in the file of what is held of them', async () => {
  await aQuestion(talk, { authorId: chair.user?.id })
  await aQuestion(talk)
  expect(await talkQuestionExport(chair)).toHaveLength(1)
})
