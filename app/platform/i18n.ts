/** Words on screen. The catalogues stand in `app/messages/<language>/<module>.json`. */
import i18next, { type i18n } from 'i18next'

/** Languages of the interface, in the order of the switch. */
export const languages = ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi'] as const
export type Language = (typeof languages)[number]

/** Each language in its own words; `ja-easy` is やさしい日本語. */
export const languageNames: Record<Language, string> = {
  ja: '日本語',
  'ja-easy': 'やさしい日本語',
  en: 'English',
  zh: '简体中文',
  ko: '한국어',
  vi: 'Tiếng Việt',
}

/** What `lang` of HTML says: easy Japanese is Japanese, and Chinese stands in simplified letters. */
export function htmlLang(language: Language): string {
  return language === 'ja-easy' ? 'ja' : language === 'zh' ? 'zh-Hans' : language
}

/** Words a key: `t('notices.list.title')`, with parameters where the text has `{{name}}`. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

export type Catalogue = Record<string, unknown>

/** Words that stand in texts as `{{$city}}`: the same for all readers of a language, whoever asks for the text. */
type StandingWords = () => Record<string, string>

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.includes(text as Language)
}

/**
 * The translator of one language. A key without words is shown in the words of the catalogue `near`, else as it is; a
 * test refuses both.
 */
export function makeTranslate(
  language: Language,
  catalogue: Catalogue,
  near: Catalogue = {},
  standing: StandingWords = () => ({}),
): Translate {
  const instance: i18n = i18next.createInstance()
  instance.init({
    lng: language,
    fallbackLng: 'near',
    resources: { [language]: { translation: catalogue }, near: { translation: near } },
    initImmediate: false,
    returnNull: false,
  })
  const fixed = instance.getFixedT(language)
  // Looking a text up once is enough; what is put into it changes each time.
  const known = new Map<string, string>()
  return (key, params) => {
    let words = known.get(key)
    if (words === undefined) {
      words = fixed(key, { skipInterpolation: true }) as string
      words = words.replace(/\{\{\$(\w+)\}\}/g, (place, name: string) => standing()[name] ?? place)
      known.set(key, words)
    }
    if (!params) return words
    return words.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => String(params[name] ?? placeholder))
  }
}

/** Words a message key with its parameters in one text, `form.too_long?max=100`. */
export function translateMessage(t: Translate, keyed: string): string {
  const [key = '', query] = keyed.split('?', 2)
  return query ? t(key, Object.fromEntries(new URLSearchParams(query))) : t(key)
}

const provided = new Map<Language, Translate>()
const catalogues = new Map<Language, Catalogue>()

/** Whose words are understood best by a reader of a language in which a text is missing. */
const nearest: Partial<Record<Language, Language>> = { 'ja-easy': 'ja', zh: 'en', ko: 'en', vi: 'en' }

/** Makes a language known: on the server all of them at start, in the browser the one of the page. */
export function provideTranslator(
  language: Language,
  catalogue: Catalogue,
  standing?: StandingWords,
): Translate {
  const near = nearest[language]
  const made = makeTranslate(language, catalogue, near && catalogues.get(near), standing)
  catalogues.set(language, catalogue)
  provided.set(language, made)
  return made
}

/** The translator of a language; of Japanese for one that was not provided. */
export function translatorOf(language: string | null | undefined): Translate {
  const found =
    (isLanguage(language) && provided.get(language)) || provided.get('ja') || [...provided.values()][0]
  if (!found) throw new Error('No language has been provided')
  return found
}
