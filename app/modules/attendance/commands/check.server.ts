/** 証明書の番号を確かめる: counted, so that nobody tries codes by the thousand. */
import { limitAttempts } from '~/platform/attempts.server'
import { db } from '~/platform/db.server'
import { Invalid } from '~/platform/errors'
import { readCode } from '../rules'

/** A school office checks a class at once, from one address. */
const CHECKS = { max: 120, minutes: 60 }

/**
 * The code of a certificate, as it was typed.
 * @returns the code as its address has it
 * @throws TooMany; Invalid for what is no code, or that of no certificate
 */
export async function findCertificate(origin: string, typed: string): Promise<string> {
  await limitAttempts('certificate.address', CHECKS, origin)
  const code = readCode(typed)
  if (!code) throw new Invalid({ code: ['attendance.check.error.shape'] })
  const known = await db.certificate.count({ where: { code } })
  if (known === 0) throw new Invalid({ code: ['attendance.check.error.unknown'] })
  return code
}
