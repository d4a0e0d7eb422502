/** What the clock and the moves leave behind: no names in a host's trail, no notes, and figures that hold. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { expire, forget } from '~/modules/participation/commands/clock.server'
import { answerConsent } from '~/modules/participation/commands/consent.server'
import { moveMine } from '~/modules/participation/commands/mine.server'
import { readHealth } from '~/modules/participation/commands/read.server'
import { placePeople } from '~/modules/participation/queries/people.server'
import { openEmergency } from '~/modules/participation/queries/person.server'
import { addDays, dayOf, dayToDate, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { applications, applying, friends, guest, hostOf, session, tokens } from './support'

beforeEach(async () => {
  vi.restoreAllMocks()
  await resetDatabase()
})

const association = async () =>
  (
    await db.association.create({
      data: { name: '市', slug: 'makino', kind: 'city', reading: 'まきの' },
      select: { id: true },
    })
  ).id
const centre = async () => ({
  ...guest(),
  user: {
    id: (await db.user.create({ data: { email: 'c@people.example', familyName: '事', givenName: '務' } })).id,
    name: '事 務',
    language: 'ja',
    demonstration: false,
  },
  staff: ['coordinator' as const],
})

test('a host’s trail does not say who has applied, consented, left or cancelled', async () => {
  const id = await association()
  const made = await session(2, 20, { hostId: await hostOf(id) })
  const { key } = await applying(made.id, { stage: 'high', ...friends('high') })
  await applying(made.id)
  const [party] = await applications(made.id)
  const [first = '', second = ''] = await tokens(party?.id ?? 0)
  await answerConsent(guest(), '10.0.0.1', second, { intent: 'refuse' })
  await answerConsent(guest(), '10.0.0.1', first, {
    intent: 'give',
    text_version: 'v1',
    name: '父',
    relation: 'father',
    phone: '072-000-0000',
    agree: true,
  })
  const own = (await applications(made.id))[0]
  await moveMine(guest(), key, { intent: 'cancel', application: own?.id ?? 0, version: own?.version ?? 0 })
  const actions = (where: object) =>
    db.auditEntry.findMany({ where, select: { action: true, capacity: true, associationId: true } })
  expect((await actions({})).length).toBeGreaterThan(5)
  // What the portal itself did, and nothing of a person.
  const shown = await actions({ associationId: id })
  expect(shown.length).toBeGreaterThan(0)
  for (const entry of shown)
    expect(entry).toMatchObject({ action: 'volunteer.application_moved', capacity: 'job' })
})

describe('health notes', () => {
  test('of those who only wait are not the host’s', async () => {
    const made = await session(1)
    await applying(made.id, { health: '卵' })
    await applying(made.id, { health: 'そば' })
    const actor = await centre()
    expect((await readHealth(actor, made.id)).map(({ health }) => health)).toEqual(['卵'])
    const { people } = (await placePeople(actor, made.placeId)).sessions[0] ?? { people: [] }
    expect(people.map(({ hasHealth }) => hasHealth)).toEqual([true, false])
  })

  test('are emptied when an application ends, also that of one of several', async () => {
    const made = await session(5)
    const { key } = await applying(made.id, { health: '卵', ...friends('adult') })
    const [own] = await applications(made.id)
    await moveMine(guest(), key, { intent: 'leave', application: own?.id ?? 0, version: own?.version ?? 0 })
    const alone = await applying(made.id, { health: 'そば' })
    const last = (await applications(made.id)).at(-1)
    expect(openEmergency(last?.members[0]?.emergency ?? null).phone).not.toBe('')
    await moveMine(guest(), alone.key, {
      intent: 'cancel',
      application: last?.id ?? 0,
      version: last?.version ?? 0,
    })
    expect(
      await db.volunteerMember.count({
        where: { OR: [{ health: { not: null } }, { emergency: { not: null } }] },
      }),
    ).toBe(0)
  })
})

describe('forgetting', () => {
  const yesterday = () => dayToDate(addDays(dayOf(now()), -1))

  test('keeps the rows of one person together, however many are forgotten', async () => {
    const row = (n: number, sameHash: string) => ({
      person: 'x',
      keyHash: `k${n}`,
      sameHash,
      stage: 'adult',
      deleteOn: yesterday(),
    })
    await db.volunteer.createMany({
      data: [row(0, 'one'), ...Array.from({ length: 600 }, (_, n) => row(n + 1, `p${n}`)), row(601, 'one')],
    })
    expect((await forget()).persons).toBe(602)
    const left = await db.volunteer.findMany({ select: { sameHash: true, person: true } })
    expect(new Set(left.map(({ sameHash }) => sameHash)).size).toBe(601)
    expect(left.every(({ person, sameHash }) => person === '' && sameHash?.startsWith('gone:'))).toBe(true)
  })

  test('notes first who became a helper or took an office afterwards', async () => {
    const id = await association()
    const made = await session(5, -10)
    const user = await db.user.create({
      data: { email: 'u@people.example', familyName: '名', givenName: '無' },
    })
    const person = async (key: string, sameHash: string, userId?: string) =>
      (
        await db.volunteer.create({
          data: { person: 'x', keyHash: key, sameHash, stage: 'adult', deleteOn: yesterday(), userId },
        })
      ).id
    const came = async (volunteerId: string) => {
      await db.$transaction(async (tx) => {
        const { id: applicationId } = await tx.volunteerApplication.create({
          data: { sessionId: made.id, state: 'placed' },
        })
        await tx.volunteerMember.create({
          data: {
            applicationId,
            volunteerId,
            stage: 'adult',
            needsConsent: false,
            code: volunteerId.slice(-6),
            attendance: 'attended',
          },
        })
      })
    }
    const [helper, officer, nobody] = [
      await person('a', 'helper'),
      await person('b', 'officer', user.id),
      await person('c', 'nobody'),
    ]
    for (const one of [helper, officer, nobody]) await came(one)
    // By another row of the same person.
    const other = await person('d', 'helper')
    await db.volunteerHelper.create({ data: { associationId: id, volunteerId: other } })
    await db.term.create({
      data: {
        userId: user.id,
        associationId: id,
        post: 'secretary',
        startsOn: yesterday(),
        endsOn: dayToDate(addDays(dayOf(now()), 300)),
      },
    })
    await forget()
    const noted = async (volunteerId: string) =>
      db.volunteer.findUniqueOrThrow({
        where: { id: volunteerId },
        select: { becameHelper: true, tookOffice: true },
      })
    expect(await noted(helper)).toEqual({ becameHelper: true, tookOffice: false })
    expect(await noted(officer)).toEqual({ becameHelper: false, tookOffice: true })
    expect(await noted(nobody)).toEqual({ becameHelper: false, tookOffice: false })
  })
})

test('one session that fails does not stop the clock for the others', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const [bad, good] = [await session(1), await session(1)]
  for (const { id } of [bad, good]) await applying(id, { stage: 'high' })
  await db.volunteerApplication.updateMany({ data: { keptUntil: new Date(now().getTime() - 1000) } })
  await db.$executeRawUnsafe(`CREATE FUNCTION test_broken() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN IF NEW.session_id = ${bad.id} THEN RAISE EXCEPTION ''broken''; END IF; RETURN NEW; END'`)
  await db.$executeRawUnsafe(
    'CREATE TRIGGER test_broken BEFORE UPDATE ON volunteer_applications FOR EACH ROW EXECUTE FUNCTION test_broken()',
  )
  try {
    expect(await expire()).toBe(1)
    expect((await applications(good.id))[0]?.state).toBe('lapsed')
    expect((await applications(bad.id))[0]?.state).toBe('held')
    expect(warn).toHaveBeenCalledOnce()
  } finally {
    await db.$executeRawUnsafe('DROP TRIGGER test_broken ON volunteer_applications')
    await db.$executeRawUnsafe('DROP FUNCTION test_broken')
  }
})
