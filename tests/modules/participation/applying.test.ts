/** Applying, consenting, waiting, leaving: what the commands write, against a real database. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { expire, forget, remind } from '~/modules/participation/commands/clock.server'
import { answerConsent } from '~/modules/participation/commands/consent.server'
import { changeMember, completeFriend, moveMine } from '~/modules/participation/commands/mine.server'
import { promoteSession } from '~/modules/participation/commands/session.server'
import { consentPage } from '~/modules/participation/queries/consent.server'
import { mineOf } from '~/modules/participation/queries/mine.server'
import { consentSheet } from '~/modules/participation/queries/paper.server'
import {
  friendTokenOf,
  keyOf,
  openEmergency,
  openPerson,
} from '~/modules/participation/queries/person.server'
import { CONSENT_VERSION } from '~/modules/participation/rules'
import { consentForm, friendForm } from '~/modules/participation/schema'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { resetDatabase } from '../../setup/database'
import { applications, applying, fields, friends, guest, room, session, tokens } from './support'

beforeEach(async () => {
  vi.useRealTimers()
  await resetDatabase()
})

const give = consentForm.parse({
  intent: 'give',
  text_version: CONSENT_VERSION,
  name: '山田 一郎',
  relation: 'father',
  phone: '090-0000-0000',
  agree: 'on',
})
const consent = (token: string, form = give) => answerConsent(guest(), '10.0.0.1', token, form)
const act = async (key: string, intent: 'cancel' | 'leave' | 'accept' | 'decline', sessionId: number) => {
  const item = (await mineOf(key)).items.find((one) => one.sessionId === sessionId)
  if (!item) throw new Error('no application')
  return moveMine(guest(), key, { intent, application: item.id, version: item.version })
}
/** A friend fills in their own page. */
const complete = (member: number | undefined, more: Record<string, string> = {}) =>
  completeFriend(guest(), '10.0.0.9', friendTokenOf(member ?? 0), friendForm.parse(fields(more)))
const states = async (id: number) => (await applications(id)).map(({ state }) => state)
/** As if so much time had passed for what is kept. */
const pass = (sessionId: number) =>
  db.$executeRaw`UPDATE volunteer_applications SET kept_until = ${new Date(now().getTime() - 1000)}
    WHERE session_id = ${sessionId} AND kept_until IS NOT NULL`
const mails = async (kind: string) =>
  (await db.mail.findMany({ where: { subject: { contains: kind } } })).length

describe('applying', () => {
  test('places an adult, holds a pupil, and lets wait who finds no room', async () => {
    const { id } = await session(2)
    expect((await applying(id)).state).toBe('placed')
    expect((await applying(id, { stage: 'high', guardian_email: 'p@people.example' })).state).toBe('held')
    expect((await applying(id)).state).toBe('waiting')
    expect(await room(id)).toEqual({ taken: 2, queued: 1 })
    expect(await mails('保護者の方へ')).toBe(1)
    const [first] = await applications(id)
    const emergency = first?.members[0]?.emergency ?? ''
    expect(emergency).not.toContain('072')
    expect(openEmergency(emergency).phone).toBe('072-000-0000')
  })

  test('takes the same form once, and the same person once', async () => {
    const { id } = await session(5)
    const form = fields()
    const [one, other] = await Promise.all([applying(id, form), applying(id, form)])
    expect(one?.key).toBe(other?.key)
    await expect(applying(id, { ...form, submission: crypto.randomUUID() })).rejects.toThrow(Invalid)
    expect(await states(id)).toEqual(['placed'])
  })

  test('refuses another stage, too many friends, and what has begun or was cancelled', async () => {
    const { id, placeId } = await session(5)
    await db.volunteerPlace.update({ where: { id: placeId }, data: { stages: ['adult'] } })
    await expect(applying(id, { stage: 'high' })).rejects.toThrow(Invalid)
    await expect(applying(id, friends(...Array(8).fill('adult')))).rejects.toThrow(Invalid)
    await db.volunteerSession.update({ where: { id }, data: { cancelledOn: new Date() } })
    await expect(applying(id)).rejects.toThrow(Stale)
    const past = await session(5, -1)
    await expect(applying(past.id)).rejects.toThrow(Stale)
    expect(await db.volunteer.count()).toBe(0)
  })

  test('with a known key is the same person at the next place', async () => {
    const [one, two] = [await session(5), await session(5)]
    const form = fields()
    const { key } = await applying(one.id, form)
    await applying(two.id, { ...form, submission: crypto.randomUUID(), me: key })
    expect((await mineOf(key)).items).toHaveLength(2)
    expect(await db.volunteer.count()).toBe(1)
    await expect(applying(two.id, { me: 'x'.repeat(43) })).rejects.toThrow(NotFound)
  })
})

test('a hundred at once for ten places are ten, and ninety in the order of asking', async () => {
  const { id } = await session(10)
  const all = await Promise.all(Array.from({ length: 100 }, () => applying(id)))
  expect(new Set(all.map(({ key }) => key)).size).toBe(100)
  const rows = await db.volunteerApplication.findMany({
    where: { sessionId: id },
    orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, state: true },
  })
  expect(rows.map(({ state }) => state)).toEqual([...Array(10).fill('placed'), ...Array(90).fill('waiting')])
  expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).sort((a, b) => a - b))
  expect(await room(id)).toEqual({ taken: 10, queued: 90 })
}, 60_000)

describe('a party', () => {
  test('is placed together or not at all', async () => {
    const { id } = await session(3)
    await applying(id)
    expect((await applying(id, friends('adult', 'adult'))).state).toBe('waiting')
    expect((await applying(id, friends('adult'))).state).toBe('placed')
    expect(await room(id)).toEqual({ taken: 3, queued: 3 })
  })

  test('of pupils is certain when the guardian of each has consented', async () => {
    const { id } = await session(3)
    const { key } = await applying(id, { stage: 'high', ...friends('junior_high') })
    const [application] = await applications(id)
    const [first = '', second = ''] = await tokens(application?.id ?? 0)
    await consent(first)
    expect(await states(id)).toEqual(['held'])
    await consent(second)
    expect(await states(id)).toEqual(['placed'])
    expect((await mineOf(key)).items[0]?.friends[0]).toMatchObject({ consent: 'given', complete: false })
  })

  test('stays when the guardian of one refuses, and that one leaves', async () => {
    const { id } = await session(2)
    const { key } = await applying(id, { stage: 'high', ...friends('high') })
    const waiting = await applying(id)
    const [application] = await applications(id)
    const [first = '', second = ''] = await tokens(application?.id ?? 0)
    await consent(second)
    await complete((await mineOf(key)).items[0]?.friends[0]?.id)
    // The first one, who has applied for both, leaves: the friend answers from now on and is certain.
    await consent(first, { intent: 'refuse' })
    expect((await applications(id)).map(({ state, size }) => [state, size])).toEqual([
      ['placed', 1],
      ['offered', 1],
      ['declined', 1],
    ])
    expect((await mineOf(key)).items[0]?.state).toBe('declined')
    expect((await applications(id))[0]?.members.map(({ leads }) => leads)).toEqual([true])
    expect(await room(id)).toEqual({ taken: 2, queued: 0 })
    expect((await mineOf(waiting.key)).items[0]?.state).toBe('offered')
  })

  test('is completed by each friend with a link that works once', async () => {
    const { id } = await session(3)
    const { key } = await applying(id, { stage: 'high', ...friends('high') })
    const friend = (await mineOf(key)).items[0]?.friends[0]
    const token = friendTokenOf(friend?.id ?? 0)
    expect(friend?.link).toBe(portalUrl(`/volunteering/friends/${token}`))
    const form = friendForm.parse({
      ...fields({ given_name: '友2', guardian_email: 'guardian@people.example' }),
      agree: 'on',
    })
    const own = await completeFriend(guest(), '10.0.0.9', token, form)
    expect((await mineOf(own)).items).toHaveLength(1)
    expect((await mineOf(key)).items[0]?.friends[0]).toMatchObject({ complete: true, link: null })
    await expect(completeFriend(guest(), '10.0.0.9', token, form)).rejects.toThrow(Gone)
    await expect(
      completeFriend(guest(), '10.0.0.9', `${friend?.id}.${'x'.repeat(43)}`, form),
    ).rejects.toThrow(NotFound)
    expect(await mails('保護者の方へ')).toBe(1)
  })
})

describe('a guardian’s link', () => {
  test('used twice says what stands; forged it is unknown; past the school year it is over', async () => {
    const { id } = await session(1)
    await applying(id, { stage: 'high' })
    const [application] = await applications(id)
    const [token = ''] = await tokens(application?.id ?? 0)
    expect((await consentPage(token)).standing).toBe('open')
    await consent(token)
    expect(await consentPage(token)).toMatchObject({ standing: 'given', mayRevoke: true, state: 'placed' })
    await expect(consent(token)).rejects.toThrow(Stale)
    await expect(consent(token, { intent: 'refuse' })).rejects.toThrow(Stale)
    await expect(consent('x'.repeat(43))).rejects.toThrow(NotFound)
    await expect(consentPage(`${token}x`)).rejects.toThrow(NotFound)
    await db.guardianConsent.updateMany({ data: { expiresOn: dayToDate(addDays(dayOf(now()), -1)) } })
    await expect(consentPage(token)).rejects.toThrow(Gone)
    await expect(consent(token, { intent: 'revoke' })).rejects.toThrow(Gone)
  })

  test('takes a consent back, and the place goes on', async () => {
    const { id } = await session(1)
    await applying(id, { stage: 'high' })
    const waiting = await applying(id)
    const [application] = await applications(id)
    const [token = ''] = await tokens(application?.id ?? 0)
    await consent(token)
    await consent(token, { intent: 'revoke' })
    expect(await states(id)).toEqual(['declined', 'offered'])
    expect((await consentPage(token)).standing).toBe('revoked')
    expect((await mineOf(waiting.key)).items[0]?.state).toBe('offered')
  })

  test('holds for another text only after it was read', async () => {
    const { id } = await session(1)
    await applying(id, { stage: 'high' })
    const [application] = await applications(id)
    const [token = ''] = await tokens(application?.id ?? 0)
    await expect(consent(token, { ...give, text_version: 'v0' } as typeof give)).rejects.toThrow(Invalid)
    expect(await states(id)).toEqual(['held'])
  })

  test('is asked again at another address, and stands on paper', async () => {
    const { id } = await session(1)
    const { key } = await applying(id, { stage: 'high' })
    const [item] = (await mineOf(key)).items
    expect((await consentSheet(key, item?.memberId ?? 0)).name).toBeTruthy()
    const form = {
      emergency_name: '母',
      emergency_phone: '072-000-0001',
      health: '卵',
      guardian_email: 'g@people.example',
    }
    await changeMember(guest(), key, item?.memberId ?? 0, form)
    const [application] = await applications(id)
    expect(application?.members[0]?.consents).toHaveLength(2)
    const other = await applying(id)
    await expect(changeMember(guest(), other.key, item?.memberId ?? 0, form)).rejects.toThrow(NotFound)
    await expect(consentSheet(other.key, item?.memberId ?? 0)).rejects.toThrow(NotFound)
  })
})

describe('time', () => {
  test('ends what nobody consented to or answered, and offers the room in the order of asking', async () => {
    const { id } = await session(2)
    await applying(id, { stage: 'high' })
    await applying(id, { stage: 'high' })
    const [first, second, third] = [
      await applying(id),
      await applying(id, friends('adult')),
      await applying(id),
    ]
    await pass(id)
    await expire()
    expect(await states(id)).toEqual(['lapsed', 'lapsed', 'offered', 'waiting', 'offered'])
    expect(await act(first?.key ?? '', 'accept', id)).toBe('offer_accepted')
    await pass(id)
    await expire()
    expect(await states(id)).toEqual(['lapsed', 'lapsed', 'placed', 'waiting', 'lapsed'])
    await expect(act(third?.key ?? '', 'accept', id)).rejects.toThrow(Stale)
    await act(first?.key ?? '', 'cancel', id)
    expect(await states(id)).toEqual(['lapsed', 'lapsed', 'cancelled', 'offered', 'lapsed'])
    await act(second?.key ?? '', 'decline', id)
    expect(await room(id)).toEqual({ taken: 0, queued: 0 })
  })

  test('is over for who accepts too late', async () => {
    const { id } = await session(1)
    const one = await applying(id)
    const two = await applying(id)
    await act(one.key, 'cancel', id)
    await pass(id)
    await expect(act(two.key, 'accept', id)).rejects.toThrow(Stale)
  })

  test('an offer to pupils becomes certain only with consent', async () => {
    const { id } = await session(1)
    const one = await applying(id)
    const two = await applying(id, { stage: 'high' })
    await act(one.key, 'cancel', id)
    expect(await act(two.key, 'accept', id)).toBe('offer_accepted_held')
    const [, application] = await applications(id)
    const [token = ''] = await tokens(application?.id ?? 0)
    await consent(token)
    expect(await states(id)).toEqual(['cancelled', 'placed'])
  })

  test('reminds once', async () => {
    const { id } = await session(2, 5)
    await applying(id)
    await applying(id, { stage: 'high', guardian_email: 'g@people.example' })
    expect(await remind()).toBe(0)
    await db.$executeRaw`UPDATE volunteer_applications SET created_at = now() - interval '9 days',
      kept_until = CASE WHEN state = 'held' THEN now() + interval '2 days' END`
    expect(await remind()).toBe(2)
    expect(await remind()).toBe(0)
    expect(await mails('同意がまだです')).toBe(2)
  })

  test('forgets health after 30 days and names on their day, and keeps that two rows were one person', async () => {
    const { id } = await session(5)
    const form = fields({ health: '卵アレルギー' })
    const { key } = await applying(id, form)
    const again = await session(5)
    await applying(again.id, { ...form, submission: crypto.randomUUID() })
    const before = await db.volunteer.findMany({ select: { sameHash: true } })
    expect(new Set(before.map(({ sameHash }) => sameHash)).size).toBe(1)
    expect(await forget()).toEqual({ notes: 0, persons: 0 })
    await db.$executeRaw`UPDATE volunteer_sessions SET starts_at = now() - interval '32 days', ends_at = now() - interval '31 days'`
    expect((await forget()).notes).toBe(2)
    expect(
      (await db.volunteerMember.findMany()).every(({ health, emergency }) => !health && !emergency),
    ).toBe(true)
    await db.volunteer.updateMany({ data: { deleteOn: dayToDate(dayOf(now())) } })
    expect((await forget()).persons).toBe(2)
    const after = await db.volunteer.findMany({ select: { sameHash: true, person: true } })
    expect(after.map(({ person }) => openPerson(person).familyName)).toEqual(['', ''])
    expect(new Set(after.map(({ sameHash }) => sameHash)).size).toBe(1)
    expect(after[0]?.sameHash).not.toBe(before[0]?.sameHash)
    await expect(mineOf(key)).rejects.toThrow(NotFound)
  })
})

test('more room is offered to those who wait', async () => {
  const { id } = await session(1)
  await applying(id)
  await applying(id)
  await db.volunteerSession.update({ where: { id }, data: { capacity: 3 } })
  expect(await promoteSession(id)).toBe(1)
  expect(await states(id)).toEqual(['placed', 'offered'])
})

test('nobody moves what is somebody else’s', async () => {
  const { id } = await session(2)
  const one = await applying(id)
  const two = await applying(id)
  const item = (await mineOf(one.key)).items[0]
  const form = { intent: 'cancel', application: item?.id ?? 0, version: item?.version ?? 0 } as const
  await expect(moveMine(guest(), two.key, form)).rejects.toThrow(NotFound)
  await expect(moveMine(guest(), keyOf(crypto.randomUUID()), form)).rejects.toThrow(NotFound)
  await expect(moveMine(guest(), one.key, { ...form, version: 9 })).rejects.toThrow(Stale)
  expect(await states(id)).toEqual(['placed', 'placed'])
})

test('whatever happens, nobody is lost, the capacity holds and nobody waits who would fit', async () => {
  const step = fc.record({
    what: fc.constantFrom('apply', 'apply', 'apply', 'cancel', 'accept', 'decline', 'expire', 'leave'),
    size: fc.integer({ min: 1, max: 4 }),
    whom: fc.nat(20),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(step, { maxLength: 14 }),
      async (capacity, steps) => {
        const { id } = await session(capacity)
        const keys: string[] = []
        let persons = 0
        for (const { what, size, whom } of steps) {
          const key = keys[whom % Math.max(1, keys.length)] ?? ''
          if (what === 'apply') {
            keys.push((await applying(id, friends(...Array(size - 1).fill('adult')))).key)
            persons += size
          } else if (what === 'expire') {
            await pass(id)
            await expire()
          } else if (key) await act(key, what as 'cancel', id).catch(() => {})
          const all = await applications(id)
          const taken = all.filter(({ state }) => ['held', 'offered', 'placed'].includes(state))
          const waiting = all.filter(({ state }) => state === 'waiting')
          const sum = (of: typeof all) => of.reduce((total, one) => total + one.size, 0)
          expect(sum(all)).toBe(persons)
          expect(all.every((one) => one.members.length === one.size)).toBe(true)
          expect(await room(id)).toEqual({ taken: sum(taken), queued: sum(waiting) })
          expect(sum(taken)).toBeLessThanOrEqual(capacity)
          for (const one of waiting) expect(one.size).toBeGreaterThan(capacity - sum(taken))
        }
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)
