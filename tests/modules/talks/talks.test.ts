/** 意見交換会 from the draft to what was decided: who may, when, and that nobody overwrites anybody unseen. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { guest } from '~/modules/accounts/rules'
import { addItem, moveItem, removeItem } from '~/modules/talks/commands/agenda.server'
import { answerTalk, enterAnswers } from '~/modules/talks/commands/answers.server'
import { tellTalk } from '~/modules/talks/commands/clock.server'
import { askBefore, decideQuestion } from '~/modules/talks/commands/questions.server'
import { discardTalk, editTalk, makeTalk, moveTalk } from '~/modules/talks/commands/talks.server'
import { listTalks, ownDrafts } from '~/modules/talks/queries/list.server'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { addDays, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  giveRole,
  giveTerm,
  makeTown,
  makeUser,
  type Town,
  today,
  travel,
} from '../accounts/support'
import { aQuestion, aTalk, inHours, talkFields } from './support'

let town: Town
/** Chair of the council that hosts, of an association in it, of one in another council; a reviewer; a stranger */
let host: Actor
let chair: Actor
let other: Actor
let city: Actor
let stranger: Actor
let chairMail: string
let otherMail: string

const item = { title: '公園', text: '', minutes: 20, section: null, matter: null }
const version = async (id: number) => (await db.talk.findUniqueOrThrow({ where: { id } })).version

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const chairAt = async (associationId: number) => {
    const user = await makeUser()
    await giveTerm(user.id, associationId, 'chair')
    return { actor: await actorOf(user.id), email: user.email }
  }
  host = (await chairAt(town.council.id)).actor
  const own = await chairAt(town.association.id)
  const another = await chairAt(town.other.id)
  chair = own.actor
  chairMail = own.email
  other = another.actor
  otherMail = another.email
  const staff = await makeUser()
  await giveRole(staff.id, 'reviewer')
  city = await actorOf(staff.id)
  stranger = await actorOf((await makeUser()).id)
})
afterEach(() => {
  vi.useRealTimers()
})

const seen = (actor: Actor, id: number) => talkPage(actor, id, now())
const queued = async () => {
  const rows = await db.$queryRaw<{ data: { talkId: number; kind: string; after: null } }[]>`
    SELECT data FROM pgboss.job WHERE name = 'tell-talk' ORDER BY created_on`
  return rows.map(({ data }) => data)
}

describe('a talk', () => {
  test('is prepared unseen, announced to the officers invited, and to nobody else', async () => {
    const id = await makeTalk(host, talkFields(town.council.id))
    await expect(seen(chair, id)).rejects.toThrow(NotFound)
    expect((await listTalks({}, now())).items).toEqual([])
    expect(await ownDrafts(host, now())).toHaveLength(1)
    expect(await ownDrafts(stranger, now())).toBeNull()
    const announce = async () =>
      moveTalk(host, id, { verb: 'announce', reason: '', version: await version(id) })
    await expect(announce()).rejects.toThrow(Invalid)
    await addItem(host, id, item)
    await announce()
    expect((await seen(guest(today()), id)).talk.state).toBe('announced')
    expect((await listTalks({}, now())).items).toHaveLength(1)
    const [job] = await queued()
    expect(job).toEqual({ talkId: id, kind: 'announced', after: null })
    await tellTalk({ talkId: id, kind: 'announced', after: null })
    expect(await db.mail.count({ where: { recipient: chairMail } })).toBe(1)
    expect(await db.mail.count({ where: { recipient: otherMail } })).toBe(0)
  })

  test('is made by those who host there, for those below them', async () => {
    await expect(makeTalk(guest(today()), talkFields(town.council.id))).rejects.toThrow(SignInNeeded)
    await expect(makeTalk(other, talkFields(town.council.id))).rejects.toThrow(NotAllowed)
    await expect(makeTalk(host, talkFields(town.council.id, { audience: town.other.id }))).rejects.toThrow(
      Invalid,
    )
    await expect(makeTalk(city, talkFields(town.council.id))).rejects.toThrow(NotAllowed)
    expect(await makeTalk(city, talkFields(town.city.id, { audience: town.other.id }))).toBeGreaterThan(0)
  })

  test('is nothing to those who do not host it: a draft is not there, an announced one is not theirs', async () => {
    const draft = await aTalk(town.council.id, { state: 'draft' })
    const told = await aTalk(town.council.id)
    const edit = (actor: Actor, id: number) =>
      editTalk(actor, id, { ...talkFields(town.council.id), version: 1 })
    for (const actor of [chair, other, city, stranger]) {
      await expect(edit(actor, draft)).rejects.toThrow(NotFound)
      await expect(edit(actor, told)).rejects.toThrow(NotAllowed)
      await expect(discardTalk(actor, draft, 1)).rejects.toThrow(NotFound)
    }
    await discardTalk(host, draft, 1)
    await expect(discardTalk(host, told, 1)).rejects.toThrow(Stale)
  })

  test('is told anew when time or place change, and keeps whom it has told', async () => {
    const id = await aTalk(town.council.id)
    const { association: _, ...fields } = talkFields(town.council.id)
    const same = { ...fields, ...(await db.talk.findUniqueOrThrow({ where: { id } })) }
    const form = { ...fields, startsAt: same.startsAt, endsAt: same.endsAt, version: 1 }
    await editTalk(host, id, { ...form, introduction: '新しい案内' })
    expect(await queued()).toEqual([])
    await editTalk(host, id, { ...form, place: '体育館', version: 2 })
    expect((await queued()).map(({ kind }) => kind)).toEqual(['changed'])
    await expect(editTalk(host, id, { ...form, version: 2 })).rejects.toThrow(Stale)
    await expect(editTalk(host, id, { ...form, audience: town.association.id, version: 3 })).rejects.toThrow(
      Invalid,
    )
    await expect(
      editTalk(host, id, { ...form, startsAt: inHours(-3), endsAt: inHours(-1), version: 3 }),
    ).rejects.toThrow(Invalid)
  })

  test('is cancelled with its reason, and then announced to nobody any more', async () => {
    const id = await aTalk(town.council.id)
    await expect(moveTalk(host, id, { verb: 'cancel', reason: '', version: 1 })).rejects.toThrow(Invalid)
    await expect(moveTalk(host, id, { verb: 'hold', reason: '', version: 1 })).rejects.toThrow(Invalid)
    await moveTalk(host, id, { verb: 'cancel', reason: '台風のため', version: 1 })
    expect((await seen(chair, id)).talk.cancelledReason).toBe('台風のため')
    await tellTalk({ talkId: id, kind: 'announced', after: null })
    expect(await db.mail.count()).toBe(0)
    await tellTalk({ talkId: id, kind: 'cancelled', after: null })
    expect((await db.mail.findFirstOrThrow({ where: { recipient: chairMail } })).text).toContain('台風のため')
    await expect(addItem(host, id, item)).rejects.toThrow(Stale)
  })

  test('has its agenda put in order by its host', async () => {
    const id = await aTalk(town.council.id)
    await addItem(host, id, item)
    const titles = async () => (await seen(chair, id)).talk.items.map(({ title }) => title)
    const [first, second] = (await seen(chair, id)).talk.items
    await moveItem(host, id, { id: second?.id ?? 0, way: 'up' })
    expect(await titles()).toEqual(['公園', '通学路'])
    await removeItem(host, id, first?.id ?? 0)
    expect(await titles()).toEqual(['公園'])
    await expect(addItem(host, id, { ...item, section: 999 })).rejects.toThrow(Invalid)
    await expect(addItem(host, id, { ...item, matter: 999 })).rejects.toThrow(Invalid)
    await expect(removeItem(chair, id, second?.id ?? 0)).rejects.toThrow(NotAllowed)
  })
})

describe('answers', () => {
  const comes = (over: object = {}) =>
    ({ association: town.association.id, answer: 'place', people: 3, version: 0, ...over }) as const

  test('are given by officers of the associations invited, until the last day', async () => {
    const id = await aTalk(town.council.id)
    await answerTalk(chair, id, comes())
    await expect(answerTalk(other, id, comes({ association: town.other.id }))).rejects.toThrow(NotAllowed)
    await expect(answerTalk(stranger, id, comes())).rejects.toThrow(NotAllowed)
    // Somebody else of the association has answered meanwhile.
    await expect(answerTalk(chair, id, comes({ answer: 'no' }))).rejects.toThrow(Stale)
    await answerTalk(chair, id, comes({ answer: 'no', version: 1 }))
    expect((await seen(chair, id)).own).toMatchObject([{ answer: 'no', people: 0, version: 2 }])
    const late = await aTalk(town.council.id, { answerBy: addDays(today(), -1) })
    await expect(answerTalk(chair, late, comes())).rejects.toThrow(Gone)
    expect((await seen(chair, late)).takes).toBe(false)
  })

  test('of two at once: one stands, the other hears of it', async () => {
    const id = await aTalk(town.council.id)
    const both = await Promise.allSettled([
      answerTalk(chair, id, comes()),
      answerTalk(chair, id, comes({ people: 5 })),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('come on paper too, and who came once it has begun', async () => {
    const id = await aTalk(town.council.id)
    const row = {
      association: town.association.id,
      answer: 'place',
      people: 2,
      came: null,
      version: 0,
    } as const
    await expect(enterAnswers(chair, id, [row])).rejects.toThrow(NotAllowed)
    expect(await enterAnswers(host, id, [row])).toBe(1)
    expect(await enterAnswers(host, id, [{ ...row, version: 1 }])).toBe(0)
    await expect(enterAnswers(host, id, [{ ...row, came: 2, version: 1 }])).rejects.toThrow(Invalid)
    await expect(enterAnswers(host, id, [{ ...row, people: 9, version: 0 }])).rejects.toThrow(Stale)
    await expect(enterAnswers(host, id, [{ ...row, association: town.other.id }])).rejects.toThrow(NotFound)
    const held = await aTalk(town.council.id, { state: 'held' })
    expect(await enterAnswers(host, held, [{ ...row, came: 4 }])).toBe(1)
    expect((await seen(chair, held)).attendance).toMatchObject({ came: 4, place: 1, invited: 2 })
  })

  test('open the online room to those who come, from the day before', async () => {
    const onlineUrl = 'https://meeting.example/secret'
    const id = await aTalk(town.council.id, { onlineUrl })
    const url = async (actor: Actor) => (await seen(actor, id)).talk.onlineUrl
    await answerTalk(chair, id, comes({ answer: 'online' }))
    expect([await url(host), await url(chair)]).toEqual([onlineUrl, ''])
    travel({ days: 9, hours: 12 })
    expect(await url(chair)).toBe(onlineUrl)
    for (const actor of [stranger, other, guest(today())]) expect(await url(actor)).toBe('')
    expect(JSON.stringify(await seen(stranger, id))).not.toContain('secret')
  })

  test('do not open it to the members of an association because its council comes', async () => {
    const onlineUrl = 'https://meeting.example/secret'
    const id = await aTalk(town.city.id, { onlineUrl, startsAt: inHours(1), endsAt: inHours(2) })
    const url = async (actor: Actor) => (await seen(actor, id)).talk.onlineUrl
    await db.talkAttendance.create({
      data: { talkId: id, associationId: town.council.id, comes: true, online: true, people: 2 },
    })
    expect([await url(host), await url(chair), await url(other)]).toEqual([onlineUrl, '', ''])
  })
})

describe('questions', () => {
  const ask = (text: string, ok = false) => ({ text, association: null, personal_ok: ok })

  test('of those invited are shown at once without a name, of others when the host has looked', async () => {
    const id = await aTalk(town.council.id)
    expect(await askBefore(chair, id, ask('駅前の道は広がりますか。'))).toBe('shown')
    expect(await askBefore(stranger, id, ask('バスは増えますか。'))).toBe('waiting')
    const shown = async (actor: Actor) => (await seen(actor, id)).questions.map(({ text }) => text)
    expect(await shown(other)).toEqual(['駅前の道は広がりますか。'])
    expect(await shown(stranger)).toHaveLength(2)
    const page = await seen(other, id)
    expect(page.questions[0]?.from).toBe('association-aの会')
    expect(JSON.stringify(page)).not.toContain(chair.user?.id)
    const waiting = (await seen(host, id)).questions.find(({ state }) => state === 'waiting')
    const decide = { id: waiting?.id ?? 0, decision: 'show', words: '', version: 1 } as const
    await expect(decideQuestion(other, id, decide)).rejects.toThrow(NotAllowed)
    await decideQuestion(host, id, decide)
    await expect(decideQuestion(host, id, decide)).rejects.toThrow(Stale)
    expect(await shown(other)).toHaveLength(2)
  })

  test('that seem to hold data of others are asked about first', async () => {
    const id = await aTalk(town.council.id)
    const text = '隣の人の電話は090-1234-5678です。'
    await expect(askBefore(chair, id, ask(text))).rejects.toThrow(Invalid)
    expect(await askBefore(chair, id, ask(text, true))).toBe('shown')
    await expect(askBefore(guest(today()), id, ask('質問'))).rejects.toThrow(SignInNeeded)
  })

  test('are not taken up with a reason that their author alone reads, or answered for all', async () => {
    const id = await aTalk(town.council.id)
    const refused = await aQuestion(id, { authorId: stranger.user?.id })
    await decideQuestion(host, id, { id: refused, decision: 'refuse', words: '議題と違うため', version: 1 })
    expect((await seen(stranger, id)).questions).toMatchObject([
      { state: 'refused', refusedReason: '議題と違うため' },
    ])
    expect((await seen(chair, id)).questions).toEqual([])
    const shown = await aQuestion(id, { state: 'shown' })
    await decideQuestion(host, id, { id: shown, decision: 'answer', words: '来年です', version: 1 })
    expect((await seen(chair, id)).questions).toMatchObject([{ answer: '来年です' }])
    await db.talkQuestion.update({ where: { id: shown }, data: { hiddenAt: now() } })
    expect((await seen(chair, id)).questions).toMatchObject([{ hidden: true, text: '', answer: '' }])
  })
})
