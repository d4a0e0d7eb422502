/** What everybody can open. */
import type { Prisma } from '~/platform/db.server'
import { PUBLIC_STATES } from '../rules'

/** The `where` of what everybody can open; a hidden one stays, and says that it was hidden. */
export const OPEN_TO_ALL: Prisma.MatterWhereInput = {
  receivedAt: { not: null },
  state: { in: [...PUBLIC_STATES] },
}
