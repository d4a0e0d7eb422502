/** A disk that is full. */

import { PortalError } from './errors'
import { log } from './log.server'

/** No room on the disk, or in the quota; what other errors are they stay. */
export function noRoom(error: unknown): unknown {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: { code?: string } }
  if (![code, cause?.code].some((one) => one === 'ENOSPC' || one === 'EDQUOT')) return error
  log.error('no room for files')
  return new PortalError(507, 'no_room')
}
