/** Who is written to about an AED: its officers and inspectors; nobody there, whoever stands above; else the city. */
import { holdersOf } from '~/modules/accounts/queries/holders.server'
import { type Day, dayToDate } from '~/platform/clock'
import type { Tx } from '~/platform/db.server'
import { keepingRoles } from './rules'

export type Receiver = { email: string; language: string }

type Kept = {
  id: number
  association: { id: number; kind: string; path: string } | null
}

/**
 * Looks the receivers of many AEDs up, each association once.
 * @param way `office`: inspectors alone do not do, the city is told with them where there is no officer
 */
export function receiverBook(tx: Tx, today: Day, way: 'any' | 'office' = 'any') {
  const ofAssociation = new Map<number, Promise<Receiver[]>>()
  let ofCity: Promise<Receiver[]> | undefined

  const officers = (association: { id: number; kind: string }): Promise<Receiver[]> => {
    const known = ofAssociation.get(association.id) ?? holdersOf(tx, 'aed.keep', association, today)
    ofAssociation.set(association.id, known)
    return known
  }

  /** The officers of an association; where it has none, those of the nearest part above that has. */
  async function nearestOfficers(association: {
    id: number
    kind: string
    path: string
  }): Promise<Receiver[]> {
    const own = await officers(association)
    if (own.length > 0) return own
    const above = association.path.split('/').filter(Boolean).map(Number).slice(0, -1).reverse()
    for (const id of above) {
      const found = await tx.association.findUnique({ where: { id }, select: { id: true, kind: true } })
      const there = found ? await officers(found) : []
      if (there.length > 0) return there
    }
    return []
  }

  function cityStaff(): Promise<Receiver[]> {
    const day = dayToDate(today)
    ofCity ??= tx.user.findMany({
      where: {
        staffRoles: {
          some: {
            role: { in: keepingRoles },
            startsOn: { lte: day },
            OR: [{ endsOn: null }, { endsOn: { gte: day } }],
          },
        },
      },
      select: { email: true, language: true },
      orderBy: { id: 'asc' },
    })
    return ofCity
  }

  return async (aed: Kept): Promise<Receiver[]> => {
    const inspectors = await tx.aedKeeper.findMany({
      where: { aedId: aed.id, acceptedAt: { not: null }, endedAt: null },
      select: { user: { select: { email: true, language: true } } },
      orderBy: { id: 'asc' },
    })
    const byOffice = aed.association ? await nearestOfficers(aed.association) : []
    const all = [...byOffice, ...inspectors.flatMap(({ user }) => (user ? [user] : []))]
    const enough = way === 'office' ? byOffice : all
    const told = enough.length > 0 ? all : [...all, ...(await cityStaff())]
    return [...new Map(told.map(({ email, language }) => [email, { email, language }])).values()]
  }
}
