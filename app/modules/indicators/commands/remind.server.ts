/** 入力のお願い: whoever enters indicators is told of the months that are missing, once a month. */
import { JOB, record } from '~/modules/audit/commands.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { type Day, dayOf, dayToDate, fiscalYear } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { isMonth, type Month, missing, REMIND_FROM } from '../rules'

type Wanting = { id: number; name: string; months: Month[] }
type Keeper = { userId: string; email: string; language: string; indicators: Wanting[] }

/**
 * One mail a keeper, from the tenth of the month on: a figure of the month before needs some days to be known.
 * @returns how many were written to
 */
export async function remindKeepers(at: Date): Promise<number> {
  const today = dayOf(at)
  if (Number(today.slice(8)) < REMIND_FROM) return 0
  return transaction(async (tx) => {
    const keepers = await wanting(tx, today)
    for (const { userId, email, language, indicators } of keepers) {
      const t = translator(isLanguage(language) ? language : 'ja')
      await tx.indicatorKeeper.updateMany({
        where: { userId, indicatorId: { in: indicators.map(({ id }) => id) } },
        data: { remindedOn: dayToDate(today) },
      })
      const lines = indicators.map(({ name, months }) =>
        t('indicators.mail.remind.line', {
          name,
          months: months
            .map((month) => t(`indicators.month_name.${month}`))
            .join(t('indicators.mail.remind.and')),
        }),
      )
      await queueMail(tx, {
        recipient: email,
        subject: t('indicators.mail.remind.subject', { count: indicators.length }),
        text: t('indicators.mail.remind.text', {
          lines: lines.join('\n'),
          url: `${settings().PUBLIC_URL}/desk/indicators`,
          portal: t('portal.name'),
        }),
      })
      await record(tx, JOB, { action: 'indicator.reminded', subjectType: 'user', subjectId: userId })
    }
    return keepers.length
  })
}

/** Who has not entered a month that is over, of a year that is open, and has not been told of it in this month. */
async function wanting(tx: Tx, today: Day): Promise<Keeper[]> {
  const year = fiscalYear(today)
  const day = dayToDate(today)
  const found = await tx.indicatorKeeper.findMany({
    where: {
      OR: [{ remindedOn: null }, { remindedOn: { lt: dayToDate(`${today.slice(0, 8)}01`) } }],
      indicator: { closedOn: null, years: { some: { year: { in: [year - 1, year] }, closedAt: null } } },
      // Who has left the city is not asked any more.
      user: {
        staffRoles: {
          some: { startsOn: { lte: day }, OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
        },
      },
    },
    orderBy: [{ userId: 'asc' }, { indicator: { position: 'asc' } }],
    select: {
      user: { select: { id: true, email: true, language: true } },
      indicator: {
        select: {
          id: true,
          name: true,
          computed: true,
          years: {
            where: { year: { in: [year - 1, year] }, closedAt: null },
            orderBy: { year: 'asc' },
            select: { year: true, entries: { select: { month: true } } },
          },
        },
      },
    },
  })
  const byUser = new Map<string, Keeper>()
  for (const { user, indicator } of found) {
    const months = indicator.years.flatMap(({ year: of, entries }) =>
      // What the portal counts is entered by nobody, unless somebody has begun to.
      indicator.computed && entries.length === 0
        ? []
        : missing(of, entries.map(({ month }) => month).filter(isMonth), today),
    )
    if (months.length === 0) continue
    const keeper = byUser.get(user.id) ?? {
      userId: user.id,
      email: user.email,
      language: user.language,
      indicators: [],
    }
    keeper.indicators.push({ id: indicator.id, name: indicator.name, months })
    byUser.set(user.id, keeper)
  }
  return [...byUser.values()]
}
