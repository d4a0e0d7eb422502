/** What was handed in, as it was at that moment: kept with the move, printed as the association's copy. */
import type { Assessment } from '~/modules/subsidies/rules'
import type { Tx } from '~/platform/db.server'
import type { DraftView } from './queries/draft.server'
import { filesOf, type LineStage, mostOf } from './rules'

/** Yen as numbers, days as `YYYY-MM-DD`, hashes as SHA-256 in hex. */
export type Snapshot = {
  programme: { key: string; number: number }
  title: string
  purpose: string
  year: number
  hall: string | null
  works: string[]
  facts: Record<string, string | number | boolean>
  plannedStart: string | null
  plannedEnd: string | null
  contractOn: string | null
  startedOn: string | null
  completedOn: string | null
  lines: {
    stage: LineStage
    work: string
    label: string
    amount: number
    eligible: boolean
    payee: string
  }[]
  documents: {
    step: string
    name: string
    state: string
    note: string
    files: { name: string; size: number; hash: string }[]
  }[]
  /** Null where nothing was worked out */
  assessment: Assessment | null
  most: number | null
  /** The name of whoever handed it in, as the account says it */
  signedBy: string
  receipt: string | null
}

/** Takes the picture. @param stage whose costs are part of it */
export async function snapshotOf(
  tx: Tx,
  { draft, programmeKey, versionNumber }: DraftView,
  of: { stage: LineStage; assessment: Assessment | null; signedBy: string; receipt: string | null },
): Promise<Snapshot> {
  const documents = draft.documents.filter(({ state, files }) => state !== 'missing' || files.length > 0)
  const ids = documents.flatMap((document) => filesOf(document).map(({ id }) => id))
  const hashes = new Map(
    (await tx.subsidyFile.findMany({ where: { id: { in: ids } }, select: { id: true, hash: true } })).map(
      ({ id, hash }) => [id, hash],
    ),
  )
  const hall =
    draft.hallId === null
      ? null
      : await tx.hall.findUnique({ where: { id: draft.hallId }, select: { name: true } })
  const { title, purpose, year, works, facts } = draft
  const { plannedStart, plannedEnd, contractOn, startedOn, completedOn } = draft
  return {
    programme: { key: programmeKey, number: versionNumber },
    title,
    purpose,
    year,
    hall: hall?.name ?? null,
    works: [...works],
    facts: { ...facts } as Snapshot['facts'],
    plannedStart,
    plannedEnd,
    contractOn,
    startedOn,
    completedOn,
    lines: draft.lines
      .filter(({ stage }) => stage === of.stage)
      .map(({ stage, work, label, amount, eligible, payee }) => ({
        stage,
        work,
        label,
        amount,
        eligible,
        payee,
      })),
    documents: documents.map((document) => ({
      step: document.step,
      name: document.name,
      state: document.state,
      note: document.note,
      files: filesOf(document).map(({ id, name, size }) => ({ name, size, hash: hashes.get(id) ?? '' })),
    })),
    assessment: of.assessment,
    most: of.assessment && mostOf(of.assessment),
    signedBy: of.signedBy,
    receipt: of.receipt,
  }
}
