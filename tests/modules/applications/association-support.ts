/** What the tests of the association's steps have in common. */
import { expect } from 'vitest'
import type { ApplicationState } from '~/modules/applications/rules'
import { db } from '~/platform/db.server'
import { type Made, makeApplication } from './support'

/** The questions on which the amount hangs are answered. */
export const FACTS = { otherMoney: 0, oldStandard: true, structure: 'wood', earlierGrants: 0 }

/** An application in a state with all its papers. */
export async function ready(
  desk: { town: { association: { id: number } } },
  state: ApplicationState,
  over: Partial<Parameters<typeof makeApplication>[1]> = {},
): Promise<Made> {
  const made = await makeApplication(state, {
    associationId: desk.town.association.id,
    facts: FACTS,
    ...over,
  })
  await handAllIn(made.id)
  return made
}

async function handAllIn(id: number) {
  await db.subsidyDocument.updateMany({ where: { applicationId: id }, data: { state: 'accepted' } })
  // Where a scheme lists none, receipts stand in a document of their own.
  await db.subsidyDocument.upsert({
    where: { applicationId_step_name: { applicationId: id, step: 'report', name: '領収書の写し' } },
    create: { applicationId: id, step: 'report', name: '領収書の写し', state: 'accepted' },
    update: {},
  })
}

export const account = {
  bank: '枚方銀行',
  branch: '楠葉支店',
  kind: 'ordinary' as const,
  number: '1234567',
  holder: 'クズハハナゾノジチカイ',
  payee: 'association' as const,
  payee_name: '',
}

export const invalid = (field: string, key?: string) =>
  expect.objectContaining({
    errors: expect.objectContaining({
      [field]: key ? expect.arrayContaining([expect.stringContaining(key)]) : expect.anything(),
    }),
  })

export const eventsOf = async (id: number) =>
  db.subsidyEvent.findMany({ where: { applicationId: id }, orderBy: { id: 'asc' } })
