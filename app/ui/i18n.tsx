/** Words in components: the translator of the page's language, by context. */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language, Translate } from '~/platform/i18n'

type Words = { language: Language; t: Translate }

const WordsContext = createContext<Words | null>(null)

export function WordsProvider(props: Words & { children: ReactNode }) {
  const { language, t, children } = props
  const words = useMemo(() => ({ language, t }), [language, t])
  return <WordsContext.Provider value={words}>{children}</WordsContext.Provider>
}

function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('A component was rendered outside WordsProvider')
  return words
}

/** The translator of the page's language. */
export function useT(): Translate {
  return useWords().t
}

/** The language of the page. */
export function useLanguage(): Language {
  return useWords().language
}
