/** Applications in any state, written as the commands would have left them: receipt, lines, documents, ledger. */
import type { ApplicationState } from '~/modules/applications/rules'
import { budgetFor } from '~/modules/budgets/commands/post.server'
import { NO_SUMS, type Sums } from '~/modules/budgets/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, now } from '~/platform/clock'
import { db } from '~/platform/db.server'

const UNSUBMITTED: readonly ApplicationState[] = ['draft', 'consulting', 'consulted']
const UNDECIDED: readonly ApplicationState[] = [
  ...UNSUBMITTED,
  'submitted',
  'reviewing',
  'correcting',
  'proposed',
  'refused',
]
const STARTED: readonly ApplicationState[] = [
  'started',
  'reported',
  'report_correcting',
  'inspected',
  'finalising',
]
const FINAL: readonly ApplicationState[] = ['finalised', 'claimed', 'paid', 'cancelled', 'repaying', 'repaid']
const PAID: readonly ApplicationState[] = ['paid', 'cancelled', 'repaying', 'repaid']

export type Made = { id: number; version: number; budgetId: number; amount: number; versionId: number }

let receipts = 0

/**
 * An application of an association for a 耐震改修 of 1.5 million yen, granted with 1 million.
 * @param over `programme` is the key of the scheme; `appropriated` is put into its budget first, yen
 */
export async function makeApplication(
  state: ApplicationState,
  over: {
    associationId: number
    programme?: string
    year?: number
    hallId?: number | null
    cost?: number
    amount?: number
    appropriated?: number
    title?: string
    facts?: Record<string, string | number | boolean>
    today?: Day
  },
): Promise<Made> {
  const today = over.today ?? dayOf(now())
  const year = over.year ?? fiscalYear(today)
  const {
    programme = 'hirakata-hall',
    cost = 1_500_000,
    amount = 1_000_000,
    appropriated = 100_000_000,
  } = over
  const version = await db.subsidyProgrammeVersion.findFirstOrThrow({
    where: { state: 'published', programme: { key: programme } },
    select: { id: true, programmeId: true, definition: true },
  })
  const definition = version.definition as unknown as Programme
  const work = definition.works.find(({ key }) => key === 'seismicRetrofit') ?? definition.works[0]
  const submitted = !UNSUBMITTED.includes(state) && state !== 'withdrawn'
  const decided = !UNDECIDED.includes(state) && state !== 'withdrawn'
  const aside = state === 'changing' || state === 'cancelling'
  const started = STARTED.includes(state) || FINAL.includes(state) || aside
  const final = FINAL.includes(state)
  const paid = PAID.includes(state)
  return db.$transaction(async (tx) => {
    const budgetId = await budgetFor(tx, version.programmeId, year)
    const entry = (
      kind: 'appropriate' | 'reserve' | 'decide' | 'finalise' | 'pay',
      sums: Partial<Sums>,
      id: number | null,
    ) =>
      tx.subsidyEntry.create({
        data: { budgetId, applicationId: id, kind, ...NO_SUMS, ...sums },
        select: { id: true },
      })
    if (appropriated > 0) await entry('appropriate', { appropriated }, null)
    const day = (of: Day) => dayToDate(of)
    const { id } = await tx.subsidyApplication.create({
      data: {
        versionId: version.id,
        year,
        associationId: over.associationId,
        hallId: over.hallId ?? null,
        state,
        stateBefore: aside ? 'started' : null,
        title: over.title ?? '会館の耐震改修',
        purpose: '大きな地震に備えて会館を直します。',
        works: [work?.key ?? ''],
        facts: over.facts ?? { otherMoney: 0 },
        plannedStart: day(today),
        plannedEnd: day(`${year + 1}-03-20`),
        receiptNumber: submitted ? `T${process.pid}-${Date.now()}-${++receipts}` : null,
        submittedAt: submitted ? now() : null,
        budgetId: submitted ? budgetId : null,
        decidedAmount: decided ? amount : null,
        decidedOn: decided ? day(addDays(today, -30)) : null,
        contractOn: started ? day(addDays(today, -20)) : null,
        startedOn: started ? day(addDays(today, -15)) : null,
        completedOn: started && state !== 'started' && !aside ? day(addDays(today, -2)) : null,
        finalAmount: final ? amount : null,
        finalOn: final ? day(today) : null,
        paidAmount: paid ? amount : 0,
        paidOn: paid ? day(today) : null,
        orderedAmount: state === 'repaying' || state === 'repaid' ? amount : null,
        repaidAmount: state === 'repaid' ? amount : 0,
        lines: {
          create: (['estimate', 'actual'] as const)
            .filter((stage) => stage === 'estimate' || started)
            .map((stage) => ({
              stage,
              work: work?.key ?? '',
              label: '耐震補強工事',
              amount: cost,
              payee: '花園工務店',
            })),
        },
        documents: { create: definition.documents.map(({ step, name }) => ({ step, name })) },
      },
      select: { id: true },
    })
    if (submitted) await entry('reserve', { reserved: amount }, id)
    if (decided) await entry('decide', { reserved: -amount, decided: amount }, id)
    if (final) await entry('finalise', { decided: -amount, finalised: amount }, id)
    if (paid) await entry('pay', { finalised: -amount, paid: amount }, id)
    return { id, version: 1, budgetId, amount, versionId: version.id }
  })
}
