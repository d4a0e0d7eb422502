/** まとめる: a matter that asks what an earlier one asks is answered with it, and its supports go along; and undone again. */

import type { z } from 'zod'
import type { Actor } from '~/modules/accounts/rules'
import { now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Invalid, Stale } from '~/platform/errors'
import { actsAt } from '../city-rules'
import { type HeldMatter, heldMatter, moversOf, writeMatter } from '../city-scope.server'
import { joinedWords, type MatterState } from '../rules'
import type { joinForm, unjoinForm } from '../schema/city'
import { trail } from './city-route.server'
import { happen } from './happen.server'
import { moveJoined } from './joined.server'
import { release } from './release.server'

/** States in which an earlier one still comes to an answer, or has one that nothing has ended. */
const TARGETS: readonly MatterState[] = ['received', 'routed', 'answered', 'underway']

/** The earlier matter, held to the end of the transaction. @throws Invalid when nothing can be joined to it */
async function earlier(tx: Tx, matter: HeldMatter, to: number) {
  // Always the later one first and then the earlier: two that join at once never wait for one another in a circle.
  if (to >= matter.id) throw new Invalid({ to: ['exchange.city.error.later'] })
  await tx.$executeRaw`SELECT FROM matters WHERE id = ${to}::int FOR UPDATE`
  const found = await tx.matter.findUnique({
    where: { id: to },
    select: { id: true, state: true, hiddenAt: true, joinedToId: true },
  })
  if (!found || found.hiddenAt || !TARGETS.includes(found.state))
    throw new Invalid({ to: ['exchange.city.error.number'] })
  if (found.joinedToId !== null)
    throw new Invalid({ to: [`exchange.city.error.joined?to=${found.joinedToId}`] })
  return found
}

/**
 * Those who supported the one support the other, each once; whoever asked the later one supports the earlier. Nobody
 * supports what they asked themselves.
 */
async function moveSupports(tx: Tx, from: number, to: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO matter_supports (matter_id, user_id, association_id, at)
    SELECT e.id, s.user_id, s.association_id, s.at
    FROM matters e, (
      SELECT user_id, association_id, at FROM matter_supports WHERE matter_id = ${from}::int
      UNION ALL
      SELECT CASE WHEN channel <> 'association' THEN author_id END,
             CASE WHEN channel = 'association' THEN association_id END, ${now()}::timestamptz
      FROM matters WHERE id = ${from}::int AND (channel = 'association' OR author_id IS NOT NULL)
    ) s
    WHERE e.id = ${to}::int AND (s.user_id IS NULL OR s.user_id IS DISTINCT FROM e.author_id)
      AND (s.association_id IS NULL OR e.channel <> 'association' OR s.association_id IS DISTINCT FROM e.association_id)
    ON CONFLICT DO NOTHING`
  await tx.matterSupport.deleteMany({ where: { matterId: from } })
}

/**
 * まとめる. What had been joined to the later one goes along.
 * @throws SignInNeeded, NotAllowed, NotFound; Stale, also for a hidden one; Invalid when there is no such earlier matter, or it was joined itself
 */
export async function joinMatter(actor: Actor, id: number, form: z.output<typeof joinForm>): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    if (!actsAt(matter, moversOf(scope)).includes('join')) throw new Stale()
    const target = await earlier(tx, matter, form.to)
    // Open as long as the earlier one is: nobody who waits for its answer is forgotten before.
    await writeMatter(tx, matter, { joinedToId: target.id })
    await tx.matter.updateMany({ where: { joinedToId: id }, data: { joinedToId: target.id } })
    await moveSupports(tx, id, target.id)
    const byId = staff.user.id
    await happen(tx, id, { kind: 'joined', text: joinedWords(target.id, form.reason), byId })
    // Those who follow the earlier one are not written to for this: it changes nothing for them.
    await tx.matterEvent.create({
      data: { matterId: target.id, kind: 'joined', text: joinedWords(id), byId, at: now() },
      select: { id: true },
    })
    await moveJoined(tx, target.id)
    await trail(tx, staff, matter, 'joined', { to: target.id })
  })
}

/**
 * まとめをほどく, with the reason: the matter waits for an answer of its own again, also where the other has one already.
 * Who supported it supports the other still, as nobody can tell any more who came from where; but not who asked it.
 * @throws SignInNeeded, NotAllowed, NotFound, Stale
 */
export async function unjoinMatter(
  actor: Actor,
  id: number,
  form: z.output<typeof unjoinForm>,
): Promise<void> {
  await transaction(async (tx) => {
    const { matter, staff, scope } = await heldMatter(tx, actor, id, form.version)
    const { joinedToId } = matter
    if (!actsAt(matter, moversOf(scope)).includes('unjoin') || joinedToId === null) throw new Stale()
    await tx.$executeRaw`
      DELETE FROM matter_supports s USING matters m
      WHERE m.id = ${id}::int AND s.matter_id = ${joinedToId}::int
        AND ((m.channel <> 'association' AND s.user_id = m.author_id)
          OR (m.channel = 'association' AND s.association_id = m.association_id))`
    await release(tx, staff, id, joinedWords(joinedToId, form.reason))
    await tx.matterEvent.create({
      data: {
        matterId: joinedToId,
        kind: 'released',
        text: joinedWords(id, form.reason),
        byId: staff.user.id,
        at: now(),
      },
      select: { id: true },
    })
  })
}
