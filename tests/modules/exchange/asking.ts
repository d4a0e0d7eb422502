/** The form of a question as somebody fills it in, and members who do. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '~/modules/accounts/rules'
import { type AskForm, askForm } from '~/modules/exchange/schema'
import { now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { check } from '~/platform/forms.server'
import { actorOf, makeUser } from '../accounts/support'

export const asked = (over: Record<string, string> = {}): AskForm =>
  check(askForm, {
    channel: 'direct',
    kind: 'request',
    category: 'light',
    title: '公園の街灯が消えています',
    body: '先週からつきません。直していただけますか。',
    rules: 'on',
    submission: randomUUID(),
    ...over,
  })

/** A confirmed member of an association. */
export async function member(associationId: number): Promise<{ actor: Actor; id: string; email: string }> {
  const { id, email } = await makeUser()
  await db.membership.create({ data: { userId: id, associationId, state: 'confirmed', decidedAt: now() } })
  return { actor: await actorOf(id), id, email }
}
