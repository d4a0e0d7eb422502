/** What waits for the officers of an association: they are reminded, and after two weeks there is the direct way. */
import { beforeEach, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { offerDirect, remindOfficers } from '~/modules/exchange/commands/officer-clock.server'
import { goDirect } from '~/modules/exchange/commands/own.server'
import { passOn } from '~/modules/exchange/commands/pass-on.server'
import { matterFor } from '~/modules/exchange/queries/matter.server'
import { directIsOffered } from '~/modules/exchange/rules'
import { addDays, instantOfLocal } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, giveTerm, makeTown, makeUser, type Town, today } from '../accounts/support'
import { askedThrough } from './asked'
import { aDistrict } from './city-support'

let town: Town
let chair: { id: string; email: string }
let author: { id: string; email: string }

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
  await aDistrict(town)
  chair = await makeUser()
  author = await makeUser()
  await giveTerm(chair.id, town.association.id, 'chair')
})

/** Asked so many days ago, in the evening of that day. */
async function askedAgo(days: number): Promise<number> {
  const id = await askedThrough(town.association.id, author.email)
  const createdAt = instantOfLocal(`${addDays(today(), -days)}T23:50`) ?? new Date()
  const { districtId } = await db.association.findUniqueOrThrow({ where: { id: town.association.id } })
  await db.matter.update({ where: { id }, data: { createdAt, districtId } })
  return id
}

const mailsTo = (recipient: string) => db.mail.count({ where: { recipient } })

test('after a week the officers are reminded, once; a missed morning is made up; the day before nothing is sent', async () => {
  await askedAgo(6)
  expect(await remindOfficers()).toBe(0)
  await askedAgo(7)
  // Nobody worked here for three days.
  await askedAgo(10)
  expect(await remindOfficers()).toBe(2)
  expect(await remindOfficers()).toBe(0)
  expect(await mailsTo(chair.email)).toBe(2)
})

test('where nobody is in office it is told to whoever comes', async () => {
  await askedAgo(8)
  await db.term.deleteMany()
  expect(await remindOfficers()).toBe(0)
  const successor = await makeUser()
  await giveTerm(successor.id, town.association.id, 'chair')
  expect(await remindOfficers()).toBe(1)
  expect(await mailsTo(successor.email)).toBe(1)
})

test('after two weeks the direct way is offered, once, and only where the city takes it', async () => {
  await askedAgo(13)
  expect(await offerDirect()).toBe(0)
  await askedAgo(15)
  await db.exchangeSetting.create({ data: { id: 1, directAllowed: false } })
  expect(await offerDirect()).toBe(0)
  await db.exchangeSetting.update({ where: { id: 1 }, data: { directAllowed: true } })
  expect(await offerDirect()).toBe(1)
  expect(await offerDirect()).toBe(0)
  expect(await mailsTo(author.email)).toBe(1)
})

test('the direct way makes it the person’s own: public without a name, for the district, and no officer’s any more', async () => {
  const id = await askedAgo(14)
  const actor = await actorOf(author.id)
  expect((await matterFor(actor, id)).mayGoDirect).toBe(true)
  await expect(goDirect(await actorOf(chair.id), id, 1)).rejects.toBeInstanceOf(NotFound)
  await goDirect(actor, id, 1)
  const seen = await matterFor(guest(today()), id)
  expect(seen).toMatchObject({ state: 'received', channel: 'direct', association: null })
  expect(seen.district).not.toBeNull()
  expect((await matterFor(actor, id)).own).toBe(true)
  const act = { intent: 'pass_on', id, version: 2, reason: '' } as const
  await expect(passOn(await actorOf(chair.id), town.association.slug, act)).rejects.toBeInstanceOf(NotFound)
  await expect(goDirect(actor, id, 2)).rejects.toBeInstanceOf(Stale)
})

test('is not there before, and not where the city takes nothing directly', async () => {
  const early = await askedAgo(13)
  await expect(goDirect(await actorOf(author.id), early, 1)).rejects.toBeInstanceOf(NotAllowed)
  const id = await askedAgo(20)
  await db.exchangeSetting.create({ data: { id: 1, directAllowed: false } })
  await expect(goDirect(await actorOf(author.id), id, 1)).rejects.toBeInstanceOf(NotAllowed)
  expect(directIsOffered('through_association', 'waiting', '2026-11-01', '2026-11-14', true)).toBe(false)
  expect(directIsOffered('through_association', 'waiting', '2026-11-01', '2026-11-15', true)).toBe(true)
  expect(directIsOffered('through_association', 'received', '2026-11-01', '2026-12-15', true)).toBe(false)
})
