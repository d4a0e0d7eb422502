/** One AED for those who keep it: its condition, parts, inspectors, open reports. */
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf, now } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { invitationsEnd } from '../invitations'
import { checkIsDue, type PartKind, partStanding, type ReportKind } from '../rules'
import { type KeptAed, keptAed } from '../scope.server'

/** At most so many open reports are listed. */
const REPORTS = 50

/** What every page of one AED shows of it to whoever keeps it. */
export function headOf(aed: KeptAed) {
  const { id, name, position, condition, as } = aed
  const address = [aed.address, aed.building].filter(Boolean).join(' ')
  return { id, name, address, position, condition, as, association: aed.association?.name ?? null }
}

type Part = {
  id: number
  kind: PartKind
  expiresOn: Day
  installedOn: Day | null
  note: string
  standing: 'expired' | 'soon' | 'good'
}

/** The form of a check. @throws SignInNeeded, NotAllowed, NotFound */
export async function checkPage(actor: Actor, id: number) {
  const aed = await keptAed(db, actor, id)
  const last = await db.aedCheck.findFirst({
    where: { aedId: id },
    orderBy: [{ checkedOn: 'desc' }, { id: 'desc' }],
    select: { checkedOn: true },
  })
  const parts = await currentParts(id, actor.today)
  return { aed: headOf(aed), last: last && dateToDay(last.checkedOn), parts, today: actor.today }
}

/** What is in the box now, the first to expire first within its kind. */
async function currentParts(aedId: number, today: Day): Promise<Part[]> {
  const found = await db.aedPart.findMany({
    where: { aedId, replacedAt: null },
    orderBy: [{ kind: 'asc' }, { expiresOn: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, expiresOn: true, installedOn: true, note: true },
  })
  return found.map((part) => {
    const expiresOn = dateToDay(part.expiresOn)
    return {
      ...part,
      expiresOn,
      installedOn: part.installedOn && dateToDay(part.installedOn),
      standing: partStanding(expiresOn, today),
    }
  })
}

/** The whole of the upkeep of one AED. @throws SignInNeeded, NotAllowed, NotFound */
export async function upkeepOf(actor: Actor, id: number) {
  const aed = await keptAed(db, actor, id)
  const [parts, reports, keepers] = await Promise.all([
    currentParts(id, actor.today),
    db.aedReport.findMany({
      where: { aedId: id, state: 'open' },
      orderBy: { id: 'asc' },
      take: REPORTS,
      select: { id: true, kind: true, createdAt: true },
    }),
    keepersOf(actor, aed),
  ])
  const checkedOn = aed.checkedOn && dateToDay(aed.checkedOn)
  return {
    aed: headOf(aed),
    checkedOn,
    checkIsDue: aed.condition !== 'removed' && checkIsDue(checkedOn, actor.today),
    parts,
    reports: reports.map(({ id, kind, createdAt }) => ({
      id,
      kind: kind as ReportKind,
      on: dayOf(createdAt),
    })),
    keepers,
    today: actor.today,
  }
}

/** Inspectors and open invitations: all of them by office, an inspector the own appointment alone. */
async function keepersOf(actor: Actor, aed: KeptAed) {
  const found = await db.aedKeeper.findMany({
    where: {
      aedId: aed.id,
      endedAt: null,
      OR: [{ acceptedAt: { not: null } }, { invitedAt: { gt: invitationsEnd(now()) } }],
      ...(aed.as === 'office' ? {} : { userId: actor.user?.id ?? null }),
    },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, email: true, acceptedAt: true, userId: true },
  })
  return found.map(({ id, name, email, acceptedAt, userId }) => ({
    id,
    name,
    email,
    since: acceptedAt && dayOf(acceptedAt),
    own: userId !== null && userId === actor.user?.id,
  }))
}
