/** What an application that is held comes to, by its lines as they stand. */
import type { Assessment } from '~/modules/subsidies/rules'
import { type Day, dayOf } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import {
  assessKnown,
  costsNamed,
  type Line,
  type LineStage,
  linesAfterChanges,
  reportDue,
  totalOf,
} from '../rules'
import type { Held } from './move.server'

type WorkedOut = { assessment: Assessment; lines: readonly Line[]; total: number }

/**
 * Works out the costs of a stage: those planned for a decision, with all changes that were approved since; those really
 * paid for the final amount. Yen.
 */
export async function workOut(tx: Tx, held: Held, stage: LineStage, today: Day): Promise<WorkedOut> {
  const rows = await tx.subsidyCostLine.findMany({
    where: { applicationId: held.id, stage },
    select: { work: true, amount: true, eligible: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const written = rows.map((line) => ({ ...line, amount: Number(line.amount) }))
  const lines = stage === 'estimate' ? await changedLines(tx, held, written) : written
  return { assessment: assessLines(held, lines, today), lines, total: totalOf(lines) }
}

async function changedLines(tx: Tx, held: Held, lines: readonly Line[]): Promise<readonly Line[]> {
  const changes = await tx.subsidyChange.findMany({
    where: { applicationId: held.id, kind: 'change', approved: true },
    select: { costs: true },
    orderBy: { id: 'asc' },
  })
  return linesAfterChanges(
    lines,
    held.works,
    changes.map(({ costs }) => costsNamed(costs)),
  )
}

/** As `workOut`, over costs that are not written yet, as those of a change. */
export function assessLines(held: Held, lines: readonly Line[], today: Day): Assessment {
  return assessKnown(held.programme.definition, {
    year: held.year,
    works: held.works,
    facts: held.facts,
    lines,
    appliedOn: held.submittedAt ? dayOf(held.submittedAt) : today,
    decidedOn: held.decidedOn,
    contractOn: held.contractOn,
  })
}

/** The day by which the work is to be done and reported, once the grant is decided. */
export const doneBy = (held: Held, plannedEnd = held.plannedEnd): Day =>
  reportDue(held.programme.definition, { year: held.fundedIn, plannedEnd })
