/** What is asked before a decision starts, and what the clock does after it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { advanceResolutions } from '~/modules/resolutions/commands/clock.server'
import { runResolution } from '~/modules/resolutions/commands/run.server'
import { matchVoters, removeVoter } from '~/modules/resolutions/commands/voters.server'
import { leavesDays, leavesVoteDays } from '~/modules/resolutions/rules'
import { addDays, dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { mailTo, today, travel } from '../accounts/support'
import { makeHousehold, makeMember, type Place } from '../confirmations/support'
import {
  asRules,
  drafted,
  legalTown,
  NAMES,
  rules,
  SLUG,
  seenIn,
  started,
  version,
  votersIn,
} from './support'

let place: Place
let chair: Actor

beforeEach(async () => {
  await resetDatabase()
  ;({ place, chair } = await legalTown())
})
afterEach(() => {
  vi.useRealTimers()
})

test('a morning that was missed is made up: reminded on a later one, once', async () => {
  await asRules()
  const member = await makeMember(await makeHousehold(place.group.id))
  await started(chair, SLUG, rules, NAMES)
  await db.mail.deleteMany()
  travel({ days: 19 })
  for (let morning = 0; morning < 2; morning++) await advanceResolutions()
  expect(await db.mail.count({ where: { recipient: member.email } })).toBe(1)
})

test('a vote with a first day to come is announced at once and asked for on that day, or the first morning after it', async () => {
  await asRules()
  const member = await makeMember(await makeHousehold(place.group.id))
  await started(chair, SLUG, { ...rules, vote_from: addDays(today(), 8) }, NAMES)
  expect((await mailTo(member.email))?.subject).toContain('から始まります')
  await db.mail.deleteMany()
  travel({ days: 7 })
  await advanceResolutions()
  expect(await db.mail.count()).toBe(0)
  vi.useRealTimers()
  travel({ days: 10 })
  for (let morning = 0; morning < 2; morning++) await advanceResolutions()
  expect(await db.mail.count({ where: { recipient: member.email } })).toBe(1)
  expect((await mailTo(member.email))?.subject).toContain('表決のお願い')
})

test('the days between are held in SQL too, and the vote does not begin without its days', async () => {
  const { id } = await drafted(chair, SLUG, {}, NAMES)
  const day = (days: number) => dayToDate(addDays(today(), days))
  const write = (data: { voteFrom?: Date; consentUntil?: Date; voteUntil?: Date }) =>
    db.resolution.update({ where: { id }, data })
  await expect(write({ consentUntil: day(15) })).rejects.toThrow(/resolution_days/)
  await expect(write({ voteFrom: day(18) })).rejects.toThrow(/resolution_days/)
  await write({ consentUntil: day(14), voteFrom: day(17) })
  await expect(write({ voteUntil: day(19) })).rejects.toThrow(/resolution_days/)
  // In the constants of SQL and of the rules the same: one day less is refused by both.
  expect(leavesVoteDays(addDays(today(), 14), addDays(today(), 20))).toBe(true)
  expect(leavesVoteDays(addDays(today(), 15), addDays(today(), 20))).toBe(false)
  expect(leavesDays(addDays(today(), 18), addDays(today(), 20))).toBe(false)
  await db.resolution.update({ where: { id }, data: { state: 'consenting' } })
  await expect(
    db.resolution.update({ where: { id }, data: { state: 'voting', votingAt: day(18) } }),
  ).rejects.toThrow(/resolution_days/)
  await asRules()
  const late = await drafted(chair, SLUG, rules, NAMES)
  await expect(
    runResolution({ ...chair, today: addDays(today(), 18) }, late.id, {
      ...{ intent: 'start', reason: '', seen: await seenIn(late.id), version: await version(late.id) },
    }),
  ).rejects.toMatchObject({ errors: { form: ['resolutions.error.few_days'] } })
})

test('it starts once each difference to the register has been ticked; the list is put right by the register', async () => {
  const member = await makeMember(await makeHousehold(place.group.id))
  const leaver = await makeMember(await makeHousehold(place.group.id))
  const { id } = await drafted(chair, SLUG, {}, NAMES.slice(0, 1))
  const names = async () => (await votersIn(id)).map(({ userId, name }) => userId ?? name)
  await removeVoter(chair, id, (await votersIn(id)).find(({ userId }) => userId === member.id)?.id ?? 0)
  await db.householdMember.updateMany({ where: { userId: leaver.id }, data: { leftAt: new Date() } })
  await db.membership.deleteMany({ where: { userId: leaver.id } })
  await db.household.updateMany({
    where: { members: { some: { userId: leaver.id } } },
    data: { movedOutOn: new Date('2020-01-01') },
  })
  const seen = await seenIn(id)
  expect(seen.map((mark) => mark.split('-').slice(0, 2).join(' '))).toEqual([
    'missing 1',
    'gone 1',
    'by_hand 1',
  ])
  const start = async (marks: string[]) =>
    runResolution(chair, id, { intent: 'start', reason: '', seen: marks, version: await version(id) })
  for (const marks of [[], seen.slice(1), ['missing-1-x', ...seen.slice(1)]])
    await expect(start(marks)).rejects.toMatchObject({ errors: { form: ['resolutions.error.differences'] } })
  await matchVoters(chair, id, 'add_missing')
  await matchVoters(chair, id, 'remove_gone')
  expect((await names()).sort()).toEqual([member.id, NAMES[0]].sort())
  await start(await seenIn(id))
  const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'resolution.started' } })
  expect(entry.after).toMatchObject({ missing: 0, gone: 0, byHand: 1 })
})
