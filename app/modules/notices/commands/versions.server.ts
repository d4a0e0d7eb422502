/** Writing a notice in another language: the version stands beside the notice and follows a version of it. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { record } from '~/modules/audit/commands.server'
import { queueRuby } from '~/modules/readability/commands.server'
import { instantOfLocal, now } from '~/platform/clock'
import { isUniqueViolation, type Tx, transaction } from '~/platform/db.server'
import { Invalid, NotAllowed, NotFound, Stale } from '~/platform/errors'
import { renderMarkdown } from '~/platform/markdown'
import { hasBeenPublic, isEditable } from '../rules'
import { reviewDay, type VersionForm, type VersionLanguage } from '../versions'

/** Whoever may write the notice may write its versions; once residents read it, whoever may correct it. */
async function noticeInScope(tx: Tx, actor: SignedIn, id: number) {
  const notice = await tx.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: { state: true, version: true, associationId: true, association: { select: { path: true } } },
  })
  if (!notice) throw new NotFound()
  if (!isEditable(notice.state)) throw new Stale()
  const right = hasBeenPublic(notice.state) ? 'notice.publish' : 'notice.draft'
  if (!may(actor, right, notice.association.path)) throw new NotAllowed()
  return notice
}

/**
 * Writes a version of a notice, or writes over it.
 * @throws NotFound, NotAllowed, Invalid; Stale when somebody else has saved it since it was read
 */
export async function saveVersion(
  actor: SignedIn,
  id: number,
  language: VersionLanguage,
  form: VersionForm,
): Promise<void> {
  const reviewedOn = reviewDay(form, actor.today)
  if (reviewedOn && reviewedOn > actor.today)
    throw new Invalid({ reviewed_on: ['notices.versions.reviewed_later'] })
  try {
    await transaction(async (tx) => {
      const notice = await noticeInScope(tx, actor, id)
      const data = {
        title: form.title,
        body: form.body,
        bodyHtml: renderMarkdown(form.body),
        titleRuby: null,
        bodyRubyHtml: null,
        // A form that was opened before the notice was changed follows what its writer saw.
        originalVersion: Math.min(form.original, notice.version),
        writtenBy: form.written_by,
        reviewedBy: form.reviewed_by || null,
        reviewedAt: reviewedOn && instantOfLocal(`${reviewedOn}T00:00`),
        version: form.version + 1,
        authorId: actor.user.id,
        updatedAt: now(),
      }
      if (form.version === 0) await tx.noticeTranslation.create({ data: { ...data, noticeId: id, language } })
      else {
        const { count } = await tx.noticeTranslation.updateMany({
          where: { noticeId: id, language, version: form.version },
          data,
        })
        if (count !== 1) throw new Stale('notice_edited')
      }
      await record(tx, actor, {
        action: 'notice.version_written',
        subjectType: 'notice',
        subjectId: id,
        associationId: notice.associationId,
        after: { language, version: form.version + 1 },
      })
      if (language === 'ja_easy') await queueRuby(tx, id)
    })
  } catch (error) {
    // Two have begun the same version at once.
    throw isUniqueViolation(error) ? new Stale('notice_edited') : error
  }
}

/**
 * Takes a version away; the notice itself stays.
 * @throws NotFound, NotAllowed; Stale when it has been changed or deleted since it was read
 */
export async function deleteVersion(
  actor: SignedIn,
  id: number,
  language: VersionLanguage,
  version: number,
): Promise<void> {
  await transaction(async (tx) => {
    const notice = await noticeInScope(tx, actor, id)
    const { count } = await tx.noticeTranslation.deleteMany({ where: { noticeId: id, language, version } })
    if (count !== 1) throw new Stale()
    await record(tx, actor, {
      action: 'notice.version_deleted',
      subjectType: 'notice',
      subjectId: id,
      associationId: notice.associationId,
      before: { language, version },
    })
  })
}
