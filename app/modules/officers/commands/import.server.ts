/** 名簿をCSVで読み込む: what was confirmed is written in one transaction, or nothing. */
import { writeInvitation } from '~/modules/accounts/commands/invitations.server'
import { type Actor, posts, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dayOf, dayToDate, now } from '~/platform/clock'
import { isExclusionViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import type { Sheet } from '~/platform/sheet.server'
import { planImport, type Wanted } from '../queries/import.server'
import type { Planned } from '../roster/judge'
import { holdAssociation, type KeptAssociation } from '../scope.server'
import { writeTerm } from './terms.server'

/** Seconds: some hundred officers, each with an entry in the trail. */
const SECONDS = 60

/**
 * Writes what a person has confirmed: posts, seats and terms of people without an account, or invitations of those with
 * an address. Of all associations of the file, or of none.
 * @param digest of the plan that was shown
 * @returns how many officers
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the seats have changed since; Invalid while a line is refused,
 *   or somebody cannot be invited
 */
export async function importRoster(
  actor: Actor,
  wanted: Wanted,
  sheet: Sheet,
  digest: string,
): Promise<number> {
  return transaction(async (tx) => {
    const shown = await planImport(actor, wanted, sheet, tx)
    const held = new Map<number, Awaited<ReturnType<typeof holdAssociation>>>()
    // One after the other in one order, so that two who import never wait for each other.
    const slugs = new Map(shown.added.map(({ association: { id, slug } }) => [id, slug]))
    for (const [id, slug] of [...slugs].sort(([a], [b]) => a - b)) {
      held.set(id, await holdAssociation(tx, actor, slug))
    }
    const plan = await planImport(actor, wanted, sheet, tx)
    if (plan.digest !== digest) throw new Stale()
    if (plan.refused.length > 0) throw new Invalid({ file: ['officers.import.error.refused'] })
    for (const [id, { association, keeper }] of held) {
      const own = plan.added.filter((planned) => planned.association.id === id)
      for (const planned of own) await writeLine(tx, keeper, association, planned)
      await record(tx, keeper, {
        action: 'officer_post.imported',
        subjectType: 'association',
        subjectId: id,
        associationId: id,
        after: { terms: own.length },
      })
    }
    return plan.added.length
  }, SECONDS).catch((error) => {
    // Somebody else gave a term on one of these seats meanwhile.
    throw isExclusionViolation(error) ? new Stale() : error
  })
}

async function writeLine(tx: Tx, keeper: SignedIn, association: KeptAssociation, planned: Planned) {
  const { startsOn, endsOn, acting, familyName, givenName, familyReading, givenReading, email, line } =
    planned
  const seat = await seatOf(tx, association.id, planned)
  if (email === null) {
    const names = { familyName, givenName, familyReading, givenReading }
    await writeTerm(tx, keeper, association, planned, {
      seatId: seat,
      userId: null,
      names,
      startsOn,
      endsOn,
      acting,
    })
    return
  }
  const { post } = planned
  try {
    await writeInvitation(tx, keeper, { associationId: association.id, email, post, startsOn, endsOn, seat })
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid({ file: [message('officers.import.row.not_invited', { line })] })
  }
}

/** The seat of a line, made where it is new, with its post. */
async function seatOf(tx: Tx, associationId: number, planned: Planned): Promise<number> {
  const { name, post, seat: number } = planned
  const made = await tx.officerPost.upsert({
    where: { associationId_name: { associationId, name } },
    create: {
      associationId,
      name,
      post,
      filledBy: post === 'group_leader' ? 'rotation' : 'election',
      position: posts.indexOf(post) + 1,
    },
    // One that was closed under this name is taken up again.
    update: { closedOn: null },
    select: { id: true },
  })
  const seat = await tx.officerSeat.upsert({
    where: { postId_number: { postId: made.id, number } },
    // Before its first term the seat was not: a file says nothing of the time before it.
    create: { postId: made.id, number, openedOn: dayToDate(dayOf(now())) },
    update: { closedOn: null },
    select: { id: true },
  })
  return seat.id
}
