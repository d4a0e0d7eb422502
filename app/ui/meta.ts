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

/** JSON-LD */
export type Told = { [key: string]: unknown }

/** The page's one address and what other programs are told of it; a loader hands both over. */
export function toldMeta(data: { url: string; told: Told | null } | undefined): MetaDescriptor[] {
  if (!data) return []
  const told = data.told as { [key: string]: string }
  return [
    { tagName: 'link', rel: 'canonical', href: data.url },
    ...(data.told ? [{ 'script:ld+json': told }] : []),
  ]
}

/** `titleMetaFrom`, and `toldMeta` of the same data. */
export function toldMetaFrom<D extends { url: string; told: Told | null }>(
  title: (data: D) => string,
): MetaFunction {
  const titled = titleMetaFrom(title)
  return (args) => [...(titled(args) ?? []), ...(args.error ? [] : toldMeta(args.data as D | undefined))]
}
