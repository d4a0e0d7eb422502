/** The register as officers keep it, within their scope. */
import { beforeEach, describe, expect, test } from 'vitest'
import { confirm } from '~/modules/confirmations/commands/confirm.server'
import { forgetNames } from '~/modules/households/commands/clean-up.server'
import { issueCodes } from '~/modules/households/commands/codes.server'
import {
  addHouseholds,
  deleteHousehold,
  editHousehold,
  endTieAsOfficer,
  recordConsent,
} from '~/modules/households/commands/register.server'
import { householdForOfficer, registerOf, registerRows } from '~/modules/households/queries/register.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, today } from '../accounts/support'
import { makeHousehold, makeMember, makeNotice, makePlace, type Place } from '../confirmations/support'

let place: Place

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
})

const names = (households: readonly { name: string }[]) => households.map(({ name }) => name)
const add = (list: string[], at = place.group.id, actor = place.leader) =>
  addHouseholds(actor, at, { names: list, delivery: 'paper' })
const sheet = async () => (await registerOf(place.leader, place.group.slug)).groups[0]?.households ?? []
const edit = (over: object = {}) => ({
  name: '森',
  delivery: 'mail' as const,
  association: place.group.id,
  after: 'same' as const,
  moved_out_on: null,
  version: 1,
  ...over,
})

describe('adding', () => {
  test('puts names at the end of the sheet; the same form twice adds once', async () => {
    expect(await add(['髙﨑', '森'])).toBe(2)
    const again = await Promise.allSettled([add(['林']), add(['林'])])
    expect(again.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(names(await sheet())).toEqual(['髙﨑', '森', '林'])
    await expect(add(['東', '東'])).rejects.toThrow(Invalid)
    expect(await actions()).toEqual(['household.added', 'household.added'])
  })

  test('is for officers of that group or above only; the register is for nobody else', async () => {
    await expect(add(['森'], place.second.id)).rejects.toThrow(NotAllowed)
    await expect(add(['森'], place.group.id, place.treasurer)).rejects.toThrow(NotAllowed)
    await expect(add(['森'], place.group.id, place.stranger)).rejects.toThrow(NotAllowed)
    await add(['森'], place.second.id, place.secretary)
    await expect(registerOf(place.leader, place.association.slug)).rejects.toThrow(NotAllowed)
    await expect(registerOf(place.stranger, place.group.slug)).rejects.toThrow(NotAllowed)
    await expect(registerOf(place.leader, 'nothing-here')).rejects.toThrow(NotFound)
    const seen = await registerOf(place.secretary, place.association.slug)
    expect(seen.groups.map(({ id, households }) => [id, households.length])).toEqual([
      [place.association.id, 0],
      [place.group.id, 0],
      [place.second.id, 1],
    ])
  })
})

describe('changing', () => {
  test('name, place and group; the trail tells no name', async () => {
    const id = await makeHousehold(place.group.id, { name: '髙﨑' })
    const last = await makeHousehold(place.group.id, { name: '林', position: 20 })
    await editHousehold(place.leader, id, edit({ after: last }))
    expect(names(await sheet())).toEqual(['林', '森'])
    await editHousehold(place.secretary, id, edit({ association: place.second.id, version: 2 }))
    expect(names(await sheet())).toEqual(['林'])
    const trail = JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } }))
    expect(trail).not.toMatch(/森|林|髙﨑/)
  })

  test('takes the people of the household along to the other group', async () => {
    const id = await makeHousehold(place.group.id)
    const head = await makeMember(id)
    await editHousehold(place.secretary, id, edit({ association: place.second.id }))
    const there = await db.membership.findFirst({
      where: { userId: head.id, associationId: place.second.id },
    })
    expect(there?.state).toBe('confirmed')
  })

  test('is refused when somebody else has changed it, and out of scope', async () => {
    const id = await makeHousehold(place.group.id)
    const done = await Promise.allSettled([
      editHousehold(place.leader, id, edit()),
      editHousehold(place.secretary, id, edit({ name: '林' })),
    ])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const theirs = await makeHousehold(place.second.id)
    await expect(editHousehold(place.leader, theirs, edit())).rejects.toThrow(NotFound)
    await expect(
      editHousehold(place.leader, id, edit({ association: place.second.id, version: 2 })),
    ).rejects.toThrow(NotAllowed)
    await expect(householdForOfficer(place.leader, theirs)).rejects.toThrow(NotFound)
    await expect(householdForOfficer(place.treasurer, id)).rejects.toThrow(NotAllowed)
  })

  test('moves a household out on a day, and back', async () => {
    const id = await makeHousehold(place.group.id)
    await editHousehold(place.leader, id, edit({ moved_out_on: today() }))
    const [group] = (await registerOf(place.leader, place.group.slug)).groups
    expect([group?.households.length, group?.movedOut.length]).toEqual([0, 1])
    expect((await registerRows(place.leader, place.group.slug))[0]).toMatchObject({ movedOutOn: today() })
    await editHousehold(place.leader, id, edit({ version: 2 }))
    expect(await sheet()).toHaveLength(1)
  })
})

describe('the end', () => {
  test('a household without a history can be deleted, another only moves out', async () => {
    const mistake = await makeHousehold(place.group.id)
    await deleteHousehold(place.leader, mistake)
    const lived = await makeHousehold(place.group.id)
    const head = await makeMember(lived)
    await confirm(head.actor, await makeNotice(place.association), lived)
    await expect(deleteHousehold(place.leader, lived)).rejects.toThrow(Invalid)
    expect(await db.household.count()).toBe(1)
    await expect(deleteHousehold(place.otherLeader, lived)).rejects.toThrow(NotFound)
  })

  test('a tie is ended by an officer; consent is recorded once', async () => {
    const id = await makeHousehold(place.group.id)
    await makeMember(id)
    const { members } = await householdForOfficer(place.leader, id)
    await endTieAsOfficer(place.leader, id, members[0]?.id ?? 0)
    await expect(endTieAsOfficer(place.leader, id, members[0]?.id ?? 0)).rejects.toThrow(Stale)
    await recordConsent(place.leader, id, true)
    await expect(recordConsent(place.leader, id, true)).rejects.toThrow(Stale)
    await recordConsent(place.leader, id, false)
    expect(await householdForOfficer(place.leader, id)).toMatchObject({ consent: 'withdrawn', members: [] })
  })

  test('a year after it moved out a household has no name any more', async () => {
    const gone = await makeHousehold(place.group.id, { name: '林', movedOutOn: addDays(today(), -366) })
    const recent = await makeHousehold(place.group.id, { name: '森', movedOutOn: addDays(today(), -300) })
    await makeMember(gone)
    expect(await forgetNames()).toEqual({ households: 1, ties: 1 })
    expect(await forgetNames()).toEqual({ households: 0, ties: 0 })
    const rows = await db.household.findMany({ orderBy: { id: 'asc' }, select: { id: true, name: true } })
    expect(rows).toEqual([
      { id: gone, name: '—' },
      { id: recent, name: '森' },
    ])
  })
})

describe('codes', () => {
  test('are made for all that are there, shown once and kept as a hash', async () => {
    await add(['森', '林'])
    await makeHousehold(place.group.id, { name: '東', movedOutOn: today() })
    const slips = await issueCodes(place.leader, place.group.id, [])
    expect(names(slips.map(({ household }) => ({ name: household })))).toEqual(['森', '林'])
    const stored = await db.household.findMany({ where: { codeHash: { not: null } } })
    expect(stored).toHaveLength(2)
    for (const { code } of slips) {
      expect(code).toMatch(/^[A-HJ-KM-NP-Z2-9]{8}$/)
      expect(
        JSON.stringify([stored, await db.auditEntry.findMany({ select: { after: true } })]),
      ).not.toContain(code)
    }
  })

  test('are not made for households of others', async () => {
    const theirs = await makeHousehold(place.second.id)
    await expect(issueCodes(place.leader, place.group.id, [theirs])).rejects.toThrow(NotFound)
    await expect(issueCodes(place.stranger, place.group.id, [])).rejects.toThrow(NotAllowed)
    await expect(issueCodes(place.leader, place.group.id, [])).rejects.toThrow(Invalid)
  })
})
