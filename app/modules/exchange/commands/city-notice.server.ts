/** 回答をお知らせに: the answer as a notice of the city to the district, or the association, that asked. */
import { randomUUID } from 'node:crypto'
import type { SignedIn } from '~/modules/accounts/rules'
import { type Auditee, JOB } from '~/modules/audit/commands.server'
import { recallNotice } from '~/modules/notices/commands/end.server'
import { rewriteNotice, writeNotice } from '~/modules/notices/commands/write.server'
import { hasBeenPublic, type NoticeState } from '~/modules/notices/rules'
import { type NoticeForm, publishForm } from '~/modules/notices/schema'
import type { Day } from '~/platform/clock'
import { db, type Tx, transaction } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { noticeBody, noticeTitle } from '../city-rules'
import type { HeldMatter } from '../city-scope.server'
import type { MatterState } from '../rules'

/** States of a notice in which somebody reads it, or is to read it without anybody's doing. */
const STANDING = [
  'published',
  'expired',
  'scheduled',
  'awaiting_approval',
] as const satisfies readonly NoticeState[]

type Answered = { text: string; to: MatterState; promisedOn: Day | null }

/** Whom the notice is for: the district that asked, else the association alone, else the whole city. */
async function audienceOf(tx: Tx, matter: HeldMatter): Promise<{ city: number; audience: number }> {
  const city = await tx.association.findFirstOrThrow({ where: { kind: 'city' }, select: { id: true } })
  const council = matter.districtId
    ? await tx.association.findFirst({
        where: { kind: 'council', districtId: matter.districtId },
        orderBy: { id: 'asc' },
        select: { id: true },
      })
    : null
  // What a resident asked through a small association would be told by a notice to that association alone.
  const own = matter.channel === 'association' ? matter.associationId : null
  return { city: city.id, audience: council?.id ?? own ?? city.id }
}

/** The form of the notice, filled in as somebody at the desk would. Notices are written in Japanese. */
function formOf(matter: HeldMatter, answer: Answered, to: { city: number; audience: number }): NoticeForm {
  const t = translator('ja')
  const at = (key: string, params: Record<string, string> = {}) => t(`exchange.city.notice.${key}`, params)
  return publishForm.parse({
    association: String(to.city),
    audience: String(to.audience),
    visibility: 'public',
    importance: 'normal',
    category: 'other',
    title: noticeTitle({ before: at('before'), after: at('after') }, matter.title),
    body: noticeBody(at, matter, answer),
    submission: randomUUID(),
  })
}

/**
 * Makes the notice with an answer. Where the city's notices need a second person, it waits for one.
 * @throws Invalid for a hidden matter: what was hidden must not come back by another door
 */
export async function answerNotice(
  tx: Tx,
  staff: SignedIn,
  matter: HeldMatter,
  answer: Answered,
): Promise<{ id: number; state: NoticeState }> {
  if (matter.hiddenAt) throw new Invalid({ notice: ['exchange.city.error.hidden'] })
  return writeNotice(tx, staff, formOf(matter, answer, await audienceOf(tx, matter)), 'publish')
}

/**
 * Takes back the notice with an answer when its matter was hidden: it carries the title and the first words of it, and
 * they must not stay public by another door. It is not published again when the matter is shown again.
 */
export async function takeBackNotice(tx: Tx, by: Auditee, matterId: number): Promise<void> {
  const matter = await tx.matter.findUnique({ where: { id: matterId }, select: { noticeId: true } })
  if (!matter?.noticeId) return
  await recallNotice(tx, by, matter.noticeId, translator('ja')('exchange.city.notice.hidden'))
}

/**
 * Takes back the notice with an answer that is thought over once more; its address says so. The new answer makes a new
 * one, where that is wished.
 */
export async function recallAnswer(tx: Tx, staff: SignedIn, matter: HeldMatter): Promise<void> {
  if (matter.noticeId === null) return
  await recallNotice(tx, staff, matter.noticeId, translator('ja')('exchange.city.notice.reopened'))
}

/**
 * Takes back what was hidden after all and still stands in a notice: hidden before notices were looked after, or
 * published from a draft since.
 * @returns how many were taken back
 */
export async function takeBackHidden(): Promise<number> {
  const hidden = await db.matter.findMany({
    where: { hiddenAt: { not: null }, noticeId: { not: null } },
    select: { id: true, noticeId: true },
  })
  const standing = await db.notice.findMany({
    where: { id: { in: hidden.flatMap(({ noticeId }) => noticeId ?? []) }, state: { in: [...STANDING] } },
    select: { id: true },
  })
  for (const { id } of hidden.filter(({ noticeId }) => standing.some((notice) => notice.id === noticeId)))
    await transaction((tx) => takeBackNotice(tx, JOB, id))
  return standing.length
}

/**
 * Corrects the notice with an answer, also one that waits for its approval: nobody approves what is wrong by now, and
 * who approves it is asked anew. A draft stays one.
 * @returns its id; null when nothing stands that could be corrected
 */
export async function correctNotice(
  tx: Tx,
  staff: SignedIn,
  matter: HeldMatter,
  answer: Answered & { reason: string },
): Promise<number | null> {
  if (matter.noticeId === null || matter.hiddenAt) return null
  const notice = await tx.notice.findUnique({
    where: { id: matter.noticeId },
    select: {
      id: true,
      state: true,
      version: true,
      audienceId: true,
      associationId: true,
      publishAt: true,
    },
  })
  if (!notice || notice.state === 'withdrawn') return null
  const form = formOf(matter, answer, { city: notice.associationId, audience: notice.audienceId })
  const public_ = hasBeenPublic(notice.state)
  const version = public_
    ? notice.version
    : (await recallNotice(tx, staff, notice.id, answer.reason))?.version
  await rewriteNotice(
    tx,
    staff,
    notice.id,
    {
      ...form,
      publish_at: public_ ? null : notice.publishAt,
      version: version ?? notice.version,
      correction_reason: answer.reason,
    },
    notice.state === 'draft' ? 'draft' : 'publish',
  )
  return notice.id
}
