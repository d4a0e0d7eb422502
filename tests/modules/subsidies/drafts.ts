/** A programme with a draft, and its forms as a browser sends them. */
import { expect } from 'vitest'
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { savePart } from '~/modules/subsidies/commands/draft.server'
import { importProgramme } from '~/modules/subsidies/commands/import.server'
import { publishVersion } from '~/modules/subsidies/commands/publish.server'
import { partForEdit } from '~/modules/subsidies/queries/part.server'
import { versionForStaff } from '~/modules/subsidies/queries/versions.server'
import type { ProgrammeFile } from '~/modules/subsidies/schema'
import type { FormFields } from '~/platform/forms'
import { resetDatabase } from '../../setup/database'
import { actorOf, type City, makeCity } from '../associations/support'
import { programmeOf } from './support'

export const KEY = 'made-up'

/** A programme with one example that agrees, as a file. */
export const file = (more: Partial<ProgrammeFile> = {}) =>
  JSON.stringify({
    ...programmeOf(
      {},
      { examples: [{ works: { w: 1_000_000 }, facts: { otherMoney: 0 }, expected: 500_000 }] },
    ),
    ...more,
  })

export const invalid = (field: string, key = '') =>
  expect.objectContaining({
    errors: expect.objectContaining({ [field]: expect.arrayContaining([expect.stringContaining(key)]) }),
  })

/** The people of the city who write programmes, and the first draft of one. */
export async function makeDraft() {
  await resetDatabase()
  const city: City = await makeCity()
  const reviewer: SignedIn = await actorOf({ staff: 'reviewer' })
  const approver: SignedIn = await actorOf({ staff: 'approver' })
  const chair: SignedIn = await actorOf({ seat: { post: 'chair', at: city.own } })
  await importProgramme(reviewer, file(), true)
  const standing = (number = 1) => versionForStaff(reviewer, KEY, number)
  /** The form of a part as a browser sends it, with some fields typed over. */
  const typed = async (address: string, over: FormFields = {}, number = 1): Promise<FormFields> => {
    const { fields, opened } = await partForEdit(reviewer, KEY, number, address)
    return { ...fields, opened, do: 'save', ...over }
  }
  return {
    reviewer,
    approver,
    chair,
    standing,
    typed,
    publish: async (number: number, actor: Actor = approver) =>
      publishVersion(actor, KEY, number, { version: (await standing(number)).version, note: '最初の版' }),
    save: async (address: string, over: FormFields, number = 1) =>
      savePart(reviewer, KEY, number, address, await typed(address, over, number)),
  }
}
