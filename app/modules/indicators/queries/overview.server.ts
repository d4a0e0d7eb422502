/** 指標 of a year, for everybody: the list, the sheet and the file. */
import type { Actor } from '~/modules/accounts/rules'
import { mayInPortal } from '~/modules/accounts/rules'
import { fiscalYear } from '~/platform/clock'
import { db } from '~/platform/db.server'
import { knownYears, type YearRow, yearRows, yearShown } from './read.server'

/** An indicator of the list, without what only its own page says. */
export type ListRow = Omit<YearRow, 'entries' | 'version' | 'closedAt' | 'ended' | 'definition'> & {
  closed: boolean
}

/** The indicators of a fiscal year by theme (施策), in the order of the plan; the doors that are open to the actor. */
export async function overview(actor: Actor, asked: number | undefined) {
  const years = await knownYears()
  const year = yearShown(years, asked, fiscalYear(actor.today))
  const rows = await yearRows(year, actor.today)
  const themes = new Map<string, ListRow[]>()
  for (const {
    entries: _entries,
    version: _version,
    ended: _ended,
    definition: _words,
    closedAt,
    ...row
  } of rows) {
    const list = themes.get(row.theme) ?? []
    list.push({ ...row, closed: closedAt !== null })
    themes.set(row.theme, list)
  }
  return {
    year,
    years,
    themes: [...themes].map(([theme, list]) => ({ theme, rows: list })),
    plans: mayInPortal(actor, 'indicator.plan'),
    enters: await entersAny(actor),
  }
}

/** Whether somebody who works for the city or the centre is asked to enter any indicator. */
async function entersAny(actor: Actor): Promise<boolean> {
  if (!actor.user || actor.staff.length === 0) return false
  return (await db.indicatorKeeper.count({ where: { userId: actor.user.id } })) > 0
}

/** Every figure of a year, or of all years, as a file says them: a line for each indicator and year. */
export async function fileRows(actor: Actor, asked: number | undefined): Promise<YearRow[]> {
  const years = asked === undefined ? (await knownYears()).reverse() : [asked]
  const found: YearRow[] = []
  for (const year of years) found.push(...(await yearRows(year, actor.today)))
  return found
}
