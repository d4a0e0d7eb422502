/** まとめる and the desk: supports and followers move along, nobody twice; what is due next stands first. */
import { beforeEach, describe, expect, test } from 'vitest'
import { actOnMatter } from '~/modules/exchange/commands/city-act.server'
import { happen, tellEvent } from '~/modules/exchange/commands/happen.server'
import { sealContact, storedKey } from '~/modules/exchange/contact.server'
import { cityDesk } from '~/modules/exchange/queries/city-desk.server'
import { cityMatter } from '~/modules/exchange/queries/city-matter.server'
import { deskQuery } from '~/modules/exchange/schema/city'
import { addDays, dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { makeTown, makeUser, type Town, today } from '../accounts/support'
import { aMatter, aSection, routedTo, staffOf, stateOf } from './city-support'

let town: Town
let road: { id: number; name: string }
let park: { id: number; name: string }
let reviewer: Awaited<ReturnType<typeof staffOf>>
let roadStaff: Awaited<ReturnType<typeof staffOf>>

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  road = await aSection('道路課')
  park = await aSection('公園課', 30)
  reviewer = await staffOf('reviewer')
  roadStaff = await staffOf('section_staff', road.id)
})

describe('joining', () => {
  test('brings supports along, and tells who follows and who asked of the answer to the earlier one, nobody twice', async () => {
    const [anna, ben, author] = await Promise.all([makeUser(), makeUser(), makeUser()])
    const early = await aMatter(town, { associationId: town.other.id })
    const late = await aMatter(town, { authorId: author.id, channel: 'direct', associationId: null })
    const support = (matterId: number, userId: string) =>
      db.matterSupport.create({ data: { matterId, userId } })
    await support(early.id, anna.id)
    await support(late.id, anna.id)
    await support(late.id, ben.id)
    await db.matterSupport.create({ data: { matterId: late.id, associationId: town.other.id } })
    await db.matterFollower.create({
      data: { matterId: late.id, email: 'f@mail.example', keyHash: 'a', confirmedAt: new Date() },
    })
    await db.matterFollower.create({
      data: { matterId: late.id, email: 'unproven@mail.example', keyHash: 'b' },
    })
    await actOnMatter(reviewer.actor, late.id, 'join', {
      version: '1',
      to: `No.${early.id}`,
      reason: '同じことのため',
    })
    // Anna once, Ben, and the author; the association asked the earlier one itself.
    expect((await stateOf(early.id)).supportCount).toBe(3)
    expect(await stateOf(late.id)).toMatchObject({ supportCount: 0, joinedToId: early.id })
    expect((await cityMatter(reviewer.actor, late.id)).acts).toEqual(['unjoin', 'note'])
    await tellEvent(await transaction((tx) => happen(tx, early.id, { kind: 'answered', text: '直します。' })))
    const told = await db.mail.findMany({ where: { text: { contains: '直します。' } } })
    expect(told.map(({ recipient }) => recipient).sort()).toEqual([author.email, 'f@mail.example'].sort())
    await expect(
      actOnMatter(reviewer.actor, late.id, 'route', { version: '2', section: String(road.id) }),
    ).rejects.toThrow(Stale)
  })

  test('goes to an earlier one that stands by itself, and takes along what was joined before', async () => {
    const [first, second, third] = [await aMatter(town), await aMatter(town), await aMatter(town)]
    await expect(
      actOnMatter(reviewer.actor, first.id, 'join', {
        version: '1',
        to: String(third.id),
        reason: '同じことのため',
      }),
    ).rejects.toThrow(Invalid)
    await expect(
      actOnMatter(reviewer.actor, first.id, 'join', {
        version: '1',
        to: String(first.id),
        reason: '同じことのため',
      }),
    ).rejects.toThrow(Invalid)
    await actOnMatter(reviewer.actor, third.id, 'join', {
      version: '1',
      to: String(second.id),
      reason: '同じことのため',
    })
    await actOnMatter(reviewer.actor, second.id, 'join', {
      version: '1',
      to: String(first.id),
      reason: '同じことのため',
    })
    expect((await stateOf(third.id)).joinedToId).toBe(first.id)
  })

  test('tells the author without an account of what becomes of the earlier one', async () => {
    const early = await aMatter(town)
    const contact = { name: '住民', email: 'somebody@mail.example', language: 'ja', key: 'k'.repeat(43) }
    const late = await aMatter(town, {
      channel: 'direct',
      associationId: null,
      authorContact: sealContact(contact),
      keyHash: storedKey(contact.key),
      provenAt: new Date(),
    })
    await actOnMatter(reviewer.actor, late.id, 'join', {
      version: '1',
      to: String(early.id),
      reason: '同じことのため',
    })
    await tellEvent(await transaction((tx) => happen(tx, early.id, { kind: 'answered', text: '直します。' })))
    expect(await db.mail.count({ where: { recipient: contact.email } })).toBe(1)
  })
})

test.each(['x', '2026-99-99.1', '2026-01-01.0', '.1', '2026-01-01.1234567890'])(
  'an address that nobody made is as if it were not there: %s',
  (after) => {
    expect(deskQuery.parse({ after, queue: 'x', state: 'x', district: '-1' })).toEqual({})
  },
)

describe('the desk', () => {
  test('shows what is due first, page by page, each once; a section its own', async () => {
    for (let n = 0; n < 65; n++) await aMatter(town, routedTo(n % 2 ? road.id : park.id, n % 7))
    const seen: number[] = []
    let after: string | undefined
    do {
      const desk = await cityDesk(reviewer.actor, { after })
      seen.push(...desk.items.map(({ id }) => id))
      after = desk.next
    } while (after)
    expect(seen).toHaveLength(65)
    expect(new Set(seen).size).toBe(65)
    const own = await cityDesk(roadStaff.actor, {})
    expect(own.counts.open).toBe(32)
    expect(own.counts.waiting).toBe(0)
    expect(own.items.every(({ section }) => section === '道路課')).toBe(true)
  })

  test('counts what is overdue from the day after, and a promise likewise', async () => {
    await aMatter(town, routedTo(road.id, 0))
    await aMatter(town, routedTo(road.id, -1))
    await aMatter(town, {
      ...routedTo(road.id, -9),
      state: 'underway',
      answeredAt: new Date(),
      promisedOn: dayToDate(addDays(today(), -1)),
    })
    await aMatter(town, { ...routedTo(road.id, -9), joinedToId: (await aMatter(town)).id })
    expect((await cityDesk(reviewer.actor, {})).counts).toEqual({
      waiting: 0,
      to_route: 1,
      overdue: 1,
      soon: 1,
      promise_late: 1,
      open: 4,
    })
  })
})
