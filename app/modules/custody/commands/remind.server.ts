/** 期限と点検の知らせ: one mail a receiver and morning, whatever stands in it. */

import { type Day, dateToDay, dayOf, dayToDate, formatDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { type Receiver, receiverBook } from '../receivers.server'
import { monthOf, type PartKind, REMINDER_STEPS, reminderStep } from '../rules'

/** So many at a time, in one transaction. */
const BATCH = 500

/** So many AEDs are named in one mail; the rest is counted. */
const NAMED = 40

/** Seconds that one batch may take. */
const SECONDS = 60

type Aed = {
  id: number
  name: string
  position: string
  association: { id: number; kind: string; path: string } | null
}
const aedSelect = {
  id: true,
  name: true,
  position: true,
  association: { select: { id: true, kind: true, path: true } },
} as const

/** What each receiver is told of, in the order in which it was found. */
async function byReceiver<T extends { aed: Aed }>(tx: Tx, today: Day, items: readonly T[]) {
  const receiversOf = receiverBook(tx, today)
  const mails = new Map<string, { receiver: Receiver; items: T[] }>()
  const known = new Map<number, Receiver[]>()
  for (const item of items) {
    const receivers = known.get(item.aed.id) ?? (await receiversOf(item.aed))
    known.set(item.aed.id, receivers)
    for (const receiver of receivers) {
      const mail = mails.get(receiver.email) ?? { receiver, items: [] }
      mail.items.push(item)
      mails.set(receiver.email, mail)
    }
  }
  return [...mails.values()]
}

/** Lines of a mail, with how many more there are. */
function lines<T>(items: readonly T[], more: (count: number) => string, line: (item: T) => string): string {
  const rest = items.length - NAMED
  return [...items.slice(0, NAMED).map(line), ...(rest > 0 ? [more(rest)] : [])].join('\n')
}

type DuePart = { id: number; kind: PartKind; expiresOn: Day; aed: Aed }

/**
 * Reminds of parts 90, 60, 30 and 0 days before they expire, each step once. After a morning that was missed, of the
 * step that has been reached meanwhile.
 * @returns of how many parts
 */
export async function remindParts(): Promise<number> {
  const today = dayOf(now())
  let reminded = 0
  for (;;) {
    const count = await transaction((tx) => remindSomeParts(tx, today), SECONDS)
    reminded += count
    if (count < BATCH || jobsAreStopping()) return reminded
  }
}

async function remindSomeParts(tx: Tx, today: Day): Promise<number> {
  // A step of this or a more urgent kind has been said already: nothing new.
  const found = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT p.id FROM aed_parts p JOIN aeds a ON a.id = p.aed_id
     WHERE p.replaced_at IS NULL AND a.condition <> 'removed' AND p.expires_on <= $1::date + ${REMINDER_STEPS[0]}
       AND NOT EXISTS (
         SELECT FROM aed_reminders r WHERE r.part_id = p.id AND r.days_before <= (
           SELECT min(step) FROM unnest($2::int[]) step WHERE p.expires_on - $1::date <= step))
     ORDER BY a.association_id NULLS FIRST, a.id, p.id LIMIT ${BATCH}`,
    today,
    [...REMINDER_STEPS],
  )
  const rows = await tx.aedPart.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    select: { id: true, kind: true, expiresOn: true, aed: { select: aedSelect } },
    orderBy: [{ expiresOn: 'asc' }, { id: 'asc' }],
  })
  const reached = rows.flatMap((row): (DuePart & { step: number })[] => {
    const expiresOn = dateToDay(row.expiresOn)
    const step = reminderStep(expiresOn, today)
    return step === null ? [] : [{ ...row, expiresOn, step }]
  })
  // Another instance may be at it: whoever writes the row sends the mail.
  const written = await tx.aedReminder.createManyAndReturn({
    data: reached.map(({ id, step }) => ({ partId: id, daysBefore: step, sentOn: dayToDate(today) })),
    skipDuplicates: true,
    select: { partId: true },
  })
  const ours = new Set(written.map(({ partId }) => partId))
  const due = reached.filter(({ id }) => ours.has(id))
  for (const { receiver, items } of await byReceiver(tx, today, due)) {
    await writeMail(tx, receiver, 'parts', (t, language) => ({
      count: items.length,
      list: lines(
        items,
        (rest) => t('custody.mail.more', { rest }),
        ({ kind, expiresOn, aed }) =>
          t(expiresOn < today ? 'custody.mail.part_over' : 'custody.mail.part_line', {
            aed: where(aed),
            part: t(`custody.part.${kind}`),
            day: formatDay(expiresOn, language),
            url: portalUrl(`/aeds/${aed.id}/upkeep#parts`),
          }),
      ),
      url: portalUrl('/desk/aeds'),
    }))
  }
  return found.length
}

const where = ({ name, position }: Aed) => (position ? `${name} ${position}` : name)

/**
 * Reminds once in a calendar month of the AEDs that have not been checked in it. AEDs of associations, and those with
 * an inspector: a facility that nobody looks after here looks after its own.
 * @returns of how many AEDs
 */
export async function remindChecks(): Promise<number> {
  const today = dayOf(now())
  let reminded = 0
  for (;;) {
    const { seen, told } = await transaction((tx) => remindSomeChecks(tx, today), SECONDS)
    reminded += told
    if (seen < BATCH || jobsAreStopping()) return reminded
  }
}

async function remindSomeChecks(tx: Tx, today: Day): Promise<{ seen: number; told: number }> {
  const month = monthOf(today)
  const first = dayToDate(month)
  const found = await tx.aed.findMany({
    where: {
      condition: { not: 'removed' },
      OR: [
        { associationId: { not: null } },
        { keepers: { some: { acceptedAt: { not: null }, endedAt: null } } },
      ],
      // What was entered in this month is checked in the next.
      createdAt: { lt: new Date(`${month}T00:00:00+09:00`) },
      checkReminders: { none: { month: first } },
    },
    select: {
      ...aedSelect,
      checkedOn: true,
      checks: { where: { checkedOn: { gte: first } }, select: { id: true }, take: 1 },
    },
    orderBy: [{ associationId: 'asc' }, { id: 'asc' }],
    take: BATCH,
  })
  const written = await tx.aedCheckReminder.createManyAndReturn({
    data: found.map(({ id }) => ({ aedId: id, month: first })),
    skipDuplicates: true,
    select: { aedId: true },
  })
  const ours = new Set(written.map(({ aedId }) => aedId))
  const due = found.flatMap((aed): { aed: Aed; checkedOn: Day | null }[] => {
    const seenThisMonth = aed.checks.length > 0 || (aed.checkedOn !== null && aed.checkedOn >= first)
    return ours.has(aed.id) && !seenThisMonth
      ? [{ aed, checkedOn: aed.checkedOn && dateToDay(aed.checkedOn) }]
      : []
  })
  for (const { receiver, items } of await byReceiver(tx, today, due)) {
    await writeMail(tx, receiver, 'checks', (t, language) => ({
      count: items.length,
      list: lines(
        items,
        (rest) => t('custody.mail.more', { rest }),
        ({ aed, checkedOn }) =>
          t(checkedOn ? 'custody.mail.check_line' : 'custody.mail.check_never', {
            aed: where(aed),
            ...(checkedOn ? { day: formatDay(checkedOn, language) } : {}),
            url: portalUrl(`/aeds/${aed.id}/check`),
          }),
      ),
      url: portalUrl('/desk/aeds'),
    }))
  }
  return { seen: found.length, told: due.length }
}
