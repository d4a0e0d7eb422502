/** The course of a decision on a real database: consent, votes, papers, count, check; and what is refused on the way. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { checkCount } from '~/modules/resolutions/commands/check.server'
import { editResolution, saveItem } from '~/modules/resolutions/commands/draft.server'
import { forgetVoters } from '~/modules/resolutions/commands/forget.server'
import { enterPaper, markEnvelope, removePaper } from '~/modules/resolutions/commands/papers.server'
import { advanceResolutions } from '~/modules/resolutions/commands/run.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { addVoters, removeVoter, renewLink } from '~/modules/resolutions/commands/voters.server'
import { checkView, papersOf } from '~/modules/resolutions/queries/desk.server'
import { recordOf } from '~/modules/resolutions/queries/paper.server'
import { resolutionView } from '~/modules/resolutions/queries/resolution.server'
import { voterView } from '~/modules/resolutions/queries/voter.server'
import { itemForm, resolutionForm } from '~/modules/resolutions/schema'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, mailTo, makeUser, today, travel } from '../accounts/support'
import { makeHousehold, makeMember, makePlace, type Place } from '../confirmations/support'
import { drafted, formFields, run, started, stateOf, tokenFor, version, votersIn } from './support'

const SLUG = 'association-a'
let place: Place
let chair: Actor
let treasurer: Actor
let auditor: Actor

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
  await db.association.update({
    where: { id: place.association.id },
    data: { legalPersonalitySince: new Date('2010-04-01') },
  })
  const officer = async (post: 'chair' | 'auditor') => {
    const { id } = await makeUser()
    await giveTerm(id, place.association.id, post)
    return actorOf(id)
  }
  chair = await officer('chair')
  auditor = await officer('auditor')
  treasurer = place.treasurer
})
afterEach(() => {
  vi.useRealTimers()
})

const byLink = async (voterId: number) => ({ actor: guest(today()), token: await tokenFor(voterId) })
const byAccount = (actor: Actor) => ({ actor, token: null })
const NAMES = ['青木', '石田', '上田', '遠藤']
const rules = { way: 'by_rules', consent_until: '' }
const asRules = () =>
  db.association.update({ where: { id: place.association.id }, data: { legalPersonalitySince: null } })

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

const emailOf = async (actor: Actor) =>
  (await db.user.findUniqueOrThrow({ where: { id: actor.user?.id } })).email

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

describe('a draft', () => {
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
    const stale = { intent: 'start' as const, reason: '', version: 99 }
    const { runResolution } = await import('~/modules/resolutions/commands/run.server')
    await expect(runResolution(chair, id, stale)).rejects.toThrow(Stale)
  })
})

describe('votes', () => {
  test('two of one household, and its paper link, sent at once, are one vote', async () => {
    await asRules()
    const household = await makeHousehold(place.group.id)
    const people = await Promise.all([makeMember(household), makeMember(household, 'member')])
    const { id, item, voters } = await started(chair, SLUG, {
      ...rules,
      unit: 'household',
      article: '第18条',
    })
    expect(voters).toHaveLength(1)
    const link = await byLink(voters[0]?.id ?? 0)
    const askers = Array.from({ length: 21 }, (_, index) => {
      const person = people[index % 3]
      return person ? byAccount(person.actor) : link
    })
    const sent = await Promise.allSettled(
      askers.map((asker) => vote(asker, id, { voter: null, choices: { [item]: 'for' } })),
    )
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of sent) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Stale)
    expect(await db.resolutionBallot.count()).toBe(1)
    await run(chair, id, 'close')
    expect((await resolutionView(chair, SLUG, id)).resolution.items[0]?.votes?.for).toBe(1)
  })

  test('links that were forged, cut, replaced or used are refused in words', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, rules, NAMES)
    const [first, second] = voters
    const form = { voter: null, choices: { [item]: 'for' as const } }
    const link = await byLink(first?.id ?? 0)
    const forged = `${second?.id}-1-${link.token.split('-').slice(2).join('-')}`
    for (const token of [forged, link.token.slice(0, -1), '', 'x'.repeat(500), '1-1-\u0000'])
      await expect(vote({ ...link, token }, null, form)).rejects.toThrow(NotFound)
    await renewLink(chair, id, first?.id ?? 0)
    await expect(vote(link, null, form)).rejects.toMatchObject({
      key: 'resolution_link_replaced',
      status: 410,
    })
    const fresh = await byLink(first?.id ?? 0)
    await vote(fresh, null, form)
    await expect(vote(fresh, null, form)).rejects.toMatchObject({ key: 'resolution_voted', status: 409 })
    await expect(
      vote(await byLink(second?.id ?? 0), null, { voter: first?.id ?? 0, choices: form.choices }),
    ).rejects.toThrow(NotFound)
    const late = await byLink(second?.id ?? 0)
    await expect(vote({ ...late, actor: guest(addDays(today(), 21)) }, null, form)).rejects.toMatchObject({
      key: 'resolution_over',
      status: 410,
    })
    await expect(vote(byAccount(place.stranger), id, form)).rejects.toThrow(NotFound)
    await expect(vote(byAccount(guest(today())), id, form)).rejects.toThrow(SignInNeeded)
    expect(await db.resolutionBallot.count()).toBe(1)
  })

  test('in secret leave nothing that ties a ballot to a voter, and no time', async () => {
    await asRules()
    const names = Array.from({ length: 30 }, (_, index) => `会員${index}`)
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, names)
    const choice = (index: number) => (index % 2 === 0 ? ('for' as const) : ('against' as const))
    for (const [index, voter] of voters.entries())
      await vote(await byLink(voter.id), null, { voter: null, choices: { [item]: choice(index) } })
    const ballots = await db.$queryRaw<
      { choices: Record<string, string>; voter_id: null; on_paper: boolean; xmin: string }[]
    >`
      SELECT choices, voter_id, on_paper, xmin::text FROM resolution_ballots WHERE resolution_id = ${id} ORDER BY ctid`
    expect(ballots).toHaveLength(30)
    expect(ballots.every(({ voter_id, on_paper }) => voter_id === null && !on_paper)).toBe(true)
    // The last vote has moved all the others: one transaction wrote them all, and their order says nothing.
    expect(new Set(ballots.map(({ xmin }) => xmin)).size).toBe(1)
    const inOrder = ballots.filter((ballot, index) => ballot.choices[String(item)] === choice(index)).length
    expect(inOrder).toBeLessThan(30)
    expect(await actions()).not.toContain('resolution.voted')
    await expect(
      db.resolutionBallot.create({ data: { resolutionId: id, voterId: voters[0]?.id ?? 0, choices: {} } }),
    ).rejects.toThrow()
    await run(chair, id, 'close')
    const view = await checkView(auditor, SLUG, id)
    expect([view.byName, view.nameless.length, view.again.voted]).toEqual([[], 30, 30])
    expect((await recordOf(chair, SLUG, id)).byName).toEqual([])
  })
})

describe('papers', () => {
  test('count when a second officer has read the same, who does not see what the first has read', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, rules, NAMES)
    const reads = (actor: Actor, serial: number, choice: 'for' | 'against') =>
      enterPaper(actor, id, serial, { [item]: choice })
    expect(await reads(chair, 1, 'for')).toBe('waiting')
    expect(JSON.stringify(await papersOf(treasurer, SLUG, id))).not.toContain('"for"')
    await expect(reads(chair, 1, 'for')).rejects.toThrow(NotAllowed)
    expect((await votersIn(id))[0]?.voted).toBe(false)
    await expect(run(chair, id, 'close')).rejects.toThrow(Stale)
    expect(await reads(treasurer, 1, 'against')).toBe('differs')
    expect((await mailTo(await emailOf(chair)))?.text).toContain('1')
    expect(await reads(treasurer, 1, 'for')).toBe('waiting')
    expect(await reads(chair, 1, 'for')).toBe('agreed')
    expect((await votersIn(id))[0]).toMatchObject({ voted: true, votedOnPaper: true })
    await expect(reads(treasurer, 1, 'for')).rejects.toThrow(Stale)
    await expect(reads(chair, 99, 'for')).rejects.toThrow(Invalid)
    await expect(reads(place.stranger, 2, 'for')).rejects.toThrow(NotFound)
    await expect(reads(auditor, 2, 'for')).rejects.toThrow(NotFound)
    await reads(chair, 2, 'for')
    await vote(await byLink(voters[1]?.id ?? 0), null, { voter: null, choices: { [item]: 'against' } })
    await expect(reads(treasurer, 2, 'for')).rejects.toThrow(Stale)
    await removePaper(chair, id, 2)
    await expect(removePaper(chair, id, 1)).rejects.toThrow(Stale)
    expect(await db.resolutionBallot.count()).toBe(2)
  })

  test('of consent: an objection on paper is one, once both have read it', async () => {
    const { id } = await started(chair, SLUG, {}, NAMES)
    await enterPaper(chair, id, 2, { consents: false })
    expect((await stateOf(id)).state).toBe('consenting')
    await enterPaper(treasurer, id, 2, { consents: false })
    expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'objection' })
  })

  test('in secret: envelopes and sheets are counted apart, must agree, and name nobody', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, NAMES)
    for (const voter of voters.slice(0, 3)) await markEnvelope(chair, id, voter.id)
    await expect(markEnvelope(chair, id, voters[0]?.id ?? 0)).rejects.toThrow(Stale)
    await vote(await byLink(voters[3]?.id ?? 0), null, { voter: null, choices: { [item]: 'against' } })
    for (const serial of [1, 2]) {
      await enterPaper(chair, id, serial, { [item]: 'for' })
      await enterPaper(treasurer, id, serial, { [item]: 'for' })
    }
    await expect(run(chair, id, 'close')).rejects.toThrow(Stale)
    await enterPaper(chair, id, 3, { [item]: 'abstain' })
    await enterPaper(treasurer, id, 3, { [item]: 'abstain' })
    await run(chair, id, 'close')
    const papers = await db.resolutionPaper.findMany()
    expect(papers.every(({ choices, voterId }) => choices === null && voterId === null)).toBe(true)
    expect((await resolutionView(chair, SLUG, id)).resolution.items[0]?.votes).toEqual({
      for: 2,
      against: 1,
      abstain: 1,
    })
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
