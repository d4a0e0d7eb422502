/** 補助制度 as the public reads them: what is published for a fiscal year. */
import { rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Programme } from '../schema'

export type PublishedProgramme = {
  key: string
  /** Of this city: can be applied for. Of others: to compare with. */
  own: boolean
  number: number
  /** Without its worked examples, which only those who keep the scheme look at */
  definition: Programme
}

// The years are those in which the version holds: a later one may have cut short what its file says.
const SELECT = `SELECT p.key, p.own, v.number, v.definition || jsonb_build_object('examples', '[]'::jsonb,
    'fiscalYears', jsonb_build_object('from', v.year_from, 'until', v.year_until)) AS definition
  FROM subsidy_programmes p JOIN subsidy_programme_versions v ON v.programme_id = p.id AND v.state = 'published'`

/**
 * The programmes that hold in a fiscal year; this city's own come first.
 * @param year 年度
 */
export function programmesOf(year: number): Promise<PublishedProgramme[]> {
  return rows<PublishedProgramme>(
    `${SELECT} WHERE v.year_from <= $1 AND (v.year_until IS NULL OR v.year_until >= $1)
     ORDER BY p.own DESC, p.id, v.number DESC`,
    [year],
  )
}

/**
 * The version of a programme that holds in a fiscal year.
 * @throws NotFound when there is none
 */
export async function programmeFor(key: string, year: number): Promise<PublishedProgramme> {
  // What is no key is not looked for: an address may hold anything.
  if (!/^[a-z][a-z0-9-]{1,59}$/.test(key)) throw new NotFound()
  const [found] = await rows<PublishedProgramme>(
    `${SELECT} WHERE p.key = $1 AND v.year_from <= $2 AND (v.year_until IS NULL OR v.year_until >= $2)
     ORDER BY v.number DESC LIMIT 1`,
    [key, year],
  )
  if (!found) throw new NotFound()
  return found
}
