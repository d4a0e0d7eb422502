/** What the clock does for 相談窓口: on the first of a month it asks the sections to look at what is over a year old. */
import { staffWith } from '~/modules/accounts/queries/holders.server'
import { queueMail } from '~/modules/notifications/commands.server'
import { peopleOfSection } from '~/modules/sections/queries.server'
import { addDays, type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { isLanguage } from '~/platform/i18n'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { CHECK_AFTER_DAYS, MOST_SERVICES } from './rules'

/** So many services are named in one mail; the rest is counted. */
const NAMED = 30

/**
 * Writes one mail to each person of a section whose public services were not looked at for a year; of what no section
 * looks after, to the civic activity section, which keeps all of them. A service is named
 * again each month until somebody has: a wrong number costs whoever had gathered the courage to call it.
 * @returns how many mails
 */
export async function remindServices(): Promise<number> {
  const today = dayOf(now())
  return transaction(async (tx) => {
    const due = await tx.helpService.findMany({
      where: {
        state: 'published',
        OR: [{ checkedOn: null }, { checkedOn: { lte: dayToDate(addDays(today, -CHECK_AFTER_DAYS)) } }],
      },
      orderBy: [{ sectionId: 'asc' }, { checkedOn: 'asc' }, { id: 'asc' }],
      take: MOST_SERVICES,
      select: {
        id: true,
        name: true,
        sectionId: true,
        section: { select: { endedAt: true } },
        checkedOn: true,
      },
    })
    let written = 0
    const keeperOf = await keepers(tx, due, today)
    for (const sectionId of new Set(keeperOf.values())) {
      const own = due.filter(({ id }) => keeperOf.get(id) === sectionId)
      const people =
        sectionId === null
          ? await staffWith(tx, 'matter.route', today)
          : await peopleOfSection(tx, sectionId, today)
      for (const person of people) {
        const language = isLanguage(person.language) ? person.language : 'ja'
        const t = translator(language)
        const lines = own.slice(0, NAMED).map(({ id, name, checkedOn }) =>
          t('help.mail.line', {
            name,
            day: checkedOn ? formatDay(dateToDay(checkedOn), language) : t('help.desk.never'),
            url: `${settings().PUBLIC_URL}/desk/help/${id}`,
          }),
        )
        if (own.length > NAMED) lines.push(t('help.mail.more', { rest: own.length - NAMED }))
        await queueMail(tx, {
          recipient: person.email,
          subject: t('help.mail.subject', { count: own.length }),
          text: t('help.mail.text', {
            count: own.length,
            list: lines.join('\n'),
            portal: t('portal.name'),
            url: `${settings().PUBLIC_URL}/desk/help?due=1`,
          }),
        })
        written++
      }
    }
    return written
  }, 60)
}

type Due = { id: number; sectionId: number | null; section: { endedAt: Date | null } | null }

/** By which section each service is looked after; null: none, or one that has ended, or in which nobody works. */
async function keepers(tx: Tx, due: readonly Due[], today: Day): Promise<Map<number, number | null>> {
  const found = new Map<number, number | null>()
  const staffed = new Map<number, boolean>()
  for (const { id, sectionId, section } of due) {
    if (sectionId !== null && !staffed.has(sectionId))
      staffed.set(sectionId, (await peopleOfSection(tx, sectionId, today)).length > 0)
    const kept = sectionId !== null && section?.endedAt === null && staffed.get(sectionId)
    found.set(id, kept ? sectionId : null)
  }
  return found
}

export const handlers = {
  'remind-help': async () => {
    await remindServices()
  },
}

/** In the morning, when people are at their desks. */
export const rounds = { 'remind-help': '20 9 1 * *' }
