/** The page of one version: what it says, how its examples do, and what publishing it would end. */
import type { Actor } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'
import { checkExamples } from '../rules'
import { mayWriteProgrammes, takenOver, versionOf } from './versions.server'

/** @throws NotFound when there is none that the actor may see */
export async function versionPage(actor: Actor, key: string, number: number) {
  const found = await versionOf(actor, key, number)
  const writes = mayWriteProgrammes(actor)
  const draft = found.state === 'draft'
  const { id: _, definition, ...rest } = found
  const checked = writes
    ? checkExamples(
        definition,
        definition.examples.map((example) => ({ ...example, line: null })),
      )
    : []
  const before = await db.subsidyProgrammeVersion.findFirst({
    where: { programme: { key }, number: { lt: number }, ...(writes ? {} : { state: { not: 'draft' } }) },
    orderBy: { number: 'desc' },
    select: { number: true },
  })
  return {
    ...rest,
    writes,
    definition: { ...definition, examples: [] },
    examples: { all: checked.length, agreeing: checked.filter(({ agrees }) => agrees).length },
    others: draft ? (await takenOver(db, found)).map(({ id: _id, ...one }) => one) : [],
    before: before?.number ?? null,
  }
}
