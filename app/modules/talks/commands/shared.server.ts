/** What all commands of a talk share: the row held to the end of the transaction, the trail, and who is told. */
import type { Actor, SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import type { Prisma, Tx } from '~/platform/db.server'
import { queue } from '~/platform/jobs.server'
import type { MailKind } from '../mails.server'
import { hostedTalk } from '../scope.server'

/** Nobody else changes this talk until the transaction is over. */
export const holdTalk = (tx: Tx, id: number) =>
  tx.$executeRaw`SELECT FROM talks WHERE id = ${id}::int FOR NO KEY UPDATE`

/** A talk that the actor hosts, held. @throws SignInNeeded, NotAllowed, NotFound */
export async function heldTalk(tx: Tx, actor: Actor, id: number) {
  await holdTalk(tx, id)
  return hostedTalk(tx, actor, id)
}

/** The trail of a talk: states, days and ids, never what somebody wrote. */
export const note = (
  tx: Tx,
  actor: SignedIn,
  talk: { id: number; association: { id: number } },
  action: string,
  after?: Prisma.InputJsonObject,
) =>
  record(tx, actor, {
    action,
    subjectType: 'talk',
    subjectId: talk.id,
    associationId: talk.association.id,
    after,
  })

/** Kinds of mail that go to whoever asked before a talk */
export type AskersKind = Extract<MailKind, 'asker_agenda' | 'asker_minutes'>

/** Kinds of mail that go to the officers of those invited, however many they are. */
export type ToldKind = Extract<MailKind, 'announced' | 'changed' | 'cancelled' | 'tomorrow' | 'minutes'>

/** Who asked before a talk is told, by the queue, when the agenda stands and when the minutes are out. */
export const tellAskers = (tx: Tx, talkId: number, kind: AskersKind) =>
  queue(tx, 'tell-talk-askers', { talkId, kind })

/** Has the officers of those invited told, by the queue: hundreds of mails do not wait for a page. */
export const tellInvited = (tx: Tx, talkId: number, kind: ToldKind) =>
  queue(tx, 'tell-talk', { talkId, kind, after: null })
