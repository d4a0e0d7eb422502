/** 指標の設定: what is counted, by whom it is entered, and what a year aims at. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, fiscalYear } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { decimalOf, lastToOpen, ON_THE_WAY } from '../rules'
import type { DescribeForm, NewIndicatorForm, YearForm } from '../schema'

const CHANGED = { form: ['indicators.error.changed_since'] }

/**
 * Makes an indicator, and its first year without a target.
 * @returns its key
 * @throws SignInNeeded, NotAllowed; Invalid when the key is taken, or the year lies too far ahead
 */
export async function createIndicator(actor: Actor, form: NewIndicatorForm): Promise<string> {
  const by = requirePortalRight(actor, 'indicator.plan')
  const { year, ...data } = form
  if (year > lastToOpen(fiscalYear(actor.today))) throw new Invalid({ year: ['indicators.error.too_far'] })
  try {
    return await transaction(async (tx) => {
      const { id } = await tx.indicator.create({
        data: { ...data, years: { create: { year } } },
        select: { id: true },
      })
      await record(tx, by, {
        action: 'indicator.created',
        subjectType: 'indicator',
        subjectId: id,
        after: { key: form.key, unit: form.unit, year },
      })
      return form.key
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Invalid({ key: ['indicators.error.key_taken'] })
    throw error
  }
}

/**
 * Says anew what an indicator counts. Its unit and how its months make the year stay once anything was entered or
 * planned in them: figures would change their meaning.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid
 */
export async function describeIndicator(actor: Actor, key: string, form: DescribeForm): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    const { version, ...data } = form
    const was = await indicatorOf(tx, key)
    if (form.unit !== was.unit || form.method !== was.method) {
      const used = await tx.indicatorYear.count({
        where: {
          indicatorId: was.id,
          OR: [{ entries: { some: {} } }, { target: { not: null } }, { previous: { not: null } }],
        },
      })
      if (used > 0) throw new Invalid({ unit: ['indicators.error.unit_used'] })
    }
    const { count } = await tx.indicator.updateMany({
      where: { id: was.id, version },
      data: { ...data, version: { increment: 1 } },
    })
    if (count !== 1) throw new Invalid(CHANGED)
    await record(tx, by, {
      action: 'indicator.described',
      subjectType: 'indicator',
      subjectId: was.id,
      before: { name: was.name, computed: was.computed },
      after: { name: form.name, computed: form.computed },
    })
  })
}

/**
 * Sets the target of a year, the year before as it was published, and the words of the evaluation sheet. A year that
 * is closed takes its evaluation only: the sheet is written when the figures are known.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid
 */
export async function planYear(actor: Actor, key: string, year: number, form: YearForm): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    const { id } = await indicatorOf(tx, key)
    const was = await tx.indicatorYear.findUnique({
      where: { indicatorId_year: { indicatorId: id, year } },
      select: { id: true, target: true, previous: true, previousNote: true, closedAt: true },
    })
    if (!was) throw new NotFound()
    const target = form.target === null ? null : decimalOf(form.target)
    const previous = form.previous === null ? null : decimalOf(form.previous)
    const same = (a: { toString(): string } | null, b: string | null) =>
      (a === null && b === null) || (a !== null && b !== null && Number(a) === Number(b))
    if (was.closedAt && !(same(was.target, target) && same(was.previous, previous))) {
      throw new Invalid({ form: ['indicators.error.closed'] })
    }
    // A figure on the way stays one until it is changed, or somebody says more of it.
    const onTheWay =
      was.previousNote === ON_THE_WAY && form.previousNote === '' && same(was.previous, previous)
    const { count } = await tx.indicatorYear.updateMany({
      where: { id: was.id, version: form.version },
      data: {
        target,
        previous,
        previousNote: onTheWay ? ON_THE_WAY : form.previousNote,
        evaluation: form.evaluation,
        version: { increment: 1 },
      },
    })
    if (count !== 1) throw new Invalid(CHANGED)
    await record(tx, by, {
      action: 'indicator.planned',
      subjectType: 'indicator',
      subjectId: id,
      before: { year, target: was.target?.toString() ?? null, previous: was.previous?.toString() ?? null },
      after: { year, target, previous },
    })
  })
}

/**
 * Makes somebody who works for the city or the centre a keeper: they may enter the months.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the account has no role
 */
export async function addKeeper(actor: Actor, key: string, userId: string): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    const { id } = await indicatorOf(tx, key)
    const today = dayToDate(actor.today)
    const works = await tx.staffAppointment.count({
      where: { userId, startsOn: { lte: today }, OR: [{ endsOn: null }, { endsOn: { gte: today } }] },
    })
    if (works === 0) throw new Invalid({ user: ['form.choose'] })
    const { count } = await tx.indicatorKeeper.createMany({
      data: [{ indicatorId: id, userId }],
      skipDuplicates: true,
    })
    // Named twice is named once.
    if (count === 0) return
    await record(tx, by, {
      action: 'indicator.keeper_added',
      subjectType: 'indicator',
      subjectId: id,
      after: { userId },
    })
  })
}

/** Takes a keeper off again. @throws SignInNeeded, NotAllowed, NotFound */
export async function removeKeeper(actor: Actor, key: string, userId: string): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    const { id } = await indicatorOf(tx, key)
    const { count } = await tx.indicatorKeeper.deleteMany({ where: { indicatorId: id, userId } })
    if (count === 0) return
    await record(tx, by, {
      action: 'indicator.keeper_removed',
      subjectType: 'indicator',
      subjectId: id,
      before: { userId },
    })
  })
}

/**
 * 指標をやめる, or takes it up again: its years stay, and no further year is opened for it.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid
 */
export async function endIndicator(actor: Actor, key: string, version: number): Promise<void> {
  const by = requirePortalRight(actor, 'indicator.plan')
  return transaction(async (tx) => {
    const was = await indicatorOf(tx, key)
    const ends = was.closedOn === null
    const { count } = await tx.indicator.updateMany({
      where: { id: was.id, version },
      data: { closedOn: ends ? dayToDate(actor.today) : null, version: { increment: 1 } },
    })
    if (count !== 1) throw new Invalid(CHANGED)
    await record(tx, by, {
      action: ends ? 'indicator.ended' : 'indicator.taken_up',
      subjectType: 'indicator',
      subjectId: was.id,
    })
  })
}

async function indicatorOf(tx: Tx, key: string) {
  const found = await tx.indicator.findUnique({
    where: { key },
    select: { id: true, unit: true, method: true, name: true, computed: true, closedOn: true },
  })
  if (!found) throw new NotFound()
  return found
}
