/** 採択の順番を決める: by urgency, by lot or first come. A draw is recorded with its seed, and stays. */
import { createHash, randomBytes } from 'node:crypto'
import { type Actor, requirePortalRight, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { lockBudget } from '~/modules/budgets/commands/post.server'
import type { Programme } from '~/modules/subsidies/schema'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound } from '~/platform/errors'
import { hasInterest, methodsOf, orderBy, WAITING } from '../rules'
import type { RoundForm } from '../schema/money'

/** One line of a recorded round, enough to be understood when the application itself has been deleted. */
export type RoundLine = { application: number; key: string; order: number; receipt: string }

/** SHA-256 of a text in UTF-8, hex digits in small letters. */
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/**
 * Puts what waits for a decision on a budget in order, and records how.
 * The seed of a lot is made in the moment of the draw, so that nobody can try it out before; the word of those who
 * are present is added to it. An application is drawn once: it keeps its place, and whoever came later is drawn behind.
 * @returns the id of the round
 * @throws SignInNeeded, NotAllowed (also with an interest in one of them), NotFound; Invalid
 */
export async function makeRound(actor: Actor, budgetId: number, form: RoundForm): Promise<number> {
  const by = requirePortalRight(actor, 'subsidy.budget')
  return transaction(async (tx) => {
    const waiting = await holdWaiting(tx, by, budgetId)
    if (waiting.some(({ own }) => own)) throw new NotAllowed('own_application')
    await lockBudget(tx, budgetId)
    if (waiting.length === 0) throw new Invalid({ form: ['budgets.error.nobody_waits'] })
    const stated = waiting.map(
      ({ programme }) => (programme.definition as unknown as Programme).budget.method,
    )
    if (stated.some((one) => !methodsOf(one).includes(form.method)))
      throw new Invalid({ method: ['budgets.error.other_method'] })
    if (form.method === 'ranking' && waiting.some(({ urgency }) => urgency === null))
      throw new Invalid({ method: ['budgets.error.not_all_judged'] })
    const drawn = form.method === 'lot' ? await drawnBefore(tx, budgetId) : []
    const known = new Map(drawn.map(({ application, order }) => [application, order]))
    const fresh = waiting.filter(({ id }) => !known.has(id))
    if (fresh.length === 0) throw new Invalid({ method: ['budgets.error.drawn_already'] })
    const behind = Math.max(0, ...known.values())
    const seed = form.method === 'lot' ? seedWith(form.word) : ''
    const placed = orderBy(
      form.method,
      fresh.map((one) => ({
        id: one.id,
        receipt: one.receiptNumber ?? '',
        submittedAt: one.submittedAt?.toISOString() ?? '',
        urgency: one.urgency,
      })),
      seed,
      sha256,
    ).map((one) => ({ ...one, order: behind + one.order }))
    for (const { id, order } of placed) known.set(id, order)
    for (const { id } of waiting) {
      const order = known.get(id)
      await tx.subsidyApplication.update({ where: { id }, data: { ranking: order }, select: { id: true } })
    }
    const result = placed.map(
      ({ id, key, order, receipt }): RoundLine => ({
        application: id,
        key,
        order,
        receipt,
      }),
    )
    const { id } = await tx.subsidyRound.create({
      data: { budgetId, method: form.method, seed, result, byId: by.user.id, createdAt: now() },
      select: { id: true },
    })
    await record(tx, by, {
      action: 'subsidy.round_made',
      subjectType: 'subsidy_budget',
      subjectId: budgetId,
      after: { round: id, method: form.method, applications: placed.length },
    })
    return id
  }, 60)
}

/** 128 random bits, and what those who are present said. */
const seedWith = (word: string): string => {
  const drawn = randomBytes(16).toString('hex')
  return word ? `${drawn}-${word}` : drawn
}

/**
 * The places that lots have given on a budget. They stay, whoever is gone since: whoever could draw again until they
 * liked what came out would not be drawing.
 */
async function drawnBefore(tx: Tx, budgetId: number): Promise<RoundLine[]> {
  const lots = await tx.subsidyRound.findMany({
    where: { budgetId, method: 'lot' },
    select: { result: true },
    orderBy: { id: 'asc' },
  })
  const first = new Map<number, RoundLine>()
  for (const line of lots.flatMap(({ result }) => result as RoundLine[]))
    if (!first.has(line.application)) first.set(line.application, line)
  return [...first.values()]
}

/** Locks all that wait on a budget, the lowest number first. */
async function holdWaiting(tx: Tx, by: SignedIn, budgetId: number) {
  const budget = await tx.subsidyBudget.findUnique({ where: { id: budgetId }, select: { id: true } })
  if (!budget) throw new NotFound()
  await tx.$executeRaw`SELECT 1 FROM subsidy_applications WHERE budget_id = ${budgetId}
    AND state = ANY(${[...WAITING]}::"SubsidyState"[]) ORDER BY id FOR UPDATE`
  const waiting = await tx.subsidyApplication.findMany({
    where: { budgetId, state: { in: [...WAITING] } },
    select: {
      id: true,
      receiptNumber: true,
      submittedAt: true,
      urgency: true,
      association: { select: { id: true, path: true } },
      programme: { select: { definition: true } },
    },
    orderBy: { id: 'asc' },
  })
  return waiting.map((one) => ({ ...one, own: hasInterest(by, one.association) }))
}

/**
 * 緊急度を付ける: 0 to 100 for each application that waits on a budget. What is not named stays.
 * @throws SignInNeeded, NotAllowed (also for one's own association), NotFound; Invalid for one that waits no more
 */
export async function judgeUrgency(
  actor: Actor,
  budgetId: number,
  judged: ReadonlyMap<number, number | null>,
): Promise<void> {
  const by = requirePortalRight(actor, 'subsidy.review')
  return transaction(async (tx) => {
    const waiting = new Map((await holdWaiting(tx, by, budgetId)).map((one) => [one.id, one]))
    for (const [id, urgency] of judged) {
      const standing = waiting.get(id)
      if (!standing) throw new Invalid({ [`urgency-${id}`]: ['budgets.error.waits_no_more'] })
      if (standing.urgency === urgency) continue
      if (standing.own) throw new NotAllowed('own_application')
      await tx.subsidyApplication.update({ where: { id }, data: { urgency }, select: { id: true } })
      await record(tx, by, {
        action: 'subsidy.urgency_judged',
        subjectType: 'subsidy_application',
        subjectId: id,
        associationId: standing.association.id,
        before: { urgency: standing.urgency },
        after: { urgency },
      })
    }
  }, 60)
}
