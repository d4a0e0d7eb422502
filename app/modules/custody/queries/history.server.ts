/** 履歴: checks, uses, faults, parts and reports of one AED in one table, the latest entry first. */
import type { Actor } from '~/modules/accounts/rules'
import { type Day, dateToDay, dayOf } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { checkItems, type IncidentKind, type PartKind, type ReportKind, type ReportState } from '../rules'
import { keptAed } from '../scope.server'
import { headOf } from './upkeep.server'

/** At most so many entries a page; entries of the same instant stay together. */
const HISTORY_PAGE = 60

type Happening =
  | { what: 'check'; bad: (typeof checkItems)[number][]; paper: string }
  | { what: 'incident'; kind: IncidentKind }
  | { what: 'part_in'; kind: PartKind; expiresOn: Day }
  | { what: 'part_out'; kind: PartKind; expiresOn: Day }
  | { what: 'report'; id: number; kind: ReportKind }
  | { what: 'report_closed'; id: number; kind: ReportKind; state: ReportState }

type Entry = { at: Date; on: Day; byId: string | null; note: string } & Happening

/**
 * One page of the history. @param before the instant (milliseconds since 1970) before which the page begins
 * @throws SignInNeeded, NotAllowed, NotFound
 */
export async function historyOf(actor: Actor, id: number, before: number | null) {
  const aed = await keptAed(db, actor, id)
  const older = before === null ? {} : { lt: new Date(before) }
  const of = { aedId: id }
  const take = HISTORY_PAGE + 1
  const [checks, incidents, parts, replaced, reports, closed] = await Promise.all([
    db.aedCheck.findMany({ where: { ...of, createdAt: older }, orderBy: { createdAt: 'desc' }, take }),
    db.aedIncident.findMany({ where: { ...of, createdAt: older }, orderBy: { createdAt: 'desc' }, take }),
    db.aedPart.findMany({ where: { ...of, createdAt: older }, orderBy: { createdAt: 'desc' }, take }),
    db.aedPart.findMany({
      where: { ...of, replacedAt: { not: null, ...older } },
      orderBy: { replacedAt: 'desc' },
      take,
    }),
    db.aedReport.findMany({
      where: { ...of, createdAt: older },
      orderBy: { createdAt: 'desc' },
      take,
      select: { id: true, kind: true, createdAt: true },
    }),
    db.aedReport.findMany({
      where: { ...of, answeredAt: { not: null, ...older } },
      orderBy: { answeredAt: 'desc' },
      take,
      select: { id: true, kind: true, state: true, answer: true, answeredAt: true, answeredById: true },
    }),
  ])
  const entries: Entry[] = [
    ...checks.map((row): Entry => {
      const good = {
        indicator: row.indicatorOk,
        pads: row.padsOk,
        reachable: row.reachable,
        sign: row.signOk,
      }
      return {
        what: 'check',
        at: row.createdAt,
        on: dateToDay(row.checkedOn),
        byId: row.checkedById,
        note: row.note,
        bad: checkItems.filter((item) => !good[item]),
        paper: row.checkedBy,
      }
    }),
    ...incidents.map(
      (row): Entry => ({
        what: 'incident',
        kind: row.kind,
        at: row.createdAt,
        on: dateToDay(row.happenedOn),
        byId: row.byId,
        note: row.note,
      }),
    ),
    ...parts.map(
      (row): Entry => ({
        what: 'part_in',
        kind: row.kind,
        expiresOn: dateToDay(row.expiresOn),
        at: row.createdAt,
        on: row.installedOn ? dateToDay(row.installedOn) : dayOf(row.createdAt),
        byId: row.enteredById,
        note: row.note,
      }),
    ),
    ...replaced.map((row): Entry => {
      const at = row.replacedAt ?? row.createdAt
      const expiresOn = dateToDay(row.expiresOn)
      return { what: 'part_out', kind: row.kind, expiresOn, at, on: dayOf(at), byId: null, note: '' }
    }),
    ...reports.map(
      (row): Entry => ({
        what: 'report',
        id: row.id,
        kind: row.kind,
        at: row.createdAt,
        on: dayOf(row.createdAt),
        byId: null,
        note: '',
      }),
    ),
    ...closed.map((row): Entry => {
      const at = row.answeredAt ?? new Date(0)
      return {
        what: 'report_closed',
        id: row.id,
        kind: row.kind,
        state: row.state,
        at,
        on: dayOf(at),
        byId: row.answeredById,
        note: row.answer,
      }
    }),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
  const { shown, next } = cut(entries)
  const names = await namesOf(shown.flatMap(({ byId }) => byId ?? []))
  return {
    aed: headOf(aed),
    entries: shown.map(({ byId, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      by: byId ? (names.get(byId) ?? null) : null,
    })),
    next,
  }
}

/**
 * The first entries, not parted within one instant: what happened at the instant at which the page would end comes on
 * the next. Each kind was read one entry further than a page, so that nothing later than that instant is missing.
 */
function cut(entries: readonly Entry[]): { shown: Entry[]; next: number | undefined } {
  const end = entries[HISTORY_PAGE]?.at.getTime()
  if (end === undefined) return { shown: [...entries], next: undefined }
  const shown = entries.filter(({ at }) => at.getTime() > end)
  return shown.length > 0 ? { shown, next: end + 1 } : { shown: [...entries], next: end }
}

/** Names of those who acted, for their colleagues in the same work. */
async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await db.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, familyName: true, givenName: true },
  })
  return new Map(found.map(({ id, familyName, givenName }) => [id, [familyName, givenName].join(' ').trim()]))
}
