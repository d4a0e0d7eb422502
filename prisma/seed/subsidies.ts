/**
 * Invented applications in every state of the procedure, with their trail, letters and ledger; written from paths
 * through the table of moves, so that none of them could not have come about.
 */
import { sealAccount } from '../../app/modules/applications/account.server'
import { type ApplicationState, moves } from '../../app/modules/applications/rules'
import { NO_SUMS } from '../../app/modules/budgets/rules'
import { fill, finalValues, writeNumber } from '../../app/modules/letters/rules'
import { defaultSender, defaults } from '../../app/modules/letters/templates'
import type { Programme } from '../../app/modules/subsidies/schema'
import { city } from '../../app/platform/city.server'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, formatEraDay, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import type { Prisma } from '../generated/client'
import { FIRST } from './associations'
import type { Accounts } from './people'
import { makeRandom } from './random'
import { story, type Told } from './subsidy-stories'

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

/** What the first association has on its hands */
const FIRST_STATES: readonly ApplicationState[] = ['draft', 'correcting', 'decided', 'started', 'finalised']

/** 予算額, yen */
const APPROPRIATED = { last: 15_000_000, this: 26_000_000 }

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
    where: { programme: { key: city().demonstration?.programmes[0] }, state: 'published' },
    select: { id: true, programmeId: true, definition: true },
  })
  const programme = version.definition as unknown as Programme
  await tx.subsidyLetterhead.create({ data: { programmeId: version.programmeId, contact: CONTACT } })
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
  ].map((one, i) => ({ ...one, hall: halls[(i * 7) % halls.length] }))
  // The association of the demonstration accounts has something to do at each step.
  const own = FIRST_STATES.map((state) => ({ state, year, hall: firstHall ?? undefined }))
  const told = [...plan, ...own].flatMap(({ hall, ...one }) => {
    const owner = hall?.associations[0]
    if (!hall || !owner) return []
    const floorArea = hall.floorArea ? Number(hall.floorArea) : null
    const about = { hall: { structure: hall.structure, floorArea }, programme, random, today }
    const president = known.authors.get(slugs.get(owner.associationId) ?? '') ?? null
    return [{ ...story({ ...about, budgetId: budgets.get(one.year) ?? 0, ...one }), hall, owner, president }]
  })
  const { receipts, letters } = numbered(told, today)
  await tx.subsidyCounter.createMany({
    data: [...receipts.last].map(([of, last]) => ({ kind: 'receipt', year: of, last })),
  })
  await tx.subsidyCounter.createMany({
    data: [...letters.last].map(([of, last]) => ({ kind: 'letter', year: of, last })),
  })
  const entries: (Told['entries'][number] & { applicationId: number })[] = []
  for (const [i, one] of told.entries()) {
    const by = {
      president: one.president,
      reviewer: known.accounts.reviewer.id,
      approver: known.accounts.approver.id,
    }
    const { id, documents } = await tx.subsidyApplication.create({
      data: {
        ...one.row,
        versionId: version.id,
        associationId: one.owner.associationId,
        hallId: one.hall.id,
        receiptNumber: receipts.of.get(i) ?? null,
        account: one.row.state === 'claimed' ? sealAccount(ACCOUNT) : null,
        createdById: one.president,
        lines: { create: one.lines },
        documents: { create: one.documents },
        events: {
          create: one.events.map(({ verb, from, to, on, reason, party }) => ({
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
          create: one.proposals.map(({ on, decidedOn, ...proposal }) => ({
            ...proposal,
            proposedById: by.reviewer,
            proposedAt: at(on, 10),
            approved: decidedOn ? true : null,
            decidedById: decidedOn ? by.approver : null,
            decidedAt: decidedOn ? at(decidedOn, 10) : null,
          })),
        },
        changes: { create: one.changes.map((change) => ({ ...change, requestedById: one.president })) },
        notes: { create: one.notes.map((note) => ({ ...note, byId: by.reviewer })) },
        letters: { create: letters.of.get(i) ?? [] },
      },
      select: { id: true, documents: { select: { id: true, name: true } } },
    })
    await tx.subsidyCorrection.createMany({
      data: one.corrections.map(({ document, ...correction }) => ({
        ...correction,
        item: document ? `document:${documents.find(({ name }) => name === document)?.id ?? 0}` : 'purpose',
        applicationId: id,
      })),
    })
    entries.push(...one.entries.map((entry) => ({ ...entry, applicationId: id })))
  }
  // The ledger is read by its numbers: they follow the days.
  for (const { on, ...entry } of entries.sort((a, b) => (a.on < b.on ? -1 : 1))) {
    await tx.subsidyEntry.create({
      data: { ...NO_SUMS, ...entry, byId: known.accounts.reviewer.id, createdAt: at(on, 10) },
      select: { id: true },
    })
  }
}

/** 振込先 of nobody */
const ACCOUNT = {
  bank: '(架空)〇〇銀行',
  branch: '本店',
  kind: 'ordinary',
  number: '0000123',
  holder: 'ミホンジチカイ',
  payee: 'association',
  payeeName: '',
} as const

/** 問い合わせ先 on the letters */
const CONTACT = '市民活動課 自治会館助成担当(見本)\n電話 072-000-0000'

type Owned = Told & { owner: Hall['associations'][number] }

/** Receipts and letters in the order of their days, each with the next number of its fiscal year. */
function numbered(told: readonly Owned[], today: Day) {
  const counter = () => {
    const last = new Map<number, number>()
    return { last, next: (of: number) => last.set(of, (last.get(of) ?? 0) + 1).get(of) ?? 1 }
  }
  const byDay = (a: { on: Day }, b: { on: Day }) => (a.on < b.on ? -1 : 1)
  const receipt = counter()
  const receipts = new Map<number, string>()
  for (const { i } of told
    .flatMap(({ submittedOn }, i) => (submittedOn ? [{ i, on: submittedOn }] : []))
    .sort(byDay)) {
    const of = told[i]?.row.year ?? 0
    receipts.set(i, `${of}-${String(receipt.next(of)).padStart(4, '0')}`)
  }
  const letter = counter()
  const letters = new Map<number, Prisma.SubsidyLetterCreateWithoutApplicationInput[]>()
  for (const { i, event } of told
    .flatMap(({ events }, i) => events.map((event) => ({ i, event, on: event.on })))
    .sort(byDay)) {
    const one = told[i]
    const move = moves.find(({ verb }) => verb === event.verb)
    if (!one || !move || !('letter' in move)) continue
    const { on, reason, amount } = event
    const known = letters.get(i) ?? []
    const template = defaults[move.letter]
    const body = fill(template.body, {
      ...one.words,
      association: one.owner.association.name,
      receipt: receipts.get(i) ?? '',
      reason,
      amount: amount ? `${amount.toLocaleString('ja-JP')}円` : one.words.amount,
      ...(event.verb === 'finalise' && amount ? finalValues(amount, 0) : {}),
      due_on: formatEraDay(addDays(on, 14)),
      items: one.corrections.map(({ text }, n) => `${n + 1} ${text}`).join('\n'),
      decision_number: known.find(({ letter: kind }) => kind === 'decision')?.number ?? '',
    })
    const year = fiscalYear(on)
    letters.set(i, [
      ...known,
      {
        letter: move.letter,
        number: writeNumber('', year, letter.next(year)),
        form: template.form,
        sender: defaultSender(city().officialName),
        contact: CONTACT,
        title: template.title,
        body,
        issuedOn: dayToDate(on),
        createdAt: at(on, 11),
        openedAt: addDays(on, 2) <= today ? at(addDays(on, 2), 19) : null,
      },
    ])
  }
  return { receipts: { of: receipts, last: receipt.last }, letters: { of: letters, last: letter.last } }
}

const at = (day: Day, hour: number): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+09:00`)

const listed = (counts: Partial<Record<ApplicationState, number>>): ApplicationState[] =>
  Object.entries(counts).flatMap(([state, n]) => Array<ApplicationState>(n).fill(state as ApplicationState))
