/** 申請書の内容, whole: what its rules read. */
import type { Facts } from '~/modules/subsidies/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { type Day, dayOf } from '~/platform/clock'
import type { db, Prisma, Tx } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { ApplicationState, DocumentStep, Draft } from '../rules'
import { day } from './columns.server'

const select = {
  id: true,
  version: true,
  state: true,
  year: true,
  receiptNumber: true,
  submittedAt: true,
  title: true,
  purpose: true,
  hallId: true,
  works: true,
  facts: true,
  plannedStart: true,
  plannedEnd: true,
  contractOn: true,
  decidedOn: true,
  startedOn: true,
  completedOn: true,
  association: { select: { id: true, kind: true, name: true, slug: true, path: true } },
  programme: {
    select: { id: true, number: true, definition: true, programme: { select: { id: true, key: true } } },
  },
  lines: {
    select: {
      id: true,
      stage: true,
      work: true,
      label: true,
      amount: true,
      eligible: true,
      payee: true,
      fileId: true,
    },
    orderBy: [{ stage: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  },
  documents: {
    select: {
      id: true,
      step: true,
      name: true,
      state: true,
      note: true,
      files: {
        select: { id: true, name: true, type: true, size: true, replacedAt: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      },
    },
    orderBy: { id: 'asc' },
  },
  corrections: { where: { state: 'open' }, select: { item: true }, orderBy: { id: 'asc' } },
} as const satisfies Prisma.SubsidyApplicationSelect

export type DraftView = {
  id: number
  version: number
  state: ApplicationState
  receiptNumber: string | null
  submittedOn: Day | null
  association: { id: number; kind: string; name: string; slug: string; path: string }
  /** Of the programme: its key, and the version that the application is made by */
  programmeKey: string
  programmeId: number
  versionId: number
  versionNumber: number
  /** What the city has asked to be corrected and is not answered yet */
  openItems: string[]
  draft: Draft
  /** Without its worked examples, which only those who keep the scheme look at */
  programme: Programme
}

/**
 * An application with its lines and documents. Nobody's right is asked here: for those who have held it or found it in
 * their scope.
 * @throws NotFound
 */
export async function draftOf(client: Tx | typeof db, id: number): Promise<DraftView> {
  const row = await client.subsidyApplication.findUnique({ where: { id }, select })
  if (!row) throw new NotFound()
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    receiptNumber: row.receiptNumber,
    submittedOn: row.submittedAt && dayOf(row.submittedAt),
    association: row.association,
    programmeKey: row.programme.programme.key,
    programmeId: row.programme.programme.id,
    versionId: row.programme.id,
    versionNumber: row.programme.number,
    openItems: row.corrections.map(({ item }) => item),
    programme: { ...(row.programme.definition as unknown as Programme), examples: [] },
    draft: {
      title: row.title,
      purpose: row.purpose,
      hallId: row.hallId,
      year: row.year,
      works: row.works,
      facts: row.facts as Facts,
      plannedStart: day(row.plannedStart),
      plannedEnd: day(row.plannedEnd),
      contractOn: day(row.contractOn),
      decidedOn: day(row.decidedOn),
      startedOn: day(row.startedOn),
      completedOn: day(row.completedOn),
      lines: row.lines.map((line) => ({ ...line, amount: Number(line.amount) })),
      documents: row.documents.map(({ step, files, ...document }) => ({
        ...document,
        step: step as DocumentStep,
        files: files.map(({ replacedAt, ...file }) => ({ ...file, replaced: replacedAt !== null })),
      })),
    },
  }
}
