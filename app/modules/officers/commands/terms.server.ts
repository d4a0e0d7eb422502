/** 任期の準備: terms given to people without an account, to officers who go on, and to those who stand in. */

import { moneyTogether, refusedAsOneHand } from '~/modules/accounts/commands/money-apart.server'
import { type Actor, type Named, type Post, type SignedIn, termErrors } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Day, dateToDay, dayToDate, formatDay } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotFound } from '~/platform/errors'
import { message } from '~/platform/forms'
import { portalUrl } from '~/platform/settings.server'
import { writeMail } from '../mails.server'
import { lastBeforeFree, termFrom } from '../rules'
import type { HeldTerm, NamedTerm } from '../schema/posts'
import { holdAssociation, type KeptAssociation } from '../scope.server'

const person = { familyName: true, givenName: true, familyReading: true, givenReading: true } as const
const NOBODY: Named = { familyName: '', givenName: '', familyReading: '', givenReading: '' }

type Holder = { userId: string | null; names: Named }
type Given = Holder & { seatId: number; startsOn: Day; endsOn: Day; acting: boolean }

/** An open seat of the association. @throws NotFound */
async function openSeat(tx: Tx, associationId: number, id: number) {
  const seat = await tx.officerSeat.findFirst({
    where: { id, closedOn: null, post: { associationId, closedOn: null } },
    select: { id: true, post: { select: { post: true, name: true, months: true } } },
  })
  if (!seat) throw new NotFound()
  return seat
}

/** Whoever holds a term of this association today or later, with an account. @throws Invalid when it is nobody */
async function accountOf(tx: Tx, associationId: number, termId: number, today: Day): Promise<Holder> {
  const term = await tx.term.findFirst({
    where: { id: termId, associationId, userId: { not: null }, endsOn: { gte: dayToDate(today) } },
    select: { userId: true, user: { select: person } },
  })
  if (!term?.userId || !term.user) throw new Invalid({ holder: ['form.choose'] })
  return { userId: term.userId, names: term.user }
}

/** Why a term cannot stand, as the key of a message; null when it can. */
async function obstacle(tx: Tx, associationId: number, post: Post, given: Given): Promise<string | null> {
  const startsOn = dayToDate(given.startsOn)
  const endsOn = dayToDate(given.endsOn)
  const meanwhile = { associationId, startsOn: { lte: endsOn }, endsOn: { gte: startsOn } }
  const taken = await tx.term.findFirst({
    where: {
      ...meanwhile,
      OR: [{ seatId: given.seatId }, ...(post === 'chair' ? [{ post } as const] : [])],
    },
    select: { id: true },
  })
  if (taken) return 'officers.term.error.seat_taken'
  const twice = given.userId
    ? await tx.term.findFirst({ where: { ...meanwhile, post, userId: given.userId }, select: { id: true } })
    : null
  if (twice) return 'accounts.officers.error.holds_already'
  const term = { ...given.names, associationId, post, startsOn, endsOn, userId: given.userId }
  return (await moneyTogether(tx, term)) ? 'accounts.officers.error.money_apart' : null
}

/** Writes a term that was found to be possible, records it, and tells whoever has an account. */
export async function writeTerm(
  tx: Tx,
  keeper: SignedIn,
  association: KeptAssociation,
  post: { post: Post; name: string },
  given: Given,
): Promise<number> {
  const { seatId, userId, startsOn, endsOn, acting } = given
  const { id } = await tx.term.create({
    data: {
      seatId,
      userId,
      ...(userId ? NOBODY : given.names),
      associationId: association.id,
      post: post.post,
      acting,
      startsOn: dayToDate(startsOn),
      endsOn: dayToDate(endsOn),
    },
    select: { id: true },
  })
  await record(tx, keeper, {
    action: 'term.given',
    subjectType: 'term',
    subjectId: id,
    associationId: association.id,
    after: { post: post.post, startsOn, endsOn, acting },
  })
  const user = userId
    ? await tx.user.findUnique({ where: { id: userId }, select: { email: true, language: true } })
    : null
  if (user) {
    await writeMail(tx, user, 'given', (t, language) => ({
      association: association.name,
      post: acting ? t('officers.page.acting_of', { post: post.name }) : post.name,
      from: formatDay(startsOn, language),
      to: formatDay(endsOn, language),
      url: portalUrl('/account/memberships'),
    }))
  }
  return id
}

async function give(actor: Actor, slug: string, seatId: number, form: NamedTerm | HeldTerm): Promise<number> {
  return transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const { post } = await openSeat(tx, association.id, seatId)
    const errors = termErrors(form, actor.today)
    if (Object.keys(errors).length > 0) throw new Invalid(errors)
    const holder =
      'holder' in form
        ? await accountOf(tx, association.id, form.holder, actor.today)
        : { userId: null, names: namesOf(form) }
    const { startsOn, endsOn, acting } = form
    const given = { ...holder, seatId, startsOn, endsOn, acting }
    const wrong = await obstacle(tx, association.id, post.post, given)
    if (wrong) throw new Invalid({ startsOn: [wrong] })
    return writeTerm(tx, keeper, association, post, given)
  }).catch((error) => {
    throw refusedAsOneHand(error) ? new Invalid({ startsOn: ['accounts.officers.error.money_apart'] }) : error
  })
}

const namesOf = ({ familyName, givenName, familyReading, givenReading }: Named): Named => ({
  familyName,
  givenName,
  familyReading,
  givenReading,
})

/**
 * Gives a term to somebody without an account, who is known by name and has no rights in the portal.
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid when the dates cannot be, the seat is taken in that time, or
 * the treasurer would be the auditor
 */
export const giveTermByName = (actor: Actor, slug: string, seatId: number, form: NamedTerm) =>
  give(actor, slug, seatId, form)

/**
 * Gives a term to an officer of the association who has an account: the same person again, or somebody who stands
 * in. Rights begin and end with the dates. The officer is told by mail.
 * @throws as `giveTermByName`; Invalid when the chosen person holds no office any more
 */
export const giveTermToOfficer = (actor: Actor, slug: string, seatId: number, form: HeldTerm) =>
  give(actor, slug, seatId, form)

/**
 * Lets those who hold seats go on for another term from a day after theirs ends, as long as their post has it. All of
 * them or none. Whoever stands in does not become the officer by this.
 * @returns how many
 * @throws SignInNeeded, NotAllowed, NotFound; Invalid naming the seat that stands in the way
 */
export async function prolongTerms(
  actor: Actor,
  slug: string,
  form: { startsOn: Day; seats: readonly number[] },
): Promise<number> {
  return transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const seats = [...new Set(form.seats)]
    for (const seatId of seats) {
      const { post } = await openSeat(tx, association.id, seatId)
      const terms = await tx.term.findMany({
        where: { seatId, endsOn: { gte: dayToDate(actor.today) } },
        select: {
          userId: true,
          ...person,
          user: { select: person },
          startsOn: true,
          endsOn: true,
          acting: true,
        },
      })
      const last = lastBeforeFree(
        terms.map((term) => ({
          ...term,
          startsOn: dateToDay(term.startsOn),
          endsOn: dateToDay(term.endsOn),
        })),
        actor.today,
      )
      const stop = (key: string) => new Invalid({ seats: [message(key, { post: post.name })] })
      if (!last) throw stop('officers.next.error.nobody')
      if (last.acting) throw stop('officers.next.error.acting')
      const term = termFrom(form.startsOn, post.months)
      if (term.startsOn <= last.endsOn) throw stop('officers.next.error.early')
      const errors = termErrors(term, actor.today)
      if (Object.keys(errors).length > 0) throw stop('officers.next.error.early')
      const names = last.user ?? namesOf(last)
      const given = { seatId, userId: last.userId, names, ...term, acting: false }
      const wrong = await obstacle(tx, association.id, post.post, given)
      if (wrong) throw stop('officers.next.error.taken')
      await writeTerm(tx, keeper, association, post, given)
    }
    return seats.length
  }, 60).catch((error) => {
    throw refusedAsOneHand(error) ? new Invalid({ seats: ['accounts.officers.error.money_apart'] }) : error
  })
}
