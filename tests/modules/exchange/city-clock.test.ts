/** What the clock tells the city's staff: before the day once, after it once a working day, and the week's list. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isHoliday } from '~/modules/aeds/rules'
import { remindDue, sendWeeklyList, tellOverdue } from '~/modules/exchange/commands/city-clock.server'
import { setExchange } from '~/modules/exchange/commands/city-settings.server'
import { cityFigures, figuresFile } from '~/modules/exchange/queries/city-figures.server'
import { exchangeSettings } from '~/modules/exchange/queries/settings.server'
import { isDayOff } from '~/modules/exchange/rules'
import { addDays } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { NotAllowed, Stale } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { resetDatabase } from '../../setup/database'
import { makeTown, type Town, today, travel } from '../accounts/support'
import { aMatter, aSection, routedTo, staffOf } from './city-support'

let town: Town
let road: { id: number; name: string }

beforeEach(async () => {
  await resetDatabase()
  // A day on which the city works, and on which the next is one as well.
  let ahead = 0
  const works = (days: number) => !isDayOff(addDays(today(), days), isHoliday)
  while (!works(ahead) || !works(ahead + 1)) ahead++
  travel({ days: ahead })
  town = await makeTown()
  road = await aSection('道路課')
})
afterEach(() => {
  vi.useRealTimers()
})

const mailsTo = (recipient: string) => db.mail.count({ where: { recipient } })

describe('before the day', () => {
  test('the owner is told, once; without one the section', async () => {
    const [owner, other] = [await staffOf('section_staff', road.id), await staffOf('section_staff', road.id)]
    await aMatter(town, { ...routedTo(road.id, 3), ownerId: owner.id })
    await aMatter(town, routedTo(road.id, 4))
    expect(await remindDue()).toBe(1)
    expect(await remindDue()).toBe(0)
    expect([await mailsTo(owner.email), await mailsTo(other.email)]).toEqual([1, 0])
    travel({ days: 1 })
    expect(await remindDue()).toBe(1)
    expect([await mailsTo(owner.email), await mailsTo(other.email)]).toEqual([2, 1])
  })

  test('nobody is told of what is answered, joined or over already', async () => {
    await staffOf('section_staff', road.id)
    const first = await aMatter(town)
    await aMatter(town, { ...routedTo(road.id, 1), state: 'answered', answeredAt: new Date() })
    await aMatter(town, { ...routedTo(road.id, 1), joinedToId: first.id })
    await aMatter(town, routedTo(road.id, -1))
    expect(await remindDue()).toBe(0)
  })

  test('where nobody works in the section, those who route are told', async () => {
    const reviewer = await staffOf('reviewer')
    await aMatter(town, routedTo(road.id, 1))
    expect(await remindDue()).toBe(1)
    expect(await mailsTo(reviewer.email)).toBe(1)
  })
})

describe('after the day', () => {
  test('the section is told of all together, once a day, and again on the next', async () => {
    const staff = await staffOf('section_staff', road.id)
    await aMatter(town, { ...routedTo(road.id, -4), title: '古いほう' })
    await aMatter(town, { ...routedTo(road.id, -1), title: '新しいほう' })
    await aMatter(town, routedTo(road.id, 0))
    expect(await tellOverdue()).toBe(2)
    expect(await tellOverdue()).toBe(0)
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: staff.email } })
    expect(mail.text.indexOf('古いほう (4)')).toBeGreaterThan(0)
    expect(mail.text.indexOf('新しいほう (1)')).toBeGreaterThan(mail.text.indexOf('古いほう (4)'))
    expect(await mailsTo(staff.email)).toBe(1)
    travel({ days: 1 })
    expect(await tellOverdue()).toBe(3)
    expect(await mailsTo(staff.email)).toBe(2)
  })

  test('nobody is told on a day off', async () => {
    await staffOf('section_staff', road.id)
    await aMatter(town, routedTo(road.id, -1))
    let ahead = 1
    while (!isDayOff(addDays(today(), ahead), isHoliday)) ahead++
    travel({ days: ahead })
    expect(await tellOverdue()).toBe(0)
  })

  test('nobody there to tell: the day is not noted, and whoever comes is told', async () => {
    await aMatter(town, routedTo(road.id, -1))
    expect(await tellOverdue()).toBe(0)
    const staff = await staffOf('section_staff', road.id)
    expect(await tellOverdue()).toBe(1)
    expect(await mailsTo(staff.email)).toBe(1)
  })
})

describe('the week’s list', () => {
  test('goes to those who route, with what waits; not to sections, and not when nothing waits', async () => {
    const [reviewer, staff] = [await staffOf('reviewer'), await staffOf('section_staff', road.id)]
    expect(await sendWeeklyList()).toBe(0)
    await aMatter(town, routedTo(road.id, -2))
    await aMatter(town, { receivedAt: new Date(Date.now() - 5 * 86_400_000) })
    await aMatter(town)
    expect(await sendWeeklyList()).toBe(1)
    const mail = await db.mail.findFirstOrThrow({ where: { recipient: reviewer.email } })
    expect(mail.text).toContain('担当課へ回す日数を過ぎたもの: 1件')
    expect(mail.text).toContain('期限を過ぎた回答: 1件')
    expect(await mailsTo(staff.email)).toBe(0)
    expect(await sendWeeklyList()).toBe(0)
    travel({ days: 7 })
    // The first working day of the next week, whichever mornings were missed.
    for (let day = 0; day < 12 && isDayOff(today(), isHoliday); day++) travel({ days: 1 })
    expect(await sendWeeklyList()).toBe(1)
    expect(await mailsTo(reviewer.email)).toBe(2)
  })
})

describe('settings', () => {
  test('are those of a new portal until they are set, by those who route, and by one at a time', async () => {
    const [reviewer, staff] = [await staffOf('reviewer'), await staffOf('section_staff', road.id)]
    const form = { directAllowed: false, routeDays: 2, answerDays: 10, version: 0 }
    await expect(setExchange(staff.actor, form)).rejects.toThrow(NotAllowed)
    expect((await exchangeSettings()).answerDays).toBe(14)
    await setExchange(reviewer.actor, form)
    await expect(setExchange(reviewer.actor, form)).rejects.toThrow(Stale)
    expect(await exchangeSettings()).toEqual({ ...form, version: 1 })
  })
})

describe('figures', () => {
  test('count in time and late by the month of the answer, and never what was joined or refused', async () => {
    const { actor } = await staffOf('section_staff', road.id)
    const at = new Date()
    const answered = (due: number) => ({
      ...routedTo(road.id, due),
      state: 'answered' as const,
      answeredAt: at,
    })
    await aMatter(town, answered(0))
    await aMatter(town, answered(-1))
    const first = await aMatter(town, answered(3))
    await aMatter(town, { ...answered(3), joinedToId: first.id })
    await aMatter(town, { state: 'refused' })
    await aMatter(town, routedTo(road.id, -1))
    const { months, sections, totals } = await cityFigures(actor)
    expect(months).toHaveLength(12)
    expect(months.at(-1)).toMatchObject({ month: today().slice(0, 7), answered: 3, inTime: 2 })
    expect(sections).toMatchObject([{ name: '道路課', waiting: 1, overdue: 1, answered: 3, inTime: 2 }])
    expect(totals).toMatchObject({ answered: 3, inTime: 2, overdue: 1, changed: 0 })
    const file = await figuresFile(actor, translator('ja'))
    expect(file.split('\r\n')[1]).toBe('道路課,1,1,1,3,2,0')
    await expect(cityFigures((await staffOf('coordinator')).actor)).rejects.toThrow(NotAllowed)
  })

  test('of a matter that was thought over again wait for the new answer', async () => {
    const { actor } = await staffOf('reviewer')
    await aMatter(town, { ...routedTo(road.id, 5), answeredAt: null })
    expect((await cityFigures(actor)).totals).toMatchObject({ answered: 0, overdue: 0 })
  })
})
