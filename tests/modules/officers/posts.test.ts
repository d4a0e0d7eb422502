/** Posts, seats and terms as officers keep them: what is possible, what is refused and why, and who sees a name. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Post } from '~/modules/accounts/rules'
import { guest, may } from '~/modules/accounts/rules'
import { addPost, closePost, editPost } from '~/modules/officers/commands/posts.server'
import { giveTermByName, giveTermToOfficer, prolongTerms } from '~/modules/officers/commands/terms.server'
import { officersPage } from '~/modules/officers/queries/posts.server'
import { seatsToFill, seatToKeep } from '~/modules/officers/queries/seats.server'
import { seatChange } from '~/modules/officers/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, mailTo, makeTown, makeUser, type Town, today } from '../accounts/support'

const SLUG = 'association-a'
const KIMURA = { familyName: '木村', givenName: '花', familyReading: 'キムラ', givenReading: 'ハナ' }

let town: Town
let chair: Actor
let chairTerm: number

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  const { id } = await makeUser()
  chairTerm = (await giveTerm(id, town.association.id, 'chair')).id
  chair = await actorOf(id)
})

const postForm = (post: Post, over: object = {}) => ({
  post,
  name: `${post}の役`,
  filledBy: 'election' as const,
  months: 12,
  seats: 1,
  position: 5,
  introduction: '',
  ...over,
})

/** A new post, and its seats in their order. */
async function seatsOfNew(post: Post, over: object = {}) {
  const id = await addPost(chair, SLUG, postForm(post, over))
  const seats = await db.officerSeat.findMany({ where: { postId: id }, orderBy: { number: 'asc' } })
  return { id, seats: seats.map((seat) => seat.id) }
}

const named = (over: object = {}) => ({
  ...KIMURA,
  startsOn: today(),
  endsOn: addDays(today(), 364),
  acting: false,
  ...over,
})

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

describe('seats', () => {
  test('are opened and closed so that as many are open as are wanted, or it is said how many cannot', () => {
    const seat = fc.record({ open: fc.boolean(), held: fc.boolean() })
    fc.assert(
      fc.property(fc.array(seat, { maxLength: 12 }), fc.integer({ min: 1, max: 15 }), (rows, wanted) => {
        const seats = rows.map((row, index) => ({ ...row, number: index + 1 }))
        const change = seatChange(seats, wanted)
        const open = seats.filter((one) => one.open).length
        expect(open + change.reopen.length + change.add.length - change.close.length).toBe(
          wanted + change.held,
        )
        for (const number of change.close) {
          expect(seats.find((one) => one.number === number)).toMatchObject({ open: true, held: false })
        }
        expect(new Set([...change.add, ...seats.map(({ number }) => number)]).size).toBe(
          change.add.length + seats.length,
        )
      }),
    )
  })

  test('of a post grow and shrink, but never under whoever holds them', async () => {
    const { id, seats } = await seatsOfNew('board_member', { seats: 3 })
    // The day on which each was added: before it nothing was vacant.
    const opened = await db.officerSeat.findMany({ where: { postId: id }, select: { openedOn: true } })
    expect(opened.map(({ openedOn }) => openedOn)).toEqual([1, 2, 3].map(() => dayToDate(today())))
    await giveTermByName(chair, SLUG, seats[1] ?? 0, named())
    const form = { ...postForm('board_member'), version: 1 }
    await editPost(chair, SLUG, id, { ...form, seats: 1 })
    const open = await db.officerSeat.findMany({ where: { postId: id, closedOn: null } })
    expect(open.map((seat) => seat.id)).toEqual([seats[1]])
    await expect(editPost(chair, SLUG, id, { ...form, seats: 1 })).rejects.toThrow(Stale)
    await editPost(chair, SLUG, id, { ...form, seats: 3, version: 2 })
    expect(await db.officerSeat.count({ where: { postId: id } })).toBe(3)
    await giveTermByName(chair, SLUG, seats[0] ?? 0, named({ givenName: '実' }))
    expect(await refused(editPost(chair, SLUG, id, { ...form, seats: 1, version: 3 }))).toBe(
      'officers.post.error.seats_held',
    )
  })

  test('of the president: one post, one seat', async () => {
    expect(await refused(addPost(chair, SLUG, postForm('chair')))).toBe('officers.post.error.one_chair')
    const { id } = await db.officerPost.findFirstOrThrow({ where: { post: 'chair' } })
    expect(await refused(editPost(chair, SLUG, id, { ...postForm('chair'), seats: 2, version: 1 }))).toBe(
      'officers.post.error.one_seat',
    )
  })
})

describe('a post', () => {
  test('has a name of its own, is closed when nobody holds it, and comes back under its name', async () => {
    const { id, seats } = await seatsOfNew('board_member')
    expect(await refused(addPost(chair, SLUG, postForm('board_member')))).toBe(
      'officers.post.error.name_taken',
    )
    const term = await giveTermByName(chair, SLUG, seats[0] ?? 0, named())
    expect(await refused(closePost(chair, SLUG, id, 1))).toBe('officers.post.error.held')
    await db.term.delete({ where: { id: term } })
    await closePost(chair, SLUG, id, 1)
    const { posts } = await officersPage(chair, SLUG)
    expect(posts.map(({ post }) => post)).toEqual(['chair'])
    expect(await addPost(chair, SLUG, postForm('board_member'))).toBe(id)
    expect(await actions()).toEqual([
      'officer_post.added',
      'term.given',
      'officer_post.closed',
      'officer_post.added',
    ])
  })

  test('is kept by those who may, in their own association', async () => {
    const { id } = await makeUser()
    await giveTerm(id, town.other.id, 'chair')
    const foreign = await actorOf(id)
    await expect(addPost(foreign, SLUG, postForm('board_member'))).rejects.toThrow(NotAllowed)
    await expect(addPost(guest(today()), SLUG, postForm('board_member'))).rejects.toThrow(SignInNeeded)
    const { seats } = await seatsOfNew('board_member')
    await expect(giveTermByName(foreign, 'association-b', seats[0] ?? 0, named())).rejects.toThrow(NotFound)
    await expect(seatToKeep(foreign, SLUG, seats[0] ?? 0)).rejects.toThrow(NotAllowed)
  })
})

describe('a term', () => {
  test('without an account gives no right, and its name stays hidden without consent', async () => {
    const { seats } = await seatsOfNew('treasurer')
    await giveTermByName(chair, SLUG, seats[0] ?? 0, named())
    const outside = await officersPage(guest(today()), SLUG)
    const seat = outside.posts.find(({ post }) => post === 'treasurer')?.seats[0]
    expect(seat).toMatchObject({ state: 'filled', current: { name: null } })
    expect(JSON.stringify(outside)).not.toContain('木村')
    expect(JSON.stringify(await officersPage(chair, SLUG))).toContain('木村 花')
  })

  test('never overlaps another on its seat, at whatever moment both are given', async () => {
    const { seats } = await seatsOfNew('secretary')
    const give = (n: number) => giveTermByName(chair, SLUG, seats[0] ?? 0, named({ givenName: `${n}` }))
    const done = await Promise.allSettled([1, 2, 3, 4].map(give))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of done) {
      if (one.status === 'rejected') {
        expect((one.reason as Invalid).errors).toEqual({ startsOn: ['officers.term.error.seat_taken'] })
      }
    }
  })

  test('of the treasurer is never the auditor’s: by account, and by name whatever its reading', async () => {
    const [treasurer, auditor] = [await seatsOfNew('treasurer'), await seatsOfNew('auditor')]
    await giveTermByName(chair, SLUG, treasurer.seats[0] ?? 0, named())
    const asAuditor = (over: object) => giveTermByName(chair, SLUG, auditor.seats[0] ?? 0, named(over))
    expect(await refused(asAuditor({}))).toBe('accounts.officers.error.money_apart')
    expect(await refused(asAuditor({ familyName: '木 村' }))).toBe('accounts.officers.error.money_apart')
    const year = { startsOn: addDays(today(), 365), endsOn: addDays(today(), 700) }
    await asAuditor(year)
    expect(await refused(asAuditor({ givenReading: 'ハナコ' }))).toBe('accounts.officers.error.money_apart')
    await asAuditor({ givenName: '花子' })
  })

  test('is given to an officer who stands in: with the rights, until its last day, and with a mail', async () => {
    const { id, email } = await makeUser()
    const vice = (await giveTerm(id, town.association.id, 'vice_chair')).id
    const { seats } = await seatsOfNew('treasurer')
    const dates = { startsOn: today(), endsOn: addDays(today(), 60), acting: true }
    await giveTermToOfficer(chair, SLUG, seats[0] ?? 0, { holder: vice, ...dates })
    expect((await actorOf(id)).seats.map(({ post }) => post).sort()).toEqual(['treasurer', 'vice_chair'])
    expect((await mailTo(email))?.text).toContain('代行')
    const { posts } = await officersPage(chair, SLUG)
    expect(posts.find(({ post }) => post === 'treasurer')?.seats[0]?.state).toBe('acting')
    const foreign = await makeUser()
    const elsewhere = (await giveTerm(foreign.id, town.other.id, 'secretary')).id
    const other = await seatsOfNew('secretary')
    expect(
      await refused(giveTermToOfficer(chair, SLUG, other.seats[0] ?? 0, { holder: elsewhere, ...dates })),
    ).toBe('form.choose')
  })
})

describe('the next terms', () => {
  test('take effect on their day by themselves, with the rights', async () => {
    const { seats } = await seatsToFill(chair, SLUG)
    expect(seats).toMatchObject([{ name: '会長', state: 'ends_soon' }])
    const first = addDays(today(), 31)
    await prolongTerms(chair, SLUG, { startsOn: first, seats: [seats[0]?.id ?? 0] })
    const terms = await db.term.findMany({ orderBy: { startsOn: 'asc' } })
    expect(terms.map(({ userId }) => userId)).toEqual([chair.user?.id, chair.user?.id])
    expect((await seatsToFill(chair, SLUG)).seats).toEqual([])
    expect(may(chair, 'officer.invite', town.association.path)).toBe(true)
    expect(terms[0]?.id).toBe(chairTerm)
  })

  test('are of the officers alone: whoever stands in does not go on by this', async () => {
    const { seats } = await seatsOfNew('secretary')
    await giveTermByName(chair, SLUG, seats[0] ?? 0, named({ acting: true, endsOn: addDays(today(), 60) }))
    const found = (await seatsToFill(chair, SLUG)).seats.find(({ id }) => id === seats[0])
    expect(found).toMatchObject({ holder: '木村 花', acting: true })
    const start = addDays(today(), 61)
    expect(await refused(prolongTerms(chair, SLUG, { startsOn: start, seats: [seats[0] ?? 0] }))).toBe(
      'officers.next.error.acting',
    )
  })

  test('are of whoever the page names, not of somebody who comes after a vacancy', async () => {
    const { seats } = await seatsOfNew('secretary')
    const seat = seats[0] ?? 0
    const later = { startsOn: addDays(today(), 500), endsOn: addDays(today(), 600) }
    await giveTermByName(chair, SLUG, seat, named({ endsOn: addDays(today(), 60) }))
    await giveTermByName(chair, SLUG, seat, named({ familyName: '林', ...later }))
    const found = (await seatsToFill(chair, SLUG)).seats.find(({ id }) => id === seat)
    expect(found?.holder).toBe('木村 花')
    await prolongTerms(chair, SLUG, { startsOn: addDays(today(), 61), seats: [seat] })
    const terms = await db.term.findMany({ where: { seatId: seat }, orderBy: { startsOn: 'asc' } })
    expect(terms.map(({ familyName }) => familyName)).toEqual(['木村', '木村', '林'])
  })

  test('are recorded all or none', async () => {
    const board = await seatsOfNew('board_member')
    const { seatId } = await db.term.findUniqueOrThrow({ where: { id: chairTerm } })
    const both = [seatId ?? 0, board.seats[0] ?? 0]
    const start = addDays(today(), 31)
    expect(await refused(prolongTerms(chair, SLUG, { startsOn: start, seats: both }))).toBe(
      'officers.next.error.nobody',
    )
    expect(await refused(prolongTerms(chair, SLUG, { startsOn: today(), seats: both }))).toBe(
      'officers.next.error.early',
    )
    expect(await db.term.count()).toBe(1)
  })
})
