/** PDF files: pdfmake with Noto Sans JP (full set of letters, so that 髙 﨑 𠮷 appear), without network and files. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { TooMany } from './errors'
import { disposition } from './files.server'
import type { PdfAnswer, PdfDefinition, PdfFooter, PdfOrder } from './pdf/order'
import { cleanText, shorten } from './text'

export type { PdfDefinition, PdfFooter } from './pdf/order'

/** Orders that wait at the same time; more are refused, as each takes from a tenth of a second to some seconds. */
const MAX_WAITING = 30
/** A document that takes longer is given up, in ms. */
const LONGEST = 60_000
/** The program ends when it has had nothing to do for so long, in ms, and its memory (150 to 200 MB) goes back. */
const IDLE = 15_000

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void }

let typesetter: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

/**
 * Sets a document in type, in a program of its own that is started with the first one (half a second).
 * @throws TooMany when too many wait already; Error when the document cannot be set or takes more than a minute
 */
export async function makePdf(definition: PdfDefinition, footer: PdfFooter): Promise<Uint8Array> {
  if (waiting.size >= MAX_WAITING) throw new TooMany(10)
  clearTimeout(idle)
  const program = theTypesetter()
  const id = ++lastId
  let late: NodeJS.Timeout | undefined
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      late = setTimeout(() => giveUp(program, new Error('The PDF took more than a minute')), LONGEST)
      program.send({ id, definition, footer } satisfies PdfOrder, (error) => error && reject(error))
    })
  } finally {
    clearTimeout(late)
    waiting.delete(id)
    if (waiting.size === 0) {
      idle = setTimeout(endPdfs, IDLE)
      idle.unref()
    }
  }
}

function theTypesetter(): ChildProcess {
  if (typesetter) return typesetter
  // The portal always runs in its own folder, built or not. The secrets in its environment are nobody else's.
  const { PATH, HOME, TMPDIR } = process.env
  const program = fork(path.resolve('app/platform/pdf/typesetter.ts'), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=512'],
    serialization: 'advanced',
    env: { NODE_ENV: 'production', PATH, HOME, TMPDIR },
  })
  // It never keeps the portal from ending, and ends with it.
  program.unref()
  program.channel?.unref()
  program.on('message', (answer: PdfAnswer) => {
    const order = waiting.get(answer.id)
    if ('bytes' in answer) order?.resolve(answer.bytes)
    else order?.reject(new Error(answer.error))
  })
  program.on('error', (error) => giveUp(program, error))
  program.on('exit', () => giveUp(program, new Error('The program that makes PDFs has ended')))
  typesetter = program
  return program
}

/** Ends a program that has failed; the next document starts another. */
function giveUp(program: ChildProcess, error: Error) {
  if (typesetter !== program) return
  typesetter = undefined
  for (const order of waiting.values()) order.reject(error)
  program.kill('SIGKILL')
}

/** Ends the program that makes PDFs, if it runs. */
export function endPdfs(): void {
  clearTimeout(idle)
  const program = typesetter
  typesetter = undefined
  program?.kill()
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
