/** What the portal asks of the program that sets documents in type. Plain data only. */
import type { TDocumentDefinitions } from 'pdfmake/interfaces'

/** At the foot of every page, or only where there are several; `{page}` and `{pages}` stand for the numbers. */
export type PdfFooter = { left: string; right: string; several?: boolean }

/**
 * A document of pdfmake as plain data, without functions. Tables may name the layouts `grid`, `rows`, `plain`,
 * `box`, `strongBox` and `tag`; pictures are data URLs of PNG or JPEG in `images`.
 */
export type PdfDefinition = Omit<
  TDocumentDefinitions,
  'footer' | 'header' | 'background' | 'pageBreakBefore' | 'attachments' | 'files'
>

export type PdfOrder = { definition: PdfDefinition; footer: PdfFooter }
