/** What is known of a place for a time only. */
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetSupervisors } from '~/modules/volunteering/commands/retention.server'
import { dayToDate } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { resetDatabase } from '../../setup/database'
import { type City, makeCity } from '../associations/support'
import { aPlace, aProgramme, inDays } from './support'

let city: City

beforeEach(async () => {
  await resetDatabase()
  city = await makeCity()
})

describe('who is in charge', () => {
  const inChargeOf = async (id: number) => {
    const { supervisor, supervisorPhone } = await db.volunteerPlace.findUniqueOrThrow({ where: { id } })
    return [supervisor, supervisorPhone !== null]
  }
  const known = ['副会長', true]
  const forgotten = ['', false]
  const aPlaceOf = async (days: readonly number[], programme?: number) => {
    const { place, session } = await aPlace({ associationId: city.own.id, programme })
    await db.volunteerPlace.update({ where: { id: place }, data: { supervisorPhone: 'sealed' } })
    await db.volunteerSession.delete({ where: { id: session } })
    const start = new Date(`${inDays(0)}T10:00:00+09:00`).getTime()
    await db.volunteerSession.createMany({
      data: days.map((day) => {
        const startsAt = new Date(start + day * 86_400_000)
        return {
          placeId: place,
          startsAt,
          endsAt: new Date(startsAt.getTime() + 3_600_000),
          capacity: 1,
          minutes: 60,
        }
      }),
    })
    return place
  }

  test('is forgotten a year after the last day, and no earlier', async () => {
    const old = await aPlaceOf([-500, -366])
    const yearAgo = await aPlaceOf([-500, -365])
    const coming = await aPlaceOf([-500, 20])
    const never = await aPlaceOf([])
    const neverOld = await aPlaceOf([], await aProgramme())
    await db.volunteerProgramme.updateMany({
      where: { places: { some: { id: neverOld } } },
      data: {
        offersFrom: dayToDate(inDays(-600)),
        offersUntil: dayToDate(inDays(-550)),
        applyFrom: dayToDate(inDays(-550)),
        applyUntil: dayToDate(inDays(-500)),
        activityFrom: dayToDate(inDays(-500)),
        activityUntil: dayToDate(inDays(-366)),
        reportUntil: dayToDate(inDays(-360)),
      },
    })
    expect(await forgetSupervisors()).toBe(2)
    expect(await Promise.all([old, yearAgo, coming, never, neverOld].map(inChargeOf))).toEqual([
      forgotten,
      known,
      known,
      known,
      forgotten,
    ])
    expect(
      await db.auditEntry.findMany({ where: { action: 'retention.cleared' }, select: { after: true } }),
    ).toEqual([{ after: { supervisors: 2 } }])
    expect(await forgetSupervisors()).toBe(0)
  })
})
