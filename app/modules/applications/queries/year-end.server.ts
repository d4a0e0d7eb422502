/** 年度末の一覧: what must be finished by 31 March and paid by 31 May, and whom to call. */
import { type Actor, may, requirePortalRight } from '~/modules/accounts/rules'
import { yearToClose } from '~/modules/budgets/rules'
import { type Day, daysBetween } from '~/platform/clock'
import { db, rows } from '~/platform/db.server'
import {
  type ApplicationState,
  type ClosingGroup,
  closingDay,
  closingGroups,
  closingStates,
  turnOf,
  yearEnd,
} from '../rules'
import type { YearEndQuery } from '../schema/money'

/** Lines of each group where all are shown, and of one group alone */
export const GROUP_SHOWN = 30
const GROUP_PAGE = 100

type Row = {
  id: number
  receipt: string
  title: string
  state: ApplicationState
  ends: Day | null
  programme: string
  association: string
  contactName: string | null
  contactPhone: string | null
  assigned: string | null
  amount: string
}

type ClosingLine = Omit<Row, 'amount'> & {
  /** What stands for it on the year's budget, yen */
  amount: number
  turn: ReturnType<typeof turnOf>
  /** The work is planned to end after the year */
  afterYear: boolean
}

type Closing = {
  group: ClosingGroup
  until: Day
  /** Days that are left; negative when it is over */
  days: number
  count: number
  amount: number
  lines: ClosingLine[]
  /** Key of the next page */
  next: string | null
}

/** Where a group's money stands in the entries; what is being cancelled may stand anywhere */
const SUM_OF: Record<ClosingGroup, string> = {
  decide: 'e.reserved',
  finish: 'e.decided',
  inspect: 'e.decided',
  settle: 'e.decided',
  pay: 'e.finalised',
  return: 'e.decided + e.finalised + e.paid',
}

const NO_END = '9999-12-31'

/**
 * Everything that a fiscal year still waits for, by what it waits for; those whose work ends first stand first.
 * @throws SignInNeeded, NotAllowed
 */
export async function yearEndView(actor: Actor, { year: asked, group, after }: YearEndQuery) {
  requirePortalRight(actor, 'subsidy.oversee')
  const year = asked ?? yearToClose(actor.today)
  const groups = closingGroups.filter((one) => !group || one === group)
  const [closings, years] = await Promise.all([
    Promise.all(groups.map((one) => closingOf(actor, year, one, group ? { after } : null))),
    db.subsidyBudget.findMany({
      distinct: ['year'],
      select: { year: true },
      orderBy: { year: 'desc' },
      take: 6,
    }),
  ])
  return { year, group: group ?? null, closings, years: years.map((one) => one.year) }
}

async function closingOf(
  actor: Actor,
  year: number,
  group: ClosingGroup,
  alone: { after?: string } | null,
): Promise<Closing> {
  const size = alone ? GROUP_PAGE : GROUP_SHOWN
  const [end = '0001-01-01', id = '0'] = alone?.after?.split('_') ?? []
  // Staff of the city see every contact; whoever sees none gets none.
  const contact = may(actor, 'contact.read', actor.cityPath)
  const standing = `coalesce((SELECT sum(${SUM_OF[group]}) FROM subsidy_entries e
    WHERE e.application_id = a.id AND e.budget_id = a.budget_id), 0)`
  const from = `FROM subsidy_applications a JOIN subsidy_budgets b ON b.id = a.budget_id AND b.year = $1
    WHERE a.state = ANY($2::"SubsidyState"[])
      AND (a.paid_amount > 0 OR a.state NOT IN ('cancelled', 'stopped'))`
  const [[total], found] = await Promise.all([
    rows<{ count: string; amount: string }>(
      `SELECT count(*) AS count, coalesce(sum(${standing}), 0) AS amount ${from}`,
      [year, closingStates[group]],
    ),
    rows<Row>(
      `SELECT a.id, coalesce(a.receipt_number, '') AS receipt, a.title, a.state, a.planned_end::text AS ends,
         v.name AS programme, s.name AS association, ${standing} AS amount,
         ${contact ? `s.contact_name AS "contactName", s.contact_phone AS "contactPhone"` : 'NULL AS "contactName", NULL AS "contactPhone"'},
         nullif(concat_ws(' ', u.family_name, u.given_name), '') AS assigned
       FROM (SELECT a.* ${from} AND (coalesce(a.planned_end, '${NO_END}'), a.id) > ($3::date, $4::int)
             ORDER BY coalesce(a.planned_end, '${NO_END}'), a.id LIMIT ${size + 1}) a
       JOIN subsidy_programme_versions v ON v.id = a.version_id
       JOIN associations s ON s.id = a.association_id
       LEFT JOIN users u ON u.id = a.assigned_to_id
       ORDER BY coalesce(a.planned_end, '${NO_END}'), a.id`,
      [year, closingStates[group], end, Number(id)],
    ),
  ])
  const lines = found.slice(0, size).map(
    (row): ClosingLine => ({
      ...row,
      amount: Number(row.amount),
      turn: turnOf(row.state),
      afterYear: group === 'finish' && row.ends !== null && row.ends > yearEnd(year),
    }),
  )
  const last = lines.at(-1)
  const until = closingDay(group, year)
  return {
    group,
    until,
    days: daysBetween(actor.today, until),
    count: Number(total?.count ?? 0),
    amount: Number(total?.amount ?? 0),
    lines,
    next: found.length > size && last ? `${last.ends ?? NO_END}_${last.id}` : null,
  }
}
