import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createMembershipCode,
  MOST_CODES,
  revokeMembershipCode,
} from '~/modules/accounts/commands/codes.server'
import {
  decideMembership,
  endMembership,
  joinByCode,
  requestMembership,
} from '~/modules/accounts/commands/memberships.server'
import { membershipsOf } from '~/modules/accounts/queries/account.server'
import { membershipCodeOf, membershipCodesOf, membersOf } from '~/modules/accounts/queries/members.server'
import { guest } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, SignInNeeded, Stale, TooMany } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actions,
  actorOf,
  giveRole,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  type Town,
  today,
  travel,
} from './support'

let town: Town

beforeEach(async () => {
  await resetDatabase()
  town = await makeTown()
})
afterEach(() => {
  vi.useRealTimers()
})

async function officer(post: 'chair' | 'secretary' | 'group_leader' | 'treasurer', at = town.association) {
  const user = await makeUser()
  await giveTerm(user.id, at.id, post)
  return { ...user, actor: await actorOf(user.id) }
}

const state = async (id: number) => (await db.membership.findUniqueOrThrow({ where: { id } })).state
const onlyMembership = async () => (await db.membership.findFirstOrThrow()).id

describe('asking to become a member', () => {
  test('is decided by an officer; both are told', async () => {
    const chair = await officer('chair')
    const resident = await makeUser()
    await requestMembership(await actorOf(resident.id), town.association.id)
    expect((await mailTo(chair.email))?.text).toContain('/associations/association-a/members')
    expect((await actorOf(resident.id)).memberships).toEqual([])
    const id = await onlyMembership()
    await decideMembership(chair.actor, id, 'confirm')
    expect((await actorOf(resident.id)).memberships).toEqual([
      { associationId: town.association.id, path: town.association.path },
    ])
    expect((await mailTo(resident.email))?.subject).toContain('会員になりました')
    expect(await actions()).toEqual(['membership.requested', 'membership.confirmed'])
    await expect(decideMembership(chair.actor, id, 'refuse')).rejects.toThrow(Stale)
  })

  test('twice, also at the same moment, is asking once', async () => {
    const resident = await actorOf((await makeUser()).id)
    await Promise.all([1, 2, 3].map(() => requestMembership(resident, town.association.id)))
    await requestMembership(resident, town.association.id)
    expect(await db.membership.count()).toBe(1)
  })

  test('is not for guests, nor for the city and councils', async () => {
    await expect(requestMembership(guest(today()), town.association.id)).rejects.toThrow(SignInNeeded)
    const resident = await actorOf((await makeUser()).id)
    await expect(requestMembership(resident, town.city.id)).rejects.toThrow(NotFound)
    await expect(requestMembership(resident, town.council.id)).rejects.toThrow(NotFound)
    await expect(requestMembership(resident, 999_999)).rejects.toThrow(NotFound)
  })

  test('in a group without a leader is told to the association above', async () => {
    const secretary = await officer('secretary')
    const council = await officer('chair', town.council)
    await requestMembership(await actorOf((await makeUser()).id), town.group.id)
    expect(await mailTo(secretary.email)).toBeDefined()
    expect(await mailTo(council.email)).toBeUndefined()
  })

  test('can be refused, and asked again', async () => {
    const chair = await officer('chair')
    const resident = await makeUser()
    await requestMembership(await actorOf(resident.id), town.association.id)
    await decideMembership(chair.actor, await onlyMembership(), 'refuse')
    expect((await mailTo(resident.email))?.text).toContain('認めませんでした')
    await requestMembership(await actorOf(resident.id), town.association.id)
    expect(await db.membership.count()).toBe(2)
  })

  test('two officers who decide at the same moment: one does, the other is told', async () => {
    const chair = await officer('chair')
    const secretary = await officer('secretary')
    await requestMembership(await actorOf((await makeUser()).id), town.association.id)
    const id = await onlyMembership()
    const results = await Promise.allSettled([
      decideMembership(chair.actor, id, 'confirm'),
      decideMembership(secretary.actor, id, 'refuse'),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(results.find((r) => r.status === 'rejected')?.reason).toBeInstanceOf(Stale)
  })
})

describe('only those who may', () => {
  test('decide, see the list, and make codes', async () => {
    await requestMembership(await actorOf((await makeUser()).id), town.association.id)
    const id = await onlyMembership()
    const foreign = (await officer('chair', town.other)).actor
    const treasurer = (await officer('treasurer')).actor
    const leader = (await officer('group_leader', town.group)).actor
    const resident = await actorOf((await makeUser()).id)
    for (const [actor, refusal] of [
      [foreign, NotAllowed],
      [treasurer, NotAllowed],
      [leader, NotAllowed],
      [resident, NotAllowed],
      [guest(today()), SignInNeeded],
    ] as const) {
      await expect(decideMembership(actor, id, 'confirm')).rejects.toThrow(refusal)
      await expect(endMembership(actor, id)).rejects.toThrow(refusal)
      await expect(membersOf(actor, 'association-a')).rejects.toThrow(refusal)
      await expect(membershipCodesOf(actor, town.association.id)).rejects.toThrow(refusal)
      await expect(createMembershipCode(actor, town.association.id)).rejects.toThrow(refusal)
    }
    expect(await state(id)).toBe('requested')
    for (const able of [await officer('chair', town.council), await officer('secretary')]) {
      expect((await membersOf(able.actor, 'association-a')).requests).toHaveLength(1)
    }
    await expect(membersOf((await officer('chair')).actor, 'nowhere')).rejects.toThrow(NotFound)
  })

  test('the list holds names and no address', async () => {
    const resident = await makeUser()
    const chair = (await officer('chair')).actor
    await requestMembership(await actorOf(resident.id), town.association.id)
    const list = JSON.stringify(await membersOf(chair, 'association-a'))
    expect(list).toContain(resident.givenName)
    expect(list).not.toContain(resident.email)
    expect(list).not.toContain(resident.id)
  })

  test('a long list is paged by key', async () => {
    const chair = (await officer('chair')).actor
    await db.user.createMany({
      data: Array.from({ length: 130 }, (_, i) => ({
        email: `m${i}@mail.example`,
        familyName: '会',
        givenName: `${i}`,
      })),
    })
    const users = await db.user.findMany({ where: { familyName: '会' }, select: { id: true } })
    await db.membership.createMany({
      data: users.map(({ id }) => ({
        userId: id,
        associationId: town.association.id,
        state: 'confirmed' as const,
        decidedAt: new Date(),
      })),
    })
    const first = await membersOf(chair, 'association-a')
    const second = await membersOf(chair, 'association-a', first.next)
    expect([first.members.length, second.members.length, first.total, second.next]).toEqual([
      100,
      30,
      130,
      undefined,
    ])
    expect(new Set([...first.members, ...second.members].map(({ id }) => id)).size).toBe(130)
  })
})

describe('a code from a paper circular', () => {
  async function makeCode(days?: number) {
    const chair = await officer('chair')
    const { id } = await createMembershipCode(chair.actor, town.association.id, days)
    const { code } = await membershipCodeOf(chair.actor, 'association-a', id)
    return { id, code, chair }
  }

  test('makes a member without an officer', async () => {
    const { code } = await makeCode()
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/)
    const resident = await makeUser()
    const actor = await actorOf(resident.id)
    expect(await joinByCode(actor, code)).toEqual({ slug: 'association-a', name: town.association.name })
    await joinByCode(actor, code)
    expect(await db.membership.count()).toBe(1)
    expect((await actorOf(resident.id)).memberships).toHaveLength(1)
  })

  test('confirms what was only asked for', async () => {
    const { code } = await makeCode()
    const actor = await actorOf((await makeUser()).id)
    await requestMembership(actor, town.association.id)
    await joinByCode(actor, code)
    expect((await membershipsOf(actor)).map((m) => m.state)).toEqual(['confirmed'])
  })

  test('ends with its days, or when it is stopped', async () => {
    const { id, code, chair } = await makeCode(30)
    const actor = await actorOf((await makeUser()).id)
    await expect(joinByCode(guest(today()), code)).rejects.toThrow(SignInNeeded)
    await revokeMembershipCode(chair.actor, id)
    await expect(revokeMembershipCode(chair.actor, id)).rejects.toThrow(Stale)
    await expect(joinByCode(actor, code)).rejects.toThrow(Invalid)
    const { id: next } = await createMembershipCode(chair.actor, town.association.id, 30)
    const { code: late } = await membershipCodeOf(chair.actor, 'association-a', next)
    travel({ days: 31 })
    await expect(joinByCode(actor, late)).rejects.toThrow(Invalid)
  })

  test('is not found by trying', async () => {
    const actor = await actorOf((await makeUser()).id)
    for (let i = 0; i < 10; i++) await expect(joinByCode(actor, 'ABCD2345')).rejects.toThrow(Invalid)
    await expect(joinByCode(actor, 'ABCD2345')).rejects.toThrow(TooMany)
  })

  test('belongs to one association, and there are not too many', async () => {
    const { id, chair } = await makeCode()
    const foreign = (await officer('chair', town.other)).actor
    await expect(membershipCodeOf(foreign, 'association-b', id)).rejects.toThrow(NotFound)
    await expect(revokeMembershipCode(foreign, id)).rejects.toThrow(NotAllowed)
    for (let i = 1; i < MOST_CODES; i++) await createMembershipCode(chair.actor, town.association.id)
    await expect(createMembershipCode(chair.actor, town.association.id)).rejects.toThrow(Invalid)
    const council = await officer('chair', town.council)
    await expect(createMembershipCode(council.actor, town.council.id)).rejects.toThrow(NotFound)
  })
})

describe('leaving', () => {
  test('by oneself, or by an officer, and joining again', async () => {
    const chair = (await officer('chair')).actor
    const resident = await actorOf((await makeUser()).id)
    await requestMembership(resident, town.association.id)
    const id = await onlyMembership()
    await decideMembership(chair, id, 'confirm')
    const stranger = await actorOf((await makeUser()).id)
    await expect(endMembership(stranger, id)).rejects.toThrow(NotAllowed)
    await endMembership(resident, id)
    await expect(endMembership(resident, id)).rejects.toThrow(Stale)
    expect(await membershipsOf(resident)).toEqual([])
    await requestMembership(resident, town.association.id)
    const again = (await membershipsOf(resident))[0]?.id ?? 0
    await decideMembership(chair, again, 'confirm')
    await endMembership(chair, again)
    expect(await state(again)).toBe('ended')
    await expect(endMembership(chair, 999_999)).rejects.toThrow(NotFound)
  })
})

test('staff of the city do not confirm members', async () => {
  const reviewer = await makeUser()
  await giveRole(reviewer.id, 'reviewer')
  await expect(membersOf(await actorOf(reviewer.id), 'association-a')).rejects.toThrow(NotAllowed)
})
