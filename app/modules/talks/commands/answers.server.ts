/** 出欠: an officer answers for the association; the host enters what came on paper, and who came. */
import { type Actor, requireUser } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { dateToDay, now } from '~/platform/clock'
import { type Tx, transaction } from '~/platform/db.server'
import { Gone, Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { answerOf, columnsOfAnswer, type TalkAnswer, takesAnswers } from '../rules'
import type { AnswerForm, EnteredForm } from '../schema'
import { invitedWhere, ownInvited } from '../scope.server'
import { mailedSelect } from './mailed.server'
import { heldTalk, holdTalk, note } from './shared.server'

/** An announced talk, held; of others nobody answers. @throws NotFound of a draft; Gone when no answer is taken */
export async function answeredTalk(tx: Tx, id: number) {
  await holdTalk(tx, id)
  const talk = await tx.talk.findFirst({
    where: { id, state: { not: 'draft' } },
    select: {
      ...mailedSelect,
      association: { select: { id: true, name: true, kind: true, path: true } },
    },
  })
  if (!talk) throw new NotFound()
  const answerBy = talk.answerBy && dateToDay(talk.answerBy)
  if (!takesAnswers({ ...talk, answerBy }, now())) throw new Gone('talk_closed')
  return { ...talk, answerBy }
}

/** Writes an answer over the one that was seen. @throws Stale when another has been written since */
async function write(
  tx: Tx,
  key: { talkId: number; associationId: number },
  seen: number,
  columns: {
    comes: boolean | null
    online: boolean
    people: number
    came?: number | null
    enteredById: string
  },
): Promise<void> {
  const standing = await tx.talkAttendance.findUnique({
    where: { talkId_associationId: key },
    select: { version: true },
  })
  // The talk is held, so that nobody writes between this look and the next line.
  if ((standing?.version ?? 0) !== seen) throw new Stale()
  await tx.talkAttendance.upsert({
    where: { talkId_associationId: key },
    create: { ...key, ...columns },
    update: { ...columns, version: { increment: 1 } },
  })
}

/**
 * Says for an association whether it comes, and with how many.
 * @throws SignInNeeded, NotFound; NotAllowed unless the actor is an officer of this association and it is invited; Gone
 * after the last day; Stale when a colleague has answered since
 */
export async function answerTalk(actor: Actor, id: number, form: AnswerForm): Promise<void> {
  const officer = requireUser(actor)
  await transaction(async (tx) => {
    const talk = await answeredTalk(tx, id)
    const own = await ownInvited(tx, actor, talk.audience.path)
    const association = own.find((one) => one.id === form.association)
    if (!association) throw new NotAllowed()
    await write(tx, { talkId: id, associationId: association.id }, form.version, {
      ...columnsOfAnswer(form.answer, form.people ?? 0),
      enteredById: officer.user.id,
    })
    await record(tx, officer, {
      action: 'talk.answered',
      subjectType: 'talk',
      subjectId: id,
      associationId: association.id,
      after: { answer: form.answer },
    })
  })
}

const field = (name: string, association: number) => `${name}_${association}`

/**
 * Enters answers from paper slips and, once it has begun, how many came. Rows that say what stands already are passed
 * over.
 * @returns how many were written
 * @throws SignInNeeded, NotAllowed, NotFound; Stale when one of them has changed since, or the talk takes none;
 * Invalid
 */
export async function enterAnswers(actor: Actor, id: number, forms: readonly EnteredForm[]): Promise<number> {
  return transaction(async (tx) => {
    const talk = await heldTalk(tx, actor, id)
    if (talk.state !== 'announced' && talk.state !== 'held') throw new Stale('talk_over')
    const ids = forms.map((form) => form.association)
    const invited = await tx.association.findMany({
      where: { AND: [{ id: { in: ids } }, invitedWhere(talk.audience.path)] },
      select: {
        id: true,
        talkAttendances: {
          where: { talkId: id },
          select: { comes: true, online: true, people: true, came: true },
        },
      },
    })
    const known = new Map(invited.map((one) => [one.id, one.talkAttendances[0]]))
    if (ids.some((one) => !known.has(one))) throw new NotFound()
    const begun = now() >= talk.startsAt
    let written = 0
    for (const form of forms) {
      if (form.came !== null && !begun) {
        throw new Invalid({ [field('came', form.association)]: ['talks.error.not_yet'] })
      }
      const row = known.get(form.association)
      if (sameAs(row, form)) continue
      await write(tx, { talkId: id, associationId: form.association }, form.version, {
        ...columnsOfAnswer(form.answer, form.people ?? 0),
        came: form.came,
        enteredById: talk.host.user.id,
      })
      written++
    }
    if (written > 0) await note(tx, talk.host, talk, 'talk.attendance', { written })
    return written
  })
}

type Row = { comes: boolean | null; online: boolean; people: number; came: number | null } | undefined

function sameAs(row: Row, form: { answer: TalkAnswer; people: number | null; came: number | null }): boolean {
  const standing = row ?? { comes: null, online: false, people: 0, came: null }
  const { people } = columnsOfAnswer(form.answer, form.people ?? 0)
  return answerOf(standing) === form.answer && standing.people === people && standing.came === form.came
}
