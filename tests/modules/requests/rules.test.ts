/** 依頼の見える化: the sums add up, and what is proposed to be asked together fits. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Actor, guest } from '~/modules/accounts/rules'
import { type Candidate, NEAR_DAYS, proposeBundles, similarity, triples } from '~/modules/requests/bundles'
import {
  boundsOf,
  byMonth,
  type Group,
  hours,
  mayOpen,
  monthsOf,
  reachedBy,
  shownVisibilities,
  summarise,
  yearAsked,
} from '~/modules/requests/rules'
import { addDays, daysBetween } from '~/platform/clock'
import { csv } from '~/platform/csv'

const YEAR = 2026
const categories = ['waste', 'event', 'welfare', 'other']

describe('a fiscal year', () => {
  test('has its months from April to March', () => {
    expect(monthsOf(2026)).toHaveLength(12)
    expect(monthsOf(2026).at(0)).toBe('2026-04')
    expect(monthsOf(2026).at(8)).toBe('2026-12')
    expect(monthsOf(2026).at(-1)).toBe('2027-03')
    expect(boundsOf(2026)).toEqual({ from: '2026-04-01', until: '2027-04-01' })
  })

  test('is this one unless another is asked for', () => {
    expect(yearAsked(undefined, '2027-03-31')).toBe(2026)
    expect(yearAsked('2024', '2027-03-31')).toBe(2024)
    for (const odd of ['x', '1e3', '99999', '1999', '2101', '2026.5', ' 2025'])
      expect(yearAsked(odd, '2027-03-31')).toBe(2026)
  })
})

describe('the sums', () => {
  const group = fc.record({
    audienceId: fc.integer({ min: 1, max: 6 }),
    senderId: fc.integer({ min: 1, max: 3 }),
    category: fc.constantFrom(...categories),
    month: fc.constantFrom(...monthsOf(YEAR)),
    requests: fc.integer({ min: 1, max: 50 }),
    minutes: fc.integer({ min: 1, max: 100_000 }),
  })
  const reach = fc
    .array(fc.record({ nodes: fc.integer({ min: 1, max: 10_000 }), itself: fc.boolean() }), {
      minLength: 6,
      maxLength: 6,
    })
    .map((all) => new Map(all.map((one, index) => [index + 1, one])))

  test('of months, of senders and of categories each equal the total', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 60 }), reach, (groups, reached) => {
        const {
          total,
          months,
          senders,
          categories: sorts,
        } = summarise(
          YEAR,
          groups.map((g): Group => ({ ...g, sender: `${g.senderId}` })),
          reached,
        )
        for (const part of [months, senders, sorts]) {
          for (const key of ['requests', 'asked', 'minutes'] as const)
            expect(part.reduce((sum, one) => sum + one[key], 0)).toBe(total[key])
        }
        expect(months).toHaveLength(12)
      }),
    )
  })

  test('count a request to the whole city once for each association', () => {
    const known = new Map([
      [1, { nodes: 440, itself: false }],
      [2, { nodes: 10, itself: true }],
    ])
    const one = { sender: '市', category: 'waste', month: '2026-05', requests: 1, minutes: 90 }
    const { total } = summarise(YEAR, [{ ...one, audienceId: 1, senderId: 1 }], known)
    expect(total).toEqual({ requests: 1, asked: 440, minutes: 440 * 90 })
  })

  test('do not count a council as asked by itself, nor what is due in another year', () => {
    const known = new Map([[2, { nodes: 10, itself: true }]])
    expect(reachedBy({ audienceId: 2, senderId: 2 }, known)).toBe(9)
    expect(reachedBy({ audienceId: 2, senderId: 1 }, known)).toBe(10)
    expect(reachedBy({ audienceId: 99, senderId: 1 }, known)).toBe(0)
    const late = { sender: '', category: 'x', month: '2027-04', requests: 1, minutes: 1 }
    expect(summarise(YEAR, [{ ...late, audienceId: 2, senderId: 1 }], known).total.requests).toBe(0)
  })

  test('of the months of one association equal all that is due in the year', () => {
    const request = fc.record({
      dueOn: fc.integer({ min: 0, max: 364 }).map((days) => addDays(`${YEAR}-04-01`, days)),
      minutes: fc.integer({ min: 1, max: 60_000 }),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 80 }), (requests) => {
        const months = byMonth(YEAR, requests)
        expect(months.reduce((sum, month) => sum + month.requests, 0)).toBe(requests.length)
        expect(months.reduce((sum, month) => sum + month.minutes, 0)).toBe(
          requests.reduce((sum, one) => sum + one.minutes, 0),
        )
      }),
    )
  })

  test('are told in hours to a tenth', () => {
    expect([0, 3, 30, 90, 100, 600].map(hours)).toEqual([0, 0.1, 0.5, 1.5, 1.7, 10])
  })
})

describe('words', () => {
  const officer = (path: string): Actor => ({
    ...guest('2026-05-01'),
    cityPath: '/1/',
    seats: [{ post: 'chair', associationId: 1, path }],
  })
  const staff = (role: 'reviewer' | 'coordinator'): Actor => ({
    ...guest('2026-05-01'),
    cityPath: '/1/',
    staff: [role],
  })
  const member: Actor = { ...guest('2026-05-01'), memberships: [{ associationId: 3, path: '/1/2/3/' }] }

  test('are shown to those whom they concern', () => {
    const all = ['public', 'members', 'officers']
    expect(shownVisibilities(guest('2026-05-01'), '/1/2/3/')).toEqual(['public'])
    expect(shownVisibilities(member, '/1/2/3/')).toEqual(['public', 'members'])
    expect(shownVisibilities(member, '/1/2/30/')).toEqual(['public'])
    expect(shownVisibilities(officer('/1/2/3/'), '/1/2/3/')).toEqual(all)
    expect(shownVisibilities(officer('/1/2/'), '/1/2/3/')).toEqual(all)
    expect(shownVisibilities(officer('/1/2/3/9/'), '/1/2/3/')).toEqual(all)
    expect(shownVisibilities(officer('/1/2/30/'), '/1/2/3/')).toEqual(['public'])
    expect(shownVisibilities(officer('/1/2/3/'), null)).toEqual(['public'])
    expect(shownVisibilities(staff('reviewer'), null)).toEqual(all)
    expect(shownVisibilities(staff('coordinator'), null)).toEqual(['public'])
  })

  test('lead to a notice only where its page would open', () => {
    const standing = { state: 'published', audienceId: 2, senderPath: '/1/' }
    expect(mayOpen(guest('2026-05-01'), { ...standing, visibility: 'public' })).toBe(true)
    expect(mayOpen(guest('2026-05-01'), { ...standing, visibility: 'public', state: 'expired' })).toBe(false)
    expect(mayOpen(member, { ...standing, visibility: 'members' })).toBe(true)
    expect(mayOpen(member, { ...standing, visibility: 'officers' })).toBe(false)
    expect(mayOpen(officer('/1/2/3/'), { ...standing, visibility: 'officers' })).toBe(true)
    expect(mayOpen(officer('/1/20/3/'), { ...standing, visibility: 'officers' })).toBe(false)
    expect(mayOpen(staff('reviewer'), { ...standing, visibility: 'officers' })).toBe(true)
    expect(mayOpen(staff('coordinator'), { ...standing, visibility: 'officers' })).toBe(false)
  })
})

describe('what could be asked together', () => {
  let id = 0
  const request = (over: Partial<Candidate> = {}): Candidate => ({
    id: ++id,
    title: '',
    purpose: '',
    minutes: 60,
    dueOn: '2026-06-10',
    category: 'waste',
    sender: '市',
    audiencePath: '/1/',
    reached: 440,
    ...over,
  })
  const together = (...candidates: Candidate[]) => proposeBundles(candidates).map((b) => b.requests.length)

  test('reaches the same associations, is due soon after, and is alike in category or words', () => {
    expect(together(request(), request({ dueOn: '2026-07-01' }))).toEqual([2])
    expect(together(request(), request({ dueOn: '2026-07-02' }))).toEqual([])
    expect(together(request({ audiencePath: '/1/2/' }), request({ audiencePath: '/1/20/' }))).toEqual([])
    expect(together(request(), request({ category: 'event' }))).toEqual([])
    expect(together(request({ category: 'other' }), request({ category: 'other' }))).toEqual([])
    const [bundle] = proposeBundles([
      request({ category: 'welfare', title: '敬老会の対象者名簿の提出のお願い' }),
      request({
        category: 'other',
        title: '敬老会対象者名簿の確認について',
        purpose: '名簿の提出',
        minutes: 30,
      }),
    ])
    expect(bundle).toMatchObject({ reasons: ['words'], days: 0, associations: 440, minutes: 90 })
  })

  test('concerns the associations that all of them reach', () => {
    const [bundle] = proposeBundles([
      request(),
      request({ audiencePath: '/1/2/', reached: 11, sender: '協議会' }),
    ])
    expect(bundle).toMatchObject({ associations: 11, minutes: 120, reasons: ['category'] })
  })

  test('is not made alike by what every request says, or by its year', () => {
    const likeness = (a: string, b: string) => similarity(triples(a), triples(b))
    expect(likeness('令和8年度 調査のお願いについて', '令和8年度 募金のお願いについて')).toBeLessThan(0.25)
    expect(likeness('令和8年度 会員名簿', '令和9年度 会員名簿')).toBe(1)
    expect(likeness('ごみ', 'ごみ')).toBe(0)
    expect(likeness('ﾎﾟｽﾀｰの掲示', 'ポスターの掲示')).toBe(1)
  })

  test('holds for any two of a group, whatever is asked; each request stands in one group at most', () => {
    const candidate = fc.record({
      title: fc.constantFrom('敬老会の名簿の提出', '清掃活動の報告書', '広報紙の配布', '防災訓練の参加者'),
      dueOn: fc.integer({ min: 0, max: 200 }).map((days) => addDays('2026-04-01', days)),
      category: fc.constantFrom(...categories),
      audiencePath: fc.constantFrom('/1/', '/1/2/', '/1/2/3/', '/1/20/'),
      minutes: fc.integer({ min: 1, max: 600 }),
      reached: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 40 }), (made) => {
        const bundles = proposeBundles(made.map((one) => request(one)))
        const ids = bundles.flatMap((bundle) => bundle.requests.map((one) => one.id))
        expect(new Set(ids).size).toBe(ids.length)
        for (const { requests, minutes, days, reasons } of bundles) {
          expect(requests.length).toBeGreaterThan(1)
          expect(reasons.length).toBeGreaterThan(0)
          expect(minutes).toBe(requests.reduce((sum, one) => sum + one.minutes, 0))
          expect(days).toBeLessThanOrEqual(NEAR_DAYS)
          for (const a of requests)
            for (const b of requests) {
              expect(Math.abs(daysBetween(a.dueOn, b.dueOn))).toBeLessThanOrEqual(NEAR_DAYS)
              expect(
                a.audiencePath.startsWith(b.audiencePath) || b.audiencePath.startsWith(a.audiencePath),
              ).toBe(true)
            }
        }
      }),
    )
  })
})

test('a file for a spreadsheet has its mark, its quotes, and no formula', () => {
  expect(
    csv([
      ['団体', '時間'],
      ['一丁目, "北"', 1.5],
      ['=HYPERLINK("x")', -1],
      ['@x', 0],
    ]),
  ).toBe('\ufeff団体,時間\r\n"一丁目, ""北""",1.5\r\n"\'=HYPERLINK(""x"")",-1\r\n\'@x,0\r\n')
})
