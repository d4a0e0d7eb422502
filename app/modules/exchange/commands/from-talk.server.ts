/** 決まったこと of a 意見交換会 that the city is to do: a matter from its first day on, followed like any other. */
import { mayInPortal, type SignedIn } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { takesMatters } from '~/modules/sections/rules'
import { type Day, dayToDate, now } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { shorten } from '~/platform/text'
import { workingDay } from '../days.server'
import { tellSection } from '../staff-mails.server'
import { happen } from './happen.server'

/**
 * Makes a matter of what a talk decided, in the transaction that publishes it. Whoever may route gives it to the section
 * with its day at once; of what associations decided among themselves the civic activity section decides, as of any
 * other request: it arrives, with section and day as the talk proposed them.
 * @param given `dueOn` moves to a day on which the city works; `association` in whose name it is asked, null when the city itself invited; `from` names the talk
 * @returns the id of the matter, and whether it is with its section already
 * @throws Invalid at `owner` when the section has been dissolved
 */
export async function matterFromTalk(
  tx: Tx,
  actor: SignedIn,
  given: {
    text: string
    from: string
    sectionId: number
    dueOn: Day
    association: { id: number } | null
    districtId: number | null
  },
): Promise<{ id: number; routed: boolean }> {
  const { text, from, sectionId, association, districtId } = given
  const dueOn = workingDay(given.dueOn)
  const section = await tx.section.findUnique({
    where: { id: sectionId },
    select: { name: true, endedAt: true },
  })
  if (!section || !takesMatters(section)) throw new Invalid({ owner: ['form.choose'] })
  const routed = mayInPortal(actor, 'matter.route')
  const at = now()
  const { id } = await tx.matter.create({
    data: {
      kind: 'request',
      channel: association ? 'association' : 'direct',
      state: routed ? 'routed' : 'received',
      category: 'other',
      title: shorten(text, 100),
      body: `${text}\n\n${from}`,
      associationId: association?.id ?? null,
      districtId,
      authorId: association ? actor.user.id : null,
      receivedAt: at,
      createdAt: at,
      ...(routed ? { sectionId, dueOn: dayToDate(dueOn), routedAt: at } : {}),
    },
    select: { id: true },
  })
  await happen(tx, id, { kind: 'asked', text: from, byId: actor.user.id })
  await happen(tx, id, { kind: 'received', byId: actor.user.id })
  if (routed) {
    await happen(tx, id, { kind: 'routed', sectionId, dueOn, byId: actor.user.id })
    await tellSection(tx, { id, title: shorten(text, 100), sectionId, ownerId: null, dueOn }, 'routed', actor)
  }
  await record(tx, actor, {
    action: 'matter.from_talk',
    subjectType: 'matter',
    subjectId: id,
    associationId: association?.id ?? null,
    after: { state: routed ? 'routed' : 'received' },
  })
  return { id, routed }
}
