/** 制度の公表: a draft becomes what holds, once every worked example agrees. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { now } from '~/platform/clock'
import { transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { takenOver } from '../queries/versions.server'
import { checkExamples } from '../rules'
import type { PublishInput } from '../schema/edit'
import { holdProgramme, holdVersion } from './draft.server'

/**
 * Publishes a draft. A version that held before ends with the year before, or is retired when none of its years is left.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid without an example, or with one that comes to another amount;
 *   Stale when the draft has been changed since it was looked at, or published by somebody else
 */
export async function publishVersion(
  actor: Actor,
  key: string,
  number: number,
  form: PublishInput,
): Promise<void> {
  const publisher = requirePortalRight(actor, 'subsidy.programme')
  await transaction(async (tx) => {
    // Two drafts of one programme are published one after the other.
    await holdProgramme(tx, key)
    const draft = await holdVersion(tx, key, number)
    if (draft.state !== 'draft') throw new Stale('programme_published')
    if (draft.version !== form.version) throw new Stale()
    const { definition } = draft
    if (definition.examples.length === 0) throw new Invalid({ form: ['programmes.problem.no_example'] })
    const checked = checkExamples(
      definition,
      definition.examples.map((example) => ({ ...example, line: null })),
    )
    const differing = checked.filter(({ agrees }) => !agrees).length
    if (differing > 0)
      throw new Invalid({ form: [message('programmes.problem.examples_differ', { count: differing })] })
    const others = await takenOver(tx, draft)
    for (const { id, becomes } of others) {
      await tx.subsidyProgrammeVersion.update({
        where: { id },
        data: becomes === 'retired' ? { state: 'retired' } : { yearUntil: becomes.until },
        select: { id: true },
      })
    }
    await tx.subsidyProgrammeVersion.update({
      where: { id: draft.id },
      data: {
        state: 'published',
        publishedAt: now(),
        publishedById: publisher.user.id,
        note: form.note,
        version: { increment: 1 },
      },
      select: { id: true },
    })
    await record(tx, publisher, {
      action: 'programme.published',
      subjectType: 'programme',
      subjectId: key,
      before: { state: 'draft' },
      after: {
        state: 'published',
        number,
        examples: checked.length,
        retired: others.filter(({ becomes }) => becomes === 'retired').map((one) => one.number),
        shortened: others.filter(({ becomes }) => becomes !== 'retired').map((one) => one.number),
      },
    })
  })
}
