/** 集計を入れる: one signed sheet, for one notice or for all notices of a circular. */
import type { z } from 'zod'
import { type Actor, inScope, requireUser, scopesOf } from '~/modules/accounts/rules'
import { enterConfirmations, enterTally } from '~/modules/confirmations/commands/enter.server'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { FormFields } from '~/platform/forms'
import { check } from '~/platform/forms.server'
import { countingIn } from '../queries/households.server'
import { talliedNotices } from '../queries/tally.server'
import { numbersForm, registerForm } from '../schema'

/**
 * Enters the sheet of a group for a notice: the households that signed where a register is kept, else their number.
 * @throws Invalid, Stale, NotFound, NotAllowed, SignInNeeded as `enterConfirmations` and `enterTally`
 */
export async function enterSheet(
  actor: Actor,
  noticeId: number,
  fields: FormFields,
): Promise<{ group: number }> {
  return enterForAll(actor, [noticeId], fields)
}

/**
 * Enters one sheet for every notice of a circular. Each notice is written by itself: after a refusal half-way the same
 * sheet can be entered again, and counts once.
 */
export async function enterCircularSheet(
  actor: Actor,
  slug: string,
  number: number,
  fields: FormFields,
): Promise<{ group: number }> {
  const { notices } = await talliedNotices(actor, slug, number)
  if (notices.length === 0) throw new NotFound()
  return enterForAll(
    actor,
    notices.map(({ id }) => id),
    fields,
  )
}

async function enterForAll(actor: Actor, noticeIds: readonly number[], fields: FormFields) {
  requireUser(actor)
  if ('households' in fields || 'signed' in fields) {
    const form = check(numbersForm, fields)
    const { households } = form
    const signed = form.intent === 'all' ? households : (form.signed ?? 0)
    for (const id of noticeIds) {
      await enterTally(actor, id, form.group, { households, signed, version: versionOf(form, id) })
    }
    return { group: form.group }
  }
  const form = check(registerForm, fields)
  const householdIds = form.intent === 'all' ? await everybody(actor, form.group) : form.household
  for (const id of noticeIds) await enterConfirmations(actor, id, { householdIds, channel: 'paper' })
  return { group: form.group }
}

function versionOf(form: z.output<typeof numbersForm>, noticeId: number): number | null {
  const known = form.version.map((text) => text.split('-').map(Number)).find(([id]) => id === noticeId)
  return known?.[1] || null
}

/** Every household of the group's register that counts today. */
async function everybody(actor: Actor, groupId: number): Promise<number[]> {
  const group = await db.association.findFirst({
    where: { id: groupId, ...inScope(scopesOf(actor, 'household.keep')) },
    select: { id: true },
  })
  if (!group) throw new NotFound()
  return (await countingIn(group.id, actor.today)).map(({ id }) => id)
}
