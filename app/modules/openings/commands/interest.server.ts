/** もっと聞いてみたい and 立候補: somebody comes forward, with or without an account. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { limitAttempts } from '~/platform/attempts.server'
import { dayToDate, now } from '~/platform/clock'
import { hashToken, keyedHash, newToken } from '~/platform/crypto.server'
import { db, isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Stale } from '~/platform/errors'
import { openPerson, type Person, sealPerson } from '../person.server'
import { answerDue, type InterestStage, interestLimits, mayMoveInterest } from '../rules'
import type { CandidatureForm, InterestForm } from '../schema'
import { enter, type OpenOpening, openOpening, personOf, shown, tell } from './shared.server'

/**
 * The secret of an interest follows from the form, so that the same form sent twice, by an impatient finger, is one
 * interest; and nobody can work it out who has not seen the form and the portal's own key.
 */
const keyOf = (openingId: number, submission: string, person: Person) =>
  keyedHash('interest-key', [openingId, submission, JSON.stringify(person)].join('\n'))

/**
 * もっと聞いてみたい: somebody comes forward, with or without an account.
 * @param address of the network, for the limit alone
 * @returns the key of the page on which the person follows, changes and withdraws it
 * @throws NotFound, Gone when the opening is over, TooMany
 */
export async function showInterest(
  actor: Actor,
  address: string,
  openingId: number,
  form: InterestForm,
): Promise<string> {
  const person = personOf(form)
  const key = keyOf(openingId, form.submission, person)
  const sent = { keyHash: hashToken(key) }
  if (await db.interest.findUnique({ where: sent, select: { id: true } })) return key
  await limitAttempts('interest.address', interestLimits.address, address)
  await limitAttempts('interest.same-opening', interestLimits.sameOpening, `${address} ${openingId}`)
  try {
    await transaction(async (tx) => {
      const opening = await openOpening(tx, actor, openingId)
      await enter(tx, actor, opening, { kind: 'hear_more', person, key, userId: actor.user?.id ?? null })
      const { email } = person
      await tell(tx, actor, opening, {
        email,
        language: actor.user?.language ?? null,
        address: `/interest/${key}`,
      })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return key
}

/**
 * 立候補 with an account. Whoever wanted to hear more before becomes a candidate by it, and is there once; whoever was
 * put off waits for an answer again.
 * @returns the id of the interest
 * @throws SignInNeeded, NotFound, Gone, TooMany; Stale when somebody moved it at this moment
 */
export async function stand(actor: Actor, openingId: number, form: CandidatureForm): Promise<number> {
  const { user } = requireUser(actor)
  await limitAttempts('interest.account', interestLimits.nominator, user.id)
  return transaction(async (tx) => {
    const opening = await openOpening(tx, actor, openingId)
    const account = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { familyName: true, givenName: true, email: true, language: true },
    })
    const name = `${account.familyName} ${account.givenName}`
    const person = personOf({ ...form, name, email: account.email })
    const before = await tx.interest.findFirst({
      where: { openingId, userId: user.id, stage: { not: 'asked' } },
      orderBy: { id: 'desc' },
      select: { id: true, kind: true, stage: true, person: true, version: true },
    })
    if (before?.kind === 'candidate' && before.stage !== 'not_now') return before.id
    const key = newToken()
    const id = before
      ? await standAgain(tx, actor, opening, before, person)
      : await enter(tx, actor, opening, { kind: 'candidate', person, key, userId: user.id })
    await tell(tx, actor, opening, {
      email: account.email,
      language: account.language,
      // The key of an earlier interest is known to the person alone.
      address: before ? `/interest/my-${id}` : `/interest/${key}`,
    })
    return id
  })
}

/** Somebody who came forward before: what they told stays where the form says nothing. */
async function standAgain(
  tx: Tx,
  actor: Actor,
  opening: OpenOpening,
  before: { id: number; stage: InterestStage; person: string; version: number },
  person: Person,
): Promise<number> {
  const { id, stage, version } = before
  const known = openPerson(before.person)
  const at = now()
  const anew = mayMoveInterest(stage, 'new', 'person')
  const { count } = await tx.interest.updateMany({
    where: { id, stage, version },
    data: {
      kind: 'candidate',
      person: sealPerson({
        ...person,
        phone: person.phone || known.phone,
        message: person.message || known.message,
      }),
      version: version + 1,
      ...(anew && {
        stage: 'new',
        consentedAt: at,
        // As for anybody who comes forward today.
        createdAt: at,
        dueOn: dayToDate(answerDue(actor.today, opening.association.answerDays)),
        answeredAt: null,
        remindedOn: null,
      }),
    },
  })
  if (count !== 1) throw new Stale()
  if (anew) {
    await tx.interestEvent.create({
      data: { interestId: id, stage: 'new', createdAt: at },
      select: { id: true },
    })
  }
  await shown(tx, opening, id, 'candidate')
  return id
}
