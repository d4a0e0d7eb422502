/** What the papers of this module share. */
import type { Content } from 'pdfmake/interfaces'
import { htmlLang, type Language, type Translate } from '~/platform/i18n'
import type { PdfDefinition, PdfFooter } from '~/platform/pdf/order'

export type Paper = { definition: PdfDefinition; footer: PdfFooter; name: string }

/** A paper of A4 with its title in the file. @param footer what stands at the foot at the left */
export function paperOf(
  name: string,
  content: Content[],
  words: { t: Translate; language: Language; footer: string; pages?: boolean },
): Paper {
  const { t, language, footer, pages = true } = words
  return {
    name,
    definition: {
      content,
      language: htmlLang(language),
      info: { title: name, author: t('portal.name'), creator: t('portal.name') },
      displayTitle: true,
    },
    footer: { left: footer, right: pages ? '{page} / {pages}' : '' },
  }
}
