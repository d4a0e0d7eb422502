/** What the centre does for whoever telephones: each act is the centre's alone, told, and written down. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { centreSheet, handleApplication } from '~/modules/participation/commands/centre.server'
import { cancelSession } from '~/modules/participation/commands/session.server'
import { consentPage } from '~/modules/participation/queries/consent.server'
import { applicationList } from '~/modules/participation/queries/people.server'
import { consentTokenOf, keyOf } from '~/modules/participation/queries/person.server'
import type { CentreForm } from '~/modules/participation/schema'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { applications, applying, friends, guest, room, session } from './support'

let centre: Actor
let host: Actor

async function person(): Promise<Actor> {
  const { id } = await db.user.create({
    data: { email: `${randomUUID()}@people.example`, familyName: '名', givenName: '無' },
  })
  return {
    ...guest(),
    user: { id, name: '名 無', language: 'ja', demonstration: false },
    capacity: 'resident',
  }
}

beforeEach(async () => {
  await resetDatabase()
  centre = { ...(await person()), staff: ['coordinator'] }
  host = await person()
})

const BY_PHONE = { email: '', phone: '072-000-1111' }
type Verb = Exclude<CentreForm['intent'], 'contact'>
async function act(id: number, intent: Verb, member = 0, by = centre) {
  const { version } = await db.volunteerApplication.findUniqueOrThrow({ where: { id } })
  return handleApplication(by, id, { intent, version, member } as Exclude<CentreForm, { intent: 'contact' }>)
}
const at = async (sessionId: number, index: number) => {
  const found = (await applications(sessionId))[index]
  if (!found) throw new Error('no application')
  return found
}
const states = async (id: number) => (await applications(id)).map(({ state }) => state)
const verbs = async (applicationId: number) =>
  (await db.volunteerEvent.findMany({ where: { applicationId }, orderBy: { id: 'asc' } })).map(
    ({ verb }) => verb,
  )
const texts = (sheet: { definition: unknown }) => JSON.stringify(sheet.definition)

describe('an offer to somebody without mail', () => {
  test('stands among those to be told by telephone, and is accepted for them', async () => {
    const { id } = await session(1)
    await applying(id)
    await applying(id, BY_PHONE)
    expect((await applicationList(centre, {})).toCall).toBe(0)
    await act((await at(id, 0)).id, 'cancel')
    const offered = await at(id, 1)
    expect(offered.state).toBe('offered')
    const list = await applicationList(centre, { phone: 'on' })
    expect(list.toCall).toBe(1)
    expect(list.rows.map((row) => row.id)).toEqual([offered.id])
    expect(list.count).toBe(1)
    expect((await applicationList(centre, {})).count).toBe(2)
    expect(await act(offered.id, 'accept')).toBe('offer_accepted')
    expect(await states(id)).toEqual(['cancelled', 'placed'])
    expect(await verbs(offered.id)).toEqual(['apply', 'offer', 'office_accept'])
  })

  test('of a pupil waits for the guardian then, and one that ran out is not accepted', async () => {
    const { id } = await session(1)
    await applying(id)
    await applying(id, { ...BY_PHONE, stage: 'high' })
    await act((await at(id, 0)).id, 'cancel')
    const offered = await at(id, 1)
    await db.volunteerApplication.updateMany({
      where: { id: offered.id },
      data: { keptUntil: new Date(now().getTime() - 1000) },
    })
    await expect(act(offered.id, 'accept')).rejects.toThrow(Stale)
    await db.volunteerApplication.updateMany({
      where: { id: offered.id },
      data: { keptUntil: new Date(now().getTime() + 60_000) },
    })
    expect(await act(offered.id, 'accept')).toBe('offer_accepted_held')
    expect((await at(id, 1)).state).toBe('held')
  })
})

test('cancelling and taking one out are told by mail, and the room goes on', async () => {
  const { id } = await session(3)
  await applying(id, { email: 'leader@people.example', ...friends('adult', 'adult') })
  await applying(id)
  const party = await at(id, 0)
  expect(await act(party.id, 'remove', party.members[1]?.id)).toBe('member_removed')
  expect((await applications(id)).map(({ state, size }) => [state, size])).toEqual([
    ['placed', 2],
    ['offered', 1],
    ['cancelled', 1],
  ])
  expect(await verbs((await at(id, 2)).id)).toContain('office_leave')
  const told = () =>
    db.mail.count({ where: { recipient: 'leader@people.example', subject: { contains: '取り消しました' } } })
  // A person of another application is none of this one.
  await expect(act(party.id, 'remove', (await at(id, 1)).members[0]?.id)).rejects.toThrow(NotFound)
  await act(party.id, 'cancel')
  expect(await told()).toBe(1)
  expect(await room(id)).toEqual({ taken: 1, queued: 0 })
  await expect(act(party.id, 'cancel')).rejects.toThrow(Stale)
  expect(
    await db.auditEntry.count({ where: { actorId: centre.user?.id, associationId: null } }),
  ).toBeGreaterThan(1)
})

test('nothing is changed once it has begun, by an older page, or by anybody else', async () => {
  const { id } = await session(2)
  await applying(id, { stage: 'high' })
  const application = await at(id, 0)
  const member = application.members[0]?.id ?? 0
  for (const [by, refusal] of [
    [host, NotAllowed],
    [guest(), SignInNeeded],
  ] as const) {
    for (const intent of ['accept', 'cancel', 'remove', 'renew'] as const)
      await expect(act(application.id, intent, member, by)).rejects.toThrow(refusal)
    await expect((async () => centreSheet(by, application.id, { member, sheet: 'own' }))()).rejects.toThrow(
      refusal,
    )
  }
  await expect(handleApplication(centre, application.id, { intent: 'cancel', version: 99 })).rejects.toThrow(
    Stale,
  )
  await expect(handleApplication(centre, 999_999, { intent: 'cancel', version: 1 })).rejects.toThrow(NotFound)
  const past = new Date(now().getTime() - 3_600_000)
  await db.volunteerSession.update({ where: { id }, data: { startsAt: past } })
  await expect(act(application.id, 'cancel')).rejects.toThrow(Stale)
  expect((await at(id, 0)).state).toBe('held')
})

test('sheets hold the newest link of the guardian and the person’s own page, and are written down', async () => {
  const { id } = await session(2)
  const { key } = await applying(id, { ...BY_PHONE, stage: 'high', ...friends('high') })
  const application = await at(id, 0)
  const [member, friend] = application.members.map((one) => one.id)
  if (!member || !friend) throw new Error('no members')
  const sheet = (of: number, kind: 'guardian' | 'own') =>
    centreSheet(centre, application.id, { member: of, sheet: kind })
  expect(texts(await sheet(member, 'guardian'))).toContain(consentTokenOf(member, 1))
  expect(await act(application.id, 'renew', member)).toBe('link_renewed')
  const printed = texts(await sheet(member, 'guardian'))
  expect(printed).toContain(consentTokenOf(member, 2))
  expect(printed).not.toContain(consentTokenOf(member, 1))
  expect((await consentPage(consentTokenOf(member, 2))).standing).toBe('open')
  expect(texts(await sheet(member, 'own'))).toContain(key)
  // Who has not said who they are has no page yet; a member of another application none here.
  await expect(sheet(friend, 'own')).rejects.toThrow(NotFound)
  await expect(sheet(999_999, 'own')).rejects.toThrow(NotFound)
  const written = await db.auditEntry.findMany({
    where: { action: { in: ['volunteer.link_printed', 'volunteer.link_renewed'] } },
  })
  expect(written).toHaveLength(4)
  const words = JSON.stringify(written.map(({ before, after }) => [before, after]))
  for (const kept of [key, keyOf(application.members[0]?.volunteerId ?? ''), consentTokenOf(member, 2)])
    expect(words).not.toContain(kept)
})

test('who was called off and reads no mail is called too', async () => {
  const { id } = await session(5)
  await applying(id)
  await applying(id, BY_PHONE)
  await cancelSession(centre, id, { version: 1, reason: '大雨のため' })
  const { rows } = await applicationList(centre, { phone: 'on' })
  expect(rows.map(({ state }) => state)).toEqual(['refused'])
})
