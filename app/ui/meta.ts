/** Titles of pages, in the page's language: `meta` runs outside React, so the root loader hands the words over. */
import type { MetaDescriptor, MetaFunction } from '@remix-run/react'
import { isLanguage, type Language, translatorOf } from '~/platform/i18n'

type RootData = { language?: string } | undefined

function rootLanguage(matches: readonly { id: string; data?: unknown }[]): Language {
  const language = (matches.find((m) => m.id === 'root')?.data as RootData)?.language
  return isLanguage(language) ? language : 'ja'
}

/** `<title>` from a key of the catalogue. */
export function titleMeta(key: string): MetaFunction {
  return ({ matches, error }) => {
    const t = translatorOf(rootLanguage(matches))
    const title = error ? t('portal.error_title') : t(key)
    return [{ title: `${title} | ${t('portal.name')}` }] satisfies MetaDescriptor[]
  }
}

/** `<title>` from what the loader found; the error page has its own. */
export function titleMetaFrom<D>(title: (data: D) => string): MetaFunction {
  return ({ data, matches, error }) => {
    const t = translatorOf(rootLanguage(matches))
    const words = error || !data ? t('portal.error_title') : title(data as D)
    return [{ title: `${words} | ${t('portal.name')}` }] satisfies MetaDescriptor[]
  }
}
