/** 回答をお知らせに: the answer as a notice of the city to the district, or the association, that asked. */
import { randomUUID } from 'node:crypto'
import type { SignedIn } from '~/modules/accounts/rules'
import { rewriteNotice, writeNotice } from '~/modules/notices/commands/write.server'
import { hasBeenPublic, type NoticeState } from '~/modules/notices/rules'
import { type NoticeForm, publishForm } from '~/modules/notices/schema'
import type { Day } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { noticeBody, noticeTitle } from '../city-rules'
import type { HeldMatter } from '../city-scope.server'
import type { MatterState } from '../rules'

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
  return { city: city.id, audience: council?.id ?? matter.associationId ?? city.id }
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
 * Corrects the notice with an answer, where there is one that residents can read.
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
    select: { id: true, state: true, version: true, audienceId: true, associationId: true },
  })
  if (!notice || !hasBeenPublic(notice.state)) return null
  const form = formOf(matter, answer, { city: notice.associationId, audience: notice.audienceId })
  await rewriteNotice(
    tx,
    staff,
    notice.id,
    { ...form, version: notice.version, correction_reason: answer.reason },
    'publish',
  )
  return notice.id
}
