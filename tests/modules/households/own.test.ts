/** A person and the own household: joining, speaking for it, leaving, and deleting the account. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { guest } from '~/modules/accounts/rules'
import { issueCodes } from '~/modules/households/commands/codes.server'
import {
  addDependant,
  changeConsent,
  changeOwnHousehold,
  endOthersTie,
  handOver,
  joinHousehold,
  leaveHousehold,
} from '~/modules/households/commands/own.server'
import { householdExport, householdsOf, myHouseholds } from '~/modules/households/queries/own.server'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeUser, today, travel } from '../accounts/support'
import { makeHousehold, makeMember, makePlace, type Place } from '../confirmations/support'

let place: Place
let household: number

beforeEach(async () => {
  await resetDatabase()
  place = await makePlace()
  household = await makeHousehold(place.group.id, { name: '森' })
})
afterEach(() => {
  vi.useRealTimers()
})

const person = async () => actorOf((await makeUser()).id)
const codeOf = async () => (await issueCodes(place.leader, place.group.id, [household]))[0]?.code ?? ''
const roles = async () =>
  (await db.householdMember.findMany({ where: { leftAt: null }, orderBy: { id: 'asc' } })).map(
    ({ role }) => role,
  )
const memberId = async (userId: string) =>
  (await db.householdMember.findFirstOrThrow({ where: { userId } })).id

describe('joining', () => {
  test('by the code makes the first the head, and a member of the association', async () => {
    const code = await codeOf()
    const people = await Promise.all([person(), person(), person()])
    await Promise.all(people.map((actor) => joinHousehold(actor, code)))
    expect((await roles()).sort()).toEqual(['head', 'member', 'member'])
    const [first] = people
    if (!first?.user) throw new Error('nobody')
    await joinHousehold(first, code)
    expect(await roles()).toHaveLength(3)
    const actor = await actorOf(first.user.id)
    expect(actor.memberships).toEqual([{ associationId: place.group.id, path: place.group.path }])
    expect(await householdsOf(actor)).toMatchObject([
      { id: household, name: '森', associationId: place.group.id, path: place.group.path, delivery: 'paper' },
    ])
  })

  test('is not possible with a code that is old, replaced, or tried out', async () => {
    const [old, code] = [await codeOf(), await codeOf()]
    const actor = await person()
    await expect(joinHousehold(guest(today()), code)).rejects.toThrow(SignInNeeded)
    await expect(joinHousehold(actor, old)).rejects.toThrow(Invalid)
    travel({ days: 61 })
    await expect(joinHousehold(actor, code)).rejects.toThrow(Invalid)
    const guessing = async () => {
      for (let i = 0; i < 12; i++)
        await joinHousehold(actor, `AAAAAA${i}`).catch((e) => {
          if (e instanceof TooMany) throw e
        })
    }
    await expect(guessing()).rejects.toThrow(TooMany)
  })

  test('a household that has moved out is nobody’s any more', async () => {
    const code = await codeOf()
    const head = await makeMember(household)
    await db.household.update({ where: { id: household }, data: { movedOutOn: new Date(today()) } })
    expect(await householdsOf(head.actor)).toEqual([])
    await expect(joinHousehold(await person(), code)).rejects.toThrow(Invalid)
    expect(await householdsOf(guest(today()))).toEqual([])
  })
})

describe('the head', () => {
  test('names it, chooses how notices come, and speaks for its consent', async () => {
    const { actor } = await makeMember(household)
    await changeOwnHousehold(actor, household, { name: '森・林', delivery: 'push' })
    await changeConsent(actor, household, true)
    await expect(changeConsent(actor, household, true)).rejects.toThrow(Stale)
    await changeConsent(actor, household, false)
    await addDependant(actor, household, 'ひなた')
    const [mine] = await myHouseholds(actor)
    expect(mine).toMatchObject({ name: '森・林', delivery: 'push', consent: 'withdrawn', role: 'head' })
    expect(mine?.members.map(({ role, hasAccount }) => [role, hasAccount])).toEqual([
      ['head', true],
      ['dependant', false],
    ])
    const trail = JSON.stringify(await db.auditEntry.findMany({ select: { before: true, after: true } }))
    expect(trail).not.toMatch(/森|ひなた/)
  })

  test('alone does; a member only leaves, and others have nothing to do with it', async () => {
    const head = await makeMember(household)
    const member = await makeMember(household, 'member')
    const change = { name: '林', delivery: 'none' as const }
    await expect(changeOwnHousehold(member.actor, household, change)).rejects.toThrow(NotAllowed)
    await expect(changeConsent(member.actor, household, false)).rejects.toThrow(NotAllowed)
    await expect(endOthersTie(member.actor, household, await memberId(head.id))).rejects.toThrow(NotAllowed)
    await expect(changeOwnHousehold(await person(), household, change)).rejects.toThrow(NotFound)
    await leaveHousehold(member.actor, household)
    await expect(leaveHousehold(member.actor, household)).rejects.toThrow(NotFound)
    expect(await roles()).toEqual(['head'])
  })

  test('hands over, ends a tie, and is followed when leaving', async () => {
    const head = await makeMember(household)
    const second = await makeMember(household, 'member')
    const third = await makeMember(household, 'member')
    await handOver(head.actor, household, await memberId(third.id))
    expect(await roles()).toEqual(['member', 'member', 'head'])
    await expect(handOver(head.actor, household, await memberId(second.id))).rejects.toThrow(NotAllowed)
    await endOthersTie(third.actor, household, await memberId(head.id))
    expect(await householdsOf(head.actor)).toEqual([])
    await leaveHousehold(third.actor, household)
    expect(await householdsOf(second.actor)).toMatchObject([{ role: 'head' }])
  })
})

describe('the account', () => {
  test('gone, the next is the head; the export tells what is held', async () => {
    const head = await makeMember(household)
    const second = await makeMember(household, 'member')
    expect(await householdExport(head.actor)).toMatchObject([{ role: 'head', name: '森' }])
    await deleteAccount(head.actor, { password: '' })
    expect(await roles()).toEqual(['head'])
    expect(await householdsOf(second.actor)).toMatchObject([{ role: 'head' }])
  })
})
