/** Handing a message to the push service of a browser's maker (Web Push: RFC 8030, 8188, 8291, 8292). */
import { createECDH, createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import { rootCertificates } from 'node:tls'
import webPush from 'web-push'
import { decrypt, encrypt } from './crypto.server'
import { db, rows } from './db.server'
import { settings } from './settings.server'

/** What a browser gives away so that it can be reached: the address at its push service, and its keys. */
type PushTarget = { endpoint: string; p256dh: string; auth: string }

/** What the service worker shows; a later message with the same `tag` takes the place of the earlier one. */
export type PushPayload = { title: string; body: string; url: string; tag: string; urgent: boolean }

/** The push service did not take the message. Says nothing of the device: its address is a key to it. */
export class PushFailure extends Error {
  override name = 'PushFailure'
  constructor(
    message: string,
    /** What the service answered; undefined when it did not */
    readonly status?: number,
    /** Seconds for which the service asks to be left alone */
    readonly retryAfter?: number,
  ) {
    super(message)
  }
}

/** Milliseconds after which a push service is given up. */
const TIMEOUT = 10_000

/** Letters: a message may have 3,993 bytes, and a notification shows no more than a few lines. */
const MAX_TITLE = 200
const MAX_BODY = 300

const KEY_USE = 'push-key'

type Keys = { publicKey: string; privateKey: string }

let known: Keys | undefined

/**
 * The keys with which the portal proves itself to push services (VAPID). Made on the first call; of two instances
 * that make them at once the database keeps one pair, and both use it.
 * @throws Error when APP_SECRET is not the one with which they were kept
 */
async function pushKeys(): Promise<Keys> {
  if (known) return known
  const read = () =>
    db.pushKey.findUnique({ where: { id: 1 }, select: { publicKey: true, privateKey: true } })
  let kept = await read()
  if (!kept) {
    const made = webPush.generateVAPIDKeys()
    await db.pushKey.createMany({
      data: { id: 1, publicKey: made.publicKey, privateKey: encrypt(KEY_USE, made.privateKey) },
      skipDuplicates: true,
    })
    kept = await read()
  }
  const privateKey = kept && decrypt(KEY_USE, kept.privateKey)
  if (!kept || !privateKey) {
    // New keys in their place would silently cut off every device, so that a person decides.
    throw new Error('The push keys were kept with another APP_SECRET (see docs/operating.md, Push)')
  }
  known = { publicKey: kept.publicKey, privateKey }
  return known
}

/** Makes the keys if there are none yet, at the start of a process: no page has to write them. */
export async function preparePush(): Promise<void> {
  await pushKeys()
}

/** The public key that a browser wants before it makes an address for the portal; null before the first start. */
export async function publicPushKey(): Promise<string | null> {
  const [kept] = await rows<{ publicKey: string }>(
    `SELECT public_key AS "publicKey" FROM push_keys WHERE id = 1`,
    [],
  )
  return kept?.publicKey ?? null
}

/**
 * Whether an address may be sent to: https, and at one of the push services in PUSH_HOSTS. A browser's address is a
 * stranger's input; without this list the portal would ask any machine in its network on a stranger's behalf.
 */
export function isPushEndpoint(endpoint: string): boolean {
  if (endpoint.length > 1000 || !URL.canParse(endpoint)) return false
  const { protocol, hostname, username, password } = new URL(endpoint)
  if (protocol !== 'https:' || username || password) return false
  return settings().PUSH_HOSTS.some((allowed) =>
    allowed.startsWith('*.') ? hostname.endsWith(allowed.slice(1)) : hostname === allowed,
  )
}

/** Whether the keys of a browser can be used: a point of P-256, uncompressed, and sixteen bytes. */
export function arePushKeys({ p256dh, auth }: Omit<PushTarget, 'endpoint'>): boolean {
  if (![p256dh, auth].every((key) => /^[\w-]+={0,2}$/.test(key))) return false
  const point = Buffer.from(p256dh, 'base64url')
  if (point.length !== 65 || Buffer.from(auth, 'base64url').length !== 16) return false
  try {
    const ours = createECDH('prime256v1')
    ours.generateKeys()
    ours.computeSecret(point)
    return true
  } catch {
    return false
  }
}

let agent: https.Agent | undefined

/** Keeps connections: ten thousand messages go to a handful of hosts. */
function connections(): https.Agent {
  if (!agent) {
    const { PUSH_CA_FILE } = settings()
    agent = new https.Agent({
      keepAlive: true,
      maxSockets: 20,
      ...(PUSH_CA_FILE ? { ca: [...rootCertificates, readFileSync(PUSH_CA_FILE, 'utf8')] } : {}),
    })
  }
  return agent
}

/** How the operator can be reached, as push services demand. */
function contact(): string {
  const { PUBLIC_URL, MAIL_FROM } = settings()
  if (PUBLIC_URL.startsWith('https:')) return PUBLIC_URL
  return `mailto:${/[^\s<>]+@[^\s<>]+/.exec(MAIL_FROM)?.[0] ?? 'portal@localhost'}`
}

const cut = (text: string, letters: number) => {
  const all = [...text]
  return all.length > letters ? `${all.slice(0, letters - 1).join('')}…` : text
}

/**
 * Hands a message to the push service of a device.
 * @param options `ttlSeconds` for how long the service keeps it for a device that cannot be reached
 * @returns `gone` when the service knows the device no more: nothing need be sent there again
 * @throws PushFailure when the service did not take it within ten seconds, or its host is not in PUSH_HOSTS
 */
export async function sendPush(
  target: PushTarget,
  payload: PushPayload,
  options: { ttlSeconds: number; urgency: 'normal' | 'high' },
): Promise<'sent' | 'gone'> {
  if (!isPushEndpoint(target.endpoint)) throw new PushFailure('not the address of a known push service')
  if (!arePushKeys(target)) throw new PushFailure('the keys of the device cannot be used')
  const { publicKey, privateKey } = await pushKeys()
  // Written out anew, so that whoever reads it next reads the same host as was checked.
  const { href } = new URL(target.endpoint)
  const content = { ...payload, title: cut(payload.title, MAX_TITLE), body: cut(payload.body, MAX_BODY) }
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: href, keys: { p256dh: target.p256dh, auth: target.auth } },
    JSON.stringify(content),
    {
      TTL: options.ttlSeconds,
      urgency: options.urgency,
      // While the device is away, the service too keeps only the latest message of a tag.
      topic: createHash('sha256').update(payload.tag).digest('base64url').slice(0, 32),
      vapidDetails: { subject: contact(), publicKey, privateKey },
    },
  )
  const { status, retryAfter } = await post(href, headers, body)
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  throw new PushFailure(`the push service answered ${status}`, status, retryAfter)
}

/**
 * Asked here and not by the library, which follows the clock only while nothing arrives and keeps the whole answer.
 * A redirection is an answer like any other, and not followed.
 */
function post(
  href: string,
  headers: Record<string, string | number>,
  body: Buffer,
): Promise<{ status: number; retryAfter?: number }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT)
    const request = https.request(href, { method: 'POST', headers, agent: connections(), signal })
    request.on('response', (response) => {
      const retryAfter = Number(response.headers['retry-after'])
      resolve({
        status: response.statusCode ?? 0,
        ...(retryAfter > 0 ? { retryAfter: Math.min(retryAfter, 86_400) } : {}),
      })
      // The answer has said what it had to: a long one is not listened to, a short one leaves the connection usable.
      response.on('error', () => {})
      if (Number(response.headers['content-length'] ?? 0) > 10_000) response.destroy()
      else response.resume()
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      const why = signal.aborted
        ? 'did not answer in time'
        : `could not be reached (${error.code ?? error.name})`
      reject(new PushFailure(`the push service ${why}`))
    })
    request.end(body)
  })
}
