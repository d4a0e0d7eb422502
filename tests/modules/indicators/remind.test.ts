/** 入力のお願い: who is asked for figures, of which months, and how often. */
import { beforeEach, expect, test } from 'vitest'
import { remindKeepers } from '~/modules/indicators/commands/remind.server'
import { dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { actorOf, makeCity } from '../associations/support'
import { makeIndicator } from './support'

const at = (day: string) => new Date(`${day}T09:20:00+09:00`)
let keeper: string

beforeEach(async () => {
  await resetDatabase()
  await makeCity()
  keeper = (await actorOf({ staff: 'section_staff' })).user.id
  await db.staffAppointment.create({
    data: { userId: keeper, role: 'section_staff', startsOn: dayToDate('2020-04-01') },
  })
})

test('is one mail a month for all that is missing, from the tenth on', async () => {
  const first = await makeIndicator('first', { keeper })
  await makeIndicator('second', { keeper })
  await db.indicatorEntry.create({ data: { yearId: first.yearId, month: 4, value: 3, source: '台帳' } })
  expect(await remindKeepers(at('2026-06-09'))).toBe(0)
  expect(await remindKeepers(at('2026-06-10'))).toBe(1)
  expect(await remindKeepers(at('2026-06-30'))).toBe(0)
  const [mail] = await db.mail.findMany()
  expect(mail?.text).toMatch(/指標 first: 5月\n/)
  expect(mail?.text).toMatch(/指標 second: 4月、5月\n/)
  expect(await remindKeepers(at('2026-07-10'))).toBe(1)
  expect(await db.mail.count()).toBe(2)
})

test('asks nobody for what is whole, closed, counted by the portal, or whose keeper has left', async () => {
  const whole = await makeIndicator('whole', { keeper })
  await db.indicatorEntry.create({ data: { yearId: whole.yearId, month: 4, value: 3, source: '台帳' } })
  await makeIndicator('counted', { keeper, computed: 'volunteer_participants' })
  const closed = await makeIndicator('closed', { keeper })
  await db.indicatorYear.update({ where: { id: closed.yearId }, data: { closedAt: at('2026-05-01') } })
  expect(await remindKeepers(at('2026-05-10'))).toBe(0)
  expect(await remindKeepers(at('2026-06-10'))).toBe(1)
  await db.staffAppointment.updateMany({ data: { endsOn: dayToDate('2026-06-30') } })
  expect(await remindKeepers(at('2026-07-10'))).toBe(0)
})
