/** The reader's language, from `?lang=`, the cookie, or the browser; and the catalogues on the server. */
import { type Cookie, createCookie } from '@remix-run/node'
import { RemixI18Next } from 'remix-i18next/server'
import en from '~/messages/en'
import ja from '~/messages/ja'
import jaEasy from '~/messages/ja-easy'
import ko from '~/messages/ko'
import vi from '~/messages/vi'
import zh from '~/messages/zh'
import { cityWords } from './city.server'
import { isSecure } from './cookies.server'
import { type Language, languages, provideTranslator, type Translate, translatorOf } from './i18n'

provideTranslator('ja', ja, () => cityWords('ja'))
provideTranslator('en', en, () => cityWords('en'))
provideTranslator('ja-easy', jaEasy, () => cityWords('ja-easy'))
provideTranslator('zh', zh, () => cityWords('zh'))
provideTranslator('ko', ko, () => cityWords('ko'))
provideTranslator('vi', vi, () => cityWords('vi'))

/** The translator of a language; of Japanese for one that the portal does not speak. */
export const translator: (language: string) => Translate = translatorOf

/** A choice that a browser keeps for a year. */
function choiceCookie(name: string): Cookie {
  const cookie = createCookie(name, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 365 * 86400 })
  // Asked when it is sent: while this file is read, the settings may not be known yet.
  return {
    ...cookie,
    serialize: (value, options) => cookie.serialize(value, { secure: isSecure(), ...options }),
  }
}

/** Remembers the chosen language. */
export const languageCookie = choiceCookie('lang')

/** Remembers whether kanji are shown with readings over them: `1` or `0`. */
export const rubyCookie = choiceCookie('ruby')

const detector = new RemixI18Next({
  detection: {
    supportedLanguages: [...languages],
    fallbackLanguage: 'ja',
    cookie: languageCookie,
    // The detector's own reading of the header stops at the browser's first language, whether we speak it or not.
    order: ['searchParams', 'cookie', 'custom'],
    findLocale: async (request) => request.headers.get('Accept-Language'),
    searchParamKey: 'lang',
  },
})

/** The language to answer a request in. */
export async function languageOf(request: Request): Promise<Language> {
  return (await detector.getLocale(request)) as Language
}

/**
 * The language to answer a request in, and whether kanji are shown with readings: as chosen, else only in easy
 * Japanese.
 */
export async function readingOf(request: Request): Promise<{ language: Language; ruby: boolean }> {
  const [language, chosen] = await Promise.all([
    languageOf(request),
    rubyCookie.parse(request.headers.get('Cookie')),
  ])
  return { language, ruby: chosen === '1' || (chosen !== '0' && language === 'ja-easy') }
}
