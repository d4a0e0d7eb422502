/** The course of a decision on a real database: consent, count, check; and what is refused on the way. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { checkCount } from '~/modules/resolutions/commands/check.server'
import { advanceResolutions } from '~/modules/resolutions/commands/clock.server'
import { editResolution, saveItem } from '~/modules/resolutions/commands/draft.server'
import { forgetDrafts, forgetVoters } from '~/modules/resolutions/commands/forget.server'
import { enterPaper } from '~/modules/resolutions/commands/papers.server'
import { runResolution } from '~/modules/resolutions/commands/run.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { addVoters, removeVoter } from '~/modules/resolutions/commands/voters.server'
import { recordOf } from '~/modules/resolutions/queries/paper.server'
import { resolutionView } from '~/modules/resolutions/queries/resolution.server'
import { voterView } from '~/modules/resolutions/queries/voter.server'
import { itemForm, resolutionForm } from '~/modules/resolutions/schema'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, mailTo, makeUser, today, travel } from '../accounts/support'
import { makeHousehold, makeMember, type Place } from '../confirmations/support'
import {
  asRules,
  byAccount,
  byLink,
  drafted,
  emailOf,
  formFields,
  legalTown,
  NAMES,
  rules,
  run,
  SLUG,
  started,
  stateOf,
  version,
  votersIn,
} from './support'

let place: Place
let chair: Actor
let treasurer: Actor
let auditor: Actor

beforeEach(async () => {
  await resetDatabase()
  ;({ place, chair, treasurer, auditor } = await legalTown())
})
afterEach(() => {
  vi.useRealTimers()
})

async function allConsent(id: number) {
  for (const { id: voterId } of await votersIn(id))
    await giveConsent(await byLink(voterId), null, { voter: null, consents: true })
}
const check = async (actor: Actor, id: number, intent: 'confirm' | 'refuse' = 'confirm', note = '') =>
  checkCount(actor, id, { intent, note, version: await version(id) })

test('with the consent of all the usual majority decides, once the 監事 has checked the count', async () => {
  const { id, item, voters } = await started(chair, SLUG, {}, NAMES)
  expect((await stateOf(id)).state).toBe('consenting')
  await expect(
    vote(await byLink(voters[0]?.id ?? 0), null, { voter: null, choices: { [item]: 'for' } }),
  ).rejects.toThrow(Stale)
  await allConsent(id)
  expect((await stateOf(id)).state).toBe('voting')
  const said = ['for', 'for', 'against', 'for'] as const
  for (const [index, { id: voterId }] of voters.entries()) {
    if (index === 3) await expect(run(chair, id, 'close')).rejects.toThrow(Stale)
    await vote(await byLink(voterId), null, { voter: null, choices: { [item]: said[index] ?? 'for' } })
  }
  await run(chair, id, 'close')
  await expect(recordOf(place.leader, SLUG, id)).rejects.toThrow(NotFound)
  expect((await resolutionView(chair, SLUG, id)).resolution.items[0]?.votes).toEqual({
    for: 3,
    against: 1,
    abstain: 0,
  })
  expect(await mailTo(auditor.user ? await emailOf(auditor) : '')).toBeDefined()
  await expect(check(chair, id)).rejects.toThrow(NotFound)
  await check(auditor, id)
  expect(await stateOf(id)).toEqual({ state: 'decided', reason: '' })
  const record = await recordOf(chair, SLUG, id)
  expect(record).toMatchObject({ voters: 4, consented: 4, voted: 4, votedOnPaper: 0 })
  expect(record.byName.map(({ name, choices }) => [name, choices?.[String(item)]])).toEqual([
    ['青木', 'for'],
    ['石田', 'for'],
    ['上田', 'against'],
    ['遠藤', 'for'],
  ])
  expect(await actions()).toEqual(
    expect.arrayContaining([
      'resolution.started',
      'resolution.voting',
      'resolution.closed',
      'resolution.checked',
    ]),
  )
  const trail = JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } }))
  expect(trail).not.toMatch(/青木|遠藤/)
})
test('one objection leads to a meeting at once, and everybody is told', async () => {
  const member = await makeMember(await makeHousehold(place.group.id))
  const { id, voters } = await started(chair, SLUG, {}, NAMES)
  expect(voters).toHaveLength(5)
  const link = await byLink(voters[2]?.id ?? 0)
  await giveConsent(byAccount(member.actor), id, { voter: null, consents: true })
  await giveConsent(link, null, { voter: null, consents: false })
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'objection' })
  expect((await mailTo(member.email))?.subject).toContain('総会')
  await expect(voterView(link, null)).rejects.toThrow(Gone)
  await expect(giveConsent(link, null, { voter: null, consents: true })).rejects.toThrow(Gone)
})

test('one missing reply leads to a meeting after the last day and the days for papers', async () => {
  const { id, voters } = await started(chair, SLUG, {}, NAMES)
  for (const { id: voterId } of voters.slice(1))
    await giveConsent(await byLink(voterId), null, { voter: null, consents: true })
  const late = await byLink(voters[0]?.id ?? 0)
  await expect(run(chair, id, 'go_on')).rejects.toThrow(Stale)
  travel({ days: 11 })
  late.actor = guest(today())
  await expect(giveConsent(late, null, { voter: null, consents: true })).rejects.toThrow(Gone)
  await advanceResolutions()
  expect((await stateOf(id)).state).toBe('consenting')
  vi.useRealTimers()
  travel({ days: 14 })
  await advanceResolutions()
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'missing_consent' })
})

test('by agreement of all, one who does not agree leads to a meeting; silence does after the count is checked', async () => {
  const all = { way: 'all_agree', consent_until: '' }
  const first = await started(chair, SLUG, all, NAMES)
  await vote(await byLink(first.voters[0]?.id ?? 0), null, {
    voter: null,
    choices: { [first.item]: 'against' },
  })
  expect(await stateOf(first.id)).toEqual({ state: 'to_meeting', reason: 'disagreement' })
  const second = await started(chair, SLUG, all, NAMES)
  await expect(
    vote(await byLink(second.voters[0]?.id ?? 0), null, {
      voter: null,
      choices: { [second.item]: 'abstain' },
    }),
  ).rejects.toThrow(Stale)
  for (const { id } of second.voters.slice(1))
    await vote(await byLink(id), null, { voter: null, choices: { [second.item]: 'for' } })
  travel({ days: 24 })
  await advanceResolutions()
  expect((await stateOf(second.id)).state).toBe('checking')
  await check({ ...auditor, today: today() }, second.id)
  expect(await stateOf(second.id)).toEqual({ state: 'to_meeting', reason: 'missing_vote' })
})

test('an association without legal personality goes by its rules, with their quorum', async () => {
  await expect(drafted(chair, SLUG, rules, NAMES)).rejects.toThrow(Invalid)
  await asRules()
  await expect(drafted(chair, SLUG, {}, NAMES)).rejects.toThrow(Invalid)
  const { id, item, voters } = await started(chair, SLUG, { ...rules, quorum: '1/2' }, NAMES)
  await vote(await byLink(voters[0]?.id ?? 0), null, { voter: null, choices: { [item]: 'for' } })
  travel({ days: 21 })
  await run({ ...chair, today: today() }, id, 'close')
  await check({ ...auditor, today: today() }, id)
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'quorum' })
})

test('the vote does not begin when its days are over before the last consent is read', async () => {
  const { id, voters } = await started(chair, SLUG, {}, NAMES)
  for (const { id: voterId } of voters.slice(1))
    await giveConsent(await byLink(voterId), null, { voter: null, consents: true })
  await enterPaper(chair, id, 1, { consents: true })
  // Three days before the end it would still begin.
  const late = (actor: Actor) => ({ ...actor, today: addDays(today(), 18) })
  await enterPaper(late(treasurer), id, 1, { consents: true })
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'no_days_left' })
  const second = await started(chair, SLUG, {}, NAMES)
  for (const { id: voterId } of second.voters.slice(1))
    await giveConsent(await byLink(voterId), null, { voter: null, consents: true })
  await enterPaper(chair, second.id, 1, { consents: true })
  const inTime = { ...treasurer, today: addDays(today(), 17) }
  await enterPaper(inTime, second.id, 1, { consents: true })
  expect((await stateOf(second.id)).state).toBe('voting')
})

test('it does not start without a 監事 who may check, and officers lead it out of the check when none is left', async () => {
  await asRules()
  const { id, item } = await drafted(chair, SLUG, rules, NAMES.slice(0, 1))
  await db.resolution.update({ where: { id }, data: { createdById: auditor.user?.id } })
  await expect(run(chair, id, 'start')).rejects.toMatchObject({
    errors: { form: ['resolutions.error.no_auditor'] },
  })
  await db.resolution.update({ where: { id }, data: { createdById: chair.user?.id } })
  await run(chair, id, 'start')
  const [voter] = await votersIn(id)
  await vote(await byLink(voter?.id ?? 0), null, { voter: null, choices: { [item]: 'for' } })
  await run(chair, id, 'close')
  await db.term.deleteMany({ where: { userId: auditor.user?.id } })
  await expect(run(treasurer, id, 'meeting', '監事が退任しました')).rejects.toThrow(NotFound)
  await expect(run(chair, id, 'cancel', '監事が退任しました')).rejects.toThrow(Stale)
  await run(chair, id, 'meeting', '監事が退任しました')
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'stopped' })
  // What was counted and not checked is told to officers alone, on paper as on the page.
  expect((await recordOf(chair, SLUG, id)).resolution.items[0]?.votes?.for).toBe(1)
  const member = await makeMember(await makeHousehold(place.group.id))
  expect((await recordOf(member.actor, SLUG, id)).resolution.items[0]).toMatchObject({
    votes: null,
    carried: null,
  })
})

test('one decision that cannot go on does not stop the others', async () => {
  await asRules()
  const broken = await started(chair, SLUG, rules, NAMES)
  const other = await started(chair, SLUG, rules, NAMES)
  const [voter] = broken.voters
  // Marked without a vote: the count does not come out.
  await db.resolutionVoter.update({ where: { id: voter?.id ?? 0 }, data: { voted: true } })
  travel({ days: 24 })
  await expect(advanceResolutions()).rejects.toThrow(AggregateError)
  expect((await stateOf(broken.id)).state).toBe('voting')
  expect((await stateOf(other.id)).state).toBe('checking')
})

describe('a draft', () => {
  test('goes with its names when nobody has touched it for a year', async () => {
    const old = await drafted(chair, SLUG, {}, NAMES)
    const kept = await drafted(chair, SLUG, {}, NAMES)
    const running = await started(chair, SLUG, {}, NAMES)
    travel({ days: 300 })
    await addVoters({ ...chair, today: today() }, kept.id, ['大野'])
    expect(await forgetDrafts()).toBe(0)
    vi.useRealTimers()
    travel({ days: 367 })
    expect(await forgetDrafts()).toBe(1)
    expect(await db.resolution.findMany({ orderBy: { id: 'asc' }, select: { id: true } })).toEqual([
      { id: kept.id },
      { id: running.id },
    ])
    expect(await votersIn(old.id)).toEqual([])
  })

  test('is frozen with the start: items and voters, in SQL too', async () => {
    const { id, item } = await drafted(chair, SLUG, {}, NAMES)
    const [first] = await votersIn(id)
    await removeVoter(chair, id, first?.id ?? 0)
    await run(chair, id, 'start')
    expect((await votersIn(id)).map(({ position }) => position)).toEqual([1, 2, 3])
    const form = {
      item_title: '別の案',
      preset: 'ordinary',
      item: String(item),
      version: String(await version(id)),
    }
    await expect(saveItem(chair, id, itemForm.parse(form))).rejects.toThrow(Stale)
    await expect(addVoters(chair, id, ['あとから'])).rejects.toThrow(Stale)
    await expect(
      editResolution(chair, id, resolutionForm.parse(formFields({ version: String(await version(id)) }))),
    ).rejects.toThrow(Stale)
    await expect(db.resolutionItem.update({ where: { id: item }, data: { title: '別' } })).rejects.toThrow()
    await expect(
      db.resolutionVoter.create({ data: { resolutionId: id, name: 'x', position: 9 } }),
    ).rejects.toThrow()
  })

  test('is nobody’s of elsewhere, and does not start without items, voters, or days to come', async () => {
    const { id } = await drafted(chair, SLUG)
    await expect(run(place.stranger, id, 'start')).rejects.toThrow(NotFound)
    await expect(run(treasurer, id, 'start')).rejects.toThrow(NotFound)
    await expect(run(guest(today()), id, 'start')).rejects.toThrow(SignInNeeded)
    await expect(run(chair, id, 'start')).rejects.toThrow(Invalid)
    await addVoters(chair, id, NAMES)
    await expect(run({ ...chair, today: addDays(today(), 30) }, id, 'start')).rejects.toThrow(Invalid)
    const stale = { intent: 'start' as const, reason: '', seen: [], version: 99 }
    await expect(runResolution(chair, id, stale)).rejects.toThrow(Stale)
  })
})

test('the count is checked by somebody who had no part in it; who cannot confirm it leads it to a meeting', async () => {
  await asRules()
  const { id, item, voters } = await started(chair, SLUG, rules, NAMES.slice(0, 1))
  const both = await makeUser()
  await giveTerm(both.id, place.association.id, 'auditor')
  await giveTerm(both.id, place.association.id, 'board_member')
  const biased = await actorOf(both.id)
  await enterPaper(biased, id, 1, { [item]: 'for' })
  await enterPaper(chair, id, 1, { [item]: 'for' })
  expect(voters).toHaveLength(1)
  await run(chair, id, 'close')
  await expect(check(biased, id)).rejects.toThrow(NotAllowed)
  await expect(check(place.stranger, id)).rejects.toThrow(NotFound)
  await check(auditor, id, 'refuse', '紙が1枚足りません')
  expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'not_confirmed' })
})

test('those who have not answered are reminded once, three days before the end', async () => {
  await asRules()
  const member = await makeMember(await makeHousehold(place.group.id))
  await started(chair, SLUG, rules, NAMES)
  await db.mail.deleteMany()
  travel({ days: 16 })
  await advanceResolutions()
  expect(await mailTo(member.email)).toBeUndefined()
  vi.useRealTimers()
  travel({ days: 17 })
  await advanceResolutions()
  await advanceResolutions()
  expect(await db.mail.count({ where: { recipient: member.email } })).toBe(1)
})

test('five years after the end names and votes go, and the numbers stay', async () => {
  await asRules()
  const { id, item, voters } = await started(chair, SLUG, rules, NAMES)
  for (const voter of voters)
    await vote(await byLink(voter.id), null, { voter: null, choices: { [item]: 'for' } })
  await run(chair, id, 'close')
  await check(auditor, id)
  travel({ days: 5 * 365 })
  expect(await forgetVoters()).toBe(0)
  vi.useRealTimers()
  travel({ days: 5 * 365 + 3 })
  expect(await forgetVoters()).toBe(1)
  expect(await forgetVoters()).toBe(0)
  expect((await votersIn(id)).map(({ name, userId, voted }) => [name, userId, voted])).toEqual(
    NAMES.map(() => ['', null, true]),
  )
  expect(await db.resolutionBallot.count()).toBe(0)
  expect(await db.resolutionItem.findUnique({ where: { id: item } })).toMatchObject({
    votesFor: 4,
    carried: true,
  })
})
