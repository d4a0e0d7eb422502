/** 検算表: worked examples of a programme, and whether the programme comes to the same amounts. */
import type { Example, Programme } from '../schema/programme'
import { type Assessment, assess } from './amount'

/** An example with where it stands in its file. */
export type Row = Example & { line: number | null }

export type Checked = {
  row: Row
  assessment: Assessment
  /** The amount that the programme comes to: 0 when it is refused, null when it is undetermined */
  amount: number | null
  agrees: boolean
}

/** Works out every example and says which agree. */
export function checkExamples(programme: Programme, rows: readonly Row[]): Checked[] {
  return rows.map((row) => {
    const assessment = assess(programme, { costs: row.works, facts: row.facts })
    const amount =
      assessment.outcome === 'determined' ? assessment.amount : assessment.outcome === 'ineligible' ? 0 : null
    const agrees = amount === row.expected && assessment.outcome !== 'incomplete'
    return { row, assessment, amount, agrees }
  })
}
