/** 任期の知らせ: 90, 60 and 30 days before a term ends without a successor, one mail a receiver and morning. */

import { type Holder, nearestHolders } from '~/modules/accounts/queries/holders.server'
import { type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { REMIND_DAYS, reminderDue, seatView } from '../rules'

/** So many associations at a time, in one transaction. */
const BATCH = 200

/** So many seats are named in one mail; the rest is counted. */
const NAMED = 40

/** Seconds that one batch may take. */
const SECONDS = 60

type Ending = { termId: number; post: string; freeFrom: Day; left: number; association: Association }
type Association = { id: number; slug: string; name: string; kind: string; parentId: number | null }

/**
 * Reminds those who keep the officers of seats that will be vacant: of the step that has been reached, each once. In
 * an association that nobody keeps, those of the nearest above are told; where there is nobody at all, the step waits.
 * @returns of how many seats
 */
export async function remindTerms(): Promise<number> {
  const today = dayOf(now())
  let after = 0
  let reminded = 0
  for (;;) {
    const { last, told } = await transaction((tx) => remindSome(tx, today, after), SECONDS)
    reminded += told
    if (last === null || jobsAreStopping()) return reminded
    after = last
  }
}

async function remindSome(tx: Tx, today: Day, after: number): Promise<{ last: number | null; told: number }> {
  const found = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT DISTINCT t.association_id AS id FROM terms t JOIN officer_seats s ON s.id = t.seat_id
     JOIN officer_posts p ON p.id = s.post_id
     WHERE t.association_id > $1 AND t.starts_on <= $2::date AND t.ends_on >= $2::date
       AND t.ends_on <= $2::date + ${REMIND_DAYS[0]} AND s.closed_on IS NULL AND p.closed_on IS NULL
     ORDER BY 1 LIMIT ${BATCH}`,
    after,
    today,
  )
  const ids = found.map(({ id }) => id)
  const endings = await endingsOf(tx, ids, today)
  const mails = new Map<string, { receiver: Holder; endings: Ending[] }>()
  let told = 0
  const known = new Map<number, Holder[]>()
  for (const ending of endings) {
    const { association } = ending
    const receivers =
      known.get(association.id) ?? (await nearestHolders(tx, 'officer.invite', association, today))
    known.set(association.id, receivers)
    if (receivers.length === 0) continue
    // Another instance may be at it: whoever writes the step sends the mail.
    const { count } = await tx.term.updateMany({
      where: { id: ending.termId, NOT: { reminded: { has: ending.left } } },
      data: { reminded: { push: ending.left } },
    })
    if (count === 0) continue
    told += 1
    for (const receiver of receivers) {
      const mail = mails.get(receiver.email) ?? { receiver, endings: [] }
      mail.endings.push(ending)
      mails.set(receiver.email, mail)
    }
  }
  for (const { receiver, endings } of mails.values()) await tell(tx, receiver, endings)
  return { last: found.length < BATCH ? null : (ids.at(-1) ?? null), told }
}

/** The seats of these associations of which a reminder is due. */
async function endingsOf(tx: Tx, associationIds: readonly number[], today: Day): Promise<Ending[]> {
  const day = dayToDate(today)
  const seats = await tx.officerSeat.findMany({
    where: { closedOn: null, post: { closedOn: null, associationId: { in: [...associationIds] } } },
    orderBy: [{ post: { associationId: 'asc' } }, { post: { position: 'asc' } }, { number: 'asc' }],
    select: {
      post: {
        select: {
          name: true,
          association: { select: { id: true, slug: true, name: true, kind: true, parentId: true } },
        },
      },
      terms: {
        where: { endsOn: { gte: day } },
        select: { id: true, startsOn: true, endsOn: true, acting: true, reminded: true },
      },
    },
  })
  return seats.flatMap(({ post, terms }): Ending[] => {
    const days = terms.map((term) => ({
      ...term,
      startsOn: dateToDay(term.startsOn),
      endsOn: dateToDay(term.endsOn),
    }))
    const view = seatView(days, today)
    const left = reminderDue(view, view.current?.reminded ?? [], today)
    if (left === null || !view.current) return []
    const { name, association } = post
    return [{ termId: view.current.id, post: name, freeFrom: view.freeFrom, left, association }]
  })
}

async function tell(tx: Tx, receiver: Holder, endings: readonly Ending[]): Promise<void> {
  const one = endings[0]?.association.slug ?? ''
  await writeMail(tx, receiver, 'ending', (t, language) => {
    const rest = endings.length - NAMED
    return {
      count: endings.length,
      list: [
        ...endings.slice(0, NAMED).map(({ association, post, freeFrom }) =>
          t('officers.reminder.line', {
            association: association.name,
            post,
            day: formatDay(freeFrom, language),
          }),
        ),
        ...(rest > 0 ? [t('officers.reminder.more', { rest })] : []),
      ].join('\n'),
      url: portalUrl(`/associations/${one}/officers/next`),
    }
  })
}
