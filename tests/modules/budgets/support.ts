/** A city with its schemes, and budgets to post on. */
import { expect } from 'vitest'
import type { SignedIn } from '~/modules/accounts/rules'
import { appropriate, createBudget } from '~/modules/budgets/commands/appropriate.server'
import { appropriationSchema, newBudgetSchema } from '~/modules/budgets/schema'
import { db, transaction } from '~/platform/db.server'
import { check } from '~/platform/forms.server'
import { createProgrammes } from '../../../prisma/seed/programmes'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'

export type Scene = { city: City; reviewer: SignedIn; approver: SignedIn; chair: SignedIn; programme: number }

export async function makeScene(): Promise<Scene> {
  await resetDatabase()
  const city = await makeCity()
  await transaction((tx) => createProgrammes(tx))
  const { id } = await db.subsidyProgramme.findUniqueOrThrow({ where: { key: 'hirakata-hall' } })
  return {
    city,
    reviewer: await actorOf({ staff: 'reviewer' }),
    approver: await actorOf({ staff: 'approver' }),
    chair: await actorOf({ seat: { post: 'chair', at: city.own } }),
    programme: id,
  }
}

/** A budget of the scheme, entered as staff enter it. */
export const enterBudget = (
  { reviewer, programme }: Scene,
  over: { year?: number; amount?: number; by?: SignedIn } = {},
): Promise<number> =>
  createBudget(
    over.by ?? reviewer,
    check(newBudgetSchema, {
      programme: String(programme),
      year: String(over.year ?? 2026),
      amount: String(over.amount ?? 10_000_000),
      note: '当初予算',
    }),
  )

/** A change of a budget, as the form would send it now. */
export async function enterChange(
  by: SignedIn,
  budget: number,
  over: Record<string, string> = {},
): Promise<void> {
  const { _max } = await db.subsidyEntry.aggregate({
    where: { budgetId: budget, kind: 'appropriate' },
    _max: { id: true },
  })
  const form = { cause: 'supplementary', direction: 'add', amount: '1,000,000', note: '9月補正', ...over }
  await appropriate(by, budget, check(appropriationSchema, { seen: String(_max.id ?? 0), ...form }))
}

export const sumsIn = async (budget: number) => {
  const { appropriated, reserved, decided, finalised, paid } = await db.subsidyBudget.findUniqueOrThrow({
    where: { id: budget },
  })
  return [appropriated, reserved, decided, finalised, paid].map(Number)
}

export const invalid = (field: string) =>
  expect.objectContaining({ errors: expect.objectContaining({ [field]: expect.anything() }) })
