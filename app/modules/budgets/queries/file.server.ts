/** 予算差引簿 as a file for the accounting system: every entry of a year, as it was made. */
import { type Actor, requirePortalRight } from '~/modules/accounts/rules'
import { dayOf } from '~/platform/clock'
import { csv } from '~/platform/csv'
import { rows } from '~/platform/db.server'
import type { Translate } from '~/platform/i18n'
import { encodeSjis } from '~/platform/sjis.server'
import { yearToClose } from '../rules'
import type { LedgerFileQuery } from '../schema'

const COLUMNS = [
  'number',
  'on',
  'year',
  'programme_key',
  'programme',
  'kind_code',
  'kind',
  'cause',
  'receipt',
  'association',
  'title',
  'appropriated',
  'reserved',
  'decided',
  'finalised',
  'paid',
  'left',
  'note',
] as const

type Row = Record<'appropriated' | 'reserved' | 'decided' | 'finalised' | 'paid' | 'left', string> & {
  id: number
  year: number
  key: string
  programme: string
  kind: string
  cause: string
  receipt: string
  association: string
  title: string
  note: string
  createdAt: Date
}

/**
 * All entries of a fiscal year, or of one budget, in the order in which they were made; each with what was left of its
 * budget afterwards. Amounts are changes in yen, as whole numbers without commas.
 * @param t in Japanese: the columns are those of the city's accounts, whoever fetches the file
 * @throws SignInNeeded, NotAllowed
 */
export async function ledgerFile(
  actor: Actor,
  { year, budget, encoding }: LedgerFileQuery,
  t: Translate,
): Promise<{ name: string; type: string; body: Buffer }> {
  requirePortalRight(actor, 'subsidy.oversee')
  const of = year ?? yearToClose(actor.today)
  const found = await rows<Row>(
    `SELECT e.id, b.year, p.key, coalesce(v.name, p.key) AS programme, e.kind, e.cause,
       coalesce(a.receipt_number, '') AS receipt, coalesce(s.name, '') AS association, coalesce(a.title, '') AS title,
       e.appropriated, e.reserved, e.decided, e.finalised, e.paid, e.note, e.created_at AS "createdAt",
       sum(e.appropriated - e.decided - e.finalised - e.paid) OVER (PARTITION BY e.budget_id ORDER BY e.id) AS left
     FROM subsidy_budgets b JOIN subsidy_programmes p ON p.id = b.programme_id
     JOIN subsidy_entries e ON e.budget_id = b.id
     LEFT JOIN subsidy_applications a ON a.id = e.application_id
     LEFT JOIN associations s ON s.id = a.association_id
     LEFT JOIN LATERAL (
       SELECT name FROM subsidy_programme_versions WHERE programme_id = p.id AND state <> 'draft'
       ORDER BY (year_from <= b.year AND coalesce(year_until, b.year) >= b.year) DESC, number DESC LIMIT 1) v ON true
     WHERE ${budget ? 'b.id = $1' : 'b.year = $1'} ORDER BY e.id`,
    [budget ?? of],
  )
  const text = csv([
    COLUMNS.map((column) => t(`budgets.csv.${column}`)),
    ...found.map((row) => [
      row.id,
      dayOf(row.createdAt),
      row.year,
      row.key,
      row.programme,
      row.kind,
      t(`budgets.kind.${row.kind}`),
      row.cause ? t(`budgets.cause.${row.cause}`) : '',
      row.receipt,
      row.association,
      row.title,
      ...[row.appropriated, row.reserved, row.decided, row.finalised, row.paid, row.left].map(Number),
      row.note,
    ]),
  ])
  const cp932 = encoding === 'cp932'
  return {
    name: budget ? `subsidies-budget-${budget}.csv` : `subsidies-${of}.csv`,
    type: `text/csv; charset=${cp932 ? 'Shift_JIS' : 'utf-8'}`,
    body: cp932 ? encodeSjis(text.replace(/^\ufeff/, '')) : Buffer.from(text),
  }
}
