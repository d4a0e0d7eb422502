/** Openings: written, published, found and ended; who keeps them, and what everybody sees. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { postCard } from '~/modules/officers/queries/tasks.server'
import {
  addVoice,
  closeOpenings,
  editOpening,
  makeOpening,
  moveOpening,
  removeVoice,
} from '~/modules/openings/commands/openings.server'
import { openingsToKeep } from '~/modules/openings/queries/keeper.server'
import { LIST_PAGE, listOpenings, openingsByPost, openingsOf } from '~/modules/openings/queries/list.server'
import { openingPage } from '~/modules/openings/queries/opening.server'
import { ownInterest } from '~/modules/openings/queries/own.server'
import { KEPT_DAYS } from '~/modules/openings/rules'
import { listQuery, newOpeningForm } from '~/modules/openings/schema'
import { structured } from '~/modules/openings/structured'
import { hoursInWords } from '~/modules/openings/words'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { check } from '~/platform/forms.server'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { anInterest, anOpening } from './support'

const SLUG = 'association-a'
let town: Town
let chair: Actor
let other: Actor

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const one = await makeUser()
  await giveTerm(one.id, town.association.id, 'chair')
  chair = await actorOf(one.id)
  const two = await makeUser()
  await giveTerm(two.id, town.other.id, 'chair')
  other = await actorOf(two.id)
})

const form = (over: Record<string, string | string[]> = {}) =>
  check(newOpeningForm, {
    kind: 'task',
    title: '回覧板の仕分け',
    body: '袋に入れます。',
    hours: '１．５',
    places: '2',
    ...over,
  })

const find = async (query: Record<string, string>) =>
  (await listOpenings(listQuery.parse(query), today())).items.map(({ id }) => id)

describe('a draft', () => {
  test('is seen by those who keep it alone, and by everybody once it is published', async () => {
    const id = await makeOpening(chair, SLUG, form({ months: ['10', '4', '4'] }))
    expect(await db.opening.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'draft',
      minutes: 90,
      months: [4, 10],
      places: 2,
    })
    await expect(openingPage(guest(today()), id)).rejects.toThrow(NotFound)
    await expect(openingPage(other, id)).rejects.toThrow(NotFound)
    expect((await openingPage(chair, id)).keeps).toBe(true)
    expect(await find({})).toEqual([])
    await moveOpening(chair, SLUG, id, { verb: 'publish', version: 1 })
    const shown = await openingPage(guest(today()), id)
    expect(shown).toMatchObject({ takes: true, keeps: false, nominates: false })
    expect(await find({})).toEqual([id])
    expect(await actions()).toEqual(['opening.made', 'opening.published'])
  })

  test('is written for one’s own association alone', async () => {
    await expect(makeOpening(guest(today()), SLUG, form())).rejects.toThrow(SignInNeeded)
    await expect(makeOpening(other, SLUG, form())).rejects.toThrow(NotAllowed)
    const id = await anOpening(town.association.id, { state: 'draft' })
    await expect(moveOpening(other, SLUG, id, { verb: 'publish', version: 1 })).rejects.toThrow(NotAllowed)
    await expect(moveOpening(other, 'association-b', id, { verb: 'publish', version: 1 })).rejects.toThrow(
      NotFound,
    )
    await expect(editOpening(other, 'association-b', id, { ...form(), version: 1 })).rejects.toThrow(NotFound)
    expect((await openingsToKeep(other, 'association-b')).openings).toEqual([])
  })

  test('is of a post and a task of the association', async () => {
    const post = (associationId: number, name: string) =>
      db.officerPost.create({
        data: {
          associationId,
          post: 'secretary',
          name,
          tasks: { create: { title: '議事録', minutes: 60 } },
        },
        select: { id: true, tasks: { select: { id: true } } },
      })
    const [own, foreign] = [await post(town.association.id, '書き役'), await post(town.other.id, '書き役')]
    const task = (of: typeof own) => String(of.tasks[0]?.id)
    const wrongs: Record<string, string>[] = [
      { post: String(foreign.id) },
      { task: task(foreign) },
      { post: String((await post(town.association.id, '別の役')).id), task: task(own) },
    ]
    for (const wrong of wrongs) {
      await expect(makeOpening(chair, SLUG, form(wrong))).rejects.toThrow(Invalid)
    }
    const id = await makeOpening(chair, SLUG, form({ task: task(own) }))
    expect((await db.opening.findUniqueOrThrow({ where: { id } })).postId).toBe(own.id)
    await moveOpening(chair, SLUG, id, { verb: 'publish', version: 1 })
    expect(await openingsByPost(town.association.id, today())).toEqual({ [own.id]: id })
  })
})

describe('what is open', () => {
  test('is found by time, skill, when and where, and by words', async () => {
    const district = await db.district.create({
      data: { name: '西', middleSchool: '', schoolName: '', schoolAddress: '', latitude: 34, longitude: 135 },
    })
    await db.association.update({ where: { id: town.other.id }, data: { districtId: district.id } })
    const own = town.association.id
    const long = await anOpening(own, { minutes: 600, skills: ['cooking'], evening: true, kind: 'event' })
    const short = await anOpening(own, { minutes: 60, fromHome: true, title: 'カイラン板' })
    const far = await anOpening(town.other.id, { minutes: 90, skills: ['numbers'], weekend: true })
    await anOpening(own, { state: 'filled' })
    await anOpening(own, { closesOn: addDays(today(), -1) })
    expect((await find({})).sort()).toEqual([long, short, far].sort())
    // What is asked is the time of a month; the other is a single day.
    expect(await find({ hours: '1' })).toEqual([short, long])
    expect(await find({ hours: '3' })).toEqual([far, short, long])
    expect(await find({ skill: 'cooking' })).toEqual([short, long])
    expect(await find({ evening: '1' })).toEqual([long])
    expect(await find({ weekend: '1' })).toEqual([far])
    expect(await find({ home: '1' })).toEqual([short])
    expect(await find({ kind: 'event' })).toEqual([long])
    expect(await find({ district: String(district.id) })).toEqual([far])
    expect(await find({ association: 'association-a' })).toEqual([short, long])
    expect(await find({ q: 'かいらん' })).toEqual([short])
    expect(await find({ q: '100%_\\' })).toEqual([])
    // What cannot be read is as if it were not there.
    expect(await find({ hours: '2', kind: 'x', skill: '\u0000', district: '0' })).toHaveLength(3)
  })

  test('is paged by key: every opening once, the newest first', async () => {
    const at = new Date('2026-10-01T00:00:00Z')
    for (let index = 0; index < LIST_PAGE + 3; index += 1) {
      await anOpening(town.association.id, { publishedAt: index < 10 ? at : new Date(at.getTime() + index) })
    }
    const seen: number[] = []
    let after: string | undefined
    do {
      const page = await listOpenings(listQuery.parse(after ? { after } : {}), today())
      expect(page.total).toBe(LIST_PAGE + 3)
      seen.push(...page.items.map(({ id }) => id))
      after = page.next?.toString()
    } while (after)
    expect(new Set(seen).size).toBe(LIST_PAGE + 3)
    expect(seen).toHaveLength(LIST_PAGE + 3)
  })

  test('ends with its last day, by itself', async () => {
    const over = await anOpening(town.association.id, { closesOn: addDays(today(), -1) })
    const last = await anOpening(town.association.id, { closesOn: today() })
    expect((await openingsOf(db, town.association.id, today())).map(({ id }) => id)).toEqual([last])
    expect(await closeOpenings()).toBe(1)
    expect(await closeOpenings()).toBe(0)
    const states = await db.opening.findMany({ orderBy: { id: 'asc' }, select: { id: true, state: true } })
    expect(states).toEqual([
      { id: over, state: 'closed' },
      { id: last, state: 'open' },
    ])
    expect(await actions()).toEqual(['opening.closed'])
  })
})

describe('what is over', () => {
  const over = () => [
    { closesOn: addDays(today(), -1) },
    { electionOn: addDays(today(), -1), closesOn: addDays(today(), 30) },
    { endsOn: addDays(today(), -1) },
  ]

  test('stands in no list after the closing, the election or the end of the work, whichever is first', async () => {
    const post = await db.officerPost.create({
      data: { associationId: town.association.id, post: 'secretary', name: '書記' },
    })
    for (const days of over()) await anOpening(town.association.id, { ...days, postId: post.id })
    const last = await anOpening(town.association.id, { electionOn: today(), closesOn: addDays(today(), 9) })
    expect(await find({})).toEqual([last])
    expect((await listOpenings(listQuery.parse({}), today())).items[0]?.closesOn).toBe(today())
    expect((await openingsOf(db, town.association.id, today())).map(({ id }) => id)).toEqual([last])
    expect((await openingPage(guest(today()), last)).takes).toBe(true)
    expect((await postCard(guest(today()), SLUG, post.id)).offers).toEqual([])
    expect(await closeOpenings()).toBe(3)
    expect(await db.opening.count({ where: { state: 'open' } })).toBe(1)
  })

  test('is closed to the last one, however many there are', async () => {
    await db.opening.createMany({
      data: Array.from({ length: 501 }, (_, i) => ({
        associationId: town.association.id,
        kind: 'task',
        state: 'open' as const,
        title: `募集${i}`,
        body: '本文',
        minutes: 60,
        closesOn: dayToDate(addDays(today(), -1)),
        publishedAt: new Date(),
      })),
    })
    expect(await closeOpenings()).toBe(501)
    expect(await db.opening.count({ where: { state: 'open' } })).toBe(0)
  }, 60_000)

  test('is not published nor opened again before its day is put right', async () => {
    for (const days of over()) {
      const draft = await anOpening(town.association.id, { ...days, state: 'draft' })
      await expect(moveOpening(chair, SLUG, draft, { verb: 'publish', version: 1 })).rejects.toThrow(Invalid)
    }
    const closed = await anOpening(town.association.id, { state: 'closed', electionOn: addDays(today(), -1) })
    await expect(moveOpening(chair, SLUG, closed, { verb: 'reopen', version: 1 })).rejects.toThrow(Invalid)
  })

  test('closed by hand counts its days from then on, and filled from the election', async () => {
    const days = { closesOn: addDays(today(), 50), electionOn: addDays(today(), 148) }
    const keptUntil = async (verb: 'fill' | 'close') => {
      const id = await anOpening(town.association.id, days)
      const { key } = await anInterest(id)
      await moveOpening(chair, SLUG, id, { verb, version: 1 })
      const kept = (await ownInterest(guest(today()), key)).keptUntil
      await moveOpening(chair, SLUG, id, { verb: 'reopen', version: 2 })
      return [kept, (await ownInterest(guest(today()), key)).keptUntil]
    }
    const election = addDays(today(), 148 + KEPT_DAYS)
    expect(await keptUntil('close')).toEqual([addDays(today(), KEPT_DAYS), election])
    expect(await keptUntil('fill')).toEqual([election, election])
  })
})

test('the time of a single day is not that of a month', () => {
  const t = translator('ja')
  expect(hoursInWords(t, { kind: 'event', minutes: 300 })).toContain('一日5時間')
  expect(hoursInWords(t, { kind: 'task', minutes: 300 })).toContain('月に5時間')
})

describe('a change', () => {
  test('by two at once is made by one, and the other is told', async () => {
    const id = await anOpening(town.association.id)
    const results = await Promise.allSettled([
      editOpening(chair, SLUG, id, { ...form({ title: '一' }), version: 1 }),
      editOpening(chair, SLUG, id, { ...form({ title: '二' }), version: 1 }),
    ])
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toBeInstanceOf(Stale)
    expect((await db.opening.findUniqueOrThrow({ where: { id } })).version).toBe(2)
  })

  test('cannot publish what is over, nor fill what is no longer open', async () => {
    const yesterday = addDays(today(), -1)
    const late = await anOpening(town.association.id, { state: 'draft', closesOn: yesterday })
    await expect(moveOpening(chair, SLUG, late, { verb: 'publish', version: 1 })).rejects.toThrow(Invalid)
    await expect(moveOpening(chair, SLUG, late, { verb: 'fill', version: 1 })).rejects.toThrow(Stale)
  })

  test('to filled sets the day from which everything about the people is deleted; open again has none', async () => {
    const id = await anOpening(town.association.id, { closesOn: addDays(today(), 50) })
    await moveOpening(chair, SLUG, id, { verb: 'fill', version: 1 })
    const filled = await db.opening.findUniqueOrThrow({ where: { id } })
    expect(filled).toMatchObject({ state: 'filled', closesOn: dayToDate(today()) })
    await moveOpening(chair, SLUG, id, { verb: 'reopen', version: 2 })
    expect(await db.opening.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'open',
      closesOn: null,
    })
  })
})

describe('a voice', () => {
  test('is shown with a consent of today or before, and goes when it is withdrawn', async () => {
    const id = await anOpening(town.association.id)
    const voice = { who: '元会計・60代', text: '楽しいです。', consentOn: today(), agreed: true }
    await expect(addVoice(chair, SLUG, id, { ...voice, consentOn: addDays(today(), 1) })).rejects.toThrow(
      Invalid,
    )
    await expect(addVoice(other, SLUG, id, voice)).rejects.toThrow(NotAllowed)
    await addVoice(chair, SLUG, id, voice)
    const [shown] = (await openingPage(guest(today()), id)).opening.voices
    expect(shown).toEqual({ id: shown?.id, who: '元会計・60代', text: '楽しいです。' })
    const elsewhere = await anOpening(town.association.id)
    await expect(removeVoice(chair, SLUG, elsewhere, shown?.id ?? 0)).rejects.toThrow(NotFound)
    await removeVoice(chair, SLUG, id, shown?.id ?? 0)
    expect((await openingPage(guest(today()), id)).opening.voices).toEqual([])
  })
})

describe('what other programs are told', () => {
  const told = {
    title: '夏まつり',
    body: '焼きそば',
    startsOn: '2027-08-01',
    endsOn: null,
    association: { name: '会', slug: 'a' },
  }
  test('is an event where there is a day of helping, and never a job', () => {
    const event = structured({ ...told, kind: 'event' }, 'https://p.example', 'https://p.example/openings/1')
    expect(event).toMatchObject({ '@type': 'Event', startDate: '2027-08-01' })
    const post = structured({ ...told, kind: 'post' }, 'https://p.example', 'https://p.example/openings/1')
    expect(post).toMatchObject({ '@type': 'Organization', potentialAction: { '@type': 'JoinAction' } })
    expect(JSON.stringify([event, post])).not.toContain('JobPosting')
  })
})
