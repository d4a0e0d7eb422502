/** 名簿をCSVで読み込む: what was confirmed is written in one transaction, or nothing. */
import { type Actor, posts } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { isExclusionViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import type { Sheet } from '~/platform/sheet.server'
import { planImport } from '../queries/import.server'
import type { Planned } from '../roster/judge'
import { holdAssociation } from '../scope.server'
import { writeTerm } from './terms.server'

/** Seconds: some hundred officers, each with an entry in the trail. */
const SECONDS = 60

/**
 * Writes what a person has confirmed: posts, seats and terms of people without an account.
 * @param digest of the plan that was shown
 * @returns how many terms
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when the seats have changed since; Invalid while a line is refused
 */
export async function importRoster(
  actor: Actor,
  slug: string,
  sheet: Sheet,
  digest: string,
): Promise<number> {
  return transaction(async (tx) => {
    const { association, keeper } = await holdAssociation(tx, actor, slug)
    const plan = await planImport(actor, slug, sheet, tx)
    if (plan.digest !== digest) throw new Stale()
    if (plan.refused.length > 0) throw new Invalid({ file: ['officers.import.error.refused'] })
    for (const planned of plan.added) {
      const { startsOn, endsOn, acting, familyName, givenName, familyReading, givenReading } = planned
      const names = { familyName, givenName, familyReading, givenReading }
      const seatId = await seatOf(tx, association.id, planned)
      const given = { seatId, userId: null, names, startsOn, endsOn, acting }
      await writeTerm(tx, keeper, association, planned, given)
    }
    await record(tx, keeper, {
      action: 'officer_post.imported',
      subjectType: 'association',
      subjectId: association.id,
      associationId: association.id,
      after: { terms: plan.added.length },
    })
    return plan.added.length
  }, SECONDS).catch((error) => {
    // Somebody else gave a term on one of these seats meanwhile.
    throw isExclusionViolation(error) ? new Stale() : error
  })
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
    create: { postId: made.id, number },
    update: { closedOn: null },
    select: { id: true },
  })
  return seat.id
}
