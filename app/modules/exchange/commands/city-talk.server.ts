/** 決まったこと of a talk that the city is to do: it becomes a matter like any other, with a section and a day. */
import type { SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { type Day, dayToDate, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { shorten } from '~/platform/text'
import { workingDay } from '../days.server'
import type { Category } from '../rules'
import { tellSection } from '../staff-mails.server'
import { happen } from './happen.server'

/** `title` and `body` are cut to what a matter holds; `dueOn` moves to the next working day. */
export type TalkMatter = {
  title: string
  body: string
  category?: Category
  /** The council or association that invited to the talk */
  associationId: number
  districtId: number | null
  sectionId: number
  dueOn: Day
}

/**
 * Makes a matter in state `routed` in the transaction that records the outcome of a talk. Who may do so is asked by
 * the talk's own command.
 * @returns the id of the matter
 * @throws Invalid under `section` when the section takes nothing any more, under `due` for a day that is over
 */
export async function matterFromTalk(tx: Tx, actor: SignedIn, outcome: TalkMatter): Promise<number> {
  const { associationId, districtId, sectionId, dueOn: wanted } = outcome
  const section = await tx.section.findFirst({
    where: { id: sectionId, endedAt: null },
    select: { id: true },
  })
  if (!section) throw new Invalid({ section: ['exchange.city.error.section'] })
  if (wanted < actor.today) throw new Invalid({ due: ['exchange.city.error.due_past'] })
  const dueOn = workingDay(wanted)
  const at = now()
  const title = shorten(outcome.title, 100)
  const { id } = await tx.matter.create({
    data: {
      kind: 'request',
      channel: 'association',
      state: 'routed',
      category: outcome.category ?? 'community',
      title,
      body: shorten(outcome.body, 4000),
      associationId,
      districtId,
      authorId: actor.user.id,
      sectionId,
      dueOn: dayToDate(dueOn),
      receivedAt: at,
      routedAt: at,
      createdAt: at,
    },
    select: { id: true },
  })
  await happen(tx, id, { kind: 'asked', byId: actor.user.id })
  await happen(tx, id, { kind: 'routed', sectionId, dueOn, byId: actor.user.id })
  await tellSection(tx, { id, title, sectionId, ownerId: null, dueOn }, 'routed', actor)
  await record(tx, actor, {
    action: 'matter.from_talk',
    subjectType: 'matter',
    subjectId: id,
    associationId,
    after: { state: 'routed', section: sectionId, due: dueOn },
  })
  return id
}
