/** Who sees whom: a host never another host's people, the centre what it must, questions and worries their own way. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '~/modules/accounts/rules'
import { handleConcern, reportConcern } from '~/modules/participation/commands/concerns.server'
import { ask, settleQuestion } from '~/modules/participation/commands/questions.server'
import { readContacts, readHealth } from '~/modules/participation/commands/read.server'
import { cancelSession } from '~/modules/participation/commands/session.server'
import { concernList, concernPage } from '~/modules/participation/queries/concerns.server'
import { applicationList, applicationPage, placePeople } from '~/modules/participation/queries/people.server'
import { sealGuardian } from '~/modules/participation/queries/person.server'
import { centreQuestions, placeQuestions, threadOf } from '~/modules/participation/queries/questions.server'
import { questionForm } from '~/modules/participation/schema'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { applications, applying, friends, guest, session } from './support'

type Place = Awaited<ReturnType<typeof session>>
let own: Place
let other: Place
let host: Actor
let stranger: Actor
let centre: Actor

async function person(): Promise<Actor> {
  const user = await db.user.create({
    data: { email: `${randomUUID()}@people.example`, familyName: '名', givenName: '無' },
  })
  return {
    ...guest(),
    user: { id: user.id, name: '名 無', language: 'ja', demonstration: false },
    capacity: 'resident',
  }
}

beforeEach(async () => {
  await resetDatabase()
  own = await session(5)
  other = await session(5)
  host = await person()
  stranger = await person()
  centre = { ...(await person()), staff: ['coordinator'] }
  await db.volunteerHostMember.createMany({
    data: [
      { hostId: own.hostId, userId: host.user?.id ?? '' },
      { hostId: other.hostId, userId: stranger.user?.id ?? '' },
    ],
  })
})

const SECRET = {
  stage: 'high',
  family_name: '秘密',
  family_reading: 'ヒミツ',
  email: 'secret@people.example',
  guardian_email: 'mother@people.example',
  emergency_name: '祖母',
  emergency_phone: '072-111-2222',
  health: 'そばのアレルギー',
}

describe('people', () => {
  test('are shown to their host by given name and stage, and to no other host', async () => {
    await applying(own.id, { ...SECRET, ...friends('high') })
    const shown = await placePeople(host, own.placeId)
    const [first] = shown.sessions[0]?.people ?? []
    expect(first).toMatchObject({ stage: 'high', state: 'held', hasHealth: true })
    const words = JSON.stringify(shown)
    for (const kept of ['秘密', 'ヒミツ', 'secret@', 'mother@', '祖母', '072-111-2222', 'そば'])
      expect(words).not.toContain(kept)
    await expect(placePeople(stranger, own.placeId)).rejects.toThrow(NotFound)
    await expect(placePeople(guest(), own.placeId)).rejects.toThrow(SignInNeeded)
    expect((await placePeople(stranger, other.placeId)).sessions[0]?.people).toEqual([])
  })

  test('have health notes for their supervisor alone, and the reading is written down', async () => {
    await applying(own.id, SECRET)
    expect((await readHealth(host, own.id)).map(({ health }) => health)).toEqual(['そばのアレルギー'])
    await expect(readHealth(stranger, own.id)).rejects.toThrow(NotFound)
    expect(await db.auditEntry.count({ where: { action: 'volunteer.health_read' } })).toBe(1)
    const trail = JSON.stringify(await db.auditEntry.findMany(), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    for (const kept of ['秘密', 'そば', 'secret@', '072-111']) expect(trail).not.toContain(kept)
  })

  test('are in the hands of the centre, one at a time', async () => {
    await applying(own.id, SECRET)
    const [application] = await applications(own.id)
    const id = application?.id ?? 0
    const list = await applicationList(centre, {})
    expect(list.rows).toHaveLength(1)
    expect(JSON.stringify(list)).not.toContain('秘密')
    expect((await applicationPage(centre, id)).members[0]?.name).toContain('秘密')
    expect(JSON.stringify(await applicationPage(centre, id))).not.toContain('secret@')
    expect((await readContacts(centre, id))[0]).toMatchObject({ email: 'secret@people.example' })
    for (const actor of [host, stranger]) {
      await expect((async () => applicationList(actor, {}))()).rejects.toThrow(NotAllowed)
      await expect((async () => applicationPage(actor, id))()).rejects.toThrow(NotAllowed)
      await expect((async () => readContacts(actor, id))()).rejects.toThrow(NotAllowed)
    }
  })

  test('tell the centre who has consented for a minor, as long as it stands', async () => {
    await applying(own.id, SECRET)
    const [application] = await applications(own.id)
    const memberId = application?.members[0]?.id ?? 0
    const guardian = sealGuardian({ name: '保護者の名', relation: 'mother' })
    const more = {
      textVersion: '1',
      expiresOn: new Date(Date.now() + 30 * 86_400_000),
      guardian,
      givenAt: new Date(),
    }
    const { id } = await db.guardianConsent.create({ data: { memberId, tokenHash: randomUUID(), ...more } })
    const read = async () => (await readContacts(centre, application?.id ?? 0))[0]?.guardian
    expect(await read()).toEqual({ name: '保護者の名', relation: 'mother' })
    await db.guardianConsent.update({ where: { id }, data: { revokedAt: new Date() } })
    expect(await read()).toEqual({ name: '', relation: '' })
    expect(await db.auditEntry.count({ where: { action: 'volunteer.contact_read' } })).toBe(2)
  })

  test('are all told when their session is called off, by its host alone', async () => {
    await applying(own.id, SECRET)
    for (let one = 0; one < 5; one++) await applying(own.id)
    const form = { version: 1, reason: '大雨のため' }
    await expect(cancelSession(stranger, own.id, form)).rejects.toThrow(NotFound)
    await cancelSession(host, own.id, form)
    expect((await applications(own.id)).map(({ state }) => state)).toEqual(Array(6).fill('refused'))
    // Six who applied, and one guardian.
    expect(await db.mail.count({ where: { text: { contains: '大雨のため' } } })).toBe(7)
  })
})

describe('questions', () => {
  const asked = (more: Record<string, string>) => questionForm.parse({ audience: 'place', ...more })

  test('are seen when their host has looked, and only by their host before', async () => {
    await ask(guest(), '10.0.0.1', own.placeId, asked({ text: '雨の日はどうしますか' }), 'ja')
    expect(await threadOf(own.placeId)).toEqual([])
    const { questions } = await placeQuestions(host, own.placeId)
    const question = questions[0]?.id ?? 0
    const form = { question, version: 1, intent: 'answer', answer: '中止です' } as const
    await expect(placeQuestions(stranger, own.placeId)).rejects.toThrow(NotFound)
    await expect(settleQuestion(stranger, other.placeId, form)).rejects.toThrow(NotFound)
    await expect(settleQuestion(host, null, form)).rejects.toThrow(NotAllowed)
    await settleQuestion(host, own.placeId, form)
    expect(await threadOf(own.placeId)).toMatchObject([{ answer: '中止です' }])
  })

  test('that hold a way to reach somebody are asked about', async () => {
    const text = '090-1234-5678 に電話してください'
    await expect(ask(guest(), '10.0.0.1', own.placeId, asked({ text }), 'ja')).rejects.toThrow(Invalid)
    await ask(guest(), '10.0.0.1', own.placeId, asked({ text, certain: 'on' }), 'ja')
    expect((await placeQuestions(host, own.placeId)).questions[0]?.holdsContact).toBe(true)
  })

  test('to the centre are not the host’s, and are answered by mail', async () => {
    const form = asked({ text: '相談です', audience: 'centre', reply_to: 'asker@people.example' })
    await ask(guest(), '10.0.0.1', own.placeId, form, 'ja')
    expect((await placeQuestions(host, own.placeId)).questions).toEqual([])
    const [question] = await centreQuestions(centre)
    const answer = { question: question?.id ?? 0, version: 1, intent: 'answer', answer: 'お返事' } as const
    await expect(settleQuestion(host, own.placeId, answer)).rejects.toThrow(NotFound)
    await settleQuestion(centre, null, answer)
    expect(await threadOf(own.placeId)).toEqual([])
    expect(await db.mail.count({ where: { recipient: 'asker@people.example' } })).toBe(1)
  })
})

test('worries are read by the centre alone, sealed, and nobody is named', async () => {
  await reportConcern(host, '10.0.0.1', { place: own.placeId, text: '暑い日に休めません', contact: '' })
  const row = await db.volunteerConcern.findFirstOrThrow()
  expect(row.text).not.toContain('暑い')
  const entry = await db.auditEntry.findFirstOrThrow({ where: { action: 'volunteer.concern_reported' } })
  expect(entry.actorId).toBe(null)
  expect(entry.associationId).toBe(null)
  for (const actor of [host, stranger]) {
    await expect((async () => concernList(actor))()).rejects.toThrow(NotAllowed)
    await expect((async () => concernPage(actor, row.id))()).rejects.toThrow(NotAllowed)
  }
  expect((await concernPage(centre, row.id)).text).toBe('暑い日に休めません')
  await expect(handleConcern(centre, row.id, { version: 1, state: 'closed', outcome: '' })).rejects.toThrow(
    Invalid,
  )
  await handleConcern(centre, row.id, { version: 1, state: 'closed', outcome: '団体と話しました' })
  expect((await db.volunteerConcern.findFirstOrThrow()).outcome).not.toContain('団体')
})
