/** Asking ClamAV about what was sent, where CLAMAV_HOST names it (clamd's INSTREAM, clamd(8)). */
import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import { count } from './figures.server'
import { settings } from './settings.server'

type Verdict = 'clean' | 'infected' | 'unscanned'

/** Milliseconds without a word after which the scanner is given up. */
const PATIENCE = 30_000
const PORT = 3310

/**
 * Whether a file may be taken in. Without CLAMAV_HOST everything is `clean`. When the scanner does not answer, or not
 * in a way that is understood, the file is `unscanned` and must be refused: an open door is not to be had by silencing
 * the scanner. Never throws.
 */
export async function scan(file: string): Promise<Verdict> {
  const { CLAMAV_HOST } = settings()
  if (!CLAMAV_HOST) return 'clean'
  const verdict = await ask(CLAMAV_HOST, file).catch((error: unknown): Verdict => {
    // The file's name is somebody's: it stays out of the log.
    console.warn('the virus scanner did not answer:', (error as Error).message)
    return 'unscanned'
  })
  count(`scanner.${verdict}`)
  return verdict
}

async function ask(address: string, file: string): Promise<Verdict> {
  const { hostname, port } = new URL(`tcp://${address}`)
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port) || PORT, hostname.replace(/^\[|\]$/g, ''))
    const content = createReadStream(file)
    const chunks: Buffer[] = []
    const fail = (error: Error) => {
      content.destroy()
      socket.destroy()
      reject(error)
    }
    socket.setTimeout(PATIENCE, () => fail(new Error('no word for too long')))
    socket.on('error', fail)
    content.on('error', fail)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => {
      content.destroy()
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
    socket.write('zINSTREAM\0')
    // Each piece behind its length; a piece of no length is the end.
    content.on('data', (chunk) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      socket.write(length)
      if (!socket.write(chunk)) content.pause()
    })
    socket.on('drain', () => content.resume())
    content.on('end', () => socket.write(Buffer.alloc(4)))
  })
  const word = answer.replace(/\0+$/, '').trim()
  if (word === 'stream: OK') return 'clean'
  if (/^stream: .+ FOUND$/.test(word)) return 'infected'
  throw new Error(word.slice(0, 200) || 'it hung up')
}
