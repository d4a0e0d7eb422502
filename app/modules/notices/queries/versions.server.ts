/** Notices in other languages, and with readings: for readers, for lists and for those who write them. */
import { inScope, may, type SignedIn, scopesOf } from '~/modules/accounts/rules'
import { readingsNow } from '~/modules/readability/queries.server'
import { type Day, dayOf } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import { NotFound } from '~/platform/errors'
import type { Language } from '~/platform/i18n'
import { excerptOf } from '~/platform/markdown'
import { hasBeenPublic, isEditable } from '../rules'
import {
  choose,
  type VersionLanguage,
  versionFor,
  versionLang,
  versionLanguages,
  versionState,
} from '../versions'

/** How somebody reads: the language of the interface, and whether kanji have readings over them. */
type Reading = { language: Language; ruby: boolean }

type VersionRow = {
  language: VersionLanguage
  originalVersion: number
  version: number
  title: string
  body: string
  bodyHtml: string
  titleRuby: string | null
  bodyRubyHtml: string | null
  writtenBy: string
  reviewedBy: string | null
  reviewedAt: Date | null
  updatedAt: Date
}

const VERSIONS_SQL = `
  SELECT language, original_version AS "originalVersion", version, title, body, body_html AS "bodyHtml",
    title_ruby AS "titleRuby", body_ruby_html AS "bodyRubyHtml", written_by AS "writtenBy",
    reviewed_by AS "reviewedBy", reviewed_at AS "reviewedAt", updated_at AS "updatedAt"
  FROM notice_translations WHERE notice_id = $1`

export type NoticeText = {
  /** Which version is shown, and what `lang` of HTML says of it */
  shown: VersionLanguage | 'ja'
  lang: string
  title: string
  /** Safe HTML, with readings where they are asked for */
  titleHtml: string | null
  bodyHtml: string
  credit: { writtenBy: string; writtenOn: Day; reviewedBy: string | null; reviewedOn: Day | null } | null
  /** The notice has been changed since this version was written. */
  outOfDate: boolean
  /** There is none in the reader's own language. */
  missing: boolean
  /** What else it can be read in */
  others: (VersionLanguage | 'ja')[]
  /** Whether readings are shown; null where there are no kanji to read */
  ruby: boolean | null
}

/**
 * The text of a notice as somebody reads it. The caller has made sure that this reader may read the notice.
 * @param asked the parameter `version` of the address
 */
export async function noticeText(
  notice: { id: number; version: number; title: string; bodyHtml: string },
  { language, ruby }: Reading,
  asked: string | null,
): Promise<NoticeText> {
  const versions = await rows<VersionRow>(VERSIONS_SQL, [notice.id])
  const there = versionLanguages.filter((name) => versions.some((row) => row.language === name))
  const { shown, missing } = choose(asked, language, there)
  const version = versions.find((row) => row.language === shown)
  const others = (['ja', ...there] as const).filter((name) => name !== shown)
  const text = version ?? notice
  const isJapanese = shown === 'ja' || shown === 'ja_easy'
  const readings = ruby && isJapanese ? await readingsOf(notice.id, version) : null
  return {
    shown,
    lang: versionLang(shown),
    title: text.title,
    titleHtml: readings?.titleRuby ?? null,
    bodyHtml: readings?.bodyRubyHtml ?? text.bodyHtml,
    credit: version
      ? {
          writtenBy: version.writtenBy,
          writtenOn: dayOf(version.updatedAt),
          reviewedBy: version.reviewedBy,
          reviewedOn: version.reviewedAt && dayOf(version.reviewedAt),
        }
      : null,
    outOfDate: version !== undefined && version.originalVersion < notice.version,
    missing,
    others,
    ruby: isJapanese ? ruby : null,
  }
}

type WithBody = {
  version: number
  title: string
  body: string
  titleRuby: string | null
  bodyRubyHtml: string | null
}

/** The readings that a job has made, or made now where it has not yet. */
async function readingsOf(id: number, version: VersionRow | undefined) {
  let text: WithBody | undefined = version
  if (!text) {
    ;[text] = await rows<WithBody>(
      `SELECT version, title, body, title_ruby AS "titleRuby", body_ruby_html AS "bodyRubyHtml"
       FROM notices WHERE id = $1`,
      [id],
    )
  }
  if (!text) return null
  const { titleRuby, bodyRubyHtml } = text
  if (titleRuby !== null && bodyRubyHtml !== null) return { titleRuby, bodyRubyHtml }
  return readingsNow(`${id} ${version?.language ?? 'ja'} ${text.version}`, text)
}

/**
 * Rows of a list as somebody reads them: title and first words in their language where there is a version, and
 * titles with readings. Whoever reads Japanese without readings gets the rows as they are, at no cost.
 */
export async function listedFor<T extends { id: number; title: string; excerpt: string }>(
  { language, ruby }: Reading,
  items: readonly T[],
): Promise<(T & { lang?: string; titleHtml?: string })[]> {
  const own = versionFor(language)
  if ((!own && !ruby) || items.length === 0) return [...items]
  const found = await rows<{ id: number; title: string | null; body: string | null; ruby: string | null }>(
    `SELECT n.id, v.title, left(v.body, 500) AS body, CASE WHEN v.id IS NULL THEN n.title_ruby ELSE v.title_ruby END AS ruby
     FROM notices n LEFT JOIN notice_translations v ON v.notice_id = n.id AND v.language::text = $2
     WHERE n.id = ANY($1::int[])`,
    [items.map((item) => item.id), own ?? ''],
  )
  const byId = new Map(found.map((row) => [row.id, row]))
  return items.map((item) => {
    const row = byId.get(item.id)
    const titleHtml = (ruby && row?.ruby) || undefined
    if (!own || !row?.title) return { ...item, titleHtml, lang: own ? 'ja' : undefined }
    return {
      ...item,
      title: row.title,
      excerpt: excerptOf(row.body ?? ''),
      titleHtml,
      lang: versionLang(own),
    }
  })
}

/** What somebody who writes for the notice's publisher needs of it. */
async function writable(actor: SignedIn, id: number) {
  const notice = await db.notice.findFirst({
    where: { id, association: inScope(scopesOf(actor, 'notice.draft')) },
    select: {
      id: true,
      state: true,
      version: true,
      title: true,
      body: true,
      bodyHtml: true,
      association: { select: { path: true } },
    },
  })
  if (!notice) throw new NotFound()
  const { association, ...rest } = notice
  const right = hasBeenPublic(notice.state) ? 'notice.publish' : 'notice.draft'
  return { ...rest, mayWrite: isEditable(notice.state) && may(actor, right, association.path) }
}

/**
 * Each of the five languages with how far its version is, for those who may write the notice.
 * @throws NotFound when there is no such notice in the actor's scope
 */
export async function versionsForWriting(actor: SignedIn, id: number) {
  const notice = await writable(actor, id)
  const found = await db.noticeTranslation.findMany({
    where: { noticeId: id },
    select: { language: true, originalVersion: true, reviewedBy: true, writtenBy: true, updatedAt: true },
  })
  const versions = versionLanguages.map((language) => {
    const row = found.find((one) => one.language === language)
    return {
      language,
      state: versionState(row, notice.version),
      writtenBy: row?.writtenBy ?? null,
      changedOn: row ? dayOf(row.updatedAt) : null,
    }
  })
  return { id, title: notice.title, mayWrite: notice.mayWrite, versions }
}

/**
 * One version with the notice that it follows, for its form.
 * @throws NotFound as `versionsForWriting`
 */
export async function versionForWriting(actor: SignedIn, id: number, language: VersionLanguage) {
  const notice = await writable(actor, id)
  const version = await db.noticeTranslation.findUnique({
    where: { noticeId_language: { noticeId: id, language } },
    select: {
      version: true,
      originalVersion: true,
      title: true,
      body: true,
      writtenBy: true,
      reviewedBy: true,
      reviewedAt: true,
    },
  })
  return {
    notice,
    version: version && {
      ...version,
      reviewedOn: version.reviewedAt && dayOf(version.reviewedAt),
      outOfDate: version.originalVersion < notice.version,
    },
  }
}
