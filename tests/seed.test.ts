/** The demonstration city: what was promised of it, and that it is the same at every filling. */
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyPassword } from '~/modules/accounts/passwords.server'
import { alwaysOpen } from '~/modules/aeds/rules'
import { hoursOf } from '~/modules/aeds/schema'
import { applicationStates } from '~/modules/applications/rules'
import { readArea } from '~/modules/associations/area'
import { townsFor } from '~/modules/associations/search.server'
import { hallPins, shelterPins } from '~/modules/halls/queries/pins.server'
import { seismicRecord } from '~/modules/halls/queries/record.server'
import { type HallState, hallStates, stateOf } from '~/modules/halls/rules'
import { addDays, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { renderMarkdown } from '~/platform/markdown'
import { seedDemonstration } from '../prisma/seed'
import { planAeds } from '../prisma/seed/aed-plan'
import { FIRST, FIRST_COUNCIL, OTHER, planAssociations } from '../prisma/seed/associations'
import { type Point, type Ring, simplify } from '../prisma/seed/geometry'
import { HALLS, planHalls } from '../prisma/seed/halls'
import { readBoundary, readDistricts, readTowns } from '../prisma/seed/places'
import { makeRandom } from '../prisma/seed/random'
import { resetDatabase } from './setup/database'

const today = dayOf(now())
const year = fiscalYear(today)

let tookMs = 0
beforeAll(async () => {
  await resetDatabase()
  const started = Date.now()
  expect(await seedDemonstration()).toBe(true)
  tookMs = Date.now() - started
})

describe('the filling', () => {
  test('is quick, and done once', async () => {
    expect(tookMs).toBeLessThan(30_000)
    const before = await db.association.count()
    expect(await Promise.all([seedDemonstration(), seedDemonstration()])).toEqual([false, false])
    expect(await db.association.count()).toBe(before)
  })

  test('plans the same associations at every time', () => {
    const plan = () => {
      const districts = readDistricts()
      return planAssociations(districts, readTowns(districts), readBoundary())
    }
    expect(plan()).toEqual(plan())
    const random = makeRandom(1)
    expect([random.between(1, 6), random.between(1, 6), random.between(1, 6)]).toEqual([4, 1, 4])
  })
})

describe('the city', () => {
  test('has all 44 districts with a council each, all 395 towns, and plenty of associations', async () => {
    expect(await db.district.count()).toBe(44)
    expect(await db.town.count()).toBe(395)
    expect(await db.town.count({ where: { districtId: null } })).toBe(0)
    const councils = await db.association.findMany({
      where: { kind: 'council' },
      select: { districtId: true },
    })
    expect(new Set(councils.map((c) => c.districtId)).size).toBe(44)
    expect(councils).toHaveLength(44)
    expect(await db.association.count({ where: { kind: 'neighbourhood' } })).toBeGreaterThanOrEqual(120)
    expect(await db.association.count({ where: { kind: 'group' } })).toBeGreaterThan(20)
    const without = await db.association.count({ where: { kind: 'council', children: { none: {} } } })
    expect(without).toBe(0)
  })

  test('has associations of plausible sizes and shares, with method and date', async () => {
    const rows = await db.association.findMany({
      where: { kind: 'neighbourhood', households: { not: null } },
      select: { households: true, memberHouseholds: true, householdsMethod: true },
    })
    const sizes = rows.map((row) => row.households ?? 0)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(40)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1200)
    const share = rows.reduce((sum, r) => sum + (r.memberHouseholds ?? 0), 0) / sizes.reduce((a, b) => a + b)
    expect(share).toBeGreaterThan(0.55)
    expect(share).toBeLessThan(0.68)
    expect(new Set(rows.map((row) => row.householdsMethod)).size).toBeGreaterThan(1)
    expect(await db.association.count({ where: { legalPersonalitySince: { not: null } } })).toBeGreaterThan(
      20,
    )
  })

  test('names nobody’s real website or mailbox', async () => {
    const rows = await db.association.findMany({
      select: { website: true, contactEmail: true, contactPhone: true },
    })
    for (const { website, contactEmail, contactPhone } of rows) {
      if (website) expect(new URL(website).hostname).toMatch(/\.example\.jp$/)
      if (contactEmail) expect(contactEmail).toMatch(/@contact\.example$/)
      if (contactPhone) expect(contactPhone).toMatch(/^072-000-\d{4}$/)
    }
    const foreign = await db.user.count({ where: { NOT: { email: { endsWith: '@demo.example' } } } })
    expect(foreign).toBe(0)
  })

  test('has areas that are areas, within the city, and side by side', async () => {
    const rows = await db.$queryRaw<{ slug: string; area: { coordinates: Ring[] } }[]>`
      SELECT slug, area FROM associations WHERE kind = 'neighbourhood' AND area IS NOT NULL`
    expect(rows.length).toBeGreaterThan(100)
    const [west, east, south, north] = [135.59, 135.76, 34.76, 34.89]
    const owners = new Map<string, string>()
    for (const { slug, area } of rows) {
      expect(readArea(JSON.stringify(area))).toEqual({ area })
      const ring = area.coordinates[0] as Ring
      for (const [x, y] of ring) expect(x > west && x < east && y > south && y < north).toBe(true)
      // An edge belongs to one association in each direction: no two lie on one another.
      for (let i = 0; i + 1 < ring.length; i++) {
        const edge = `${ring[i]}>${ring[i + 1]}`
        expect(owners.get(edge) ?? slug).toBe(slug)
        owners.set(edge, slug)
      }
    }
  })

  test('answers for every town with a council, and for most with an association', async () => {
    const towns = await db.town.findMany({
      select: { name: true, _count: { select: { associations: true } } },
    })
    expect(towns.filter((t) => t._count.associations > 0).length).toBeGreaterThan(300)
    for (const { name } of towns.filter((_, i) => i % 40 === 0)) {
      const answer = await townsFor(name)
      expect(answer.towns.find((t) => t.name === name)?.council).not.toBeNull()
    }
  })
})

describe('the accounts', () => {
  const names = [
    'resident',
    'chair',
    'secretary',
    'auditor',
    'otherchair',
    'council',
    'reviewer',
    'approver',
    'section',
    'centre',
    'admin',
  ]

  test('are those that the README names, with their password', async () => {
    const users = await db.user.findMany({ where: { passwordHash: { not: null } } })
    expect(users.map((u) => u.email).sort()).toEqual(names.map((name) => `${name}@demo.example`).sort())
    for (const user of users) {
      expect(user.demonstration).toBe(true)
      expect(await verifyPassword(user.passwordHash, 'hirakata-demo')).toBe(true)
    }
  })

  test('hold the offices that the README names today', async () => {
    const terms = await db.term.findMany({
      where: {
        startsOn: { lte: dayToDate(today) },
        endsOn: { gte: dayToDate(today) },
        user: { passwordHash: { not: null } },
      },
      select: { post: true, user: { select: { email: true } }, association: { select: { slug: true } } },
    })
    expect(terms.map((t) => [t.user?.email.split('@')[0], t.post, t.association.slug]).sort()).toEqual([
      ['auditor', 'auditor', FIRST],
      ['chair', 'chair', FIRST],
      ['council', 'chair', FIRST_COUNCIL],
      ['otherchair', 'chair', OTHER],
      ['secretary', 'secretary', FIRST],
    ])
    const [first, other, council] = await Promise.all(
      [FIRST, OTHER, FIRST_COUNCIL].map((slug) => db.association.findUniqueOrThrow({ where: { slug } })),
    )
    expect(first?.parentId).toBe(council?.id)
    expect(other?.districtId).not.toBe(first?.districtId)
    const staff = await db.staffAppointment.findMany({
      select: { role: true, user: { select: { email: true } } },
    })
    expect(staff.map((s) => [s.user.email.split('@')[0], s.role]).sort()).toEqual([
      ['admin', 'administrator'],
      ['approver', 'approver'],
      ['centre', 'coordinator'],
      ['reviewer', 'reviewer'],
      ['section', 'section_staff'],
    ])
    const membership = await db.membership.findFirstOrThrow({
      where: { user: { email: 'resident@demo.example' }, association: { slug: FIRST } },
    })
    expect(membership.state).toBe('confirmed')
  })

  test('stand beside officers of every association for this fiscal year', async () => {
    const chairs = await db.term.count({
      where: {
        post: 'chair',
        startsOn: { lte: dayToDate(today) },
        endsOn: { gte: dayToDate(`${year + 1}-03-31`) },
      },
    })
    const associations = await db.association.count({ where: { kind: { in: ['council', 'neighbourhood'] } } })
    expect(chairs).toBe(associations)
    const runs = { startsOn: { lte: dayToDate(today) }, endsOn: { gte: dayToDate(today) } }
    const shown = await db.term.count({ where: { ...runs, nameShownSince: { not: null } } })
    expect(shown / (await db.term.count({ where: runs }))).toBeCloseTo(0.5, 1)
  })
})

describe('the notices', () => {
  test('are many, of all kinds and in every state', async () => {
    const notices = await db.notice.findMany({ include: { revisions: true } })
    expect(notices.length).toBeGreaterThanOrEqual(240)
    const distinct = (pick: (n: (typeof notices)[number]) => unknown) => new Set(notices.map(pick)).size
    expect(distinct((n) => n.category)).toBe(9)
    expect(distinct((n) => n.importance)).toBe(3)
    expect(distinct((n) => n.visibility)).toBe(3)
    expect(distinct((n) => n.state)).toBe(6)
    expect(distinct((n) => n.title)).toBeGreaterThan(70)
    expect(notices.filter((n) => n.correctedAt && n.revisions.length === 1)).toHaveLength(1)
    expect(notices.filter((n) => n.eventStartsAt && n.eventStartsAt > now()).length).toBeGreaterThan(10)
    expect(notices.filter((n) => n.publishedAt && n.publishedAt > now())).toEqual([])
  })

  test('leave no gap in their texts, and hold the page that their text makes', async () => {
    for (const notice of await db.notice.findMany()) {
      const text = `${notice.title}\n${notice.body}\n${notice.actionText}\n${notice.eventPlace}`
      expect(text).not.toMatch(/[{}]|\[\[|undefined|校区校区/)
      expect(notice.bodyHtml).toBe(renderMarkdown(notice.body))
      expect(notice.title.length).toBeLessThanOrEqual(100)
    }
  })
})

describe('the halls', () => {
  test('are 150, invented, the same at every time, and spread over all districts', async () => {
    const districts = readDistricts()
    const plan = () => planHalls(planAssociations(districts, readTowns(districts), readBoundary()))
    expect(plan()).toEqual(plan())
    const halls = await db.hall.findMany({ include: { associations: true, diagnoses: true, works: true } })
    expect(halls).toHaveLength(HALLS)
    expect(halls.every((hall) => hall.invented && hall.associations.length > 0)).toBe(true)
    expect(halls.some((hall) => hall.associations.length > 1)).toBe(true)
    expect(new Set(halls.map((hall) => hall.districtId)).size).toBe(44)
    expect(new Set(halls.map((hall) => hall.name)).size).toBeGreaterThan(140)
    const states = halls.map((hall) => stateOf(seismicRecord(hall)))
    const count = (state: HallState) => states.filter((found) => found === state).length
    for (const state of hallStates) expect(count(state), state).toBeGreaterThanOrEqual(4)
    expect(count('old_standard')).toBeGreaterThan(25)
    expect(halls.filter((hall) => hall.structure === 'wood').length).toBeGreaterThan(60)
    expect(new Set(halls.map((hall) => hall.completedPrecision)).size).toBe(4)
  })

  test('give the first association one of wood, of a year alone, with notes of its own', async () => {
    const [hall] = await db.hall.findMany({
      where: { associations: { some: { association: { slug: FIRST } } } },
      include: { diagnoses: true, works: true },
    })
    expect(hall).toMatchObject({ structure: 'wood', completedPrecision: 'year', diagnosisPublic: true })
    expect(hall?.privateNote).not.toBe('')
    expect(hall && stateOf(seismicRecord(hall))).toBe('to_retrofit')
  })

  test('stand beside the real shelters of the city', async () => {
    expect(await shelterPins()).toHaveLength(97)
    expect(await db.shelter.count({ where: { shelter: true } })).toBe(96)
    const pins = await hallPins()
    expect(pins).toHaveLength(HALLS)
    expect(pins.every((pin) => pin.districtId !== null)).toBe(true)
  })
})

describe('the AEDs', () => {
  const inBox = { gte: 34.76, lte: 34.89 }

  test('are about 300, all invented, and the same at every time', async () => {
    const towns = readTowns(readDistricts())
    expect(planAeds(towns, '2026-11-23')).toEqual(planAeds(towns, '2026-11-23'))
    expect(await db.aed.count()).toBe(300)
    expect(await db.aed.count({ where: { invented: false } })).toBe(0)
    const placed = await db.aed.count({ where: { latitude: inBox, longitude: { gte: 135.59, lte: 135.76 } } })
    const placeless = await db.aed.count({ where: { latitude: null } })
    expect(placeless).toBeGreaterThan(2)
    expect(placed + placeless).toBe(300)
    const named = await db.aed.findMany({ select: { name: true, address: true, phone: true } })
    for (const { address, phone } of named) {
      expect(address).toMatch(/枚方市/)
      expect(phone).toMatch(/^(072-000-\d{4})?$/)
    }
  })

  test('have hours that can be read, about half of them; the rest say so', async () => {
    const rows = await db.aed.findMany({ select: { hours: true, hoursText: true, daysText: true } })
    const read = rows.map((row) => hoursOf(row.hours))
    expect(rows.every((row, i) => row.hours === null || read[i] !== null)).toBe(true)
    const known = read.filter((hours) => hours !== null).length / rows.length
    expect(known).toBeGreaterThan(0.45)
    expect(known).toBeLessThan(0.65)
    expect(read.filter((hours) => alwaysOpen(hours)).length).toBeGreaterThan(30)
    expect(rows.filter((row) => row.hours === null && row.hoursText !== '').length).toBeGreaterThan(30)
    expect(rows.filter((row) => !row.hours && !row.hoursText && !row.daysText).length).toBeGreaterThan(30)
  })

  test('are kept by associations, the city and facilities, in every state', async () => {
    const first = await db.association.findUniqueOrThrow({ where: { slug: FIRST } })
    const city = await db.association.findUniqueOrThrow({ where: { slug: 'hirakata' } })
    expect(await db.aed.count({ where: { associationId: first.id } })).toBeGreaterThanOrEqual(3)
    expect(await db.aed.count({ where: { associationId: city.id } })).toBeGreaterThan(40)
    expect(await db.aed.count({ where: { associationId: null } })).toBeGreaterThan(150)
    expect(await db.aed.count({ where: { condition: 'out_of_service' } })).toBeGreaterThan(3)
    expect(await db.aed.count({ where: { condition: 'removed' } })).toBeGreaterThan(1)
    expect(await db.aed.count({ where: { childPads: null } })).toBeGreaterThan(30)
    expect(await db.aed.count({ where: { openReports: { gt: 0 } } })).toBeGreaterThan(3)
    const soon = { gte: dayToDate(today), lte: dayToDate(addDays(today, 90)) }
    expect(await db.aedPart.count({ where: { expiresOn: soon } })).toBeGreaterThan(20)
    expect(await db.aedCheck.count()).toBeGreaterThan(100)
    const own = await db.aedPart.count({ where: { expiresOn: soon, aed: { associationId: first.id } } })
    expect(own).toBeGreaterThan(1)
  })
})

test('thinning a line keeps it closed and near', () => {
  const circle: Point[] = Array.from({ length: 400 }, (_, i) => {
    const angle = (2 * Math.PI * (i % 399)) / 399
    return [135.65 + 0.05 * Math.cos(angle), 34.8 + 0.05 * Math.sin(angle)]
  })
  const thin = simplify(circle, 0.0005)
  expect(thin.length).toBeLessThan(60)
  expect(thin[0]).toEqual(thin.at(-1))
  for (const [x, y] of thin) expect(Math.hypot(x - 135.65, y - 34.8)).toBeCloseTo(0.05, 4)
})

describe('applications for subsidies', () => {
  test('stand in every state that this year can show, on budgets that reach', async () => {
    const found = await db.subsidyApplication.groupBy({ by: ['state'], _count: true })
    expect(found.map(({ state }) => state).sort()).toEqual([...applicationStates].sort())
    for (const budget of await db.subsidyBudget.findMany()) {
      expect(budget.decided + budget.finalised + budget.paid).toBeLessThanOrEqual(budget.appropriated)
    }
  })

  test('are signed after their decision, and paid what was fixed', async () => {
    const all = await db.subsidyApplication.findMany({
      select: {
        decidedOn: true,
        contractOn: true,
        startedOn: true,
        decidedAmount: true,
        finalAmount: true,
        paidAmount: true,
      },
    })
    for (const one of all) {
      if (one.contractOn) expect(one.contractOn >= (one.decidedOn ?? one.contractOn)).toBe(true)
      if (one.paidAmount > 0n) expect(one.paidAmount).toBe(one.finalAmount)
      expect((one.decidedAmount ?? 1n) > 0n).toBe(true)
    }
    expect(all.length).toBeGreaterThan(55)
  })

  test('have a trail that leads to where they are', async () => {
    const all = await db.subsidyApplication.findMany({
      select: { state: true, events: { select: { toState: true }, orderBy: { id: 'desc' }, take: 1 } },
    })
    for (const { state, events } of all) expect(events[0]?.toState ?? 'draft').toBe(state)
  })
})

describe('the surveys', () => {
  test('are one that runs with sums so far, one that is over with paper and a conclusion, and one with names', async () => {
    const surveys = await db.survey.findMany({
      orderBy: { id: 'asc' },
      select: {
        id: true,
        state: true,
        anonymous: true,
        conclusion: true,
        snapshot: { select: { answers: true } },
        _count: { select: { ballots: true, roll: true } },
      },
    })
    expect(surveys.map(({ state, anonymous }) => [state, anonymous])).toEqual([
      ['open', true],
      ['closed', true],
      ['open', false],
    ])
    for (const { _count } of surveys) expect(_count.ballots).toBe(_count.roll)
    const [city, lamps, help] = surveys
    expect([city?._count.ballots, city?.snapshot?.answers]).toEqual([180, 180])
    expect(lamps?.conclusion).not.toBe('')
    const onPaper = await db.surveyBallot.count({ where: { surveyId: lamps?.id, onPaper: true } })
    expect(onPaper).toBeGreaterThanOrEqual(5)
    expect((lamps?._count.ballots ?? 0) - onPaper).toBeGreaterThanOrEqual(5)
    expect(await db.surveyBallot.count({ where: { surveyId: help?.id, rollId: null } })).toBe(0)
    expect(await db.surveyTextReview.count({ where: { shown: true } })).toBeGreaterThan(3)
  })
})
