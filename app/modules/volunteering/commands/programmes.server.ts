/** 事業: made, changed, opened, closed, and copied for another year. By the volunteer centre. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dateToDay, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { NotFound, Stale } from '~/platform/errors'
import {
  mayMoveProgramme,
  type Periods,
  type ProgrammeState,
  periodsYearLater,
  titleYearLater,
} from '../rules'
import { type ProgrammeForm, periodsIn } from '../schema'

const dates = (periods: Periods) => ({
  offersFrom: dayToDate(periods.offersFrom),
  offersUntil: dayToDate(periods.offersUntil),
  applyFrom: dayToDate(periods.applyFrom),
  applyUntil: dayToDate(periods.applyUntil),
  activityFrom: dayToDate(periods.activityFrom),
  activityUntil: dayToDate(periods.activityUntil),
  reportUntil: dayToDate(periods.reportUntil),
})

const columns = (form: ProgrammeForm) => ({
  kind: form.kind,
  year: form.year,
  title: form.title,
  introduction: form.introduction,
  ...dates(periodsIn(form)),
  orientation: form.orientation,
  offerHours: form.offer_hours,
  consentDays: form.consent_days,
  groupMost: form.group_most,
  insurance: form.insurance,
  insuranceFrom: form.insurance_from,
  indicatorKey: form.indicator,
})

const told = (tx: Tx, actor: Actor, action: string, id: number, after?: Record<string, string | number>) =>
  record(tx, actor, { action, subjectType: 'volunteer_programme', subjectId: id, after })

/** @returns the id of a new draft @throws SignInNeeded, NotAllowed */
export async function createProgramme(actor: Actor, form: ProgrammeForm): Promise<number> {
  const { user } = requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const { id } = await tx.volunteerProgramme.create({
      data: { ...columns(form), createdById: user.id, createdAt: now() },
      select: { id: true },
    })
    await told(tx, actor, 'volunteer.programme_created', id, { year: form.year })
    return id
  })
}

/** @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody else saved in between */
export async function editProgramme(actor: Actor, id: number, form: ProgrammeForm): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    await known(tx, id)
    const { count } = await tx.volunteerProgramme.updateMany({
      where: { id, version: form.version },
      data: { ...columns(form), version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await told(tx, actor, 'volunteer.programme_changed', id, { year: form.year })
  })
}

/** Opens, closes, or opens anew. @throws SignInNeeded, NotAllowed, NotFound, Stale */
export async function moveProgramme(
  actor: Actor,
  id: number,
  move: { to: ProgrammeState; version: number },
): Promise<void> {
  requirePortalRight(actor, 'volunteer.run')
  await transaction(async (tx) => {
    const { state } = await known(tx, id)
    if (!mayMoveProgramme(state, move.to)) throw new Stale('volunteer_stale')
    const { count } = await tx.volunteerProgramme.updateMany({
      where: { id, state, version: move.version },
      data: { state: move.to, version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale('volunteer_stale')
    await told(tx, actor, 'volunteer.programme_moved', id, { from: state, to: move.to })
  })
}

/**
 * 去年の事業を写す: a draft of the next year with all periods one year later. Places are offered anew by their hosts.
 * @returns the id of the draft
 * @throws SignInNeeded, NotAllowed, NotFound; Stale where such a draft stands
 */
export async function copyProgramme(actor: Actor, id: number): Promise<number> {
  const { user } = requirePortalRight(actor, 'volunteer.run')
  return transaction(async (tx) => {
    const found = await tx.volunteerProgramme.findUnique({ where: { id } })
    if (!found) throw new NotFound()
    const { id: _id, version: _version, createdAt: _at, state: _state, ...rest } = found
    const title = titleYearLater(found.title)
    // Two clicks make one copy: those who copy wait for one another.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('volunteer-programmes'), 0)`
    const same = { title, year: found.year + 1, state: 'draft' as const }
    if ((await tx.volunteerProgramme.count({ where: same })) > 0) throw new Stale('programme_twice')
    const periods = periodsYearLater({
      offersFrom: dateToDay(found.offersFrom),
      offersUntil: dateToDay(found.offersUntil),
      applyFrom: dateToDay(found.applyFrom),
      applyUntil: dateToDay(found.applyUntil),
      activityFrom: dateToDay(found.activityFrom),
      activityUntil: dateToDay(found.activityUntil),
      reportUntil: dateToDay(found.reportUntil),
    })
    const copy = await tx.volunteerProgramme.create({
      data: {
        ...rest,
        ...dates(periods),
        year: found.year + 1,
        title,
        createdById: user.id,
        createdAt: now(),
      },
      select: { id: true },
    })
    await told(tx, actor, 'volunteer.programme_created', copy.id, { year: found.year + 1, copyOf: id })
    return copy.id
  })
}

async function known(tx: Tx, id: number): Promise<{ state: ProgrammeState }> {
  const found = await tx.volunteerProgramme.findUnique({ where: { id }, select: { state: true } })
  if (!found) throw new NotFound()
  return found
}
