/** What the database promises of seats and terms, asked in plain SQL. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { refusedAsOneHand } from '~/modules/accounts/commands/money-apart.server'
import type { Post } from '~/modules/accounts/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db, excludedBy, isExclusionViolation } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'

let associationId: number
let people: string[]

beforeEach(async () => {
  await resetDatabase()
  const city = await db.association.create({
    data: { kind: 'city', slug: 'city', name: '市', reading: 'し' },
  })
  const own = await db.association.create({
    data: { kind: 'neighbourhood', slug: 'own', name: '自治会', reading: 'じちかい', parentId: city.id },
  })
  associationId = own.id
  people = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const data = { email: `p${n}@example.jp`, familyName: '人', givenName: String(n) }
      return (await db.user.create({ data, select: { id: true } })).id
    }),
  )
})

const term = (post: Post, userId: string | null, from: string, until: string, more: object = {}) =>
  db.term.create({
    data: { associationId, post, userId, startsOn: dayToDate(from), endsOn: dayToDate(until), ...more },
    select: { id: true, seatId: true, seat: { select: { number: true, post: { select: { name: true } } } } },
  })

describe('a seat', () => {
  test('is given by the database: the first that is free, else one more', async () => {
    const first = await term('vice_chair', people[0] ?? '', '2026-04-01', '2027-03-31')
    const second = await term('vice_chair', people[1] ?? '', '2026-04-01', '2027-03-31')
    const after = await term('vice_chair', people[2] ?? '', '2027-04-01', '2028-03-31')
    expect(first.seat).toEqual({ number: 1, post: { name: '副会長' } })
    expect(second.seat?.number).toBe(2)
    expect(after.seat?.number).toBe(1)
  })

  test('is never held by two on one day', async () => {
    const { seatId } = await term('secretary', people[0] ?? '', '2026-04-01', '2027-03-31')
    await expect(term('secretary', people[1] ?? '', '2027-03-31', '2028-03-31', { seatId })).rejects.toThrow(
      'terms_one_on_a_seat',
    )
    const error = await term('secretary', people[1] ?? '', '2027-03-31', '2028-03-31', { seatId }).catch(
      (error) => error,
    )
    expect(isExclusionViolation(error)).toBe(true)
    await expect(
      term('secretary', people[1] ?? '', '2027-04-01', '2028-03-31', { seatId }),
    ).resolves.toBeTruthy()
  })

  test('whatever is tried, in whatever order: no two terms on a seat on one day, and none without a seat', async () => {
    const tries = fc.sample(
      fc.record({
        post: fc.constantFrom('secretary' as const, 'treasurer' as const, 'auditor' as const),
        who: fc.option(fc.nat(2), { nil: null }),
        from: fc.nat(700),
        length: fc.nat(400),
      }),
      60,
    )
    for (const { post, who, from, length } of tries) {
      const begins = addDays('2026-04-01', from)
      const holder = who === null ? null : (people[who] ?? null)
      await term(post, holder, begins, addDays(begins, length), {
        familyName: '木村',
        givenName: '花',
      }).catch(() => {})
    }
    const all = await db.term.findMany({ orderBy: { startsOn: 'asc' } })
    expect(all.length).toBeGreaterThan(3)
    expect(all.every(({ seatId }) => seatId !== null)).toBe(true)
    const meets = (a: (typeof all)[number], b: (typeof all)[number]) =>
      a.id < b.id && a.startsOn <= b.endsOn && b.startsOn <= a.endsOn
    const pairs = all.flatMap((a) => all.filter((b) => meets(a, b)).map((b) => [a, b] as const))
    expect(pairs.filter(([a, b]) => a.seatId === b.seatId)).toEqual([])
    const purse = ['treasurer', 'auditor']
    const oneHand = pairs.filter(
      ([a, b]) =>
        a.post !== b.post && purse.includes(a.post) && purse.includes(b.post) && a.userId === b.userId,
    )
    expect(oneHand).toEqual([])
  })

  test('is of the post and the association of the term', async () => {
    const { seatId } = await term('secretary', people[0] ?? '', '2026-04-01', '2027-03-31')
    await expect(term('auditor', people[1] ?? '', '2028-04-01', '2029-03-31', { seatId })).rejects.toThrow(
      'a term stands on a seat of its own association and post',
    )
  })
})

describe('a seat that the database chooses', () => {
  const post = (name: string, kind: Post, closed = false) =>
    db.officerPost.create({
      data: { associationId, name, post: kind, closedOn: closed ? dayToDate('2026-03-31') : null },
      select: { id: true },
    })

  test('is of the kind of the term, also where its name belongs to a post of another kind', async () => {
    await post('会計', 'board_member', true)
    await post('会計 2', 'auditor')
    const given = await term('treasurer', people[0] ?? '', '2026-04-01', '2027-03-31')
    expect(given.seat).toEqual({ number: 1, post: { name: '会計 3' } })
    const again = await term('treasurer', people[1] ?? '', '2026-04-01', '2027-03-31')
    expect(again.seat).toEqual({ number: 2, post: { name: '会計 3' } })
    const posts = await db.officerPost.findMany({
      orderBy: { id: 'asc' },
      select: { post: true, closedOn: true },
    })
    expect(posts.map(({ post, closedOn }) => [post, closedOn !== null])).toEqual([
      ['board_member', true],
      ['auditor', false],
      ['treasurer', false],
    ])
  })

  test('is of a post of that name and kind that is opened again', async () => {
    const { id } = await post('会計', 'treasurer', true)
    const given = await term('treasurer', people[0] ?? '', '2026-04-01', '2027-03-31')
    expect(given.seat).toEqual({ number: 1, post: { name: '会計' } })
    expect(await db.officerPost.findUnique({ where: { id }, select: { closedOn: true } })).toEqual({
      closedOn: null,
    })
  })
})

test('the treasurer and the auditor are never the same person on one day', async () => {
  await term('treasurer', people[0] ?? '', '2026-04-01', '2027-03-31')
  await expect(term('auditor', people[0] ?? '', '2027-03-31', '2028-03-31')).rejects.toThrow(
    'terms_money_apart',
  )
  await expect(term('auditor', people[0] ?? '', '2027-04-01', '2028-03-31')).resolves.toBeTruthy()
  await expect(term('auditor', people[1] ?? '', '2026-04-01', '2027-03-31')).resolves.toBeTruthy()
})

test('nor are they by name, where neither has an account; and it is told which promise stands in the way', async () => {
  const named = { familyName: '木村', givenName: '花' }
  await term('treasurer', null, '2026-04-01', '2027-03-31', named)
  const refusal = await term('auditor', null, '2027-03-31', '2028-03-31', named).catch((error) => error)
  expect(excludedBy(refusal)).toBe('terms_money_apart_names')
  expect(refusedAsOneHand(refusal)).toBe(true)
  await expect(term('auditor', null, '2027-04-01', '2028-03-31', named)).resolves.toBeTruthy()
  expect(refusedAsOneHand(new Error('terms_money_apart'))).toBe(false)
})

test('an officer without an account has a name', async () => {
  await expect(term('chair', null, '2026-04-01', '2027-03-31')).rejects.toThrow('terms_somebody')
  await expect(term('chair', null, '2026-04-01', '2027-03-31', { familyName: '木村' })).resolves.toBeTruthy()
})
