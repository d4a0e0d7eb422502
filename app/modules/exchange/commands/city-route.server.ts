/** 受付と振り分け: received or not, to which section and until when, to whom in it, and together with what. */

import type { z } from 'zod'
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { peopleOfSection, sectionChoices } from '~/modules/sections/queries.server'
import { answerDaysOf } from '~/modules/sections/rules'
import { addDays, type Day, dateToDay, dayToDate, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { actsAt } from '../city-rules'
import { type CityScope, type HeldMatter, heldMatter, moversOf, writeMatter } from '../city-scope.server'
import { dueAfter, workingDay } from '../days.server'
import { exchangeSettings } from '../queries/settings.server'
import { type MatterMove, type MatterVerb, moveOf } from '../rules'
import type { dueForm, noteForm, ownerForm, refuseForm, rerouteForm, routeForm } from '../schema/city'
import { tellSection } from '../staff-mails.server'
import { happen } from './happen.server'

/** Longest time that can be set for an answer, days. */
const FARTHEST = 730

/** The move of a verb from where the matter stands. @throws Stale when it cannot be made there, or not by them */
export function moveAt(matter: HeldMatter, scope: CityScope, verb: MatterVerb): MatterMove {
  const move =
    matter.joinedToId === null
      ? moversOf(scope)
          .map((by) => moveOf(verb, matter.state, by))
          .find((found) => found !== null)
      : undefined
  if (!move) throw new Stale()
  return move
}

/** What the trail keeps of an act of the city: states, sections and days, and never a word of anybody. */
export const trail = (
  tx: Tx,
  staff: SignedIn,
  matter: HeldMatter,
  action: string,
  after: Record<string, string | number | boolean | null>,
) =>
  record(tx, staff, {
    action: `matter.${action}`,
    subjectType: 'matter',
    subjectId: matter.id,
    associationId: matter.associationId,
    before: { state: matter.state },
    after,
  })

/** A day on which the city works, from today on. @throws Invalid under `field` for a day that is over or too far */
export function dayToCome(day: Day, today: Day, field: 'due' | 'promise'): Day {
  if (day < today) throw new Invalid({ [field]: ['exchange.city.error.due_past'] })
  if (day > addDays(today, FARTHEST)) throw new Invalid({ [field]: ['exchange.city.error.due_far'] })
  return field === 'due' ? workingDay(day) : day
}

/** A section that takes matters, with its own days or the city's. @throws Invalid */
async function sectionFor(tx: Tx, id: number | null) {
  const section = (await sectionChoices(tx)).find((known) => known.id === id)
  if (!section) throw new Invalid({ section: ['exchange.city.error.section'] })
  const { answerDays } = await exchangeSettings(tx)
  return { ...section, days: answerDaysOf(section, answerDays) }
}

/** @throws Invalid unless the person works in the section */
async function checkOwner(tx: Tx, sectionId: number, ownerId: string | null, today: Day): Promise<void> {
  if (ownerId === null) return
  const people = await peopleOfSection(tx, sectionId, today)
  if (!people.some(({ id }) => id === ownerId)) throw new Invalid({ owner: ['exchange.city.error.owner'] })
}

/**
 * 受け付ける: what a person without ties asked is published from now on.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function receiveMatter(actor: Actor, id: number, form: { version: number }): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, 'receive')
    await writeMatter(tx, matter, { state: to, receivedAt: now() })
    await happen(tx, id, { kind: 'received', byId: staff.user.id })
    await trail(tx, staff, matter, 'received', { state: to })
  })
}

/**
 * 受け付けない, with the reason and to whom to turn; the author alone is told.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function refuseMatter(
  actor: Actor,
  id: number,
  form: z.output<typeof refuseForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, 'refuse')
    await writeMatter(tx, matter, { state: to, closedAt: now() })
    const text = [form.reason, form.turn].filter(Boolean).join('\n\n')
    await happen(tx, id, { kind: 'refused', text, byId: staff.user.id })
    await trail(tx, staff, matter, 'refused', { state: to })
  })
}

/**
 * 担当課へ回す, with its day: the one that was given, else so many days from today as the section or the city has set.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid for a section, an owner or a day that cannot be
 */
export async function routeMatter(actor: Actor, id: number, form: z.output<typeof routeForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { to } = moveAt(matter, scope, 'route')
    const section = await sectionFor(tx, form.section)
    await checkOwner(tx, section.id, form.owner, actor.today)
    const dueOn = form.due ? dayToCome(form.due, actor.today, 'due') : dueAfter(actor.today, section.days)
    await writeMatter(tx, matter, {
      state: to,
      sectionId: section.id,
      ownerId: form.owner,
      dueOn: dayToDate(dueOn),
      routedAt: now(),
      dueToldAt: null,
      overdueToldOn: null,
    })
    await happen(tx, id, {
      kind: 'routed',
      text: form.text,
      sectionId: section.id,
      dueOn,
      byId: staff.user.id,
    })
    await tellSection(tx, { ...matter, sectionId: section.id, ownerId: form.owner, dueOn }, 'routed', staff)
    await trail(tx, staff, matter, 'routed', { state: to, section: section.id, due: dueOn })
  })
}

/**
 * ほかの課へ回す, with the reason; the day stays unless another is given: the person who asked waits all the same.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function rerouteMatter(
  actor: Actor,
  id: number,
  form: z.output<typeof rerouteForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    moveAt(matter, scope, 'reroute')
    const section = await sectionFor(tx, form.section)
    if (section.id === matter.sectionId) throw new Invalid({ section: ['exchange.city.error.same_section'] })
    await checkOwner(tx, section.id, form.owner, actor.today)
    const before = matter.dueOn && dateToDay(matter.dueOn)
    const dueOn = form.due ? dayToCome(form.due, actor.today, 'due') : before
    await writeMatter(tx, matter, {
      sectionId: section.id,
      ownerId: form.owner,
      dueOn: dueOn && dayToDate(dueOn),
      dueToldAt: null,
      overdueToldOn: null,
    })
    const text = form.reason
    await happen(tx, id, { kind: 'rerouted', text, sectionId: section.id, dueOn, byId: staff.user.id })
    await tellSection(tx, { ...matter, sectionId: section.id, ownerId: form.owner, dueOn }, 'routed', staff)
    await trail(tx, staff, matter, 'rerouted', { from: matter.sectionId, section: section.id, due: dueOn })
  })
}

/**
 * 担当者を決める: somebody of the section, or nobody.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale, Invalid
 */
export async function setOwner(actor: Actor, id: number, form: z.output<typeof ownerForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { sectionId } = matter
    if (!actsAt(matter, moversOf(scope)).includes('owner') || sectionId === null) throw new Stale()
    await checkOwner(tx, sectionId, form.owner, actor.today)
    await writeMatter(tx, matter, { ownerId: form.owner })
    const dueOn = matter.dueOn && dateToDay(matter.dueOn)
    if (form.owner)
      await tellSection(tx, { ...matter, sectionId, ownerId: form.owner, dueOn }, 'owner', staff)
    await trail(tx, staff, matter, 'owner', { owner: form.owner })
  })
}

/**
 * 回答期限を変える; the reason is shown to everybody, and how often it was done.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid for the same day, or one that is over
 */
export async function changeDue(actor: Actor, id: number, form: z.output<typeof dueForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    moveAt(matter, scope, 'change_due')
    const before = matter.dueOn && dateToDay(matter.dueOn)
    const dueOn = dayToCome(form.due ?? '', actor.today, 'due')
    if (dueOn === before) throw new Invalid({ due: ['exchange.city.error.same_day'] })
    await writeMatter(tx, matter, { dueOn: dayToDate(dueOn), dueToldAt: null, overdueToldOn: null })
    await happen(tx, id, { kind: 'due_changed', text: form.reason, dueOn, byId: staff.user.id })
    await trail(tx, staff, matter, 'due_changed', { from: before, due: dueOn })
  })
}

/**
 * 庁内の覚え書き: read by the city's staff alone.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function noteMatter(actor: Actor, id: number, form: z.output<typeof noteForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff } = await heldMatter(tx, actor, id, null)
    await happen(tx, id, { kind: 'note', text: form.text, byId: staff.user.id })
    await trail(tx, staff, matter, 'noted', {})
  })
}
