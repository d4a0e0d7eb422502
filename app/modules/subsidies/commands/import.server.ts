/** A programme as a file from outside: read with distrust, and always as a draft. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { transaction } from '~/platform/db.server'
import { Invalid, PortalError } from '~/platform/errors'
import { message } from '~/platform/forms'
import { MAX_TEXT_FILE, type Programme, programme } from '../schema'
import { parseJson } from '../sketch/convert'
import { addVersion, begin, holdProgramme } from './draft.server'

/** Faults of a file that are told at once. */
const MOST_FAULTS = 20

/**
 * Reads the file of a programme.
 * @throws Invalid on the field `json`, with where each fault stands
 */
export function readProgramme(text: string): Programme {
  const refuse = (...keys: string[]): never => {
    throw new Invalid({ json: keys })
  }
  if (text.trim() === '') refuse('form.required')
  if (text.length > MAX_TEXT_FILE) refuse('programmes.problem.file_too_large')
  let json: unknown
  try {
    json = parseJson(text.replace(/^\ufeff/, ''))
  } catch (error) {
    refuse(error instanceof PortalError ? error.key : 'programmes.problem.json')
  }
  const parsed = programme.safeParse(json)
  if (parsed.success) return parsed.data
  return refuse(
    ...parsed.error.issues.slice(0, MOST_FAULTS).map((issue) => {
      if (issue.message === 'too_deep') return 'programmes.problem.too_deep'
      const unknown = 'keys' in issue ? issue.keys.join(', ').slice(0, 100) : ''
      const path = issue.path.join('.').slice(0, 100) || '–'
      return unknown
        ? message('programmes.problem.json_unknown', { path, unknown })
        : message('programmes.problem.json_at', { path })
    }),
  )
}

/**
 * Takes a file in: as the first version of a new programme, or as a new version of the one that has its key.
 * @param own whether a new programme is one of this city
 * @returns which version it became
 * @throws SignInNeeded, NotAllowed, Invalid
 */
export async function importProgramme(
  actor: Actor,
  text: string,
  own: boolean,
): Promise<{ key: string; number: number }> {
  const writer = requirePortalRight(actor, 'subsidy.programme')
  const definition = readProgramme(text)
  const { key } = definition
  if (key === 'new' || key === 'import') throw new Invalid({ json: ['programmes.problem.key'] })
  return transaction(async (tx) => {
    if ((await tx.subsidyProgramme.count({ where: { key } })) === 0) {
      await begin(tx, writer, definition, own, 'programme.imported')
      return { key, number: 1 }
    }
    const number = await addVersion(tx, writer, await holdProgramme(tx, key), definition, '')
    await record(tx, writer, {
      action: 'programme.imported',
      subjectType: 'programme',
      subjectId: key,
      after: { number },
    })
    return { key, number }
  })
}
