/** Takes over a page that asks for interaction: loads the words of its language first, so that nothing flickers. */
import { RemixBrowser } from '@remix-run/react'
import { hydrateRoot } from 'react-dom/client'
import { type Catalogue, isLanguage, type Language, provideTranslator } from '~/platform/i18n'
import { renew } from '~/ui/renew.browser'

/** A file of its own each: a browser fetches the words of its page's language and no other. */
const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  ja: () => import('~/messages/ja'),
  'ja-easy': () => import('~/messages/ja-easy'),
  en: () => import('~/messages/en'),
  zh: () => import('~/messages/zh'),
  ko: () => import('~/messages/ko'),
  vi: () => import('~/messages/vi'),
}

async function start() {
  const named = document.documentElement.dataset.language
  const language = isLanguage(named) ? named : 'ja'
  const { default: catalogue } = await catalogues[language]()
  const standing: Record<string, string> = JSON.parse(document.documentElement.dataset.words ?? '{}')
  provideTranslator(language, catalogue, () => standing)
  // In one go, not as a transition: what is pressed between its pieces can end it, and the form is never sent.
  hydrateRoot(document, <RemixBrowser />)
  // After the hydration, which would take a bar of ours for a mistake of its own.
  setTimeout(renew, 300)
}

start()
