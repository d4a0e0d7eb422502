/** Reading what a browser sends: URL-encoded or multipart, streamed, bounded; files go to a scratch folder. */
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/node'
import busboy from 'busboy'
import type { z } from 'zod'
import { now } from './clock'
import { readCookie, writeCookie } from './cookies.server'
import { decrypt, encrypt, hashToken, newToken } from './crypto.server'
import { db } from './db.server'
import { type FieldErrors, Invalid, NotFound, PortalError, TooLarge } from './errors'
import { type FormFields, fieldErrors, message } from './forms'
import { noRoom } from './room.server'
import { scan } from './scanner.server'
import { settings } from './settings.server'

/** A file that arrived, waiting in the scratch folder; whoever reads the form removes it with `form.discard()`. */
export type UploadedFile = { field: string; name: string; path: string; size: number; tooLarge: boolean }

type ReadForm = { fields: FormFields; files: UploadedFile[]; discard(): Promise<void> }

/** Text of all fields together, bytes. Far above any real form, so that a long text is refused by its own rule, with the text kept. */
const MAX_TEXT = 16 * 1024 * 1024
/** Sixty documents of a programme, each with the condition under which it is needed, are some hundreds. */
const MAX_FIELDS = 2000
/** As wide as the column of a kept form's address. */
const LONGEST_PATH = 500

/**
 * Reads the body of a form. An upload that breaks off leaves nothing behind.
 * @param files limits for files; without them a file in the body is ignored
 * @throws Invalid when the virus scanner refuses a file, or cannot be asked; TooLarge when the text of the fields is beyond any form; PortalError 400 when the body is no form
 */
export async function readForm(
  { request, context }: Pick<ActionFunctionArgs, 'request' | 'context'>,
  files?: { maxBytes: number; maxCount: number },
): Promise<ReadForm> {
  const fields: FormFields = Object.create(null)
  const received: UploadedFile[] = []
  const writing: Promise<unknown>[] = []
  let unwritten: unknown
  const folder = path.join(settings().DATA_DIR, 'incoming', newToken())
  const discard = () => rm(folder, { recursive: true, force: true })

  let parser: busboy.Busboy
  try {
    parser = busboy({
      headers: Object.fromEntries(request.headers),
      defParamCharset: 'utf8',
      limits: {
        fieldSize: MAX_TEXT,
        fieldNameSize: 200,
        fields: MAX_FIELDS,
        files: files ? files.maxCount : 0,
        fileSize: files ? files.maxBytes : 0,
        parts: MAX_FIELDS + 50,
      },
    })
  } catch {
    throw new PortalError(400, 'not_a_form')
  }
  if (!request.body) throw new PortalError(400, 'not_a_form')
  if (files)
    await mkdir(folder, { recursive: true }).catch((error) => {
      unwritten = error
    })

  let textBytes = 0
  let tooMuch = false
  parser.on('field', (name, value, info) => {
    textBytes += value.length
    if (info.valueTruncated || textBytes > MAX_TEXT) tooMuch = true
    else addField(fields, name, value)
  })
  parser.on('fieldsLimit', () => {
    tooMuch = true
  })
  parser.on('file', (field, stream, info) => {
    // A file field that was left empty arrives as a nameless empty file.
    if (!files || !info.filename) {
      stream.resume()
      return
    }
    const file: UploadedFile = {
      field,
      name: path.basename(info.filename.replaceAll('\\', '/')),
      path: path.join(folder, String(received.length)),
      size: 0,
      tooLarge: false,
    }
    received.push(file)
    stream.on('limit', () => {
      file.tooLarge = true
    })
    const written = spill(stream, file).then((failure) => {
      unwritten ??= failure
    })
    written.catch(() => {})
    writing.push(written)
  })

  try {
    await pipeline(Readable.fromWeb(request.body as import('node:stream/web').ReadableStream), parser)
    await Promise.all(writing)
  } catch {
    await Promise.allSettled(writing)
    await discard()
    throw new PortalError(400, 'upload_broken')
  }
  if (tooMuch) {
    await discard()
    throw new TooLarge('form_too_large')
  }
  rememberFields(context, fields)
  if (unwritten) {
    await discard()
    throw noRoom(unwritten)
  }
  const refused = await scanned(received)
  if (refused) {
    await discard()
    throw new Invalid(refused)
  }
  return { fields, files: received, discard }
}

/** Writes what arrives. Once that fails the rest is only read, so that the sender hears why. */
async function spill(stream: Readable, file: UploadedFile): Promise<unknown> {
  // It may break off before it is read below, and an error that nobody listens to ends the program.
  stream.on('error', () => {})
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
    return undefined
  }
  const out = await open(file.path, 'w').catch(fail)
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      file.size += chunk.length
      if (!failure) await out?.appendFile(chunk).catch(fail)
    }
  } finally {
    await out?.close().catch(fail)
  }
  return failure
}

/** Fields that are not written into a page, even for the person who typed them. */
const SECRET = /password|secret|^code$/i

/** What was typed, without passwords. */
export const withoutSecrets = (fields: FormFields): FormFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !SECRET.test(name)))

/** What the virus scanner has against the files; every file passes here, whatever it is for. */
async function scanned(files: UploadedFile[]): Promise<FieldErrors | undefined> {
  const errors: FieldErrors = {}
  for (const file of files) {
    const verdict = file.tooLarge ? 'clean' : await scan(file.path)
    if (verdict !== 'clean')
      errors[file.field] = [...(errors[file.field] ?? []), message(`form.${verdict}`, { name: file.name })]
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

function addField(fields: FormFields, name: string, value: string) {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') return
  const known = fields[name]
  fields[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
}

/**
 * The body of a request that is no form, as text.
 * @throws TooLarge past `max` bytes; PortalError (400) when it breaks off
 */
export async function readText(request: Request, max: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const body = request.body as import('node:stream/web').ReadableStream<Uint8Array> | null
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes > max) throw new TooLarge('form_too_large')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof TooLarge) throw error
    throw new PortalError(400, 'upload_broken')
  }
  return Buffer.concat(chunks).toString('utf8').replaceAll('\u0000', '')
}

/**
 * Checks the fields of a form with a schema.
 * @throws Invalid naming every field that cannot be taken
 */
export function check<S extends z.ZodType>(schema: S, fields: FormFields): z.output<S> {
  const result = schema.safeParse({ ...fields })
  if (!result.success) throw new Invalid(fieldErrors(result.error))
  return result.data
}

/** Reads a form without files and checks it. */
export async function readAndCheck<S extends z.ZodType>(
  args: Pick<ActionFunctionArgs, 'request' | 'context'>,
  schema: S,
): Promise<z.output<S>> {
  return check(schema, (await readForm(args)).fields)
}

// --- What was typed when a session had ended -----------------------------------------------------------------

const KEPT_FOR_MS = 24 * 3600_000
const KEPT_COOKIE = 'kept_form'

function rememberFields(context: AppLoadContext, fields: FormFields) {
  context.cache.set('form', fields)
}

/** The fields that `readForm` read in this request. */
export function fieldsOf(context: AppLoadContext): FormFields {
  return (context.cache.get('form') as FormFields | undefined) ?? {}
}

/**
 * Keeps typed fields for a day, encrypted; returns the cookie that gives them back.
 * @throws NotFound for an address that is no page's
 */
export async function keepForm(formPath: string, fields: FormFields): Promise<string> {
  // No page has so long an address.
  if (formPath.length > LONGEST_PATH) throw new NotFound()
  const token = newToken()
  const expiresAt = new Date(now().getTime() + KEPT_FOR_MS)
  const values = encrypt('kept-form', JSON.stringify(fields))
  await db.keptForm.create({ data: { tokenHash: hashToken(token), path: formPath, values, expiresAt } })
  return writeCookie(KEPT_COOKIE, token, KEPT_FOR_MS / 1000)
}

/** What the person had typed on this page before the session ended; undefined when nothing was kept. */
export async function keptFields(request: Request): Promise<FormFields | undefined> {
  const token = keptToken(request)
  if (!token) return undefined
  const kept = await db.keptForm.findUnique({ where: { tokenHash: hashToken(token) } })
  if (!kept || kept.expiresAt < now() || kept.path !== new URL(request.url).pathname) return undefined
  const json = decrypt('kept-form', kept.values)
  return json ? (JSON.parse(json) as FormFields) : undefined
}

/** Forgets what was kept, once the form has been taken; returns the cookie that says so, if any was kept. */
export async function forgetKeptForm(request: Request): Promise<string | undefined> {
  const token = keptToken(request)
  if (!token) return undefined
  const { count } = await db.keptForm.deleteMany({
    where: { tokenHash: hashToken(token), path: new URL(request.url).pathname },
  })
  return count > 0 ? writeCookie(KEPT_COOKIE, '', 0) : undefined
}

function keptToken(request: Request): string | undefined {
  return readCookie(request, KEPT_COOKIE, /^[\w-]{20,100}$/)
}
