/** What is put right afterwards, and who hears of it: outcomes changed and dropped, items edited, askers, late answers. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { addItem, editItem } from '~/modules/talks/commands/agenda.server'
import { tellOfAgendas, writeAskers } from '~/modules/talks/commands/askers.server'
import {
  addOutcome,
  dropOutcome,
  editOutcome,
  publishMinutes,
  tickOutcome,
} from '~/modules/talks/commands/outcomes.server'
import { moveTalk } from '~/modules/talks/commands/talks.server'
import { outcomesToKeep } from '~/modules/talks/queries/host.server'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { addDays, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { action } from '~/routes/exchange_.talks_.$id'
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
  travel,
} from '../accounts/support'
import { anOutcome, aQuestion, aSection, aTalk } from './support'

let town: Town
let host: Actor
let chair: { id: string; email: string }

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const user = await makeUser()
  await giveTerm(user.id, town.council.id, 'chair')
  host = await actorOf(user.id)
  chair = await makeUser()
  await giveTerm(chair.id, town.association.id, 'chair')
})
afterEach(() => {
  vi.useRealTimers()
})

const versionOf = async (id: number) => (await db.talk.findUniqueOrThrow({ where: { id } })).version
const decided = (over: object = {}) => ({
  text: '当番表を作り直す',
  owner: { kind: 'association' as const, id: town.other.id },
  dueOn: addDays(today(), 30),
  ...over,
})

/** Held, with its minutes out and something that an association does. */
async function overTalk() {
  const id = await aTalk(town.city.id, { state: 'held', minutesAt: now(), minutes: '話しました。' })
  await db.talk.update({ where: { id }, data: { associationId: town.council.id } })
  return { id, outcome: await anOutcome(id, town.association.id, addDays(today(), 10)) }
}

describe('what was decided', () => {
  test('of an association is changed after the minutes are out, by one at a time; done or dropped never', async () => {
    const { id, outcome } = await overTalk()
    await editOutcome(host, id, { ...decided(), id: outcome, version: 1 })
    const [row] = (await outcomesToKeep(host, id)).outcomes
    expect(row).toMatchObject({ text: '当番表を作り直す', version: 2, editable: true })
    await expect(editOutcome(host, id, { ...decided(), id: outcome, version: 1 })).rejects.toBeInstanceOf(
      Stale,
    )
    await expect(
      editOutcome(await actorOf(chair.id), id, { ...decided(), id: outcome, version: 2 }),
    ).rejects.toThrow()
    await expect(
      editOutcome(host, id, { ...decided({ dueOn: addDays(today(), -1) }), id: outcome, version: 2 }),
    ).rejects.toBeInstanceOf(Invalid)
    await tickOutcome(host, id, { id: outcome, done: 'yes', version: 2 })
    await expect(editOutcome(host, id, { ...decided(), id: outcome, version: 3 })).rejects.toBeInstanceOf(
      Stale,
    )
  })

  test('of an association can be given to the city, where it goes on as a matter', async () => {
    const { id, outcome } = await overTalk()
    const owner = { kind: 'section' as const, id: await aSection() }
    await editOutcome(host, id, { ...decided({ owner }), id: outcome, version: 1 })
    const row = await db.talkOutcome.findUniqueOrThrow({ where: { id: outcome } })
    expect(row.matterId).not.toBeNull()
    await expect(editOutcome(host, id, { ...decided(), id: outcome, version: 2 })).rejects.toBeInstanceOf(
      Stale,
    )
  })

  test('is given up with a reason that everybody reads; it is overdue no more, and never ticked', async () => {
    const { id, outcome } = await overTalk()
    await dropOutcome(host, id, { id: outcome, version: 1, reason: '公園がなくなったため' })
    const [seen] = (await talkPage(guest(today()), id, now())).outcomes
    expect(seen).toMatchObject({ standing: 'ended', droppedReason: '公園がなくなったため' })
    travel({ days: 20 })
    expect((await talkPage(guest(today()), id, now())).outcomes[0]?.standing).toBe('ended')
    await expect(tickOutcome(host, id, { id: outcome, done: 'yes', version: 2 })).rejects.toBeInstanceOf(
      Stale,
    )
    await expect(
      dropOutcome(host, id, { id: outcome, version: 2, reason: 'もう一度' }),
    ).rejects.toBeInstanceOf(Stale)
    await expect(
      dropOutcome(host, id, { id: outcome + 99, version: 1, reason: 'ない' }),
    ).rejects.toBeInstanceOf(NotFound)
  })

  test('is simply changed or taken away as long as nobody has read it', async () => {
    const id = await aTalk(town.council.id, { state: 'held' })
    await addOutcome(host, id, decided({ owner: { kind: 'association', id: town.association.id } }))
    const [row] = (await outcomesToKeep(host, id)).outcomes
    await expect(
      dropOutcome(host, id, { id: row?.id ?? 0, version: 1, reason: '早すぎる' }),
    ).rejects.toBeInstanceOf(Stale)
  })
})

test('an item of the agenda is changed where it stands, by whoever has read the agenda as it is', async () => {
  const id = await aTalk(town.council.id, { state: 'draft' })
  const item = { title: '公園', text: '', minutes: 20, section: null, matter: null }
  await addItem(host, id, item)
  const items = await db.talkItem.findMany({ where: { talkId: id }, orderBy: { position: 'asc' } })
  const [first, last] = [items[0]?.id ?? 0, items.at(-1)?.id ?? 0]
  const version = await versionOf(id)
  await editItem(host, id, first, { ...item, title: '通学路と公園', minutes: 40, version })
  const after = await db.talkItem.findMany({ where: { talkId: id }, orderBy: { position: 'asc' } })
  expect(after.map(({ id: itemId, title, minutes }) => [itemId, title, minutes])).toEqual([
    [first, '通学路と公園', 40],
    [last, '公園', 20],
  ])
  await expect(editItem(host, id, last, { ...item, version })).rejects.toBeInstanceOf(Stale)
  const now_ = await versionOf(id)
  await expect(editItem(host, id, last + 99, { ...item, version: now_ })).rejects.toBeInstanceOf(NotFound)
})

describe('the officers of those invited', () => {
  test('find an announced talk among their notices, which nobody else reads, and its cancelling too', async () => {
    const id = await aTalk(town.council.id, { state: 'draft' })
    await moveTalk(host, id, { verb: 'announce', reason: '', version: 1 })
    const notices = () => db.notice.findMany({ orderBy: { id: 'asc' } })
    const [announced] = await notices()
    expect(announced).toMatchObject({
      visibility: 'officers',
      associationId: town.council.id,
      audienceId: town.council.id,
    })
    expect(announced?.bodyHtml).toContain(`/exchange/talks/${id}`)
    await moveTalk(host, id, { verb: 'cancel', reason: '台風のため', version: 2 })
    const after = await notices()
    expect(after).toHaveLength(2)
    expect(after[1]?.bodyHtml).toContain('台風のため')
  })
})

describe('whoever asked before', () => {
  test('is told of the agenda once the last day is over, once, also after a missed morning; not before', async () => {
    const id = await aTalk(town.council.id, { answerBy: addDays(today(), 2) })
    const [asker, waiting] = [await makeUser(), await makeUser()]
    await aQuestion(id, { state: 'shown', authorId: asker.id })
    await aQuestion(id, { state: 'shown', authorId: asker.id })
    await aQuestion(id, { state: 'waiting', authorId: waiting.id })
    travel({ days: 2 })
    expect(await tellOfAgendas()).toBe(0)
    travel({ days: 3 })
    expect(await tellOfAgendas()).toBe(1)
    expect(await tellOfAgendas()).toBe(0)
    expect(await writeAskers({ talkId: id, kind: 'asker_agenda' })).toBe(1)
    expect(await db.mail.count({ where: { recipient: asker.email } })).toBe(1)
    expect(await db.mail.count({ where: { recipient: waiting.email } })).toBe(0)
  })

  test('is told of the minutes when they are published, and of a cancelled talk nothing', async () => {
    const id = await aTalk(town.council.id, { state: 'held' })
    const asker = await makeUser()
    await aQuestion(id, { state: 'shown', authorId: asker.id })
    await publishMinutes(host, id, { minutes: '話しました。', version: 1 })
    const jobs = await db.$queryRaw<{ data: { kind: string } }[]>`
      SELECT data FROM pgboss.job WHERE name = 'tell-talk-askers'`
    expect(jobs.map(({ data }) => data.kind)).toEqual(['asker_minutes'])
    expect(await writeAskers({ talkId: id, kind: 'asker_agenda' })).toBe(0)
    expect(await writeAskers({ talkId: id, kind: 'asker_minutes' })).toBe(1)
    expect((await db.mail.findFirstOrThrow({ where: { recipient: asker.email } })).text).toContain('議事録')
  })
})

test('an answer after the last day comes back on its page with a word, and is not recorded', async () => {
  const id = await aTalk(town.council.id, { answerBy: addDays(today(), -1) })
  const fields = {
    intent: 'answer',
    association: String(town.association.id),
    answer: 'place',
    people: '3',
    version: '0',
  }
  const cookie = await sessionOf(chair.id)
  const given = { cookie, fields, params: { id: String(id) } }
  const answer = await action(asking(`/exchange/talks/${id}`, given) as never)
  expect(answer).toMatchObject({ init: { status: 410 }, data: { values: fields, refused: 'talk_closed' } })
  expect(await db.talkAttendance.count()).toBe(0)
})
