/** 通知書の様式 as staff edit them. What has been sent does not change with them. */
import { type Actor, requirePortalRight, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Tx, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import type { LetterScheme } from '../queries/templates.server'
import type { HeadInput, LetterKind, TemplateInput } from '../schema'

type Of = { scheme: LetterScheme; kind: LetterKind }

/**
 * Saves the words of a letter.
 * @throws SignInNeeded, NotAllowed; Stale when somebody else has saved since the form was shown
 */
export async function saveTemplate(actor: Actor, { scheme, kind }: Of, form: TemplateInput): Promise<void> {
  const by = requirePortalRight(actor, 'subsidy.programme')
  const { version, ...words } = form
  await transaction(async (tx) => {
    const at = { programmeId: scheme.id, letter: kind }
    const { count } =
      version === 0
        ? await tx.subsidyLetterTemplate.createMany({ data: [{ ...at, ...words }], skipDuplicates: true })
        : await tx.subsidyLetterTemplate.updateMany({
            where: { ...at, version },
            data: { ...words, version: version + 1 },
          })
    if (count !== 1) throw new Stale()
    await recordLetter(tx, by, 'subsidy.letter_saved', { scheme, kind }, version + 1)
  })
}

/**
 * Goes back to the portal's own words.
 * @throws SignInNeeded, NotAllowed; Stale when somebody else has saved since the form was shown
 */
export async function resetTemplate(actor: Actor, { scheme, kind }: Of, version: number): Promise<void> {
  const by = requirePortalRight(actor, 'subsidy.programme')
  await transaction(async (tx) => {
    const { count } = await tx.subsidyLetterTemplate.deleteMany({
      where: { programmeId: scheme.id, letter: kind, version },
    })
    if (count !== 1) throw new Stale()
    await recordLetter(tx, by, 'subsidy.letter_reset', { scheme, kind }, 0)
  })
}

/**
 * Saves who sends the letters of a scheme, how they are numbered, and whom to ask.
 * @throws SignInNeeded, NotAllowed; Stale when somebody else has saved since the form was shown
 */
export async function saveHead(actor: Actor, scheme: LetterScheme, form: HeadInput): Promise<void> {
  const by = requirePortalRight(actor, 'subsidy.programme')
  const { version, ...head } = form
  await transaction(async (tx) => {
    const { count } =
      version === 0
        ? await tx.subsidyLetterhead.createMany({
            data: [{ programmeId: scheme.id, ...head }],
            skipDuplicates: true,
          })
        : await tx.subsidyLetterhead.updateMany({
            where: { programmeId: scheme.id, version },
            data: { ...head, version: version + 1 },
          })
    if (count !== 1) throw new Stale()
    await record(tx, by, {
      action: 'subsidy.letterhead_saved',
      subjectType: 'subsidy_programme',
      subjectId: scheme.id,
      after: { version: version + 1 },
    })
  })
}

function recordLetter(tx: Tx, by: SignedIn, action: string, { scheme, kind }: Of, version: number) {
  return record(tx, by, {
    action,
    subjectType: 'subsidy_programme',
    subjectId: scheme.id,
    after: { letter: kind, version },
  })
}
