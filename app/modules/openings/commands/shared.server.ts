/** 関心: what all ways of coming forward share: the opening held open, the row, the mails and the trail. */

import type { Actor } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayToDate, formatDay, now } from '~/platform/clock'
import { hashToken } from '~/platform/crypto.server'
import type { Tx } from '~/platform/db.server'
import { Gone, NotFound } from '~/platform/errors'
import { portalUrl } from '~/platform/settings.server'
import { daysOf, daysSelect } from '../days.server'
import { writeMail } from '../mails.server'
import { type Person, sealPerson } from '../person.server'
import { answerDue, type InterestKind, keptUntil, takesInterest } from '../rules'
import { answeringPeople } from '../scope.server'

/** The opening, held to the end of the transaction. @throws NotFound for a draft; Gone when it is over */
export async function openOpening(tx: Tx, actor: Actor, id: number) {
  await tx.$executeRaw`SELECT FROM openings WHERE id = ${id}::int FOR NO KEY UPDATE`
  const opening = await tx.opening.findFirst({
    where: { id, state: { not: 'draft' } },
    select: {
      id: true,
      title: true,
      ...daysSelect,
      association: {
        select: {
          id: true,
          slug: true,
          name: true,
          kind: true,
          path: true,
          parentId: true,
          answerDays: true,
        },
      },
    },
  })
  if (!opening) throw new NotFound()
  const days = daysOf(opening)
  if (!takesInterest(days, actor.today)) throw new Gone('opening_over')
  return { ...opening, ...days }
}
export type OpenOpening = Awaited<ReturnType<typeof openOpening>>

/** Who comes forward, as the form says it. */
export const personOf = (form: {
  name: string
  phone: string | null
  email: string | null
  message: string
}): Person => ({
  name: form.name,
  phone: form.phone ?? '',
  email: form.email ?? '',
  message: form.message,
})

/** Tells the person, where there is a mail, and those who answer; the latter without a word of the person. */
export async function tell(
  tx: Tx,
  actor: Actor,
  opening: OpenOpening,
  person: { email: string; language: string | null; address: string },
) {
  const { association, title } = opening
  if (person.email) {
    await writeMail(tx, person, 'thanks', (_t, language) => ({
      association: association.name,
      title,
      due: formatDay(answerDue(actor.today, association.answerDays), language),
      until: formatDay(keptUntil(opening, actor.today), language),
      url: portalUrl(person.address),
    }))
  }
  for (const receiver of await answeringPeople(tx, association, actor.today)) {
    await writeMail(tx, receiver, 'arrived', (_t, language) => ({
      association: association.name,
      title,
      due: formatDay(answerDue(actor.today, association.answerDays), language),
      url: portalUrl(`/associations/${association.slug}/interest`),
    }))
  }
}

/** Enters somebody who came forward. @returns the id of the interest */
export async function enter(
  tx: Tx,
  actor: Actor,
  opening: OpenOpening,
  given: { kind: InterestKind; person: Person; key: string; userId: string | null },
): Promise<number> {
  const { kind, person, key, userId } = given
  const at = now()
  const { id } = await tx.interest.create({
    data: {
      openingId: opening.id,
      kind,
      stage: 'new',
      userId,
      person: sealPerson(person),
      keyHash: hashToken(key),
      consentedAt: at,
      dueOn: dayToDate(answerDue(actor.today, opening.association.answerDays)),
      createdAt: at,
      events: { create: { stage: 'new', createdAt: at } },
    },
    select: { id: true },
  })
  await shown(tx, opening, id, kind)
  return id
}

/** Recorded without an account: that somebody thought of an office is not kept once they have withdrawn. */
export const NOBODY_KNOWN = { user: null, capacity: 'guest', origin: '' } as const

/** The trail of somebody who came forward, without them. */
export const shown = (tx: Tx, opening: OpenOpening, id: number, kind: InterestKind) =>
  record(tx, NOBODY_KNOWN, {
    action: 'interest.shown',
    subjectType: 'interest',
    subjectId: id,
    associationId: opening.association.id,
    after: { opening: opening.id, kind },
  })
