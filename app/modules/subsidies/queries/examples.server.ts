/** The page of one worked example: which works it is about, what they ask, and what stands in it. */
import type { Actor } from '~/modules/accounts/rules'
import type { FormFields } from '~/platform/forms'
import { costField, factField, type Programme } from '../schema'
import { draftForStaff } from './versions.server'

/**
 * One row for editing, or an empty one.
 * @param row its place, or empty for a new one
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when it is no draft, or there is no such row any more
 */
export async function examplePage(
  actor: Actor,
  key: string,
  number: number,
  row: string,
  named: readonly string[],
): Promise<{
  key: string
  number: number
  name: string
  version: number
  programme: Programme
  works: string[]
  row: string
  fields: FormFields
}> {
  const { definition, version, name } = await draftForStaff(actor, key, number)
  const example = /^\d{1,3}$/.test(row) ? definition.examples[Number(row)] : undefined
  const chosen = example ? Object.keys(example.works) : named
  const known = definition.works.map((work) => work.key).filter((work) => chosen.includes(work))
  // A new row without a work named is about the first one; the page offers the others.
  const works = known.length > 0 ? known : definition.works.slice(0, 1).map((work) => work.key)
  const fields: FormFields = { answer: example && example.expected === null ? 'undetermined' : 'amount' }
  for (const [work, cost] of Object.entries(example?.works ?? {})) fields[costField(work)] = String(cost)
  for (const [fact, value] of Object.entries(example?.facts ?? {})) fields[factField(fact)] = String(value)
  if (example?.expected != null) fields.expected = example.expected.toLocaleString('en')
  if (example) fields.note = example.note
  return { key, number, name, version, programme: definition, works, row: example ? row : '', fields }
}
