/** 人口ファイル: taking one in, using it, going back to the towns, deleting one. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { cityOutline } from '~/modules/associations/queries.server'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, type Prisma, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { MAX_LINES, readLines } from '../read.server'
import { insideOf } from '../rules/outline'
import { type PopulationPoint, readPopulation } from '../rules/population'
import type { PopulationForm, PopulationReport } from '../schema'

/** Files kept at a time: each is a decision that somebody may have to retrace, but none is kept by mere forgetting. */
export const MAX_FILES = 20

/**
 * Takes a file in; it is used only when somebody has looked at what was read and says so.
 * @param bytes of the file; null when none was chosen or it was larger than is read
 * @returns the id of what was taken
 * @throws SignInNeeded, NotAllowed; Invalid when nothing of the file can be taken, or too many are kept
 */
export async function takePopulation(
  actor: Actor,
  form: PopulationForm,
  bytes: Uint8Array | 'none' | 'too_large',
): Promise<number> {
  const user = requirePortalRight(actor, 'aed.plan')
  const { points, report } = await readFile(bytes)
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('population_sets'), 0)`
    if ((await tx.populationSet.count()) >= MAX_FILES)
      throw new Invalid({ file: [message('placement.error.too_many_files', { max: MAX_FILES })] })
    const { id } = await tx.populationSet.create({
      data: { ...form, uploadedById: user.user.id, report: report as unknown as Prisma.InputJsonObject },
      select: { id: true },
    })
    await tx.$executeRaw`
      INSERT INTO population_points (set_id, label, latitude, longitude, day, night)
      SELECT ${id}::int, * FROM unnest(
        ${points.map((p) => p.label)}::text[], ${points.map((p) => p.latitude)}::float8[],
        ${points.map((p) => p.longitude)}::float8[], ${points.map((p) => p.day)}::int[],
        ${points.map((p) => p.night)}::int[])`
    await record(tx, user, {
      action: 'population.taken',
      subjectType: 'population_set',
      subjectId: id,
      after: { points: report.taken, refused: report.refused },
    })
    return id
  })
}

async function readFile(
  bytes: Uint8Array | 'none' | 'too_large',
): Promise<{ points: PopulationPoint[]; report: PopulationReport }> {
  const refuse = (reason: string, params = {}, ...more: string[]) => {
    throw new Invalid({ file: [message(`placement.error.${reason}`, params), ...more] })
  }
  if (typeof bytes === 'string') return refuse(bytes)
  if (bytes.length === 0) return refuse('empty')
  const read = readLines(bytes)
  if ('refused' in read)
    return refuse(read.refused, read.refused === 'too_many_lines' ? { max: MAX_LINES } : {})
  const outline = await cityOutline()
  const reading = readPopulation(read.lines, outline ? insideOf(outline) : () => true)
  if ('refused' in reading) return refuse(reading.refused)
  const { points, report } = reading
  const first = report.refusedLines[0]
  if (points.length === 0 && report.outside > 0) return refuse('all_outside')
  if (points.length === 0)
    return first
      ? refuse('none_taken', { line: first.line }, `placement.refused.${first.reason}`)
      : refuse('empty')
  return { points, report: { ...report, encoding: read.encoding } }
}

/**
 * Puts a file to use, in place of the one before or of the towns.
 * @throws SignInNeeded, NotAllowed; NotFound; Stale when another was put to use at the same moment
 */
export async function putToUse(actor: Actor, id: number): Promise<void> {
  const user = requirePortalRight(actor, 'aed.plan')
  try {
    await transaction(async (tx) => {
      const set = await tx.populationSet.findUnique({ where: { id }, select: { active: true } })
      if (!set) throw new NotFound()
      if (set.active) return
      const before = await tx.populationSet.findFirst({ where: { active: true }, select: { id: true } })
      await tx.populationSet.updateMany({ where: { active: true }, data: { active: false } })
      const { count } = await tx.populationSet.updateMany({
        where: { id, active: false },
        data: { active: true },
      })
      if (count !== 1) throw new Stale()
      await record(tx, user, {
        action: 'population.used',
        subjectType: 'population_set',
        subjectId: id,
        ...(before ? { before: { set: before.id } } : {}),
        after: { set: id },
      })
    })
  } catch (error) {
    throw isUniqueViolation(error) ? new Stale() : error
  }
}

/**
 * Goes back to the towns; does nothing when they are in use already.
 * @throws SignInNeeded, NotAllowed
 */
export async function putBackToTowns(actor: Actor): Promise<void> {
  const user = requirePortalRight(actor, 'aed.plan')
  await transaction(async (tx) => {
    const before = await tx.populationSet.findFirst({ where: { active: true }, select: { id: true } })
    if (!before) return
    const { count } = await tx.populationSet.updateMany({
      where: { id: before.id, active: true },
      data: { active: false },
    })
    if (count !== 1) throw new Stale()
    await record(tx, user, {
      action: 'population.put_back',
      subjectType: 'population_set',
      subjectId: before.id,
      before: { set: before.id },
    })
  })
}

/**
 * Deletes a file that is not in use, with its points.
 * @throws SignInNeeded, NotAllowed; NotFound; Stale when it is in use
 */
export async function deletePopulation(actor: Actor, id: number): Promise<void> {
  const user = requirePortalRight(actor, 'aed.plan')
  await transaction(async (tx) => {
    const set = await tx.populationSet.findUnique({
      where: { id },
      select: { _count: { select: { points: true } } },
    })
    if (!set) throw new NotFound()
    const { count } = await tx.populationSet.deleteMany({ where: { id, active: false } })
    if (count !== 1) throw new Stale()
    await record(tx, user, {
      action: 'population.deleted',
      subjectType: 'population_set',
      subjectId: id,
      before: { points: set._count.points },
    })
  })
}
