/** Inspectors: invited by mail, accepted with an account, ended, forgotten. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { recordCheck } from '~/modules/custody/commands/check.server'
import { forgetCustody } from '~/modules/custody/commands/clean-up.server'
import { changeCondition } from '~/modules/custody/commands/condition.server'
import { acceptKeeping, endKeeper, inviteKeeper } from '~/modules/custody/commands/keepers.server'
import { keeperInvitation } from '~/modules/custody/queries/keepers.server'
import { upkeepOf } from '~/modules/custody/queries/upkeep.server'
import { KEEPER_INVITATION_DAYS, KEEPER_KEPT_DAYS } from '~/modules/custody/rules'
import { db } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, SignInNeeded, Stale } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { actorOf, mailTo, makeUser, today, travel, visitor } from '../accounts/support'
import { makeCustody, makeInspector } from './support'

let world: Awaited<ReturnType<typeof makeCustody>>

beforeEach(async () => {
  await resetDatabase()
  world = await makeCustody()
})
afterEach(() => {
  vi.useRealTimers()
})

const form = (email: string) => ({ name: '点検 花子', email })
const names = { familyName: '点検', givenName: '花子', familyReading: 'テンケン', givenReading: 'ハナコ' }

async function invited(email: string): Promise<string> {
  await inviteKeeper(world.chair, world.aed.id, form(email))
  const token = /aeds\/keeper\/([\w-]{43})/.exec((await mailTo(email))?.text ?? '')?.[1]
  if (!token) throw new Error('There is no link in the mail')
  return token
}

describe('an invitation', () => {
  test('makes an account where there is none, works once, and gives the one AED', async () => {
    const token = await invited('new@people.example')
    const mail = await mailTo('new@people.example')
    // Without an account the language is not known.
    expect(mail?.text).toContain('点検担当者')
    expect(mail?.text).toContain('invites you')
    expect((await keeperInvitation(guest(today()), token)).step).toBe('new_account')
    await expect(acceptKeeping(guest(today()), visitor(), token, null)).rejects.toBeInstanceOf(SignInNeeded)
    const { aedId, opened } = await acceptKeeping(guest(today()), visitor(), token, { names, language: 'ja' })
    expect(aedId).toBe(world.aed.id)
    expect(opened).not.toBeNull()
    const user = await db.user.findUniqueOrThrow({ where: { email: 'new@people.example' } })
    expect((await upkeepOf(await actorOf(user.id), aedId)).aed.as).toBe('inspector')
    await expect(
      acceptKeeping(guest(today()), visitor(), token, { names, language: 'ja' }),
    ).rejects.toBeInstanceOf(Gone)
    await expect(keeperInvitation(guest(today()), token)).rejects.toBeInstanceOf(Gone)
  })

  test('is accepted by the holder of the address alone', async () => {
    const user = await makeUser()
    const token = await invited(user.email)
    await expect(
      acceptKeeping(guest(today()), visitor(), token, { names, language: 'ja' }),
    ).rejects.toBeInstanceOf(SignInNeeded)
    await expect(acceptKeeping(world.other, visitor(), token, null)).rejects.toBeInstanceOf(NotAllowed)
    const { opened } = await acceptKeeping(await actorOf(user.id), visitor(), token, null)
    expect(opened).toBeNull()
  })

  test('accepted twice at once is accepted once', async () => {
    const user = await makeUser()
    const token = await invited(user.email)
    const actor = await actorOf(user.id)
    const results = await Promise.allSettled([1, 2].map(() => acceptKeeping(actor, visitor(), token, null)))
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('runs out, and then another one can be sent', async () => {
    const token = await invited('late@people.example')
    await expect(inviteKeeper(world.chair, world.aed.id, form('late@people.example'))).rejects.toBeInstanceOf(
      Invalid,
    )
    travel({ days: KEEPER_INVITATION_DAYS, seconds: 1 })
    await expect(
      acceptKeeping(guest(today()), visitor(), token, { names, language: 'ja' }),
    ).rejects.toBeInstanceOf(Gone)
    await inviteKeeper(world.chair, world.aed.id, form('late@people.example'))
  })

  test('taken back works no more', async () => {
    const token = await invited('back@people.example')
    const { id } = await db.aedKeeper.findFirstOrThrow()
    await endKeeper(world.chair, world.aed.id, id)
    await expect(keeperInvitation(guest(today()), token)).rejects.toBeInstanceOf(Gone)
    await expect(endKeeper(world.chair, world.aed.id, id)).rejects.toBeInstanceOf(Stale)
  })

  test('is sent by those who keep the AED by office', async () => {
    const inspector = await makeInspector(world.aed.id)
    for (const actor of [world.other, await actorOf(inspector.id)])
      await expect(inviteKeeper(actor, world.aed.id, form('x@people.example'))).rejects.toBeInstanceOf(
        NotAllowed,
      )
    await expect(inviteKeeper(guest(today()), world.aed.id, form('x@people.example'))).rejects.toBeInstanceOf(
      SignInNeeded,
    )
    expect(await db.mail.count()).toBe(0)
  })
})

describe('an inspector', () => {
  test('stops at any time, and ends nobody else', async () => {
    const [one, two] = [await makeInspector(world.aed.id), await makeInspector(world.aed.id)]
    const actor = await actorOf(one.id)
    await expect(endKeeper(actor, world.aed.id, two.keeperId)).rejects.toBeInstanceOf(NotFound)
    expect((await upkeepOf(actor, world.aed.id)).keepers.map(({ id }) => id)).toEqual([one.keeperId])
    expect(await endKeeper(actor, world.aed.id, one.keeperId)).toBe(true)
    await expect(upkeepOf(actor, world.aed.id)).rejects.toBeInstanceOf(NotAllowed)
  })

  test('and an invitation end when the AED is taken away, and are forgotten after that', async () => {
    const inspector = await makeInspector(world.aed.id)
    const { keeperId: elsewhere } = await makeInspector(world.facility.id)
    const token = await invited('new@people.example')
    const said = (condition: 'in_service' | 'removed') => ({ condition, note: '', sure: true })
    await changeCondition(world.chair, world.aed.id, 'remove', said('in_service'))
    // Nobody comes back by its being put up again.
    await changeCondition(world.chair, world.aed.id, 'put_up', said('removed'))
    await expect(upkeepOf(await actorOf(inspector.id), world.aed.id)).rejects.toBeInstanceOf(NotAllowed)
    await expect(
      acceptKeeping(guest(today()), visitor(), token, { names, language: 'ja' }),
    ).rejects.toBeInstanceOf(Gone)
    expect(await db.aedKeeper.count({ where: { tokenHash: { not: null } } })).toBe(0)
    travel({ days: KEEPER_KEPT_DAYS, seconds: 60 })
    expect((await forgetCustody()).keepers).toBe(2)
    expect(await db.aedKeeper.findMany({ select: { id: true } })).toEqual([{ id: elsewhere }])
  })

  test('is forgotten some time after the end, names from paper later', async () => {
    const { keeperId } = await makeInspector(world.aed.id)
    await makeInspector(world.facility.id)
    await endKeeper(world.chair, world.aed.id, keeperId)
    await recordCheck(world.chair, world.aed.id, {
      ...{ indicator: 'yes', pads: 'yes', reachable: 'yes', sign: 'yes', note: '', back: false },
      checked_on: today(),
      checked_by: '紙 太郎',
    })
    travel({ days: KEEPER_KEPT_DAYS - 1 })
    expect(await forgetCustody()).toEqual({ keepers: 0, reports: 0, names: 0 })
    travel({ days: 2 })
    expect(await forgetCustody()).toEqual({ keepers: 1, reports: 0, names: 0 })
    travel({ days: 600 })
    expect(await forgetCustody()).toEqual({ keepers: 0, reports: 0, names: 1 })
    expect(await db.aedCheck.findFirst({ select: { checkedBy: true } })).toEqual({ checkedBy: '' })
  })
})
