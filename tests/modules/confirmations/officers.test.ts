/** What officers see and enter, within their scope, and reminders. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { confirm, recordOpening } from '~/modules/confirmations/commands/confirm.server'
import {
  enterConfirmations,
  enterTally,
  takeBackConfirmations,
  takeBackTally,
} from '~/modules/confirmations/commands/enter.server'
import { remindDue, remindNow } from '~/modules/confirmations/commands/remind.server'
import { confirmationList } from '~/modules/confirmations/queries/list.server'
import { reachOf } from '~/modules/confirmations/queries/reach.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, makeUser } from '../accounts/support'
import { makeHousehold, makeMember, makeNotice, makePlace, type Place } from './support'

let place: Place

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('officers', () => {
  test('enter several at once; the same sheet twice enters once', async () => {
    const ids = [await makeHousehold(place.group.id), await makeHousehold(place.second.id, { name: '森' })]
    const notice = await makeNotice(place.association)
    const sheet = { householdIds: ids, channel: 'paper' as const }
    expect(await enterConfirmations(place.secretary, notice, sheet)).toEqual({ entered: 2, already: 0 })
    expect(await enterConfirmations(place.secretary, notice, sheet)).toEqual({ entered: 0, already: 2 })
    expect(await actions()).toEqual(['confirmation.entered'])
    const entry = JSON.stringify(await db.auditEntry.findMany({ select: { after: true, before: true } }))
    expect(entry).not.toContain('森')
  })

  test('of another group see and enter nothing', async () => {
    const [mine, theirs] = [await makeHousehold(place.group.id), await makeHousehold(place.second.id)]
    const notice = await makeNotice(place.association)
    const seen = await confirmationList(place.leader, notice)
    expect(seen.households.map(({ id }) => id)).toEqual([mine])
    expect(seen.groups.map(({ id }) => id)).toEqual([place.group.id])
    expect(
      (await confirmationList(place.leader, notice, { group: place.second.id })).households,
    ).toHaveLength(1)
    const enter = (ids: number[], actor = place.leader) =>
      enterConfirmations(actor, notice, { householdIds: ids, channel: 'paper' })
    await expect(enter([theirs])).rejects.toThrow(NotFound)
    await expect(enter([mine, theirs])).rejects.toThrow(Stale)
    await expect(enter([mine], place.stranger)).rejects.toThrow(NotFound)
    await expect(enter([mine], place.treasurer)).rejects.toThrow(NotAllowed)
    await expect(enter([mine], await actorOf((await makeUser()).id))).rejects.toThrow(NotAllowed)
    expect(await db.confirmation.count()).toBe(0)
    await expect(confirmationList(place.stranger, notice)).rejects.toThrow(NotFound)
    await expect(confirmationList(place.treasurer, notice)).rejects.toThrow(NotAllowed)
  })

  test('enter a proxy with a name, and nothing for a household that no longer counts', async () => {
    const household = await makeHousehold(place.group.id)
    const gone = await makeHousehold(place.group.id, { withdrawn: true, name: '森' })
    const notice = await makeNotice(place.association)
    const proxy = { householdIds: [household], channel: 'proxy' as const }
    await expect(enterConfirmations(place.leader, notice, { ...proxy, proxyName: ' ' })).rejects.toThrow(
      Invalid,
    )
    await enterConfirmations(place.leader, notice, { ...proxy, proxyName: '隣の田中' })
    const [listed] = (await confirmationList(place.leader, notice)).households
    expect(listed).toMatchObject({ channel: 'proxy', proxyName: '隣の田中' })
    await expect(
      enterConfirmations(place.leader, notice, { householdIds: [gone], channel: 'paper' }),
    ).rejects.toThrow(NotFound)
  })

  test('take back what was entered, never what a household has confirmed itself', async () => {
    const [own, entered] = [
      await makeHousehold(place.group.id),
      await makeHousehold(place.group.id, { name: '森' }),
    ]
    const head = await makeMember(own)
    const notice = await makeNotice(place.association)
    await confirm(head.actor, notice, own)
    await enterConfirmations(place.leader, notice, { householdIds: [entered], channel: 'visit' })
    expect(await takeBackConfirmations(place.leader, notice, [own, entered])).toBe(1)
    expect((await db.confirmation.findMany()).map(({ householdId }) => householdId)).toEqual([own])
  })

  test('see who is still missing, and who has opened', async () => {
    const [opened, unopened] = [
      await makeHousehold(place.group.id),
      await makeHousehold(place.group.id, { name: '森' }),
    ]
    const head = await makeMember(opened)
    const notice = await makeNotice(place.association)
    await recordOpening(head.actor, notice)
    const missing = await confirmationList(place.secretary, notice, { missing: true })
    expect(missing.households.map(({ id, openedAt }) => [id, openedAt !== null])).toEqual([
      [opened, true],
      [unopened, false],
    ])
    await confirm(head.actor, notice, opened)
    expect((await confirmationList(place.secretary, notice, { missing: true })).households).toHaveLength(1)
  })
})

describe('a tally', () => {
  test('counts where there is no register, and is changed only by whoever has seen it', async () => {
    const notice = await makeNotice(place.association)
    await enterTally(place.leader, notice, place.group.id, { households: 20, signed: 12 })
    expect((await reachOf(null, notice))?.figure).toMatchObject({ confirmed: 12, total: 20 })
    await expect(
      enterTally(place.leader, notice, place.group.id, { households: 20, signed: 13 }),
    ).rejects.toThrow(Stale)
    const changes = [14, 15].map((signed) =>
      enterTally(place.leader, notice, place.group.id, { households: 20, signed, version: 1 }),
    )
    const done = await Promise.allSettled(changes)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(takeBackTally(place.leader, notice, place.group.id, 1)).rejects.toThrow(Stale)
    await takeBackTally(place.leader, notice, place.group.id, 2)
    expect(await db.paperTally.count()).toBe(0)
  })

  test('is refused where it would count somebody twice, out of scope, or cannot be', async () => {
    const notice = await makeNotice(place.association)
    await makeHousehold(place.group.id)
    const tally = { households: 20, signed: 12 }
    await expect(enterTally(place.leader, notice, place.group.id, tally)).rejects.toThrow(Invalid)
    await expect(enterTally(place.secretary, notice, place.association.id, tally)).rejects.toThrow(Invalid)
    await enterTally(place.otherLeader, notice, place.second.id, tally)
    await expect(enterTally(place.leader, notice, place.second.id, tally)).rejects.toThrow(NotFound)
    await expect(
      enterTally(place.secretary, notice, place.second.id, { households: 3, signed: 4, version: 1 }),
    ).rejects.toThrow(Invalid)
    await expect(enterTally(place.stranger, notice, place.other.id, tally)).rejects.toThrow(NotFound)
  })
})

describe('a reminder', () => {
  test('goes out on its day, once, to those who lack, with one mail to the officers of paper households', async () => {
    const [paper, mail] = [
      await makeHousehold(place.group.id, { delivery: 'paper' }),
      await makeHousehold(place.group.id, { delivery: 'mail', name: '森' }),
    ]
    await makeHousehold(place.second.id, { delivery: 'none', name: '林' })
    await makeMember(mail)
    const due = await makeNotice(place.association, { days: 3, remindDays: [3, 1] })
    await makeNotice(place.association, { days: 2, remindDays: [3, 1] })
    await makeNotice(place.association, { days: 3, remindDays: [3], visibility: 'officers' })
    expect(await Promise.all([remindDue(), remindDue()]).then((done) => done.reduce((a, b) => a + b))).toBe(1)
    expect(await remindDue()).toBe(0)
    const reminders = await db.reminder.findMany({ select: { noticeId: true, households: true } })
    expect(reminders).toEqual([{ noticeId: due, households: 3 }])
    expect(await db.announcement.count({ where: { noticeId: due, kind: 'reminder' } })).toBe(1)
    const mails = await db.mail.findMany({ select: { recipient: true, text: true } })
    expect(mails).toHaveLength(2)
    for (const { text } of mails) {
      expect(text).toContain('1世帯')
      expect(text).toContain(`/notices/${due}/confirmations`)
      expect(text).not.toContain('林')
    }
    void paper
  })

  test('is not for those who have confirmed; those who only opened are reminded', async () => {
    const [confirmed, opened] = [
      await makeHousehold(place.group.id, { delivery: 'mail' }),
      await makeHousehold(place.group.id, { delivery: 'mail', name: '森' }),
    ]
    const [a, b] = [await makeMember(confirmed), await makeMember(opened)]
    const notice = await makeNotice(place.association)
    await recordOpening(a.actor, notice)
    await recordOpening(b.actor, notice)
    await confirm(a.actor, notice, confirmed)
    expect(await remindNow(place.secretary, notice)).toBe(1)
    const { expandAnnouncement } = await reminderTargets()
    await expandAnnouncement()
    const told = await db.delivery.findMany({ where: { userId: { not: null } }, select: { userId: true } })
    expect(told.map(({ userId }) => userId)).toEqual([b.id])
  })

  test('at once is for those who keep all that are asked, once a day', async () => {
    await makeHousehold(place.group.id)
    const notice = await makeNotice(place.association)
    await expect(remindNow(place.leader, notice)).rejects.toThrow(NotAllowed)
    expect(await remindNow(place.secretary, notice)).toBe(1)
    await expect(remindNow(place.secretary, notice)).rejects.toThrow(Stale)
    expect(await db.reminder.count()).toBe(1)
  })
})

/** The job that writes a reminder's deliveries down. */
async function reminderTargets() {
  const { expand } = await import('~/modules/subscriptions/commands/expand.server')
  const { id } = await db.announcement.findFirstOrThrow({ where: { kind: 'reminder' } })
  return { expandAnnouncement: () => expand({ announcementId: id }) }
}
