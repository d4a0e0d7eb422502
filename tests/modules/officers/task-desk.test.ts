/** The card of a post and the records of its work: who may write, what is refused, what is seen by whom. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import {
  addRecord,
  editRecord,
  forgetRecords,
  removeRecord,
} from '~/modules/officers/commands/records.server'
import {
  actOnTask,
  addFromLibrary,
  addTask,
  editTask,
  fillFromYear,
} from '~/modules/officers/commands/tasks.server'
import { libraryOf } from '~/modules/officers/library'
import { fillDesk } from '~/modules/officers/queries/fill.server'
import { recordsDesk, recordsFile, recordToEdit } from '~/modules/officers/queries/records.server'
import { cardToKeep, postCard, tasksOf } from '~/modules/officers/queries/tasks.server'
import { MOST_TASKS, recordsKeptFrom } from '~/modules/officers/rules'
import { addDays, dayToDate, fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'

const SLUG = 'association-a'
const TASK = {
  title: '総会',
  kind: 'meeting' as const,
  months: [4],
  minutes: 120,
  times: 1,
  helpers: '役員',
  fromHome: false,
  evening: false,
  weekend: true,
}
const done = (over: object = {}) => ({ task: null, title: '見回り', doneOn: today(), minutes: 60, ...over })

let town: Town
let chair: Actor
let post: number

/** Somebody who holds a seat of the post, and nothing else. */
async function holder(): Promise<Actor> {
  const { id } = await makeUser()
  // A term without a seat takes a free one of its post.
  await giveTerm(id, town.association.id, 'treasurer')
  return actorOf(id)
}

async function foreignChair(): Promise<Actor> {
  const { id } = await makeUser()
  await giveTerm(id, town.other.id, 'chair')
  return actorOf(id)
}

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id } = await makeUser()
  await giveTerm(id, town.association.id, 'chair')
  chair = await actorOf(id)
  const row = { associationId: town.association.id, post: 'treasurer' as const, name: '会計' }
  post = (await db.officerPost.create({ data: row, select: { id: true } })).id
})

const titles = async () => (await tasksOf(db, post)).map(({ title }) => title)

/** The key under which a refusal is told. */
const refused = async (work: Promise<unknown>) => {
  try {
    await work
  } catch (error) {
    if (error instanceof Invalid) return Object.values(error.errors).flat()[0]?.split('?')[0]
    throw error
  }
  return undefined
}

describe('the card', () => {
  test('is written, ordered and changed by those who keep the officers, each with its entry', async () => {
    await addTask(chair, SLUG, post, TASK)
    await addTask(chair, SLUG, post, { ...TASK, title: '帳簿' })
    const [first, second] = await tasksOf(db, post)
    await actOnTask(chair, SLUG, post, { intent: 'up', task: second?.id ?? 0, version: 1 })
    expect(await titles()).toEqual(['帳簿', '総会'])
    await actOnTask(chair, SLUG, post, { intent: 'up', task: second?.id ?? 0, version: 1 })
    expect(await titles()).toEqual(['帳簿', '総会'])
    await editTask(chair, SLUG, post, first?.id ?? 0, { ...TASK, title: '定期総会', version: 1 })
    await expect(
      editTask(chair, SLUG, post, first?.id ?? 0, { ...TASK, title: '他の名', version: 1 }),
    ).rejects.toThrow(Stale)
    await actOnTask(chair, SLUG, post, { intent: 'remove', task: second?.id ?? 0, version: 1 })
    expect(await titles()).toEqual(['定期総会'])
    expect(await actions()).toEqual([
      'officer_task.added',
      'officer_task.added',
      'officer_task.moved',
      'officer_task.changed',
      'officer_task.removed',
    ])
  })

  test('begins with common tasks, each once, with the times of this post', async () => {
    const keys = libraryOf('treasurer').map(({ key }) => key)
    await addFromLibrary(chair, SLUG, post, keys)
    await addFromLibrary(chair, SLUG, post, [...keys, 'festival'])
    const tasks = await tasksOf(db, post)
    expect(tasks.map(({ library }) => library)).toEqual([...keys, 'festival'])
    expect(tasks.find(({ library }) => library === 'subsidy')).toMatchObject({
      title: '補助金の申請と報告',
      minutes: 120,
      helpers: '会長',
    })
    expect(await refused(addFromLibrary(chair, SLUG, post, ['king']))).toBe('form.invalid')
  })

  test('has an end', async () => {
    const rows = Array.from({ length: MOST_TASKS }, () => ({ postId: post, title: '仕事', minutes: 10 }))
    await db.officerTask.createMany({ data: rows })
    expect(await refused(addTask(chair, SLUG, post, TASK))).toBe('officers.tasks.error.too_many')
    expect(await refused(addFromLibrary(chair, SLUG, post, ['books']))).toBe('officers.tasks.error.too_many')
  })

  test('is kept by nobody else, and not through the address of another association', async () => {
    const foreign = await foreignChair()
    const treasurer = await holder()
    for (const actor of [foreign, treasurer]) {
      await expect(addTask(actor, SLUG, post, TASK)).rejects.toThrow(NotAllowed)
      await expect(cardToKeep(actor, SLUG, post)).rejects.toThrow(NotAllowed)
    }
    await expect(addTask(guest(today()), SLUG, post, TASK)).rejects.toThrow(SignInNeeded)
    await expect(addTask(foreign, 'association-b', post, TASK)).rejects.toThrow(NotFound)
    await addTask(chair, SLUG, post, TASK)
    const [task] = await tasksOf(db, post)
    const other = await db.officerPost.create({
      data: { associationId: town.association.id, post: 'secretary', name: '書記' },
    })
    await expect(editTask(chair, SLUG, other.id, task?.id ?? 0, { ...TASK, version: 1 })).rejects.toThrow(
      NotFound,
    )
    expect(await titles()).toEqual(['総会'])
  })

  test('is read by everybody without the records or a name; what was really done by those who keep it alone', async () => {
    const treasurer = await holder()
    await addTask(chair, SLUG, post, TASK)
    await addRecord(treasurer, SLUG, post, done({ title: '秘密の内容' }))
    const shown = await postCard(guest(today()), SLUG, post)
    expect(shown).toMatchObject({ keeps: false, holds: false, seats: { all: 1, vacant: 0 } })
    expect(shown.real).toBeNull()
    expect((await postCard(await foreignChair(), SLUG, post)).real).toBeNull()
    for (const actor of [treasurer, chair]) {
      expect((await postCard(actor, SLUG, post)).real?.sums).toEqual([
        { taskId: null, minutes: 60, times: 1 },
      ])
    }
    const text = JSON.stringify(shown)
    for (const word of ['秘密', '髙﨑', 'byId']) expect(text).not.toContain(word)
    expect(await postCard(treasurer, SLUG, post)).toMatchObject({ keeps: false, holds: true })
    await expect(postCard(chair, 'association-b', post)).rejects.toThrow(NotFound)
    await db.officerPost.update({ where: { id: post }, data: { closedOn: dayToDate(today()) } })
    await expect(postCard(chair, SLUG, post)).rejects.toThrow(NotFound)
  })
})

describe('records', () => {
  test('are written, changed and removed by whoever holds the post, today and no longer', async () => {
    const treasurer = await holder()
    await addRecord(treasurer, SLUG, post, done())
    const { records } = await recordsDesk(treasurer, SLUG, post, fiscalYear(today()))
    const id = records[0]?.id ?? 0
    await editRecord(treasurer, SLUG, post, id, { ...done({ minutes: 90 }), version: 1 })
    await expect(editRecord(chair, SLUG, post, id, { ...done(), version: 1 })).rejects.toThrow(Stale)
    const file = await recordsFile(chair, SLUG, post, fiscalYear(today()), translator('ja'))
    expect(file).toContain(`会計,${today()},見回り,,90`)
    const past = { ...treasurer, today: addDays(today(), 31) }
    await expect(addRecord(past, SLUG, post, done())).rejects.toThrow(NotAllowed)
    await expect(removeRecord(past, SLUG, post, id, 2)).rejects.toThrow(NotAllowed)
    await removeRecord(treasurer, SLUG, post, id, 2)
    expect(await db.officerRecord.count()).toBe(0)
    expect(await actions()).toEqual([
      'officer_record.added',
      'officer_record.changed',
      'officer_record.removed',
    ])
  })

  test('are seen by nobody else, also not by the holder of another post', async () => {
    const treasurer = await holder()
    await addRecord(treasurer, SLUG, post, done())
    const { id } = await db.officerRecord.findFirstOrThrow()
    const year = fiscalYear(today())
    for (const actor of [await foreignChair(), await actorOf((await makeUser()).id)]) {
      await expect(recordsDesk(actor, SLUG, post, year)).rejects.toThrow(NotAllowed)
      await expect(recordToEdit(actor, SLUG, post, id)).rejects.toThrow(NotAllowed)
      await expect(recordsFile(actor, SLUG, post, year, translator('ja'))).rejects.toThrow(NotAllowed)
      await expect(removeRecord(actor, SLUG, post, id, 1)).rejects.toThrow(NotAllowed)
    }
    await expect(recordsDesk(guest(today()), SLUG, post, year)).rejects.toThrow(SignInNeeded)
    const other = await db.officerPost.create({
      data: { associationId: town.association.id, post: 'secretary', name: '書記' },
    })
    await expect(recordsDesk(treasurer, SLUG, other.id, year)).rejects.toThrow(NotAllowed)
    await expect(removeRecord(chair, SLUG, other.id, id, 1)).rejects.toThrow(NotFound)
  })

  test('are of days that have been, and of lines of this card', async () => {
    const of = (over: object) => refused(addRecord(chair, SLUG, post, done(over)))
    expect(await of({ doneOn: addDays(today(), 1) })).toBe('officers.records.error.future')
    expect(await of({ doneOn: '2001-04-01' })).toBe('officers.records.error.too_old')
    expect(await of({ task: 999_999 })).toBe('form.choose')
    expect(await db.officerRecord.count()).toBe(0)
  })

  test('keep their title when the line goes off the card', async () => {
    await addTask(chair, SLUG, post, TASK)
    const [task] = await tasksOf(db, post)
    await addRecord(chair, SLUG, post, done({ task: task?.id ?? 0, title: '' }))
    await actOnTask(chair, SLUG, post, { intent: 'remove', task: task?.id ?? 0, version: 1 })
    const { against } = await recordsDesk(chair, SLUG, post, fiscalYear(today()))
    expect(against).toEqual([{ taskId: null, title: '', planned: 0, done: 60, times: 1 }])
    expect(await db.officerRecord.findFirst({ select: { title: true, taskId: true } })).toEqual({
      title: '総会',
      taskId: null,
    })
  })

  test('are forgotten after some years, and no sooner', async () => {
    const first = recordsKeptFrom(today())
    const row = (doneOn: string) => ({ postId: post, title: doneOn, minutes: 10, doneOn: dayToDate(doneOn) })
    await db.officerRecord.createMany({ data: [row(first), row(addDays(first, -1))] })
    expect(await forgetRecords()).toBe(1)
    expect(await db.officerRecord.findMany({ select: { title: true } })).toEqual([{ title: first }])
    expect(await actions()).toEqual(['retention.cleared'])
    expect(await forgetRecords()).toBe(0)
  })

  test('come page by page', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({
      postId: post,
      title: String(i),
      minutes: 10,
      doneOn: dayToDate(today()),
    }))
    await db.officerRecord.createMany({ data: rows })
    const seen: string[] = []
    let before: number | undefined
    do {
      const desk = await recordsDesk(chair, SLUG, post, fiscalYear(today()), before)
      seen.push(...desk.records.map(({ title }) => title))
      before = desk.older
    } while (before)
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => String(119 - i)))
  })
})

describe('a card filled from a year', () => {
  const none = async () => []

  test('shows first and writes only what is ticked, and only what was shown', async () => {
    const year = fiscalYear(today())
    await addTask(chair, SLUG, post, { ...TASK, months: [Number(today().slice(5, 7))] })
    const [task] = await tasksOf(db, post)
    await addRecord(chair, SLUG, post, done({ task: task?.id ?? 0, minutes: 240 }))
    await addRecord(chair, SLUG, post, done({ title: '看板の修理' }))
    const { plan } = await fillDesk(chair, SLUG, post, year, none)
    expect(plan.proposals.map(({ title, taskId }) => [title, taskId])).toEqual([
      ['総会', task?.id],
      ['看板の修理', null],
    ])
    expect(await titles()).toEqual(['総会'])
    const given = { year, happenings: [], keys: ['2'], digest: plan.digest }
    await fillFromYear(chair, SLUG, post, given)
    expect(await titles()).toEqual(['総会', '看板の修理'])
    expect((await tasksOf(db, post))[0]?.minutes).toBe(120)
    // The plan is another one now.
    await expect(fillFromYear(chair, SLUG, post, given)).rejects.toThrow(Stale)
    const again = await fillDesk(chair, SLUG, post, year, none)
    expect(
      await refused(fillFromYear(chair, SLUG, post, { ...given, keys: ['9'], digest: again.plan.digest })),
    ).toBe('form.invalid')
    await fillFromYear(chair, SLUG, post, { ...given, keys: ['1'], digest: again.plan.digest })
    expect((await tasksOf(db, post))[0]).toMatchObject({ minutes: 240, version: 2 })
  })
})
