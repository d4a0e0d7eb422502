/**
 * The archive of a back-up: a tar, encrypted with age if there is a key, written and read as a stream. Its last two
 * entries are the list of all others with their checksums, and the checksum of the list, so that a cut or changed
 * archive is found out as a whole.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption'
import tar from 'tar-stream'
import { Refusal } from '../refusal'
import { type Entry, LIST, LIST_SUM, type Manifest, manifestSchema } from './manifest'

const AGE = 'age-encryption.org/v1'

/** A passphrase that can be guessed is no protection: as long as the portal's own secret may be short. */
const PASSPHRASE_LENGTH = 16

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/** Takes the entries of a new archive, one after the other; what it holds in memory does not grow with their size. */
export class ArchiveWriter {
  readonly #pack = tar.pack()
  readonly #entries: Record<string, Entry> = {}
  readonly #done: Promise<void>
  #failure: unknown

  /** @param key as for `encryptionFor`; undefined: the archive is readable by anybody */
  constructor(to: NodeJS.WritableStream, key: string | undefined) {
    this.#done = this.#write(to, key)
    this.#done.catch((error) => {
      this.#failure = error
      this.#pack.destroy(error as Error)
    })
  }

  async #write(to: NodeJS.WritableStream, key: string | undefined): Promise<void> {
    if (!key) return pipeline(this.#pack, to)
    const encrypter = await encryptionFor(key)
    const plain = Readable.toWeb(Readable.from(this.#pack)) as ReadableStream<Uint8Array>
    const sealed = await encrypter.encrypt(plain)
    await pipeline(asNode(sealed), to)
  }

  /** Adds an entry that is in memory. */
  async add(name: string, content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content as Uint8Array)
    await this.stream(name, bytes.length, Readable.from([bytes]))
  }

  /** Adds an entry of a known size. @throws Error when its content has another one */
  async stream(name: string, size: number, content: Readable): Promise<Entry> {
    const hash = createHash('sha256')
    const entry = this.#pack.entry({ name, size, mtime: new Date(0) })
    const sums = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    }
    const written = pipeline(content, sums, entry)
    written.catch(() => {}) // told below
    await Promise.race([written, this.#done.then(() => written)])
    if (this.#failure) throw this.#failure
    const made = { size, sha256: hash.digest('hex') }
    this.#entries[name] = made
    return made
  }

  /** Writes the list of all entries and ends the archive. */
  async finish(about: Omit<Manifest, 'entries'>): Promise<Manifest> {
    const manifest: Manifest = { ...about, entries: { ...this.#entries } }
    const list = JSON.stringify(manifest, null, 1)
    await this.add(LIST, list)
    await this.add(LIST_SUM, sha256(list))
    this.#pack.finalize()
    await this.#done
    return manifest
  }

  /** Gives the archive up; what was written of it is worth nothing. */
  async abandon(error: Error): Promise<void> {
    this.#pack.destroy(error)
    await this.#done.catch(() => {})
  }
}

/**
 * @param key a passphrase, the recipient of a key pair (`age1…`), or its identity (`AGE-SECRET-KEY-…`)
 * @throws Refusal when it is none, or too short a passphrase
 */
async function encryptionFor(key: string): Promise<Encrypter> {
  const encrypter = new Encrypter()
  try {
    if (/^age1/i.test(key)) encrypter.addRecipient(key)
    else if (/^AGE-SECRET-KEY-/i.test(key)) encrypter.addRecipient(await identityToRecipient(key))
    else if (key.length < PASSPHRASE_LENGTH)
      throw new Refusal(
        `BACKUP_KEY は ${PASSPHRASE_LENGTH} 文字以上にしてください。`,
        `BACKUP_KEY must have at least ${PASSPHRASE_LENGTH} characters.`,
      )
    else encrypter.setPassphrase(key)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('BACKUP_KEY は正しい age の鍵ではありません。', 'BACKUP_KEY is no valid key of age.')
  }
  return encrypter
}

/** A stream of the web as one of Node, whose types know nothing of each other. */
const asNode = (stream: ReadableStream<Uint8Array>) =>
  Readable.fromWeb(stream as unknown as Parameters<typeof Readable.fromWeb>[0])

type Found = { name: string; size: number; content: Readable }

/** Whether an archive is encrypted. @throws Refusal when there is no such file */
async function isEncrypted(file: string): Promise<boolean> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(AGE.length), 0, AGE.length, 0)
      return buffer.subarray(0, bytesRead).toString('latin1') === AGE
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw new Refusal(`${file} を読めません。`, `${file} cannot be read.`, { cause })
  }
}

async function decrypted(file: string, key: string | undefined): Promise<Readable> {
  const source = createReadStream(file, { highWaterMark: 256 * 1024 })
  if (!(await isEncrypted(file))) return source
  if (!key) {
    source.destroy()
    throw new Refusal(
      'このバックアップは暗号化されています。BACKUP_KEY に鍵を指定してください。',
      'This back-up is encrypted: name its key in BACKUP_KEY.',
    )
  }
  const decrypter = new Decrypter()
  try {
    if (/^AGE-SECRET-KEY-/i.test(key)) decrypter.addIdentity(key)
    else decrypter.addPassphrase(key)
    const plain = await decrypter.decrypt(Readable.toWeb(source) as ReadableStream<Uint8Array>)
    return asNode(plain)
  } catch (cause) {
    source.destroy()
    throw new Refusal(
      'BACKUP_KEY ではこのバックアップを開けません（鍵が違うか、ファイルの先頭が壊れています）。',
      'BACKUP_KEY does not open this back-up: it is another key, or the head of the file is damaged.',
      { cause },
    )
  }
}

/** The entries of an archive in order; each has to be read to its end. Nothing is checked. */
export async function* entriesOf(file: string, key: string | undefined): AsyncGenerator<Found> {
  const extract = tar.extract()
  const source = await decrypted(file, key)
  const reading = pipeline(source, extract)
  reading.catch((error) => extract.destroy(error as Error))
  for await (const entry of extract) {
    const { name, size, type } = entry.header
    if (type !== 'file') throw new Error(`an entry that is no file: ${name}`)
    yield { name, size: size ?? 0, content: entry.pipe(new PassThrough()) }
  }
  await reading
}

/**
 * Reads a whole archive and checks every entry against the list at its end. Writes nothing.
 * @throws Refusal when it is cut, damaged, of another key, or of a form that this program does not know
 */
export async function verifyArchive(file: string, key: string | undefined): Promise<Manifest> {
  const seen: Record<string, Entry> = {}
  const texts: Record<string, string> = {}
  try {
    for await (const { name, size, content } of entriesOf(file, key)) {
      const hash = createHash('sha256')
      const isText = name === LIST || name === LIST_SUM
      const parts: Buffer[] = []
      for await (const chunk of content) {
        hash.update(chunk)
        if (isText) parts.push(chunk)
      }
      if (seen[name]) throw new Error(`${name} stands twice`)
      seen[name] = { size, sha256: hash.digest('hex') }
      if (isText) texts[name] = Buffer.concat(parts).toString('utf8')
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw damaged(String((error as Error).message ?? error))
  }
  const list = texts[LIST]
  if (list === undefined || texts[LIST_SUM] === undefined) throw damaged('its end is missing')
  if (sha256(list) !== texts[LIST_SUM]) throw damaged('its list has been changed')
  const manifest = readManifest(list)
  delete seen[LIST]
  delete seen[LIST_SUM]
  for (const [name, { size, sha256 }] of Object.entries(manifest.entries))
    if (seen[name]?.size !== size || seen[name]?.sha256 !== sha256) throw damaged(`${name} is not as written`)
  if (Object.keys(seen).length !== Object.keys(manifest.entries).length) throw damaged('it holds too much')
  return manifest
}

function readManifest(list: string): Manifest {
  const parsed: unknown = JSON.parse(list)
  const { success, data } = manifestSchema.safeParse(parsed)
  if (success) return data
  const format = (parsed as { format?: unknown })?.format
  throw new Refusal(
    `このバックアップの形式（${format}）をこのプログラムは知りません。新しい版で復元してください。`,
    `This program does not know the form (${format}) of this back-up: restore it with a newer version.`,
  )
}

const damaged = (what: string) =>
  new Refusal(
    `バックアップが壊れているか、途中で切れています（${what}）。何も書き込んでいません。`,
    `The back-up is damaged or cut off (${what}). Nothing was written.`,
  )
