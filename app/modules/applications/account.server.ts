/** 振込先, sealed and opened. Whoever opens it to show it whole records that in the audit. */
import { decrypt, encrypt } from '~/platform/crypto.server'
import type { Account } from './schema'

const USE = 'subsidy-account'

export const sealAccount = (account: Account): string => encrypt(USE, JSON.stringify(account))

/** The account; null where there is none, or where the portal's key is another one now. */
export function openAccount(sealed: string | null): Account | null {
  const json = sealed === null ? null : decrypt(USE, sealed)
  return json === null ? null : (JSON.parse(json) as Account)
}
