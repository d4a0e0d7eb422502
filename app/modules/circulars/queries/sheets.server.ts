/** One notice on paper: the sheet to read, and the sheet to sign. */
import { type Actor, audienceIds } from '~/modules/accounts/rules'
import { noticeForOfficer } from '~/modules/confirmations/queries/officer.server'
import { readNotice } from '~/modules/notices/queries/notice.server'
import { db } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import { translator } from '~/platform/i18n.server'
import { settings } from '~/platform/settings.server'
import { noticePaper, type Paper, signPaper } from '../paper/documents'
import type { PaperVersion } from '../paper/notice'
import { labelsOf, type PrintedVersion, printedVersion } from '../rules'
import { namesOnSheet } from './households.server'
import { paperNotices } from './paper.server'

/**
 * A notice as a sheet, for whoever may read it on the screen.
 * @param language of a version other than the Japanese one
 * @throws NotFound, Gone as `readNotice`; NotFound when there is no version in this language that can be printed
 */
export async function noticeOnPaper(
  actor: Actor,
  id: number,
  language?: string,
): Promise<{ paper: Paper; shared: boolean }> {
  const read = await readNotice(actor, id)
  const chosen = language && language !== 'ja' ? printedVersion(language) : null
  if (language && language !== 'ja' && !chosen) throw new NotFound('version_not_printed')
  const [[notice], version] = await Promise.all([
    paperNotices([id], audienceIds(actor)),
    chosen ? versionOf(id, chosen, read.version) : undefined,
  ])
  if (!notice) throw new NotFound()
  const words = chosen ? labelsOf(chosen) : 'ja'
  const ink = { t: translator(words), language: words, base: settings().PUBLIC_URL }
  return {
    paper: noticePaper(notice, ink, version),
    // A line of passing on is shown to those it is for.
    shared: notice.state === 'published' && notice.visibility === 'public' && notice.passings.length === 0,
  }
}

async function versionOf(noticeId: number, language: PrintedVersion, current: number): Promise<PaperVersion> {
  const row = await db.noticeTranslation.findUnique({
    where: { noticeId_language: { noticeId, language } },
    select: { title: true, body: true, writtenBy: true, originalVersion: true },
  })
  if (!row) throw new NotFound('version_not_printed')
  const { originalVersion, ...version } = row
  return { ...version, outdated: originalVersion < current }
}

/**
 * The sheet on which the households of a group sign for a notice.
 * @throws SignInNeeded, NotAllowed, NotFound as `noticeForOfficer`; NotFound when the group is not theirs or the notice
 *   is not addressed to it
 */
export async function sheetOnPaper(actor: Actor, noticeId: number, groupId: number): Promise<Paper> {
  const notice = await noticeForOfficer(actor, noticeId)
  const group = await namesOnSheet(actor, groupId, notice.audiencePath)
  const publisher = await db.association.findUniqueOrThrow({
    where: { id: notice.publisherId },
    select: { name: true },
  })
  const base = settings().PUBLIC_URL
  return signPaper(
    {
      title: notice.title,
      publisher: publisher.name,
      group: group.name,
      returnBy: notice.confirmBy,
      households: group.households,
      expected: group.memberHouseholds,
      tally: `${base}/notices/${noticeId}/tally?group=${group.id}`,
    },
    { t: translator('ja'), language: 'ja', base },
  )
}
