/** What a refusal says to those who may not, or may not now. */
import { beforeEach, expect, test } from 'vitest'
import { guest } from '~/modules/accounts/rules'
import { openHall } from '~/modules/applications/queries/estimate-hall.server'
import { actOf } from '~/modules/applications/queries/review.server'
import { startView } from '~/modules/applications/queries/start.server'
import { dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotFound, SignInNeeded } from '~/platform/errors'
import { resetDatabase } from '../../setup/database'
import { today } from '../accounts/support'
import { type Desk, makeDesk, makeReady } from './desk-support'

let desk: Desk
beforeEach(async () => {
  await resetDatabase()
  desk = await makeDesk()
})

test('who holds no office hears who applies, with the way back to the estimate', async () => {
  const back = '/subsidies/estimate?programme=hirakata-hall'
  await expect(startView(desk.resident, { back })).rejects.toMatchObject({
    status: 403,
    key: 'apply_by_officers',
    params: { back },
  })
  await expect(startView(guest(today()), { back })).rejects.toThrow(SignInNeeded)
})

test('an act of another stage is refused with the state, not with somebody else', async () => {
  const { id } = await makeReady(desk, 'reviewing')
  await expect(actOf(desk.reviewer, id, 'pay')).rejects.toMatchObject({
    status: 409,
    key: 'not_now',
    params: { word: 'applications.state.reviewing', back: `/desk/subsidies/${id}` },
  })
})

test('an estimate is asked for from the page of a hall that is open', async () => {
  const { id } = await db.hall.create({ data: { name: 'けやき会館', address: '枚方市けやき町1番' } })
  expect(await openHall(id)).toEqual({ id, name: 'けやき会館' })
  await db.hall.update({ where: { id }, data: { closedOn: dayToDate(today()) } })
  await expect(openHall(id)).rejects.toThrow(NotFound)
})
