/** Tokens, hashes and encryption. The key comes from `APP_SECRET`; each use derives its own. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
} from 'node:crypto'
import { settings } from './settings.server'

const keys = new Map<string, Buffer>()

function keyFor(use: string): Buffer {
  let key = keys.get(use)
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', settings().APP_SECRET, 'chiiki-portal', use, 32))
    keys.set(use, key)
  }
  return key
}

/** A token of 256 random bits for a link or a cookie, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Without letters and digits that look alike on paper: 0 O 1 I L. */
const CLEAR_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Random letters and digits that read well on paper. 30 of them: almost five bits each. */
export function clearLetters(count: number): string {
  return Array.from({ length: count }, () => CLEAR_LETTERS[randomInt(CLEAR_LETTERS.length)]).join('')
}

/** What is stored of a token: its SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A keyed hash for something that is guessable (an e-mail, an address); differs by use. */
export function keyedHash(use: string, text: string): string {
  return createHmac('sha256', keyFor(`hash:${use}`))
    .update(text)
    .digest('base64url')
}

/** Encrypts for storage (AES-256-GCM); `use` binds the text to its purpose. */
export function encrypt(use: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(`encrypt:${use}`), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

/** The text of `encrypt`; null when it was changed, or encrypted with another key or for another use. */
export function decrypt(use: string, sealed: string): string | null {
  try {
    const bytes = Buffer.from(sealed, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keyFor(`encrypt:${use}`), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
