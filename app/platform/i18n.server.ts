/** The reader's language, from `?lang=`, the cookie, or the browser; and the catalogues on the server. */
import { createCookie } from '@remix-run/node'
import { RemixI18Next } from 'remix-i18next/server'
import en from '~/messages/en'
import ja from '~/messages/ja'
import { isLanguage, type Language, languages, makeTranslate, type Translate } from './i18n'

const catalogues = { ja, en }
const translators = new Map<Language, Translate>()

/** The translator of a language, made once; Japanese for one that the portal does not speak. */
export function translator(language: string): Translate {
  const known = isLanguage(language) ? language : 'ja'
  let made = translators.get(known)
  if (!made) {
    made = makeTranslate(known, catalogues[known])
    translators.set(known, made)
  }
  return made
}

/** Remembers the chosen language for a year. */
export const languageCookie = createCookie('lang', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: 365 * 86400,
})

const detector = new RemixI18Next({
  detection: {
    supportedLanguages: [...languages],
    fallbackLanguage: 'ja',
    cookie: languageCookie,
    order: ['searchParams', 'cookie', 'header'],
    searchParamKey: 'lang',
  },
})

/** The language to answer a request in. */
export async function languageOf(request: Request): Promise<Language> {
  return (await detector.getLocale(request)) as Language
}
