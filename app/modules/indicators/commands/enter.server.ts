/** 実績の入力と訂正. A month holds one figure, with where it comes from; what stood before is in the trail. */
import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isUniqueViolation, raisedDetail, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { begun, decimalOf, type Month, plainNumber, requireKeeper } from '../rules'
import type { EntryForm } from '../schema'

/** A year that is closed takes nothing more; the database says so too. */
const CLOSED = { form: ['indicators.error.closed'] }
const CHANGED = { form: ['indicators.error.changed_since'] }

/**
 * Enters the figure of a month, or corrects it.
 * @throws SignInNeeded, NotAllowed; NotFound for no such indicator or year; Invalid when the month has not begun, the
 *   year is closed, or somebody has changed it since the form was shown
 */
export async function enterMonth(actor: Actor, key: string, year: number, form: EntryForm): Promise<void> {
  return guarded(async (tx) => {
    const { by, yearId, indicatorId } = await openYearOf(tx, actor, key, year)
    if (!begun(year, actor.today).includes(form.month))
      throw new Invalid({ month: ['indicators.error.not_begun'] })
    const where = { yearId_month: { yearId, month: form.month } }
    const was = await tx.indicatorEntry.findUnique({ where, select: { value: true, version: true } })
    if ((was?.version ?? 0) !== form.version) throw new Invalid(CHANGED)
    const data = {
      value: decimalOf(form.milli),
      numerator: form.numerator === null ? null : decimalOf(form.numerator),
      denominator: form.denominator === null ? null : decimalOf(form.denominator),
      source: form.source,
      note: form.note,
      byId: by.user.id,
    }
    if (was) {
      const { count } = await tx.indicatorEntry.updateMany({
        where: { yearId, month: form.month, version: form.version },
        data: { ...data, byPortal: false, version: { increment: 1 } },
      })
      if (count !== 1) throw new Invalid(CHANGED)
    } else {
      await tx.indicatorEntry.create({ data: { yearId, month: form.month, ...data }, select: { id: true } })
    }
    await record(tx, by, {
      action: was ? 'indicator.corrected' : 'indicator.entered',
      subjectType: 'indicator',
      subjectId: indicatorId,
      before: was ? { year, month: form.month, value: was.value.toString() } : undefined,
      after: { year, month: form.month, value: plainNumber(form.milli) },
    })
  })
}

/**
 * Takes back the figure of a month that was entered in error.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the year is closed or somebody has changed it since
 */
export async function removeMonth(
  actor: Actor,
  key: string,
  year: number,
  form: { month: Month; version: number },
): Promise<void> {
  return guarded(async (tx) => {
    const { by, yearId, indicatorId } = await openYearOf(tx, actor, key, year)
    const where = { yearId, month: form.month, version: form.version }
    const was = await tx.indicatorEntry.findFirst({ where, select: { id: true, value: true } })
    if (!was) throw new Invalid(CHANGED)
    const { count } = await tx.indicatorEntry.deleteMany({ where })
    if (count !== 1) throw new Invalid(CHANGED)
    await record(tx, by, {
      action: 'indicator.removed',
      subjectType: 'indicator',
      subjectId: indicatorId,
      before: { year, month: form.month, value: was.value.toString() },
    })
  })
}

/** Two people at once, or a year that is closed in between, are told what happened instead of an error. */
async function guarded(work: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await transaction(work)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Invalid(CHANGED)
    if (raisedDetail(error, 'PT004') !== null) throw new Invalid(CLOSED)
    throw error
  }
}

async function openYearOf(tx: Tx, actor: Actor, key: string, year: number) {
  // Who closes the year waits for this entry, or this entry finds it closed: none slips in beside its figures.
  await tx.$executeRaw`
    SELECT y.id FROM indicator_years y JOIN indicators i ON i.id = y.indicator_id
    WHERE y.year = ${year}::int AND i.key = ${key} FOR SHARE OF y`
  const found = await tx.indicatorYear.findFirst({
    where: { year, indicator: { key } },
    select: {
      id: true,
      closedAt: true,
      indicator: { select: { id: true, keepers: { select: { userId: true } } } },
    },
  })
  const by = requireKeeper(actor, found?.indicator.keepers.map(({ userId }) => userId) ?? [])
  if (!found) throw new NotFound()
  if (found.closedAt) throw new Invalid(CLOSED)
  return { by, yearId: found.id, indicatorId: found.indicator.id }
}
