/** 世帯 of the first association's groups, invented, and how far they have confirmed one of its notices. */
import { addDays, dayOf, dayToDate, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import type { ConfirmationChannel, HouseholdDelivery } from '../generated/enums'
import { FIRST } from './associations'
import { type Accounts, inventPerson } from './people'
import { makeRandom } from './random'

type Known = {
  ids: ReadonlyMap<string, number>
  accounts: Accounts
}

/** Groups that keep a register; the other two go by the tally of their sheet, or have told nothing yet. */
const REGISTERED = [1, 3, 4, 5] as const
const TALLIED = 2
const A_GROUP = 15

/** Who of the demonstration accounts is the head of the first household of a group. */
const heads: Partial<Record<number, 'chair' | 'resident' | 'secretary'>> = {
  1: 'chair',
  3: 'resident',
  4: 'secretary',
}

/** Some take notices on the screen, most on paper, a few not at all. */
const ways: readonly HouseholdDelivery[] = [
  'mail',
  'paper',
  'paper',
  'push',
  'paper',
  'mail',
  'paper',
  'paper',
  'none',
  'paper',
  'mail',
  'paper',
  'push',
  'paper',
  'paper',
]

const groupSlug = (number: number) => `${FIRST}-group-${number}`

/** Writes the register, and openings, confirmations and a tally for the association's newest notice to all. */
export async function createHouseholds(tx: Tx, known: Known): Promise<void> {
  const random = makeRandom(20_261)
  const id = (slug: string) => {
    const found = known.ids.get(slug)
    if (found === undefined) throw new Error(`The demonstration city has no ${slug}`)
    return found
  }
  const today = dayOf(now())
  const households = REGISTERED.flatMap((group) => {
    const head = heads[group]
    const names = new Set<string>(head ? [known.accounts[head].familyName] : [])
    while (names.size < A_GROUP) {
      const { familyName, givenName } = inventPerson(random, '')
      names.add(names.has(familyName) ? `${familyName}(${givenName})` : familyName)
    }
    return [...names].map((name, index) => ({
      associationId: id(groupSlug(group)),
      name,
      position: (index + 1) * 10,
      delivery: ways[index] ?? 'paper',
      // One family has moved, and one does not want to be listed.
      movedOutOn: group === 1 && index === 8 ? dayToDate(addDays(today, -20)) : null,
      consentText: index % 3 === 0 || (group === 5 && index === 4) ? '2026-1' : null,
      consentedAt: index % 3 === 0 || (group === 5 && index === 4) ? at(today, -40) : null,
      consentWithdrawnAt: group === 5 && index === 4 ? at(today, -5) : null,
    }))
  })
  const made = await tx.household.createManyAndReturn({
    data: households,
    select: {
      id: true,
      associationId: true,
      position: true,
      delivery: true,
      movedOutOn: true,
      consentWithdrawnAt: true,
    },
  })
  const neighbours = await tx.user.findMany({
    where: { email: { startsWith: 'member-' } },
    orderBy: { email: 'asc' },
    select: { id: true },
  })
  const onScreen = made.filter(({ delivery }) => delivery === 'mail' || delivery === 'push')
  const firsts = REGISTERED.flatMap((group) => {
    const head = heads[group]
    const household = made.find((one) => one.associationId === id(groupSlug(group)) && one.position === 10)
    return head && household ? [{ householdId: household.id, userId: known.accounts[head].id }] : []
  })
  const others = onScreen.filter((one) => !firsts.some(({ householdId }) => householdId === one.id))
  const joined = [
    ...firsts,
    ...others.slice(0, 14).flatMap(({ id: householdId }, index) => {
      const person = neighbours[index]
      return person ? [{ householdId, userId: person.id }] : []
    }),
  ]
  await tx.householdMember.createMany({
    data: joined.map((tie) => ({ ...tie, role: 'head' as const, joinedAt: at(today, -35) })),
  })
  const residents = firsts.find(({ userId }) => userId === known.accounts.resident.id)
  if (residents) {
    await tx.householdMember.create({
      data: {
        householdId: residents.householdId,
        role: 'dependant',
        name: '森田 ひなた',
        joinedAt: at(today, -35),
      },
    })
  }
  await confirmNewest(tx, {
    associationId: id(FIRST),
    tallied: id(groupSlug(TALLIED)),
    today,
    secretary: known.accounts.secretary.id,
    // The resident's own household is left to be confirmed by whoever tries the portal.
    households: made.filter(
      (one) =>
        one.movedOutOn === null && one.consentWithdrawnAt === null && one.id !== residents?.householdId,
    ),
    joined: new Map(joined.map(({ householdId, userId }) => [householdId, userId])),
  })
}

const at = (day: string, days: number): Date => new Date(`${addDays(day, days)}T10:30:00+09:00`)

type Confirming = {
  associationId: number
  tallied: number
  today: string
  secretary: string
  households: readonly { id: number; delivery: HouseholdDelivery }[]
  joined: ReadonlyMap<number, string>
}

async function confirmNewest(tx: Tx, known: Confirming): Promise<void> {
  const { associationId, today, households, joined } = known
  const notice = await tx.notice.findFirst({
    where: {
      associationId,
      audienceId: associationId,
      state: 'published',
      visibility: 'public',
      eventAsks: 'nothing',
      OR: [{ confirmBy: { not: null } }, { correctedAt: null }],
    },
    orderBy: [{ confirmBy: { sort: 'asc', nulls: 'last' } }, { publishedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, confirmBy: true, publishedAt: true },
  })
  if (!notice?.publishedAt) return
  const noticeId = notice.id
  if (!notice.confirmBy) {
    await tx.notice.update({
      where: { id: noticeId },
      data: { confirmBy: dayToDate(addDays(today, 7)), remindDays: [3, 1] },
      select: { id: true },
    })
  }
  const seen = new Date(Math.min(now().getTime(), notice.publishedAt.getTime() + 3 * 3600_000))
  const opened = households.filter(({ id }) => joined.has(id))
  await tx.noticeOpening.createMany({
    data: opened.map(({ id }) => ({ noticeId, householdId: id, openedAt: seen })),
  })
  const paper: readonly ConfirmationChannel[] = [
    'paper',
    'paper',
    'telephone',
    'paper',
    'visit',
    'paper',
    'proxy',
  ]
  const entered = households.filter(({ id }) => !joined.has(id)).filter((_, index) => index % 5 < 3)
  await tx.confirmation.createMany({
    data: [
      // Most who opened it have confirmed; some have not.
      ...opened
        .filter((_, index) => index % 4 !== 3)
        .map(({ id }) => ({
          noticeId,
          householdId: id,
          channel: 'screen' as const,
          confirmedAt: seen,
          confirmedById: joined.get(id) ?? null,
        })),
      ...entered.map(({ id }, index) => {
        const channel = paper[index % paper.length] ?? 'paper'
        return {
          noticeId,
          householdId: id,
          channel,
          confirmedAt: seen,
          enteredById: known.secretary,
          proxyName: channel === 'proxy' ? '隣の班長' : null,
        }
      }),
    ],
  })
  const { memberHouseholds } = await tx.association.findUniqueOrThrow({
    where: { id: known.tallied },
    select: { memberHouseholds: true },
  })
  const all = memberHouseholds ?? 12
  await tx.paperTally.create({
    data: {
      noticeId,
      associationId: known.tallied,
      households: all,
      signed: Math.round(all * 0.7),
      enteredById: known.secretary,
      enteredAt: seen,
    },
    select: { id: true },
  })
}
