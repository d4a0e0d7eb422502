/** A review desk: a town with applications, and the people of the city who deal with them. */
import type { Actor } from '~/modules/accounts/rules'
import { decideProposal } from '~/modules/applications/commands/decide.server'
import type { ApplicationState, ProposalKind } from '~/modules/applications/rules'
import type { Programme } from '~/modules/subsidies/schema'
import { addDays, dayToDate } from '~/platform/clock'
import { db, transaction } from '~/platform/db.server'
import { type FieldErrors, Invalid } from '~/platform/errors'
import { createProgrammes, shippedProgrammes } from '../../../prisma/seed/programmes'
import { actorOf, giveRole, giveTerm, makeTown, makeUser, today } from '../accounts/support'
import { type Made, makeApplication } from './support'

/** A scheme of the city that asks for all that a scheme can ask for. */
export const SCHEME = 'test-hall'

/** A scheme of the city, published; as 枚方市 has it but for `over`. */
export async function publish(key: string, over: Partial<Programme>) {
  const base = shippedProgrammes().find((one) => one.key === 'hirakata-hall') as Programme
  const definition: Programme = { ...base, examples: [], ...over, key }
  await db.subsidyProgramme.create({
    data: {
      key,
      own: true,
      versions: {
        create: {
          number: 1,
          state: 'published',
          yearFrom: 2020,
          name: definition.name,
          definition,
          publishedAt: new Date('2020-04-01T00:00:00Z'),
        },
      },
    },
  })
}

export async function makeDesk() {
  await transaction((tx) => createProgrammes(tx))
  await publish(SCHEME, {
    advancePayment: true,
    siteVisit: true,
    disposalYears: 10,
    dates: { contractAfterDecision: true },
  })
  const town = await makeTown()
  const person = async (role?: Parameters<typeof giveRole>[1]) => {
    const user = await makeUser()
    if (role) await giveRole(user.id, role)
    return user
  }
  const officer = async (post: Parameters<typeof giveTerm>[2], at = town.association.id) => {
    const user = await makeUser()
    await giveTerm(user.id, at, post)
    return actorOf(user.id)
  }
  const both = await person('reviewer')
  await giveRole(both.id, 'approver')
  const people = {
    chair: await officer('chair'),
    treasurer: await officer('treasurer'),
    auditor: await officer('auditor'),
    otherchair: await officer('chair', town.other.id),
    resident: await actorOf((await person()).id),
    reviewer: await actorOf((await person('reviewer')).id),
    approver: await actorOf((await person('approver')).id),
    /** Holds both roles, and is still only one person */
    both: await actorOf(both.id),
    section_staff: await actorOf((await person('section_staff')).id),
    administrator: await actorOf((await person('administrator')).id),
  }
  return { town, ...people }
}
export type Desk = Awaited<ReturnType<typeof makeDesk>>

const PROPOSED: Partial<Record<ApplicationState, ProposalKind>> = {
  proposed: 'decision',
  changing: 'change',
  finalising: 'final',
  cancelling: 'cancellation',
}

type Ready = Made & { proposal: number }

/**
 * An application whose papers are all looked through, with a proposal of the reviewer before the approver where its
 * state has one.
 * @param over `kind` and `amount` of the proposal, `change` that is asked for, `proposed: false` without a proposal
 */
export async function makeReady(
  desk: Desk,
  state: ApplicationState,
  over: Partial<Parameters<typeof makeApplication>[1]> & {
    kind?: ProposalKind
    proposedAmount?: number | null
    change?: 'change' | 'suspend' | 'stop'
    proposed?: boolean
    proposedById?: string
  } = {},
): Promise<Ready> {
  const { kind, proposedAmount, change = 'change', proposed = true, proposedById, ...rest } = over
  const made = await makeApplication(state, { associationId: desk.town.association.id, ...rest })
  await db.subsidyDocument.updateMany({ where: { applicationId: made.id }, data: { state: 'accepted' } })
  if (state === 'changing') {
    await db.subsidyChange.create({
      data: {
        applicationId: made.id,
        kind: change,
        reason: '屋根の傷みが見つかったため',
        plannedEnd: dayToDate(addDays(today(), 20)),
      },
    })
  }
  const of = PROPOSED[state]
  if (!of || !proposed) return { ...made, proposal: 999_999 }
  const usual = kind === 'refusal' || of === 'cancellation' ? null : change === 'stop' ? 0 : made.amount
  const { id: proposal } = await db.subsidyProposal.create({
    data: {
      applicationId: made.id,
      kind: kind ?? of,
      amount: proposedAmount === undefined ? usual : proposedAmount,
      reason: '審査の結果、適当と認めたため',
      proposedById: proposedById ?? desk.reviewer.user?.id ?? '',
    },
    select: { id: true },
  })
  return { ...made, proposal }
}

export const stateOf = async (id: number) =>
  (await db.subsidyApplication.findUniqueOrThrow({ where: { id }, select: { state: true } })).state

export const rowOf = (id: number) => db.subsidyApplication.findUniqueOrThrow({ where: { id } })

/** The sums of a budget, and what its entries add up to: they are the same. */
export async function sumsOf(budgetId: number) {
  const budget = await db.subsidyBudget.findUniqueOrThrow({ where: { id: budgetId } })
  const { _sum } = await db.subsidyEntry.aggregate({
    where: { budgetId },
    _sum: { appropriated: true, reserved: true, decided: true, finalised: true, paid: true },
  })
  const names = ['appropriated', 'reserved', 'decided', 'finalised', 'paid'] as const
  const sums = Object.fromEntries(names.map((name) => [name, Number(budget[name])]))
  const added = Object.fromEntries(names.map((name) => [name, Number(_sum[name] ?? 0)]))
  return { sums: sums as Record<(typeof names)[number], number>, added }
}

/** The approver approves what was proposed. */
export const approve = (
  desk: Desk,
  given: { id: number; version: number; proposal: number },
  by: Actor = desk.approver,
) =>
  decideProposal(by, given.id, {
    version: given.version,
    proposal: given.proposal,
    outcome: 'approve',
    note: '',
  })

/** What a form is told; nothing when it was taken. */
export const errorsOf = (work: Promise<unknown>): Promise<FieldErrors> =>
  work.then(
    (): FieldErrors => ({}),
    (error: unknown) => (error instanceof Invalid ? error.errors : { other: [String(error)] }),
  )

/** An application of an earlier fiscal year. */
export const inYear = (year: number) => ({ year, today: `${year}-10-01` })

export const proposalOf = async (applicationId: number) =>
  (await db.subsidyProposal.findFirstOrThrow({ where: { applicationId, decidedAt: null } })).id
export const versionOf = async (id: number) => (await rowOf(id)).version
