/** Takes over a page that asks for interaction: loads the words of its language first, so that nothing flickers. */
import { RemixBrowser } from '@remix-run/react'
import { startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { provideTranslator } from '~/platform/i18n'

async function start() {
  const language = document.documentElement.lang === 'en' ? 'en' : 'ja'
  const { default: catalogue } =
    language === 'en' ? await import('~/messages/en') : await import('~/messages/ja')
  provideTranslator(language, catalogue)
  startTransition(() => {
    hydrateRoot(document, <RemixBrowser />)
  })
}

start()
