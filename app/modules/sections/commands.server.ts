/** 担当課: making, naming, ending; and who works there. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound, Stale } from '~/platform/errors'
import { MOST_MEMBERS, MOST_SECTIONS } from './rules'
import type { SectionChange, SectionForm } from './schema'

const audit = (
  tx: Tx,
  actor: Actor,
  action: string,
  id: number,
  after?: Record<string, string | number | null>,
) => record(tx, actor, { action: `section.${action}`, subjectType: 'section', subjectId: id, after })

const written = ({ name, reading, phone, email, answerDays }: SectionForm) => ({
  name,
  reading,
  phone: phone ?? '',
  email: email ?? '',
  answerDays,
})

/** Two sections of one name could not be told apart on a public page. */
const named = (error: unknown): never => {
  if (isUniqueViolation(error)) throw new Invalid({ name: ['sections.error.name_taken'] })
  throw error
}

/**
 * Makes a section.
 * @returns its id
 * @throws SignInNeeded, NotAllowed; Invalid when the name is taken, or there are too many
 */
export async function createSection(actor: Actor, form: SectionForm): Promise<number> {
  requirePortalRight(actor, 'section.keep')
  return transaction(async (tx) => {
    if ((await tx.section.count({ where: { endedAt: null } })) >= MOST_SECTIONS)
      throw new Invalid({ form: ['sections.error.too_many'] })
    const { id } = await tx.section.create({ data: written(form), select: { id: true } })
    await audit(tx, actor, 'created', id, { answerDays: form.answerDays })
    return id
  }).catch(named)
}

/**
 * Changes the name and how the section is reached.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when somebody has changed it; Invalid when the name is taken
 */
export async function changeSection(actor: Actor, id: number, form: SectionChange): Promise<void> {
  requirePortalRight(actor, 'section.keep')
  await transaction(async (tx) => {
    await guarded(tx, id, form.version, written(form))
    await audit(tx, actor, 'changed', id, { answerDays: form.answerDays })
  }).catch(named)
}

/**
 * Dissolves a section, or takes it back: what it has answered stays under its name, and its advice services (相談窓口) go
 * to another section, so that somebody looks after them.
 * @param services the section that takes them over; null: the civic activity section, which keeps what has none
 * @throws SignInNeeded, NotAllowed, NotFound, Stale; Invalid while something still waits for its answer, or for a
 * section that has ended itself
 */
export async function endSection(
  actor: Actor,
  id: number,
  version: number,
  ends: boolean,
  services: number | null = null,
): Promise<void> {
  requirePortalRight(actor, 'section.keep')
  await transaction(async (tx) => {
    // Locked against what is routed to it in this moment.
    await tx.$executeRaw`SELECT FROM sections WHERE id = ${id}::int FOR UPDATE`
    const open = await tx.matter.count({
      where: { sectionId: id, joinedToId: null, state: { in: ['routed', 'underway'] } },
    })
    if (ends && open > 0) throw new Invalid({ form: [`sections.error.open_matters?count=${open}`] })
    await guarded(tx, id, version, { endedAt: ends ? now() : null })
    const handed = ends ? await handServices(tx, id, services) : 0
    await audit(
      tx,
      actor,
      ends ? 'ended' : 'reopened',
      id,
      ends ? { services: handed, to: services } : undefined,
    )
  })
}

/** @returns how many advice services have gone over */
async function handServices(tx: Tx, from: number, to: number | null): Promise<number> {
  if (to !== null) {
    const taker = await tx.section.count({ where: { id: to, endedAt: null, NOT: { id: from } } })
    if (taker !== 1) throw new Invalid({ services: ['form.choose'] })
  }
  const { count } = await tx.helpService.updateMany({
    where: { sectionId: from, state: { not: 'ended' } },
    data: { sectionId: to, version: { increment: 1 } },
  })
  return count
}

/**
 * Somebody with an account works in the section from now on. What they may do there follows from their role.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when nobody has this address
 */
export async function addSectionMember(actor: Actor, id: number, email: string): Promise<void> {
  requirePortalRight(actor, 'section.keep')
  await transaction(async (tx) => {
    const section = await tx.section.findUnique({
      where: { id },
      select: { _count: { select: { members: true } } },
    })
    if (!section) throw new NotFound()
    const user = await tx.user.findUnique({ where: { email }, select: { id: true } })
    if (!user) throw new Invalid({ member: ['sections.error.unknown'] })
    if (section._count.members >= MOST_MEMBERS)
      throw new Invalid({ member: ['sections.error.too_many_people'] })
    const { count } = await tx.sectionMember.createMany({
      data: [{ sectionId: id, userId: user.id, addedAt: now() }],
      skipDuplicates: true,
    })
    if (count === 1) await audit(tx, actor, 'member_added', id, { userId: user.id })
  })
}

/** @throws SignInNeeded, NotAllowed; NotFound when the person does not work there */
export async function removeSectionMember(actor: Actor, id: number, userId: string): Promise<void> {
  requirePortalRight(actor, 'section.keep')
  await transaction(async (tx) => {
    const { count } = await tx.sectionMember.deleteMany({ where: { sectionId: id, userId } })
    if (count !== 1) throw new NotFound()
    await audit(tx, actor, 'member_removed', id, { userId })
  })
}

async function guarded(
  tx: Tx,
  id: number,
  version: number,
  data: Partial<ReturnType<typeof written>> & { endedAt?: Date | null },
): Promise<void> {
  const { count } = await tx.section.updateMany({
    where: { id, version },
    data: { ...data, version: version + 1 },
  })
  if (count === 1) return
  if ((await tx.section.count({ where: { id } })) === 0) throw new NotFound()
  throw new Stale()
}
