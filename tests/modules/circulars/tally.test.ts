/** Signed sheets, by marks and by numbers, for a notice and for a circular; and that the reach adds up. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { makeCircular } from '~/modules/circulars/commands/make.server'
import { enterCircularSheet, enterSheet } from '~/modules/circulars/commands/tally.server'
import { circularTally, noticeTally } from '~/modules/circulars/queries/tally.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { ago, anybody, type City, chairOf, households, leaderOf, makeCity, notice } from './support'

let city: City
let chair: SignedIn
let leader: SignedIn
let id: number
let second: { id: number; path: string; name: string }

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: ago(0) })
  await resetDatabase()
  city = await makeCity()
  chair = await chairOf(city.own)
  leader = await leaderOf(city.group)
  second = await db.association.create({
    data: {
      slug: 'kuzuhahanazono-group-2',
      kind: 'group',
      parentId: city.own.id,
      name: '第2班',
      reading: 'だいにはん',
      memberHouseholds: 12,
      householdsMethod: '届け出',
      householdsAsOf: new Date('2026-04-01'),
    },
    select: { id: true, path: true, name: true },
  })
  id = await notice(city.own, city.own, '清掃', { confirmBy: new Date('2026-12-05') })
})
afterEach(() => {
  vi.useRealTimers()
})

const figure = async (noticeId = id) => {
  const { confirmed, total } = (await reachOf(chair, noticeId))?.figure ?? { confirmed: 0, total: 0 }
  return `${confirmed}/${total}`
}
const group = () => String(city.group.id)

describe('a group with a register', () => {
  let signed: number[]
  beforeEach(async () => {
    signed = await households(city.group, ['髙橋', '山﨑', '𠮷田', '佐藤', '鈴木'])
    await db.household.update({ where: { id: signed[4] }, data: { movedOutOn: new Date('2026-11-01') } })
  })

  test('is marked household by household, by position; those that count only', async () => {
    const { sheet } = await noticeTally(leader, id)
    expect(sheet.unit).toMatchObject({ id: city.group.id, counting: 4, confirmed: 0 })
    expect(sheet.households.map(({ name }) => name)).toEqual(['髙橋', '山﨑', '𠮷田', '佐藤'])
    await enterSheet(leader, id, {
      group: group(),
      intent: 'save',
      household: signed.slice(0, 3).map(String),
    })
    expect(await figure()).toBe('3/4')
    const after = await noticeTally(leader, id, city.group.id)
    expect(after.sheet.households.map(({ channel }) => channel)).toEqual(['paper', 'paper', 'paper', null])
    await enterSheet(leader, id, { group: group(), intent: 'all' })
    await enterSheet(leader, id, { group: group(), intent: 'all' })
    expect(await figure()).toBe('4/4')
  })

  test('takes no numbers, and nothing without a mark', async () => {
    const numbers = { group: group(), intent: 'save', households: '10', signed: '9' }
    await expect(enterSheet(leader, id, numbers)).rejects.toThrow(Invalid)
    await expect(enterSheet(leader, id, { group: group(), intent: 'save' })).rejects.toThrow(Invalid)
    expect(await figure()).toBe('0/4')
  })
})

describe('a group without one', () => {
  const numbers = (over: Record<string, string> = {}) => ({
    group: String(second.id),
    intent: 'save',
    households: '１２',
    signed: '9',
    ...over,
  })

  test('is told in two numbers, the last ones known; everybody by one button', async () => {
    const { sheet } = await noticeTally(chair, id, second.id)
    expect([sheet.before, sheet.versions]).toEqual([12, [`${id}-0`]])
    await enterSheet(chair, id, numbers())
    expect(await figure()).toBe('9/12')
    await expect(enterSheet(chair, id, numbers({ signed: '13', version: `${id}-1` }))).rejects.toThrow(
      Invalid,
    )
    await expect(enterSheet(chair, id, numbers({ signed: '10' }))).rejects.toThrow(Stale)
    await enterSheet(chair, id, numbers({ intent: 'all', version: `${id}-1` }))
    expect(await figure()).toBe('12/12')
    const next = await notice(city.own, city.own, '次')
    expect((await noticeTally(chair, next, second.id)).sheet.before).toBe(12)
  })

  test('adds up with a group that has a register', async () => {
    const signed = await households(city.group, ['髙橋', '山﨑', '𠮷田', '佐藤'])
    await enterSheet(chair, id, numbers())
    await enterSheet(chair, id, { group: group(), intent: 'save', household: [String(signed[1])] })
    expect(await figure()).toBe('10/16')
    const { sheet } = await noticeTally(chair, id)
    // The association itself is no sheet: its households stand in the registers and sheets of its groups.
    expect(sheet.units.map((unit) => [unit.id, unit.counting, unit.households])).toEqual([
      [city.group.id, 4, null],
      [second.id, 0, 12],
    ])
  })

  test('refuses a number that is none, and a form without one', async () => {
    const wrongs: Record<string, string>[] = [
      { households: '' },
      { households: '0' },
      { signed: 'x' },
      { signed: '' },
      { group: '0' },
    ]
    for (const wrong of wrongs) await expect(enterSheet(chair, id, numbers(wrong))).rejects.toThrow(Invalid)
  })
})

describe('a whole circular', () => {
  test('takes one sheet for all its notices, and stays right when it is entered again', async () => {
    const signed = await households(city.group, ['髙橋', '山﨑'])
    const urgent = await notice(city.city, city.city, '市の', { publishedAt: ago(2) })
    const officers = await notice(city.council, city.council, '役員あて', { visibility: 'officers' })
    await db.passingOn.create({
      data: { noticeId: officers, associationId: city.own.id, passedAt: ago(0.1) },
    })
    const slug = city.own.slug
    await makeCircular(chair, slug, { notice: [id, urgent, officers], return_by: null, line: '', after: 0 })
    // An officers' notice that was passed on goes round, and asks nobody to sign.
    expect((await circularTally(leader, slug, 1)).notices).toHaveLength(2)
    await enterSheet(leader, id, { group: group(), intent: 'save', household: [String(signed[0])] })
    expect((await circularTally(leader, slug, 1)).sheet.unit).toMatchObject({ counting: 2, confirmed: 0 })
    await enterCircularSheet(leader, slug, 1, { group: group(), intent: 'all' })
    expect([await figure(), await figure(urgent)]).toEqual(['2/2', '2/2'])
    const numbers = { group: String(second.id), intent: 'all', households: '12' }
    await enterCircularSheet(chair, slug, 1, { ...numbers, version: [`${id}-0`, `${urgent}-0`] })
    await enterCircularSheet(chair, slug, 1, { ...numbers, version: [`${id}-1`, `${urgent}-1`] })
    expect([await figure(), await figure(urgent)]).toEqual(['14/14', '14/14'])
  })
})

describe('access', () => {
  test('is for whoever keeps the households, for their own groups', async () => {
    await households(city.group, ['髙橋'])
    await expect(noticeTally(anybody(), id)).rejects.toThrow(SignInNeeded)
    await expect(noticeTally(await chairOf(city.namiki), id)).rejects.toThrow(NotFound)
    await expect(noticeTally(leader, id, second.id)).rejects.toThrow(NotFound)
    const theirs = { group: String(second.id), intent: 'all', households: '3' }
    await expect(enterSheet(leader, id, theirs)).rejects.toThrow(NotFound)
    await expect(enterSheet(anybody(), id, theirs)).rejects.toThrow(SignInNeeded)
    const council = await chairOf(city.council)
    expect((await noticeTally(council, id)).sheet.units).toHaveLength(2)
    const slug = city.own.slug
    await makeCircular(chair, slug, { notice: [id], return_by: null, line: '', after: 0 })
    await expect(circularTally(await chairOf(city.namiki), slug, 1)).rejects.toThrow(NotAllowed)
    await expect(enterCircularSheet(leader, slug, 2, theirs)).rejects.toThrow(NotFound)
  })
})
