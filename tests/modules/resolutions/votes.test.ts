/** Votes by account, link and paper: each voter once, nobody by name in a secret vote, each paper read by two. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { enterPaper, markEnvelope, removePaper } from '~/modules/resolutions/commands/papers.server'
import { giveConsent, vote } from '~/modules/resolutions/commands/vote.server'
import { renewLink } from '~/modules/resolutions/commands/voters.server'
import { checkView, papersOf } from '~/modules/resolutions/queries/desk.server'
import { recordOf } from '~/modules/resolutions/queries/paper.server'
import { resolutionView } from '~/modules/resolutions/queries/resolution.server'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actions, mailTo, today } from '../accounts/support'
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
