/** PDF files: pdfmake with Noto Sans JP (full set of letters, so that 髙 﨑 𠮷 appear), without network and files. */
import { disposition } from './files.server'
import type { PdfDefinition, PdfFooter, PdfOrder } from './pdf/order'
import { Program } from './program.server'
import { cleanText, shorten } from './text'

export type { PdfDefinition, PdfFooter } from './pdf/order'

/** Its memory (150 to 200 MB) goes back when it has had nothing to do; a document takes from 0.1 s to some seconds. */
const typesetter = new Program<PdfOrder, Uint8Array>({
  file: 'app/platform/pdf/typesetter.ts',
  heap: 512,
  idle: 15_000,
  longest: 60_000,
  maxWaiting: 30,
})

/**
 * Sets a document in type, in a program of its own that is started with the first one (half a second).
 * @throws TooMany when too many wait already; Error when the document cannot be set or takes more than a minute
 */
export function makePdf(definition: PdfDefinition, footer: PdfFooter): Promise<Uint8Array> {
  return typesetter.ask({ definition, footer })
}

/** Ends the program that makes PDFs, if it runs. */
export function endPdfs(): void {
  typesetter.end()
}

/**
 * A PDF as the answer to a request, to be looked at in the browser.
 * @param name as it is offered for saving, without its ending
 * @param shared whether stores on the way may keep it for some minutes
 */
export function pdfResponse(bytes: Uint8Array, name: string, shared = false): Response {
  const safe = shorten(
    cleanText(name)
      .replace(/[\\/:*?"<>|\s]+/g, ' ')
      .trim(),
    80,
  )
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(bytes.byteLength),
      'Content-Disposition': disposition(`${safe}.pdf`),
      'Cache-Control': shared ? 'public, max-age=60' : 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
