/** What goes into a circular, its numbers, and who makes and sees it. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { makeCircular } from '~/modules/circulars/commands/make.server'
import { circularDesk, circularOnPaper, circularPage } from '~/modules/circulars/queries/circulars.server'
import { idsOnPath, isFresh, isOffered, orderOnPaper } from '~/modules/circulars/rules'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, ago, anybody, type City, chairOf, households, leaderOf, makeCity, notice } from './support'

let city: City
let chair: SignedIn

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: ago(0) })
  await resetDatabase()
  city = await makeCity()
  chair = await chairOf(city.own)
})
afterEach(() => {
  vi.useRealTimers()
})

const slug = 'kuzuhahanazono'
const form = (notices: number[], after = 0) => ({ notice: notices, return_by: null, line: '', after })
const offered = async (actor = chair, at = slug) =>
  (await circularDesk(actor, at)).offered.map(({ title, fresh }) => (fresh ? title : `(${title})`))
const later = (days: number) => vi.setSystemTime(ago(-days))

describe('offered for the next circular', () => {
  test('are its own notices, those from above, those passed on; urgent ones first', async () => {
    await notice(city.own, city.own, '自治会の')
    await notice(city.city, city.city, '市の', { publishedAt: ago(3) })
    await notice(city.council, city.council, '協議会の', { publishedAt: ago(2), importance: 'urgent' })
    await notice(city.own, city.group, '班だけの', { publishedAt: ago(4) })
    const other = await notice(city.other, city.other, 'よその')
    const officers = await notice(city.city, city.city, '役員あて', { visibility: 'officers' })
    await notice(city.city, city.city, '役員だけ', { visibility: 'officers' })
    await db.passingOn.create({
      data: { noticeId: officers, associationId: city.council.id, line: 'お願い', passedAt: ago(0.5) },
    })
    await notice(city.own, city.own, '下書き', { state: 'draft', publishedAt: null })
    await notice(city.own, city.own, '取り下げ', {
      state: 'withdrawn',
      withdrawnAt: ago(0),
      withdrawnReason: '理由',
    })
    expect(await offered()).toEqual(['協議会の', '役員あて', '自治会の', '市の', '班だけの'])
    await expect(makeCircular(chair, slug, form([other]))).rejects.toThrow(Invalid)
  })

  test('are those since the last circular; what was left out is offered again, not chosen', async () => {
    const first = await notice(city.own, city.own, '一')
    await notice(city.own, city.own, '二')
    expect(await makeCircular(chair, slug, form([first]))).toBe(1)
    later(2)
    await notice(city.city, city.city, '三', { publishedAt: ago(-1) })
    expect(await offered()).toEqual(['三', '(二)'])
  })

  test('hold what was corrected after it had gone round', async () => {
    const id = await notice(city.own, city.own, '直す')
    await makeCircular(chair, slug, form([id]))
    expect(await offered()).toEqual([])
    later(1)
    await db.notice.update({ where: { id }, data: { correctedAt: ago(-1) } })
    expect(await offered()).toEqual(['直す'])
    await makeCircular(chair, slug, form([id], 1))
    later(2)
    expect(await offered()).toEqual([])
  })

  test('reach back to the last circular, however long ago it was', async () => {
    await db.circular.create({ data: { associationId: city.own.id, number: 1, madeAt: ago(200) } })
    await notice(city.own, city.own, '五か月前', { publishedAt: ago(150) })
    await notice(city.own, city.own, '前の号より前', { publishedAt: ago(300) })
    expect(await offered()).toEqual(['五か月前'])
  })
})

describe('a circular', () => {
  test('is bound in the order of paper, recorded, and returned by a day that is to come', async () => {
    const a = await notice(city.own, city.own, 'ふつう')
    const b = await notice(city.own, city.own, '重要', { importance: 'important', publishedAt: ago(5) })
    await expect(makeCircular(chair, slug, { ...form([a, b]), return_by: '2026-11-21' })).rejects.toThrow(
      Invalid,
    )
    await makeCircular(chair, slug, { ...form([a, b]), return_by: '2026-12-05', line: 'よろしく' })
    const { circular } = await circularPage(chair, slug, 1)
    expect(circular.notices.map(({ title }) => title)).toEqual(['重要', 'ふつう'])
    expect(circular).toMatchObject({ returnBy: '2026-12-05', line: 'よろしく' })
    const [entry] = await db.auditEntry.findMany({ where: { action: 'circular.made' } })
    expect(entry).toMatchObject({ associationId: city.own.id, after: { number: 1, notices: 2 } })
  })

  test('gets the next number of its own association; of two made at once from the same page one is told', async () => {
    const ids = await Promise.all(['一', '二', '三'].map((title) => notice(city.own, city.own, title)))
    const second = await actorOf({ seat: { post: 'secretary', at: city.own } })
    const made = await Promise.allSettled([
      makeCircular(chair, slug, form([ids[0] as number])),
      makeCircular(second, slug, form([ids[1] as number])),
    ])
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = made.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(refused.reason).toBeInstanceOf(Stale)
    expect(await makeCircular(chair, slug, form([ids[2] as number], 1))).toBe(2)
    const council = await chairOf(city.council)
    const theirs = await notice(city.council, city.council, '校区')
    expect(await makeCircular(council, 'kuzuhanishi-council', form([theirs]))).toBe(1)
  })

  test('is made once when ten send the same form at once', async () => {
    const id = await notice(city.own, city.own, '一')
    const numbers = await Promise.all(Array.from({ length: 10 }, () => makeCircular(chair, slug, form([id]))))
    expect(new Set(numbers)).toEqual(new Set([1]))
    expect(await db.circular.count()).toBe(1)
  })

  test('leaves out on paper what has been withdrawn since, and says so', async () => {
    const a = await notice(city.own, city.own, '残る')
    const b = await notice(city.own, city.own, '消える')
    await makeCircular(chair, slug, form([a, b]))
    await db.notice.update({
      where: { id: b },
      data: { state: 'withdrawn', withdrawnAt: ago(0), withdrawnReason: '理由' },
    })
    const { definition } = await circularOnPaper(chair, slug, 1)
    const words = JSON.stringify(definition.content)
    expect(words).toContain('「消える」は取り下げられたため')
    expect(words).not.toContain('消えるの')
    expect(words).toContain('残るの')
    const [shown] = (await circularPage(chair, slug, 1)).circular.notices.filter(({ id }) => id === b)
    expect(shown?.state).toBe('withdrawn')
  })
})

describe('access', () => {
  test('making is for those who publish or keep households there', async () => {
    await expect(circularDesk(anybody(), slug)).rejects.toThrow(SignInNeeded)
    await expect(circularDesk(await chairOf(city.other), slug)).rejects.toThrow(NotAllowed)
    await expect(circularDesk(await leaderOf(city.group), slug)).rejects.toThrow(NotAllowed)
    await expect(
      circularDesk(await actorOf({ seat: { post: 'treasurer', at: city.own } }), slug),
    ).rejects.toThrow(NotAllowed)
    await expect(circularDesk(chair, 'nothing')).rejects.toThrow(NotFound)
    await expect(circularDesk(await actorOf({ staff: 'reviewer' }), 'hirakata')).rejects.toThrow(NotFound)
    const id = await notice(city.own, city.own, '一')
    await expect(makeCircular(await leaderOf(city.group), slug, form([id]))).rejects.toThrow(NotAllowed)
    await expect(makeCircular(anybody(), slug, form([id]))).rejects.toThrow(SignInNeeded)
    expect((await circularDesk(await chairOf(city.council), slug)).offered).toHaveLength(1)
  })

  test('the leader of a group sees the circular of the association, and names of the own group only', async () => {
    const id = await notice(city.own, city.own, '一')
    await makeCircular(chair, slug, form([id]))
    await households(city.group, ['髙橋', '山﨑'])
    const leader = await leaderOf(city.group)
    const { groups, mayMake } = await circularPage(leader, slug, 1)
    expect([groups.length, mayMake]).toEqual([1, false])
    const { definition } = await circularOnPaper(leader, slug, 1, city.group.id)
    expect(JSON.stringify(definition.content)).toContain('髙橋')
    expect(JSON.stringify((await circularOnPaper(leader, slug, 1)).definition.content)).not.toContain('髙橋')
    await expect(circularOnPaper(leader, slug, 1, city.own.id)).rejects.toThrow(NotFound)
    await expect(circularPage(leader, slug, 2)).rejects.toThrow(NotFound)
    await expect(circularPage(await chairOf(city.namiki), slug, 1)).rejects.toThrow(NotAllowed)
  })
})

describe('rules', () => {
  const dates = { min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }
  const instant = fc.date(dates)
  const maybe = fc.option(instant)

  test('what is fresh is offered, and what has gone round as it stands is neither', () => {
    fc.assert(
      fc.property(instant, maybe, maybe, instant, (reachedAt, correctedAt, lastRoundAt, lastAt) => {
        const one = { reachedAt, correctedAt, lastRoundAt }
        if (isFresh(one, lastAt)) expect(isOffered(one, lastAt)).toBe(true)
        if (lastRoundAt && (!correctedAt || correctedAt <= lastRoundAt))
          expect(isOffered(one, lastAt)).toBe(false)
      }),
    )
  })

  test('the order on paper is one order, and loses nothing', () => {
    const row = fc.record({
      id: fc.nat(),
      importance: fc.constantFrom('normal' as const, 'important' as const, 'urgent' as const),
      reachedAt: instant,
    })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const ordered = orderOnPaper(rows)
        expect([...ordered].reverse()).toHaveLength(rows.length)
        expect(orderOnPaper([...ordered].reverse()).map(({ id }) => id)).toEqual(ordered.map(({ id }) => id))
      }),
    )
    expect(idsOnPath('/1/12/120/')).toEqual([1, 12, 120])
  })
})
