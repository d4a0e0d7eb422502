/** Votes by account, link and paper: each voter once, nobody by name in a secret vote, each paper read by two. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { checkCount, hadPart } from '~/modules/resolutions/commands/check.server'
import { markEnvelope, takeBackEnvelope } from '~/modules/resolutions/commands/envelopes.server'
import { enterPaper, removePaper } from '~/modules/resolutions/commands/papers.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { renewLink } from '~/modules/resolutions/commands/voters.server'
import { recordPaper } from '~/modules/resolutions/paper/record'
import { checkView, papersOf } from '~/modules/resolutions/queries/desk.server'
import { recordOf } from '~/modules/resolutions/queries/paper.server'
import { resolutionView } from '~/modules/resolutions/queries/resolution.server'
import type { Reading } from '~/modules/resolutions/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { actions, actorOf, giveTerm, mailTo, makeUser, today } from '../accounts/support'
import { makeHousehold, makeMember, type Place } from '../confirmations/support'
import {
  asRules,
  byAccount,
  byLink,
  emailOf,
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

  test('of consent: an objection on paper counts after a consent, and the vote waits until it is read', async () => {
    const { id, voters } = await started(chair, SLUG, {}, NAMES)
    const consent = async (index: number) =>
      giveConsent(await byLink(voters[index]?.id ?? 0), null, { voter: null, consents: true })
    await consent(0)
    await expect(enterPaper(chair, id, 1, { consents: true })).rejects.toThrow(Stale)
    expect(await enterPaper(chair, id, 1, { consents: false })).toBe('waiting')
    for (const index of [1, 2, 3]) await consent(index)
    expect((await stateOf(id)).state).toBe('consenting')
    await removePaper(chair, id, 1)
    expect((await stateOf(id)).state).toBe('voting')

    const second = await started(chair, SLUG, {}, NAMES)
    for (const actor of [chair, treasurer]) await enterPaper(actor, second.id, 1, { consents: true })
    for (const actor of [chair, treasurer]) await enterPaper(actor, second.id, 1, { consents: false })
    expect(await stateOf(second.id)).toEqual({ state: 'to_meeting', reason: 'objection' })
  })

  test('in secret: envelopes and sheets are counted apart, must agree, and name nobody', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, NAMES)
    for (const voter of voters.slice(0, 3))
      for (const actor of [chair, treasurer]) await markEnvelope(actor, id, voter.id)
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
    const papers = await db.resolutionPaper.findMany({ where: { phase: 'vote' } })
    expect(papers.every(({ choices, voterId }) => choices === null && voterId === null)).toBe(true)
    expect((await resolutionView(chair, SLUG, id)).resolution.items[0]?.votes).toEqual({
      for: 2,
      against: 1,
      abstain: 1,
    })
  })

  test('of an envelope: one officer marks it and may take it back; the second makes it a vote, and then nobody can', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, NAMES)
    const [first = 0, second = 0] = voters.map((voter) => voter.id)
    expect(await markEnvelope(chair, id, first)).toBe('waiting')
    expect((await votersIn(id))[0]?.voted).toBe(false)
    await expect(markEnvelope(chair, id, first)).rejects.toThrow(NotAllowed)
    await expect(takeBackEnvelope(auditor, id, first)).rejects.toThrow(NotFound)
    await takeBackEnvelope(treasurer, id, first)
    await expect(takeBackEnvelope(treasurer, id, first)).rejects.toThrow(Stale)
    expect(await actions()).toContain('resolution.envelope_back')
    await markEnvelope(treasurer, id, first)
    expect(await markEnvelope(chair, id, first)).toBe('agreed')
    expect((await votersIn(id))[0]).toMatchObject({ voted: true, votedOnPaper: true })
    await expect(takeBackEnvelope(chair, id, first)).rejects.toThrow(Stale)
    // SQL says the same: what two have read stays, and no envelope counts that two have not read.
    await expect(db.resolutionPaper.deleteMany({ where: { phase: 'envelope' } })).rejects.toThrow()
    await expect(
      db.resolutionVoter.update({ where: { id: second }, data: { voted: true, votedOnPaper: true } }),
    ).rejects.toThrow()
    // Whoever votes by phone meanwhile has voted: the envelope is given back, and the vote is not closed before.
    await markEnvelope(chair, id, second)
    for (const { id: voter } of voters.slice(1))
      await vote(await byLink(voter), null, { voter: null, choices: { [item]: 'for' } })
    await expect(markEnvelope(treasurer, id, second)).rejects.toThrow(Stale)
    await enterPaper(chair, id, 1, { [item]: 'for' })
    await enterPaper(treasurer, id, 1, { [item]: 'for' })
    await expect(run(chair, id, 'close')).rejects.toThrow(Stale)
    await takeBackEnvelope(chair, id, second)
    await run(chair, id, 'close')
    expect((await resolutionView(chair, SLUG, id)).resolution.items[0]?.votes?.for).toBe(4)
  })

  test('more sheets than envelopes are not taken in but entered with the reason, by two, and the vote goes on', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, NAMES)
    const both = async (serial: number, reading: Reading) => {
      await enterPaper(chair, id, serial, reading)
      return enterPaper(treasurer, id, serial, reading)
    }
    await expect(enterPaper(chair, id, 1, { [item]: 'for' })).rejects.toThrow(Invalid)
    for (const voter of voters)
      for (const actor of [chair, treasurer]) await markEnvelope(actor, id, voter.id)
    for (const serial of [1, 2, 3]) await both(serial, { [item]: 'for' })
    await both(4, { [item]: 'abstain' })
    await expect(enterPaper(chair, id, 5, { [item]: 'against' })).rejects.toMatchObject({
      errors: { number: [expect.stringContaining('resolutions.error.more_sheets')] },
    })
    await enterPaper(chair, id, 5, { extra: 'double' })
    await expect(run(chair, id, 'close')).rejects.toThrow(Stale)
    expect(await enterPaper(treasurer, id, 5, { extra: 'surplus' })).toBe('differs')
    expect(await both(5, { extra: 'double' })).toBe('agreed')
    expect((await papersOf(chair, SLUG, id)).count).toMatchObject({
      envelopes: 4,
      sheets: 4,
      extras: { double: 1 },
    })
    await run(chair, id, 'close')
    expect(await db.resolutionBallot.count()).toBe(4)
    expect((await checkView(auditor, SLUG, id)).again.isOpen).toBe(false)
    expect(await recordOf(chair, SLUG, id)).toMatchObject({ envelopes: 4, sheets: 4, extras: { double: 1 } })
    await checkCount(auditor, id, { intent: 'confirm', note: '', version: await version(id) })
    expect((await stateOf(id)).state).toBe('decided')
    // Four votes in secret: members learn that it was carried, and not by how many.
    const member = await makeMember(await makeHousehold(place.group.id))
    const told = await recordOf(member.actor, SLUG, id)
    expect([told.version, told.resolution.items[0]?.votes, told.resolution.items[0]?.carried]).toEqual([
      'members',
      null,
      true,
    ])
    const view = await resolutionView(member.actor, SLUG, id)
    expect([view.isSmall, view.resolution.items[0]?.votes]).toEqual([true, null])
  })

  test('sheets of which nobody knows whether they belong: a count that they could turn is not confirmed', async () => {
    await asRules()
    const { id, item, voters } = await started(chair, SLUG, { ...rules, secret: 'on' }, NAMES)
    for (const voter of voters)
      for (const actor of [chair, treasurer]) await markEnvelope(actor, id, voter.id)
    const readings: Reading[] = [
      { [item]: 'for' },
      { [item]: 'for' },
      { [item]: 'for' },
      { [item]: 'against' },
      { extra: 'surplus' },
    ]
    for (const [index, reading] of readings.entries())
      for (const actor of [chair, treasurer]) await enterPaper(actor, id, index + 1, reading)
    await run(chair, id, 'close')
    expect((await checkView(auditor, SLUG, id)).again.isOpen).toBe(true)
    const say = async (intent: 'confirm' | 'refuse') =>
      checkCount(auditor, id, { intent, note: '紙が1枚多い', version: await version(id) })
    await expect(say('confirm')).rejects.toMatchObject({ key: 'resolution_surplus' })
    await say('refuse')
    expect(await stateOf(id)).toEqual({ state: 'to_meeting', reason: 'not_confirmed' })
  })

  test('an objection after a consent on paper keeps who has read the consent: neither checks the count', async () => {
    const { id } = await started(chair, SLUG, {}, NAMES)
    const officer = async (post: 'board_member' | 'auditor', userId?: string) => {
      const user = userId ? { id: userId } : await makeUser()
      await giveTerm(user.id, place.association.id, post)
      return actorOf(user.id)
    }
    const reader = await officer('board_member')
    for (const actor of [reader, treasurer]) await enterPaper(actor, id, 1, { consents: true })
    await enterPaper(chair, id, 1, { consents: false })
    expect(
      await db.resolutionPaper.findMany({ orderBy: { id: 'asc' }, select: { phase: true, state: true } }),
    ).toEqual([
      { phase: 'consent', state: 'agreed' },
      { phase: 'objection', state: 'waiting' },
    ])
    const of = { id, createdById: chair.user?.id ?? null }
    expect(await hadPart(db, of, reader.user?.id ?? '')).toBe(true)
    // Read as a consent the second time, the two differ; taken back, the consent stands.
    expect(await enterPaper(treasurer, id, 1, { consents: true })).toBe('differs')
    await removePaper(chair, id, 1)
    expect((await votersIn(id))[0]?.consents).toBe(true)
    // Also whoever read a paper that others have read anew since.
    const other = await officer('board_member')
    await enterPaper(other, id, 2, { consents: true })
    await removePaper(other, id, 2)
    expect(await hadPart(db, of, other.user?.id ?? '')).toBe(true)
    expect(await hadPart(db, of, auditor.user?.id ?? '')).toBe(false)
  })

  test('of replies that led to a meeting members learn that there was one, and officers how many', async () => {
    const member = await makeMember(await makeHousehold(place.group.id))
    const { id } = await started(chair, SLUG, {}, NAMES)
    for (const actor of [chair, treasurer]) await enterPaper(actor, id, 2, { consents: true })
    for (const actor of [chair, treasurer]) await enterPaper(actor, id, 3, { consents: false })
    expect(await recordOf(chair, SLUG, id)).toMatchObject({ version: 'officers', consented: 1, objected: 1 })
    const told = await recordOf(member.actor, SLUG, id)
    expect(told).toMatchObject({ version: 'members', consented: null, objected: null, voted: null })
    const paper = JSON.stringify(recordPaper(told, new Date(), translator('ja'), 'ja').definition)
    expect(paper).toContain('会員用')
    expect(paper).not.toMatch(/承諾しなかった者|方法の承諾/)
  })
})
