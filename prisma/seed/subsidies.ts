/**
 * Invented applications in every state of the procedure, with their trail, letters and ledger; written from paths
 * through the table of moves, so that none of them could not have come about.
 */
import { type ApplicationState, moves } from '../../app/modules/applications/rules'
import { NO_SUMS } from '../../app/modules/budgets/rules'
import { fill } from '../../app/modules/letters/rules'
import { defaults } from '../../app/modules/letters/templates'
import type { Programme } from '../../app/modules/subsidies/schema'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, formatDay, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { FIRST } from './associations'
import type { Accounts } from './people'
import { makeRandom } from './random'
import { story } from './subsidy-stories'

/** How many of each this year; last year's are paid, but for a few. */
const THIS_YEAR: Partial<Record<ApplicationState, number>> = {
  consulting: 2,
  consulted: 2,
  submitted: 4,
  reviewing: 5,
  correcting: 3,
  proposed: 2,
  decided: 4,
  refused: 1,
  started: 5,
  changing: 1,
  reported: 2,
  report_correcting: 1,
  inspected: 1,
  finalising: 1,
  finalised: 1,
  claimed: 1,
  paid: 3,
  withdrawn: 1,
  stopped: 1,
  cancelling: 1,
}
const LAST_YEAR: Partial<Record<ApplicationState, number>> = {
  paid: 14,
  refused: 2,
  withdrawn: 1,
  cancelled: 1,
  repaying: 1,
  repaid: 1,
}

/** 予算額, yen */
const APPROPRIATED = { last: 15_000_000, this: 22_000_000 }

const hallSelect = {
  id: true,
  name: true,
  structure: true,
  floorArea: true,
  associations: { select: { associationId: true, association: { select: { name: true } } } },
} as const

type Hall = {
  id: number
  name: string
  structure: string | null
  floorArea: { toString(): string } | null
  associations: { associationId: number; association: { name: string } }[]
}

/** Puts the budgets and the applications of the demonstration into the ledger. */
export async function createSubsidies(
  tx: Tx,
  known: { ids: ReadonlyMap<string, number>; accounts: Accounts; authors: ReadonlyMap<string, string> },
) {
  const random = makeRandom(26_000_000)
  const today = dayOf(now())
  // In spring hardly anything has happened yet: the year that is told of is the one before.
  const year = fiscalYear(addDays(today, -120))
  const version = await tx.subsidyProgrammeVersion.findFirstOrThrow({
    where: { programme: { key: 'hirakata-hall' }, state: 'published' },
    select: { id: true, programmeId: true, definition: true },
  })
  const programme = version.definition as unknown as Programme
  const first = known.ids.get(FIRST)
  const halls = (
    await tx.hall.findMany({
      // Of the old standard: what the scheme is for
      where: { associations: { some: {} }, completedOn: { lt: dayToDate('1981-06-01') } },
      select: hallSelect,
      orderBy: { id: 'asc' },
    })
  ).filter(({ associations }) => associations[0]?.associationId !== first)
  const firstHall = await tx.hall.findFirst({
    where: { associations: { some: { associationId: first } } },
    select: hallSelect,
  })
  const slugs = new Map([...known.ids].map(([slug, id]) => [id, slug]))
  const counters = new Map<string, number>()
  const count = (name: string) => {
    const next = (counters.get(name) ?? 0) + 1
    counters.set(name, next)
    return next
  }
  const budgets = new Map<number, number>()
  for (const [of, amount] of [
    [year - 1, APPROPRIATED.last],
    [year, APPROPRIATED.this],
  ] as const) {
    const { id } = await tx.subsidyBudget.create({
      data: { programmeId: version.programmeId, year: of },
      select: { id: true },
    })
    budgets.set(of, id)
    await tx.subsidyEntry.create({
      data: {
        ...NO_SUMS,
        budgetId: id,
        kind: 'appropriate',
        appropriated: amount,
        cause: 'initial',
        note: '当初予算',
        byId: known.accounts.approver.id,
        createdAt: at(`${of}-04-01`, 9),
      },
    })
  }
  const plan = [
    ...listed(LAST_YEAR).map((state) => ({ state, year: year - 1 })),
    ...listed(THIS_YEAR).map((state) => ({ state, year })),
  ]
  for (const [i, one] of plan.entries()) {
    const hall = halls[(i * 7) % halls.length]
    if (hall) await createOne(hall, one)
  }
  if (firstHall) await createOne(firstHall, { state: 'draft', year })
  await tx.subsidyCounter.createMany({
    data: [...counters].map(([name, last]) => {
      const [kind = '', of] = name.split(' ')
      return { kind, year: Number(of), last }
    }),
  })

  async function createOne(hall: Hall, one: { state: ApplicationState; year: number }) {
    const made = story({
      hall: { structure: hall.structure, floorArea: hall.floorArea ? Number(hall.floorArea) : null },
      programme,
      random,
      today,
      budgetId: budgets.get(one.year) ?? 0,
      ...one,
    })
    const owner = hall.associations[0]
    if (!owner) return
    const president = known.authors.get(slugs.get(owner.associationId) ?? '') ?? null
    const by = { president, reviewer: known.accounts.reviewer.id, approver: known.accounts.approver.id }
    const receipt = made.submittedOn ? `${one.year}-${count(`receipt ${one.year}`)}` : null
    const letters = made.events.flatMap(({ verb, on, reason, amount }) => {
      const kind = moves.find((move) => move.verb === verb && 'letter' in move)
      if (!kind || !('letter' in kind)) return []
      const of = fiscalYear(on)
      const values = {
        ...made.words,
        association: owner.association.name,
        receipt: receipt ?? '',
        reason,
        amount: amount ? `${amount.toLocaleString('ja-JP')}円` : (made.words.amount ?? ''),
        due_on: formatDay(addDays(on, 14), 'ja'),
        items: made.corrections.map(({ text }, n) => `${n + 1} ${text}`).join('\n'),
        decision_number: '',
      }
      return [
        {
          letter: kind.letter,
          number: `${of}-${count(`letter ${of}`)}`,
          title: defaults[kind.letter].title,
          body: fill(defaults[kind.letter].body, values),
          issuedOn: dayToDate(on),
          createdAt: at(on, 11),
          openedAt: addDays(on, 2) <= today ? at(addDays(on, 2), 19) : null,
        },
      ]
    })
    const { id } = await tx.subsidyApplication.create({
      data: {
        ...made.row,
        versionId: version.id,
        associationId: owner.associationId,
        hallId: hall.id,
        receiptNumber: receipt,
        createdById: president,
        lines: { create: made.lines },
        documents: { create: made.documents },
        corrections: { create: made.corrections },
        events: {
          create: made.events.map(({ verb, from, to, on, reason, party }) => ({
            verb,
            fromState: from,
            toState: to,
            reason,
            byId: by[party],
            capacity: party,
            createdAt: at(on, 10),
          })),
        },
        proposals: {
          create: made.proposals.map(({ on, decidedOn, ...proposal }) => ({
            ...proposal,
            proposedById: by.reviewer,
            proposedAt: at(on, 10),
            approved: decidedOn ? true : null,
            decidedById: decidedOn ? by.approver : null,
            decidedAt: decidedOn ? at(decidedOn, 10) : null,
          })),
        },
        changes: { create: made.changes.map((change) => ({ ...change, requestedById: president })) },
        notes: { create: made.notes.map((note) => ({ ...note, byId: by.reviewer })) },
        letters: { create: letters },
      },
      select: { id: true },
    })
    for (const { on, ...entry } of made.entries) {
      await tx.subsidyEntry.create({
        data: { ...NO_SUMS, ...entry, applicationId: id, byId: by.reviewer, createdAt: at(on, 10) },
        select: { id: true },
      })
    }
  }
}

const at = (day: Day, hour: number): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+09:00`)

const listed = (counts: Partial<Record<ApplicationState, number>>): ApplicationState[] =>
  Object.entries(counts).flatMap(([state, n]) => Array<ApplicationState>(n).fill(state as ApplicationState))
