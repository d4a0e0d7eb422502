/** 計画と質問を書く */
import type { Actor } from '~/modules/accounts/rules'
import { hallsOf } from '~/modules/halls/queries/own.server'
import type { Facts } from '~/modules/subsidies/rules'
import { type Day, dayToDate } from '~/platform/clock'
import { type Prisma, type Tx, transaction } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import type { DraftView } from '../queries/draft.server'
import { askedOf, assessKnown, mostOf, planItems } from '../rules'
import type { PlanInput } from '../schema'
import { holdTask, keepTask } from './keep.server'

/**
 * Writes the plan. A contract before the decision is refused with what it would cost; it is kept once the association
 * says that it is signed, as the truth must have its place, and then stands in the way of handing in.
 * @throws SignInNeeded, NotFound, NotAllowed; Invalid for a hall of somebody else or a contract that cannot be; Stale
 */
export async function savePlan(actor: Actor, id: number, form: PlanInput): Promise<void> {
  await transaction(async (tx) => {
    const writing = await holdTask(tx, actor, id, { task: 'plan', version: form.version })
    const { view } = writing
    await checkHall(tx, view, form.hallId)
    checkContract(view, form, actor.today)
    const fields = Object.entries(planItems)
      .filter(([, field]) => differs(view.draft[field], form[field]))
      .map(([item]) => item)
    const days = (day: Day | null) => day && dayToDate(day)
    await keepTask(tx, writing, 'plan', {
      fields,
      data: {
        title: form.title,
        purpose: form.purpose,
        works: form.works,
        hallId: form.hallId,
        plannedStart: days(form.plannedStart),
        plannedEnd: days(form.plannedEnd),
        contractOn: days(form.contractOn),
      },
    })
  })
}

const differs = (before: unknown, after: unknown) => JSON.stringify(before) !== JSON.stringify(after)

/** @throws Invalid for a hall that is not one of the association's; the one that stands may stay */
async function checkHall(tx: Tx, { draft, association }: DraftView, hallId: number | null): Promise<void> {
  if (hallId === null || hallId === draft.hallId) return
  const halls = await hallsOf(tx, association.id)
  if (!halls.some(({ id }) => id === hallId)) throw new Invalid({ hallId: ['form.choose'] })
}

/** @throws Invalid for a contract of a day to come, and for one before the decision unless it is known to be signed */
function checkContract(view: DraftView, form: PlanInput, today: Day): void {
  const { draft, programme } = view
  const { contractOn } = form
  if (!contractOn || (contractOn === draft.contractOn && !form.contractSigned)) return
  if (contractOn > today) throw new Invalid({ contractOn: ['applications.plan.contract_future'] })
  if (form.contractSigned || programme.dates.contractAfterDecision === false) return
  const known = { ...draft, works: form.works, appliedOn: today, contractOn: null }
  const estimates = draft.lines.filter(({ stage }) => stage === 'estimate')
  const most = mostOf(assessKnown(programme, { ...known, lines: estimates }))
  const key = programme.dates.contractAfterDecision ? 'contract_early' : 'contract_early_unstated'
  throw new Invalid({
    contractOn: [
      most > 0
        ? message(`applications.plan.${key}_amount`, { yen: most.toLocaleString('ja-JP') })
        : `applications.plan.${key}`,
    ],
  })
}

/**
 * Writes the answers to the programme's questions; one that was left open is open again.
 * @param answers by fact, of those that are asked
 * @throws SignInNeeded, NotFound, NotAllowed, Stale
 */
export async function saveAnswers(
  actor: Actor,
  id: number,
  form: { version: number; answers: Facts },
): Promise<void> {
  await transaction(async (tx) => {
    const writing = await holdTask(tx, actor, id, { task: 'questions', version: form.version })
    const { programme, draft } = writing.view
    const facts: Record<string, string | number | boolean> = { ...draft.facts }
    const fields: string[] = []
    for (const { key } of askedOf(programme, draft.works)) {
      const answer = form.answers[key]
      if (differs(facts[key], answer)) fields.push(`facts:${key}`)
      if (answer === undefined) delete facts[key]
      else facts[key] = answer
    }
    await keepTask(tx, writing, 'questions', { fields, data: { facts: facts as Prisma.InputJsonObject } })
  })
}
