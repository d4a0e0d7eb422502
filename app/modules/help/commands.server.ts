/** 相談窓口の手入れ: written by the sections, published, looked at once a year, ended. */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dateToDay, dayToDate } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { keepsAll, keptBy, sectionsToChoose } from './queries/desk.server'
import { after, MOST_SERVICES, type Move } from './rules'
import type { ServiceFacts } from './schema'

/** What stands in the column: the hours, or an empty object where none are known. */
const stored = ({ hours, ...facts }: ServiceFacts) => ({
  ...facts,
  hours: (hours ?? {}) as Prisma.InputJsonObject,
})

/** The actor, once it is sure that the section is one that they may choose, or the one that stands. */
async function withSection(
  actor: Actor,
  sectionId: number | null,
  standing?: number | null,
): Promise<SignedIn> {
  keptBy(actor)
  if (sectionId === null) {
    // A service of no section would be out of its own writer's sight.
    if (!keepsAll(actor)) throw new Invalid({ section: ['form.choose'] })
  } else if (sectionId !== standing) {
    const choices = await sectionsToChoose(actor)
    if (!choices.some(({ id }) => id === sectionId)) throw new Invalid({ section: ['form.choose'] })
  }
  return actor as SignedIn
}

/**
 * Writes a new service as a draft.
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid for a section that is not the actor's
 */
export async function createService(actor: Actor, facts: ServiceFacts): Promise<number> {
  const by = await withSection(actor, facts.sectionId)
  return transaction(async (tx) => {
    const { id } = await tx.helpService.create({ data: stored(facts), select: { id: true } })
    await record(tx, by, {
      action: 'help_service.created',
      subjectType: 'help_service',
      subjectId: id,
      after: { section: facts.sectionId },
    })
    return id
  })
}

async function read(tx: Tx, actor: Actor, id: number) {
  const found = await tx.helpService.findFirst({
    where: { AND: [{ id }, keptBy(actor)] },
    select: { id: true, state: true, version: true, sectionId: true, checkedOn: true },
  })
  if (!found) throw new NotFound()
  return found
}

/**
 * Changes what is said of a service; a public one changes at once.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody was quicker; Invalid
 */
export async function editService(
  actor: Actor,
  id: number,
  { version, ...facts }: ServiceFacts & { version: number },
): Promise<void> {
  return transaction(async (tx) => {
    const was = await read(tx, actor, id)
    const by = await withSection(actor, facts.sectionId, was.sectionId)
    const { count } = await tx.helpService.updateMany({
      where: { id, version, state: was.state },
      data: { ...stored(facts), version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, by, {
      action: 'help_service.changed',
      subjectType: 'help_service',
      subjectId: id,
      before: { section: was.sectionId },
      after: { section: facts.sectionId, urgent: facts.urgent },
    })
  })
}

/**
 * Makes a service public, which says that it was looked at today, or ends it.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody was quicker or the state does not allow it;
 *   Invalid when there are too many public ones
 */
export async function moveService(actor: Actor, id: number, move: Move, version: number): Promise<void> {
  return transaction(async (tx) => {
    const was = await read(tx, actor, id)
    const to = after(was.state, move)
    if (!to) throw new Stale()
    if (
      to === 'published' &&
      (await tx.helpService.count({ where: { state: 'published' } })) >= MOST_SERVICES
    )
      throw new Invalid({ form: ['help.desk.too_many'] })
    const { count } = await tx.helpService.updateMany({
      where: { id, version, state: was.state },
      data: {
        state: to,
        version: { increment: 1 },
        ...(to === 'published' && { checkedOn: dayToDate(actor.today) }),
      },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: move === 'publish' ? 'help_service.published' : 'help_service.ended',
      subjectType: 'help_service',
      subjectId: id,
      before: { state: was.state },
      after: { state: to },
    })
  })
}

/**
 * 確認: says that a public service was looked at today and is right as it stands.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it was changed meanwhile: that was not what was looked at
 */
export async function confirmService(actor: Actor, id: number, version: number): Promise<void> {
  return transaction(async (tx) => {
    const was = await read(tx, actor, id)
    const { count } = await tx.helpService.updateMany({
      where: { id, version, state: 'published' },
      data: { checkedOn: dayToDate(actor.today), version: { increment: 1 } },
    })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'help_service.checked',
      subjectType: 'help_service',
      subjectId: id,
      before: { checked: was.checkedOn && dateToDay(was.checkedOn) },
      after: { checked: actor.today },
    })
  })
}
