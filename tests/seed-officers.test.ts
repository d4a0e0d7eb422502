/** The officers of the demonstration city: who is missing, who was there before, and who is prepared. */
import { beforeAll, describe, expect, test } from 'vitest'
import { seatView } from '~/modules/officers/rules'
import { dateToDay, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { seedDemonstration } from '../prisma/seed'
import { FIRST, OTHER } from '../prisma/seed/associations'
import { resetDatabase } from './setup/database'

const today = dayOf(now())
const year = fiscalYear(today)

beforeAll(async () => {
  await resetDatabase()
  expect(await seedDemonstration()).toBe(true)
}, 180_000)

describe('officers', () => {
  test('are missing in a third of the associations, in every way in which they can be', async () => {
    const seats = await db.officerSeat.findMany({
      where: { post: { association: { kind: { in: ['council', 'neighbourhood'] } } } },
      select: {
        post: { select: { post: true, association: { select: { slug: true } } } },
        terms: { select: { startsOn: true, endsOn: true, acting: true } },
      },
    })
    const views = seats.map(({ post, terms }) => {
      const days = terms.map((term) => ({
        ...term,
        startsOn: dateToDay(term.startsOn),
        endsOn: dateToDay(term.endsOn),
      }))
      const { state, freeFrom } = seatView(days, today)
      // Towards the end of the year every term ends soon; those that lack somebody do so before.
      const lacks = state === 'vacant' || state === 'acting' || freeFrom < `${year + 1}-03-31`
      return { ...post, state, lacks }
    })
    const lacking = new Set(views.filter(({ lacks }) => lacks).map(({ association }) => association.slug))
    const all = new Set(views.map(({ association }) => association.slug))
    expect(lacking.size / all.size).toBeGreaterThan(0.28)
    expect(lacking.size / all.size).toBeLessThan(0.4)
    expect(new Set(views.map(({ state }) => state)).size).toBeGreaterThanOrEqual(4)
    expect(views.filter(({ post, lacks }) => post === 'chair' && lacks)).toEqual([])
    expect(lacking.has(FIRST)).toBe(true)
    expect(lacking.has(OTHER)).toBe(false)
  })

  test('are known for three years back, with more and more vacancies, and prepared in some for the next', async () => {
    const rate = async (day: string) => {
      const seats = await db.officerSeat.count()
      const held = await db.term.count({
        where: { startsOn: { lte: dayToDate(day) }, endsOn: { gte: dayToDate(day) } },
      })
      return (seats - held) / seats
    }
    const rates = await Promise.all([year - 3, year - 2, year - 1].map((past) => rate(`${past}-05-01`)))
    expect(rates[0]).toBeGreaterThan(0.01)
    expect(rates[2]).toBeGreaterThan(rates[0] ?? 1)
    expect(rates[2]).toBeLessThan(0.3)
    const next = await db.term.count({ where: { startsOn: dayToDate(`${year + 1}-04-01`) } })
    expect(next).toBeGreaterThan(50)
    expect(await db.term.count({ where: { passedOnAt: null, startsOn: { lte: dayToDate(today) } } })).toBe(0)
  })
})
