/** ほかの言葉の文: which languages a notice may stand in besides Japanese, and what a reader is given. Pure. */
import { z } from 'zod'
import { type Day, isDay } from '~/platform/clock'
import { optional, text } from '~/platform/forms'
import { htmlLang, type Language } from '~/platform/i18n'
import type { Same } from '~/platform/same'
import type { TranslationLanguage as DbLanguage } from '../../../prisma/generated/enums'

export const versionLanguages = ['ja_easy', 'en', 'zh', 'ko', 'vi'] as const
export type VersionLanguage = (typeof versionLanguages)[number]

/** Same in the database: a difference does not compile. */
const _same: Same<VersionLanguage, DbLanguage> = true
void _same

export function isVersionLanguage(text: string | null | undefined): text is VersionLanguage {
  return versionLanguages.includes(text as VersionLanguage)
}

/** The language of the interface that a version is written in. */
export function interfaceLanguage(version: VersionLanguage | 'ja'): Language {
  return version === 'ja_easy' ? 'ja-easy' : version
}

/** The version that readers of a language want; null for Japanese, which is the notice itself. */
export function versionFor(language: Language): VersionLanguage | null {
  if (language === 'ja-easy') return 'ja_easy'
  return isVersionLanguage(language) ? language : null
}

/** What `lang` of HTML says of a version. */
export function versionLang(version: VersionLanguage | 'ja'): string {
  return htmlLang(interfaceLanguage(version))
}

/**
 * The version to show: the one that the address asks for, else the one of the reader's language, where there is one.
 * @param asked the parameter `version` of the address; `ja` asks for the notice itself
 * @returns `missing` when the reader's own language has no version, and so Japanese is shown instead
 */
export function choose(
  asked: string | null,
  language: Language,
  there: readonly VersionLanguage[],
): { shown: VersionLanguage | 'ja'; missing: boolean } {
  if (asked === 'ja') return { shown: 'ja', missing: false }
  if (isVersionLanguage(asked) && there.includes(asked)) return { shown: asked, missing: false }
  const own = versionFor(language)
  if (!own) return { shown: 'ja', missing: false }
  return there.includes(own) ? { shown: own, missing: false } : { shown: 'ja', missing: true }
}

type VersionState = 'none' | 'written' | 'reviewed' | 'out_of_date'

/** How far a version is; the notice has been changed since when it follows an older version of it. */
export function versionState(
  version: { originalVersion: number; reviewedBy: string | null } | undefined,
  noticeVersion: number,
): VersionState {
  if (!version) return 'none'
  if (version.originalVersion < noticeVersion) return 'out_of_date'
  return version.reviewedBy ? 'reviewed' : 'written'
}

const count = z.coerce.number({ error: 'form.invalid' }).int().min(0).max(1_000_000_000)
const day = z.string({ error: 'form.invalid' }).refine(isDay, { message: 'form.day' })

const MAX_TITLE = 200
const MAX_BODY = 20_000

/** The form of a version. */
export const versionForm = z
  .object({
    title: text({ max: MAX_TITLE }),
    body: text({ max: MAX_BODY }),
    written_by: text({ max: 100 }),
    reviewed_by: text({ max: 100, required: false }),
    reviewed_on: optional(day),
    /** Of the version that was edited; 0 for the first */
    version: count,
    /** Of the notice that the writer had before their eyes */
    original: count,
  })
  .superRefine((form, ctx) => {
    if (form.reviewed_on && !form.reviewed_by) {
      ctx.addIssue({ code: 'custom', path: ['reviewed_by'], message: 'notices.versions.reviewed_by_missing' })
    }
  })
export type VersionForm = z.infer<typeof versionForm>

/** What is asked before a version is deleted. */
export const versionDeletion = z.object({ version: count })

/** When a version was looked over: the day given, today when only the name is; null when nobody has. */
export function reviewDay(form: VersionForm, today: Day): Day | null {
  return form.reviewed_by ? (form.reviewed_on ?? today) : null
}
