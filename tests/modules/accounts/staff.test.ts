import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deleteAccount } from '~/modules/accounts/commands/account.server'
import { consumeLink } from '~/modules/accounts/commands/sign-in.server'
import { appointStaff, createAdministrator, endAppointment } from '~/modules/accounts/commands/staff.server'
import {
  mailOf,
  mailPage,
  staffOf,
  trailOf,
  wholeTrail,
} from '~/modules/accounts/queries/administration.server'
import { guest } from '~/modules/accounts/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import {
  actorOf,
  actorWith,
  cookieOf,
  giveRole,
  giveTerm,
  mailTo,
  makeTown,
  makeUser,
  sessionOf,
  today,
  tokenIn,
  travel,
  visitor,
} from './support'

beforeEach(resetDatabase)
afterEach(() => {
  vi.useRealTimers()
})

async function administrator() {
  const user = await makeUser()
  const { id: appointment } = await giveRole(user.id, 'administrator')
  return { ...user, appointment, actor: await actorOf(user.id) }
}

describe('appointing', () => {
  test('gives a role from today; the person is told and signs in anew', async () => {
    const { actor } = await administrator()
    const user = await makeUser()
    const cookie = await sessionOf(user.id)
    await appointStaff(actor, { email: user.email, role: 'reviewer', endsOn: null })
    expect((await actorWith(cookie)).user).toBeNull()
    expect((await actorOf(user.id)).staff).toEqual(['reviewer'])
    expect((await mailTo(user.email))?.text).toContain('/account/second-factor')
    await expect(appointStaff(actor, { email: user.email, role: 'reviewer', endsOn: null })).rejects.toThrow(
      Invalid,
    )
    await expect(
      appointStaff(actor, { email: 'nobody@mail.example', role: 'approver', endsOn: null }),
    ).rejects.toThrow(Invalid)
    await expect(
      appointStaff(actor, { email: user.email, role: 'approver', endsOn: addDays(today(), -1) }),
    ).rejects.toThrow(Invalid)
  })

  test('with a last day ends by itself', async () => {
    const { actor } = await administrator()
    const user = await makeUser()
    await appointStaff(actor, { email: user.email, role: 'coordinator', endsOn: addDays(today(), 1) })
    travel({ days: 1 })
    expect((await actorOf(user.id)).staff).toEqual(['coordinator'])
    travel({ days: 1 })
    expect((await actorOf(user.id)).staff).toEqual([])
  })

  test('is for administrators whose second factor is passed', async () => {
    const user = await makeUser()
    const form = { email: user.email, role: 'administrator' as const, endsOn: null }
    const { id } = await administrator()
    await expect(appointStaff(await actorOf(id, false), form)).rejects.toMatchObject({
      key: 'second_factor_needed',
    })
    for (const role of ['reviewer', 'approver', 'section_staff', 'coordinator'] as const) {
      const other = await makeUser()
      await giveRole(other.id, role)
      await expect(appointStaff(await actorOf(other.id), form)).rejects.toThrow(NotAllowed)
    }
    await expect(appointStaff(guest(today()), form)).rejects.toThrow(SignInNeeded)
    await expect(appointStaff(await actorOf(user.id), form)).rejects.toThrow(NotAllowed)
  })
})

describe('the last administrator', () => {
  test('stays, however it is tried', async () => {
    const one = await administrator()
    await expect(endAppointment(one.actor, one.appointment)).rejects.toMatchObject({
      key: 'last_administrator',
    })
    await expect(deleteAccount(one.actor, { password: '' })).rejects.toMatchObject({
      key: 'last_administrator',
    })
    const two = await administrator()
    await endAppointment(one.actor, two.appointment)
    await expect(endAppointment(one.actor, two.appointment)).rejects.toThrow(Stale)
    expect((await actorOf(two.id)).staff).toEqual([])
  })

  test('stays when two end each other at the same moment', async () => {
    const [one, two] = [await administrator(), await administrator()]
    const results = await Promise.allSettled([
      endAppointment(one.actor, two.appointment),
      endAppointment(two.actor, one.appointment),
      deleteAccount(one.actor, { password: '' }),
    ])
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    const left = await db.staffAppointment.count({
      where: { role: 'administrator', OR: [{ endsOn: null }, { endsOn: { gte: new Date(today()) } }] },
    })
    expect(left).toBe(1)
  })

  test('is warned of on the page', async () => {
    const { actor } = await administrator()
    expect((await staffOf(actor)).administrators).toBe(1)
    await administrator()
    expect((await staffOf(actor)).administrators).toBe(2)
  })
})

describe('the first administrator', () => {
  test('comes from the command line, with a link that works once and for a day', async () => {
    await makeTown()
    const url = await createAdministrator(' First@Mail.Example ')
    const token = tokenIn({ text: url })
    const { opened, next } = await consumeLink(visitor(), token)
    expect(next).toBe('/account/second-factor')
    const actor = await actorWith(cookieOf(opened?.cookie ?? ''))
    expect(actor).toMatchObject({ staff: [], secondFactorMissing: true })
    await expect(consumeLink(visitor(), token)).rejects.toThrow(Gone)
    // Asking again for the same address gives a new link and no second role.
    const late = tokenIn({ text: await createAdministrator('first@mail.example') })
    expect(await db.staffAppointment.count()).toBe(1)
    travel({ hours: 25 })
    await expect(consumeLink(visitor(), late)).rejects.toThrow(Gone)
    await expect(createAdministrator('nonsense')).rejects.toThrow(Invalid)
  })
})

describe('mails and the trail', () => {
  test('are read by administrators alone; an association reads its own', async () => {
    const town = await makeTown()
    const { actor } = await administrator()
    const people = {
      chair: await makeUser(),
      auditor: await makeUser(),
      secretary: await makeUser(),
      foreign: await makeUser(),
    }
    await giveTerm(people.chair.id, town.association.id, 'chair')
    await giveTerm(people.auditor.id, town.association.id, 'auditor')
    await giveTerm(people.secretary.id, town.association.id, 'secretary')
    await giveTerm(people.foreign.id, town.other.id, 'chair')
    await appointStaff(actor, { email: people.chair.email, role: 'approver', endsOn: null })
    const { mails } = await mailPage(actor)
    expect(mails).toHaveLength(1)
    expect((await mailOf(actor, mails[0]?.id ?? 0)).text).toContain('二段階認証')
    expect((await wholeTrail(actor, undefined)).entries).toHaveLength(1)
    for (const { id } of Object.values(people)) {
      const other = await actorOf(id, false)
      await expect(mailPage(other)).rejects.toThrow(NotAllowed)
      await expect(mailOf(other, mails[0]?.id ?? 0)).rejects.toThrow(NotAllowed)
      await expect(wholeTrail(other, undefined)).rejects.toThrow(NotAllowed)
      await expect(staffOf(other)).rejects.toThrow(NotAllowed)
    }
    for (const [name, { id }] of Object.entries(people)) {
      const trail = trailOf(await actorOf(id, false), 'association-a')
      if (name === 'chair' || name === 'auditor') await expect(trail).resolves.toHaveProperty('entries')
      else await expect(trail).rejects.toThrow(NotAllowed)
    }
    await expect(trailOf(guest(today()), 'association-a')).rejects.toThrow(SignInNeeded)
  })
})
