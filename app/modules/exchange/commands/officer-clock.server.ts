/** The clock of what residents ask through their association: it must not lie there for ever. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { addDays, dayOf, dayToDate, instantOfLocal, now } from '~/platform/clock'
import { db, type Prisma, transaction } from '~/platform/db.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { exchangeSettings } from '../queries/settings.server'
import { DIRECT_OFFERED_DAYS, OFFICERS_REMINDED_DAYS } from '../rules'

/** Asked so many days ago or longer: what a morning has missed is done on the next. */
const left = (days: number): Prisma.MatterWhereInput => ({
  state: 'waiting',
  channel: 'through_association',
  createdAt: { lt: instantOfLocal(`${addDays(dayOf(now()), 1 - days)}T00:00`) ?? now() },
})

/**
 * Reminds the officers of an association, once, of each question that has waited for them for a week. Where nobody is in
 * office it is noted on the day on which somebody is.
 * @returns of how many was told
 */
export async function remindOfficers(): Promise<number> {
  const today = dayOf(now())
  const where = { ...left(OFFICERS_REMINDED_DAYS), dueToldAt: null }
  const waiting = await db.matter.findMany({
    where,
    orderBy: { id: 'asc' },
    select: {
      id: true,
      title: true,
      association: { select: { id: true, kind: true, slug: true, name: true } },
    },
  })
  let told = 0
  for (const { id, title, association } of waiting) {
    if (!association) continue
    told += await transaction(async (tx) => {
      const officers = await holdersOf(tx, 'matter.ask', association, today)
      if (officers.length === 0) return 0
      const { count } = await tx.matter.updateMany({ where: { ...where, id }, data: { dueToldAt: now() } })
      if (count === 0) return 0
      for (const officer of officers)
        await writeMail(tx, officer, 'officer_reminder', () => ({
          title,
          association: association.name,
          days: OFFICERS_REMINDED_DAYS,
          url: portalUrl(`/associations/${association.slug}/exchange`),
        }))
      return 1
    })
  }
  return told
}

/**
 * Offers the direct way, once, to whoever has waited for their officers for two weeks; where the city takes nothing
 * directly nothing is offered, until it does.
 * @returns to how many it was offered
 */
export async function offerDirect(): Promise<number> {
  if (!(await exchangeSettings()).directAllowed) return 0
  const where = { ...left(DIRECT_OFFERED_DAYS), overdueToldOn: null, authorId: { not: null } }
  const waiting = await db.matter.findMany({
    where,
    orderBy: { id: 'asc' },
    select: {
      id: true,
      title: true,
      association: { select: { name: true } },
      author: { select: { email: true, language: true } },
    },
  })
  let told = 0
  for (const { id, title, association, author } of waiting) {
    if (!author) continue
    told += await transaction(async (tx) => {
      const { count } = await tx.matter.updateMany({
        where: { ...where, id },
        data: { overdueToldOn: dayToDate(dayOf(now())) },
      })
      if (count === 0) return 0
      await writeMail(tx, author, 'direct_offered', () => ({
        title,
        association: association?.name ?? '',
        days: DIRECT_OFFERED_DAYS,
        url: portalUrl(`/exchange/${id}`),
      }))
      return 1
    })
  }
  return told
}
