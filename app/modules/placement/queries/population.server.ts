/** The population files that staff have brought. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { cityOutline } from '~/modules/associations/queries.server'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { pictureOf } from '../picture'
import { BOTH, type Point } from '../rules'
import { noReport, type PopulationReport } from '../schema'
import { type PopulationSource, people } from './city.server'

type PopulationFile = {
  id: number
  name: string
  active: boolean
  createdAt: Date
  points: number
  day: number
  night: number
}

const FILES = `
  SELECT s.id, s.name, s.active, s.created_at AS "createdAt", count(p.id)::int AS points,
    coalesce(sum(p.day), 0)::float8 AS day, coalesce(sum(p.night), 0)::float8 AS night
  FROM population_sets s LEFT JOIN population_points p ON p.set_id = s.id`

/**
 * All files, the newest first, and what is in use now.
 * @throws SignInNeeded, NotAllowed without the right `aed.plan`
 */
export async function populationFiles(
  actor: Actor,
): Promise<{ files: PopulationFile[]; source: PopulationSource }> {
  requirePortalRight(actor, 'aed.plan')
  const [files, { source }] = await Promise.all([
    rows<PopulationFile>(`${FILES} GROUP BY s.id ORDER BY s.created_at DESC, s.id DESC`, []),
    people(100),
  ])
  return { files, source }
}

/** Lines of the file that are shown for a look. */
const SAMPLE = 10

/**
 * One file as it was read: the sums, the first points, a map, and the lines that were refused.
 * @throws SignInNeeded, NotAllowed without the right `aed.plan`; NotFound
 */
export async function populationFile(actor: Actor, id: number) {
  requirePortalRight(actor, 'aed.plan')
  const [file] = await rows<PopulationFile>(`${FILES} WHERE s.id = $1 GROUP BY s.id`, [id])
  const kept = await db.populationSet.findUnique({ where: { id }, select: { report: true, credit: true } })
  if (!file || !kept) throw new NotFound()
  const [points, outline] = await Promise.all([
    rows<Point & { label: string }>(
      'SELECT label, latitude, longitude, day, night FROM population_points WHERE set_id = $1 ORDER BY id',
      [id],
    ),
    cityOutline(),
  ])
  const states = new Uint8Array(points.length).fill(BOTH)
  return {
    ...file,
    credit: kept.credit,
    report: { ...noReport, ...(kept.report as Partial<PopulationReport>) },
    sample: points.slice(0, SAMPLE),
    picture: pictureOf({
      outline,
      points,
      statesBefore: states,
      statesAfter: states,
      aeds: [],
      chosen: [],
      reach: 0,
    }),
  }
}
