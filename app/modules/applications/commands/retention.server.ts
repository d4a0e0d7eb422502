/** What nobody needs any more: accounts, drafts that nobody finished, applications of years that are over. */
import { JOB, record } from '~/modules/audit/commands.server'
import { type Day, dateToDay, dayOf, formatDay, now } from '~/platform/clock'
import { db, type Prisma, type Tx, transaction } from '~/platform/db.server'
import { removeFiles } from '~/platform/files.server'
import { jobsAreStopping } from '~/platform/jobs.server'
import { officersOf, writeReminder } from '../mails.server'
import {
  ABANDONED,
  ACCOUNT_KEPT_DAYS,
  DRAFT_KEPT_DAYS,
  DRAFT_WARNED_DAYS,
  draftEnds,
  draftMark,
  draftStep,
  ENDED,
  keptUntil,
  yearsOver,
} from '../rules'
import { eraseApplication } from './erase.server'
import { remember } from './remind.server'

const DAY_MS = 86_400_000

/** So many are looked at in one go. */
const BATCH = 200

const ERASED = { by: JOB, action: 'subsidy.deleted' } as const

const ago = (days: number) => new Date(now().getTime() - days * DAY_MS)

const select = {
  id: true,
  title: true,
  state: true,
  year: true,
  updatedAt: true,
  closedAt: true,
  disposalUntil: true,
  reminded: true,
  association: { select: { id: true, kind: true, name: true } },
} as const satisfies Prisma.SubsidyApplicationSelect

type Row = Prisma.SubsidyApplicationGetPayload<{ select: typeof select }>

/**
 * Deletes bank accounts some time after the end, drafts after two years (with a mail before), and applications with
 * their files five fiscal years after their end. The ledger stays.
 * @returns how many of each
 */
export async function forgetApplications(): Promise<{
  accounts: number
  warned: number
  drafts: number
  applications: number
}> {
  const today = dayOf(now())
  const accounts = await forgetAccounts()
  const { warned, deleted: drafts } = await forgetDrafts(today)
  const applications = await forgetOver(today)
  return { accounts, warned, drafts, applications }
}

/** 振込先: after the payment or another end, and where a cancellation has left nothing to pay. */
function forgetAccounts(): Promise<number> {
  const before = ago(ACCOUNT_KEPT_DAYS)
  return transaction(async (tx) => {
    // Not by Prisma, which would count it as a change of the application.
    const count = await tx.$executeRaw`
      UPDATE subsidy_applications SET account = NULL WHERE account IS NOT NULL
        AND (closed_at < ${before} OR state IN ('cancelled', 'repaying') AND updated_at < ${before})`
    if (count > 0) {
      await record(tx, JOB, {
        action: 'retention.cleared',
        subjectType: 'portal',
        subjectId: 'subsidy_accounts',
        after: { accounts: count },
      })
    }
    return count
  })
}

async function forgetDrafts(today: Day): Promise<{ warned: number; deleted: number }> {
  const done = { warned: 0, deleted: 0 }
  const touched = { lt: ago(DRAFT_KEPT_DAYS - DRAFT_WARNED_DAYS - 1) }
  const stepOf = (row: Row) => draftStep({ touchedOn: dayOf(row.updatedAt), reminded: row.reminded }, today)
  await each({ state: { in: [...ABANDONED] }, updatedAt: touched }, async ({ id }) => {
    const said = await deleting(id, async (tx, row) => {
      if (!ABANDONED.includes(row.state)) return 'keep'
      const step = stepOf(row)
      if (step === 'warn') {
        const end = draftEnds(dayOf(row.updatedAt), today)
        await remember(tx, row.id, draftMark(end))
        // The city sees no draft: nobody of it is told.
        for (const receiver of await officersOf(tx, row.association, today))
          await writeReminder(tx, receiver, row, 'draft', (language) => ({ day: formatDay(end, language) }))
      }
      return step
    })
    if (said === 'warn') done.warned++
    if (said === 'delete') done.deleted++
  })
  return done
}

async function forgetOver(today: Day): Promise<number> {
  let count = 0
  await each({ state: { in: [...ENDED] }, year: { lte: yearsOver(today) } }, async ({ id }) => {
    const said = await deleting(id, async (_, row) => {
      const over =
        ENDED.includes(row.state) &&
        keptUntil({
          year: row.year,
          endedOn: dayOf(row.closedAt ?? row.updatedAt),
          disposalUntil: row.disposalUntil && dateToDay(row.disposalUntil),
        }) < today
      return over ? 'delete' : 'keep'
    })
    if (said === 'delete') count++
  })
  return count
}

/** Every application that fits, in the order of their ids, until the portal is about to stop. */
async function each(
  where: Prisma.SubsidyApplicationWhereInput,
  work: (row: { id: number }) => Promise<void>,
): Promise<void> {
  for (let after = 0; ; ) {
    const found = await db.subsidyApplication.findMany({
      where: { AND: [where, { id: { gt: after } }] },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    for (const row of found) {
      if (jobsAreStopping()) return
      await work(row)
    }
    const last = found.at(-1)
    if (!last || found.length < BATCH) return
    after = last.id
  }
}

/**
 * Locks an application, asks again what is to happen to it, and deletes it when that is the answer: with all that
 * belongs to it, but for the entries of the ledger, which lose its number. Files go after the commit.
 */
async function deleting<S extends string>(
  id: number,
  ask: (tx: Tx, row: Row) => Promise<S>,
): Promise<S | null> {
  const { said, keys } = await transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM subsidy_applications WHERE id = ${id} FOR UPDATE`
    const row = await tx.subsidyApplication.findUnique({ where: { id }, select })
    if (!row) return { said: null, keys: [] }
    const said = await ask(tx, row)
    return { said, keys: said === 'delete' ? await eraseApplication(tx, ERASED, row) : [] }
  })
  await removeFiles(keys)
  return said
}
