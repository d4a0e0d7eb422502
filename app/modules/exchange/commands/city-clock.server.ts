/** The clock of the city's answers: whoever has something to do is told before the day, and again once it is over. */

import { staffWith } from '~/modules/accounts/queries/holders.server'
import { isHoliday } from '~/modules/aeds/rules'
import { JOB, record } from '~/modules/audit/commands.server'
import { peopleOfSection } from '~/modules/sections/queries.server'
import { addDays, type Day, dateToDay, dayOf, daysBetween, dayToDate, formatDay, now } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { exchangeSettings } from '../queries/settings.server'
import { isDayOff, SOON_DAYS } from '../rules'
import { tellSection } from '../staff-mails.server'

/** So many are named in a mail; the desk shows the others. */
const NAMED = 10

const waitsForAnswer = { state: 'routed' as const, joinedToId: null }

/**
 * Tells a section, once, of each answer that is due within three days.
 * @returns of how many was told
 */
export async function remindDue(): Promise<number> {
  const today = dayOf(now())
  const where = {
    ...waitsForAnswer,
    dueToldAt: null,
    dueOn: { gte: dayToDate(today), lte: dayToDate(addDays(today, SOON_DAYS)) },
  }
  const due = await db.matter.findMany({
    where,
    orderBy: { id: 'asc' },
    select: { id: true, title: true, sectionId: true, ownerId: true, dueOn: true },
  })
  let told = 0
  for (const matter of due) {
    told += await transaction(async (tx) => {
      // Answered, given to another section or told of meanwhile: nothing is sent.
      const { count } = await tx.matter.updateMany({
        where: { ...where, id: matter.id, sectionId: matter.sectionId },
        data: { dueToldAt: now() },
      })
      if (count === 0 || matter.sectionId === null || matter.dueOn === null) return 0
      const about = { ...matter, sectionId: matter.sectionId, dueOn: dateToDay(matter.dueOn) }
      await tellSection(tx, about, 'due_soon', { user: null, today })
      return 1
    })
  }
  return told
}

type Late = { id: number; title: string; sectionId: number | null; dueOn: Date | null }

/** One line for each, the longest overdue first; in Japanese and in every other language the same. */
const lines = (late: readonly Late[], today: Day): string =>
  late
    .slice(0, NAMED)
    .map(
      ({ id, title, dueOn }) => `- No.${id} ${title} (${dueOn ? daysBetween(dateToDay(dueOn), today) : 0})`,
    )
    .join('\n')

/**
 * Tells each section, once a working day, of all its answers that are overdue.
 * @returns of how many was told
 */
export async function tellOverdue(): Promise<number> {
  const today = dayOf(now())
  if (isDayOff(today, isHoliday)) return 0
  const where = {
    ...waitsForAnswer,
    dueOn: { lt: dayToDate(today) },
    OR: [{ overdueToldOn: null }, { overdueToldOn: { lt: dayToDate(today) } }],
  }
  const late = await db.matter.findMany({
    where,
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    select: { id: true, title: true, sectionId: true, dueOn: true },
  })
  const bySection = new Map<number, Late[]>()
  for (const matter of late) {
    if (matter.sectionId === null) continue
    bySection.set(matter.sectionId, [...(bySection.get(matter.sectionId) ?? []), matter])
  }
  let told = 0
  for (const [sectionId, matters] of bySection) {
    told += await transaction((tx) => tellSectionLate(tx, sectionId, matters, where, today))
  }
  return told
}

async function tellSectionLate(
  tx: Tx,
  sectionId: number,
  matters: readonly Late[],
  where: object,
  today: Day,
) {
  const people = await peopleOfSection(tx, sectionId, today)
  const receivers = people.length > 0 ? people : await staffWith(tx, 'matter.route', today)
  // Nobody could be told: the day is not noted, and whoever comes tomorrow is.
  if (receivers.length === 0) return 0
  const { count } = await tx.matter.updateMany({
    where: { AND: [where, { id: { in: matters.map(({ id }) => id) }, sectionId }] },
    data: { overdueToldOn: dayToDate(today) },
  })
  if (count === 0) return 0
  for (const person of receivers) {
    await writeMail(tx, person, 'overdue', () => ({
      count,
      list: lines(matters, today),
      url: portalUrl('/desk/exchange?queue=overdue'),
    }))
  }
  return count
}

/**
 * Sends the civic activity section the week's list: what waits to be received and routed, and which answers are overdue.
 * It goes on the first working day of the week on which something waits, and on the next when that morning was missed;
 * the trail says that it went.
 * @returns how many were written to
 */
export async function sendWeeklyList(): Promise<number> {
  const today = dayOf(now())
  if (isDayOff(today, isHoliday)) return 0
  const { routeDays } = await exchangeSettings()
  const notLater = new Date(now().getTime() - routeDays * 86_400_000)
  const [waiting, unrouted, late] = await Promise.all([
    db.matter.count({
      where: {
        state: 'waiting',
        NOT: { OR: [{ channel: 'through_association' }, { authorId: null, provenAt: null }] },
      },
    }),
    db.matter.count({ where: { state: 'received', joinedToId: null, receivedAt: { lt: notLater } } }),
    db.matter.findMany({
      where: { ...waitsForAnswer, dueOn: { lt: dayToDate(today) } },
      orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
      select: { id: true, title: true, sectionId: true, dueOn: true },
    }),
  ])
  if (waiting + unrouted + late.length === 0) return 0
  const week = addDays(today, -((dayToDate(today).getUTCDay() + 6) % 7))
  return transaction(async (tx) => {
    // Held: two mornings at once send it once.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('matter.list_sent'))`
    const sent = { action: 'matter.list_sent', subjectType: 'portal', subjectId: week }
    if ((await tx.auditEntry.count({ where: sent })) > 0) return 0
    const receivers = await staffWith(tx, 'matter.route', today)
    // Nobody could be told: whoever comes tomorrow is.
    if (receivers.length === 0) return 0
    await record(tx, JOB, { ...sent, after: { waiting, unrouted, late: late.length } })
    for (const person of receivers) {
      await writeMail(tx, person, 'weekly', (_t, language) => ({
        day: formatDay(today, language),
        waiting,
        unrouted,
        late: late.length,
        list: lines(late, today),
        url: portalUrl('/desk/exchange'),
      }))
    }
    return receivers.length
  })
}
