/** 関心・立候補・推薦: what a person does: coming forward, naming another, agreeing, changing, withdrawing. */
import { type Actor, denied, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { limitAttempts } from '~/platform/attempts.server'
import { addDays, dateToDay, dayToDate, formatDay, now } from '~/platform/clock'
import { hashToken, keyedHash, newToken } from '~/platform/crypto.server'
import { db, isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotFound, Stale } from '~/platform/errors'
import { portalUrl, writeMail } from '../mails.server'
import { NOBODY, type Person, sealPerson } from '../person.server'
import { findOwn } from '../queries/own.server'
import {
  ASKED_DAYS,
  answerDue,
  type InterestKind,
  interestLimits,
  keptUntil,
  mayNominate,
  takesInterest,
} from '../rules'
import type { CandidatureForm, InterestForm, NominationForm, OwnChange } from '../schema'
import { answeringPeople } from '../scope.server'

/** The opening, held to the end of the transaction. @throws NotFound for a draft; Gone when it is over */
async function openOpening(tx: Tx, actor: Actor, id: number) {
  await tx.$executeRaw`SELECT FROM openings WHERE id = ${id}::int FOR NO KEY UPDATE`
  const opening = await tx.opening.findFirst({
    where: { id, state: { not: 'draft' } },
    select: {
      id: true,
      title: true,
      state: true,
      closesOn: true,
      electionOn: true,
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
  const closesOn = opening.closesOn && dateToDay(opening.closesOn)
  if (!takesInterest({ state: opening.state, closesOn }, actor.today)) throw new Gone('opening_over')
  const electionOn = opening.electionOn && dateToDay(opening.electionOn)
  return { ...opening, closesOn, electionOn }
}
type OpenOpening = Awaited<ReturnType<typeof openOpening>>

const personOf = (form: {
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

/**
 * The secret of an interest follows from the form, so that the same form sent twice, by an impatient finger, is one
 * interest; and nobody can work it out who has not seen the form and the portal's own key.
 */
const keyOf = (openingId: number, submission: string, person: Person) =>
  keyedHash('interest-key', [openingId, submission, JSON.stringify(person)].join('\n'))

/** Tells the person, where there is a mail, and those who answer; the latter without a word of the person. */
async function tell(
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

async function enter(
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
const NOBODY_KNOWN = { user: null, capacity: 'guest', origin: '' } as const

const shown = (tx: Tx, opening: OpenOpening, id: number, kind: InterestKind) =>
  record(tx, NOBODY_KNOWN, {
    action: 'interest.shown',
    subjectType: 'interest',
    subjectId: id,
    associationId: opening.association.id,
    after: { opening: opening.id, kind },
  })

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
 * 立候補 with an account. Whoever wanted to hear more before becomes a candidate by it, and is there once.
 * @returns the id of the interest
 * @throws SignInNeeded, NotFound, Gone, TooMany
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
      select: { id: true, kind: true },
    })
    if (before?.kind === 'candidate') return before.id
    if (before) {
      await tx.interest.update({
        where: { id: before.id },
        data: { kind: 'candidate', person: sealPerson(person), version: { increment: 1 } },
        select: { id: true },
      })
      await shown(tx, opening, before.id, 'candidate')
      return before.id
    }
    const key = newToken()
    const id = await enter(tx, actor, opening, { kind: 'candidate', person, key, userId: user.id })
    await tell(tx, actor, opening, {
      email: account.email,
      language: account.language,
      address: `/interest/${key}`,
    })
    return id
  })
}

/**
 * 推薦: asks another, by mail or by a paper that the nominator hands over. Nothing of that person is kept, and nothing
 * is recorded: before they agree it is as if nobody had named them, for the keepers and for the nominator too.
 * @returns the key for the paper; null when it went by mail
 * @throws SignInNeeded, NotAllowed for those who do not belong there, NotFound, Gone, TooMany; Invalid for oneself
 */
export async function nominate(
  actor: Actor,
  openingId: number,
  form: NominationForm,
): Promise<{ key: string; until: string } | null> {
  const { user } = requireUser(actor)
  await limitAttempts('nomination.account', interestLimits.nominator, user.id)
  const email = form.by === 'mail' ? form.email : null
  const key = newToken()
  const until = addDays(actor.today, ASKED_DAYS)
  // Checked before the limit of the address is used up by somebody who may not ask at all.
  const gate = await db.opening.findFirst({
    where: { id: openingId, state: { not: 'draft' } },
    select: { association: { select: { path: true } } },
  })
  if (!gate) throw new NotFound()
  if (!mayNominate(actor, gate.association.path)) denied(actor)
  if (email) await limitAttempts('nomination.address', interestLimits.nominee, `${openingId} ${email}`)
  await transaction(async (tx) => {
    const opening = await openOpening(tx, actor, openingId)
    const own = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { familyName: true, givenName: true, email: true },
    })
    if (email === own.email) throw new Invalid({ email: ['openings.nominate.error.self'] })
    await tx.interest.create({
      data: {
        openingId,
        kind: 'nominated',
        stage: 'asked',
        person: sealPerson(NOBODY),
        keyHash: hashToken(key),
        nominatedById: user.id,
        dueOn: dayToDate(until),
        createdAt: now(),
      },
      select: { id: true },
    })
    if (!email) return
    const known = await tx.user.findUnique({ where: { email }, select: { language: true } })
    await writeMail(tx, { email, language: known?.language ?? null }, 'nominated', (_t, language) => ({
      by: `${own.familyName} ${own.givenName}`,
      association: opening.association.name,
      title: opening.title,
      until: formatDay(until, language),
      url: portalUrl(`/interest/${key}`),
    }))
  })
  return email ? null : { key, until }
}

/**
 * The nominated person agrees, and only now does anybody see them.
 * @throws Gone when the time is over or it was withdrawn, or the opening is over; Stale when they agreed already
 */
export async function consent(
  actor: Actor,
  key: string,
  form: OwnChange & { version: number },
): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    const opening = await openOpening(tx, actor, own.openingId)
    const at = now()
    const person = personOf(form)
    const { count } = await tx.interest.updateMany({
      where: { id: own.id, stage: 'asked', version: form.version, dueOn: { gte: dayToDate(actor.today) } },
      data: {
        stage: 'new',
        person: sealPerson(person),
        consentedAt: at,
        // From here on the days run as for anybody who comes forward.
        createdAt: at,
        dueOn: dayToDate(answerDue(actor.today, opening.association.answerDays)),
        version: form.version + 1,
      },
    })
    if (count !== 1) throw new Stale()
    await tx.interestEvent.create({
      data: { interestId: own.id, stage: 'new', createdAt: at },
      select: { id: true },
    })
    await shown(tx, opening, own.id, 'nominated')
    const address = `/interest/${key}`
    await tell(tx, actor, opening, { email: person.email, language: null, address })
  })
}

/** The person changes what they told. @throws Gone; Stale when it was changed meanwhile, or they have not agreed */
export async function changeOwn(actor: Actor, key: string, form: OwnChange): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    const { count } = await tx.interest.updateMany({
      where: { id: own.id, stage: { not: 'asked' }, version: form.version },
      data: { person: sealPerson(personOf(form)), version: form.version + 1 },
    })
    if (count !== 1) throw new Stale()
  })
}

/**
 * The person withdraws, or a nominated one declines: everything is deleted at once. Of one who never agreed no trace
 * is left, so that it is not recorded either.
 * @throws Gone when it is deleted already
 */
export async function withdraw(actor: Actor, key: string): Promise<void> {
  await transaction(async (tx) => {
    const own = await findOwn(tx, actor, key)
    // Whoever agrees in this moment is deleted as one who had agreed.
    const deleted = await tx.$queryRaw<{ stage: string }[]>`
      DELETE FROM interests WHERE id = ${own.id}::int RETURNING stage::text`
    if (deleted.length !== 1) throw new Gone('interest_over')
    if (deleted[0]?.stage === 'asked') return
    await record(tx, NOBODY_KNOWN, {
      action: 'interest.withdrawn',
      subjectType: 'interest',
      subjectId: own.id,
      associationId: own.associationId,
    })
  })
}
