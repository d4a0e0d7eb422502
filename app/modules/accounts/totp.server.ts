/** The second factor: codes of an app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds) and recovery codes. */
import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'
import { now } from '~/platform/clock'
import { clearLetters, decrypt, encrypt, keyedHash } from '~/platform/crypto.server'
import type { Tx } from '~/platform/db.server'

const PERIOD = 30
const RECOVERY_CODES = 10

/** In groups of four, `ABCD-EFGH`. */
function grouped(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}

/** A new secret of 160 bits, encrypted for the database. */
export function newSecret(): string {
  return encrypt('second-factor', new Secret({ size: 20 }).base32)
}

function totpOf(sealed: string, issuer: string, label: string): TOTP | null {
  const secret = decrypt('second-factor', sealed)
  return secret
    ? new TOTP({ issuer, label, secret: Secret.fromBase32(secret), period: PERIOD, digits: 6 })
    : null
}

/** What the set-up page shows: the QR code as SVG, and the key in groups for typing. Null when the secret cannot be read. */
export async function setUpPicture(sealed: string, issuer: string, label: string) {
  const totp = totpOf(sealed, issuer, label)
  if (!totp) return null
  const svg = await QRCode.toString(totp.toString(), { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return { svg, key: grouped(totp.secret.base32) }
}

/** The step of time for which a code is right, one before and one after allowed; null when it is wrong. */
function stepOf(sealed: string, code: string): number | null {
  const totp = totpOf(sealed, '', '')
  const timestamp = now().getTime()
  const delta = totp?.validate({ token: code, timestamp, window: 1 })
  return delta === null || delta === undefined ? null : Math.floor(timestamp / 1000 / PERIOD) + delta
}

const recoveryHash = (userId: string, code: string) => keyedHash('recovery-code', `${userId}:${code}`)

/**
 * Spends a code of the app or a recovery code, in the transaction that needs it. A code serves once, also when it is
 * sent twice at the same moment.
 * @returns which it was; null when it is wrong or spent
 */
export async function spendCode(
  tx: Tx,
  user: { id: string; secondFactorSecret: string | null },
  code: string,
): Promise<'app' | 'recovery' | null> {
  if (/^\d{6}$/.test(code)) {
    const step = user.secondFactorSecret ? stepOf(user.secondFactorSecret, code) : null
    if (step === null) return null
    const { count } = await tx.user.updateMany({
      where: { id: user.id, OR: [{ secondFactorLastStep: null }, { secondFactorLastStep: { lt: step } }] },
      data: { secondFactorLastStep: step },
    })
    return count === 1 ? 'app' : null
  }
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId: user.id, codeHash: recoveryHash(user.id, code), usedAt: null },
    data: { usedAt: now() },
  })
  return count === 1 ? 'recovery' : null
}

/** Replaces a person's recovery codes; returns the new ones, which are kept only as hashes. */
export async function renewCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => clearLetters(12))
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: recoveryHash(userId, code) })),
  })
  return codes.map(grouped)
}
