/** 会計の引き継ぎ: the sheet with its sums, and its form. */
import type { z } from 'zod'
import { formatDay, formatInstant } from '~/platform/clock'
import type { FormFields } from '~/platform/forms'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { MoneyTable, wordAmount } from '~/ui/money-table'
import { Badge, DataList } from '~/ui/parts'
import { MONEY_ROWS, type Money, type MoneySums } from './rules'

export function MoneySheet(props: {
  sheet: Money
  sums: MoneySums
  writtenAt: string | Date | null
  auditedAt: string | Date | null
}) {
  const { sheet, sums, writtenAt, auditedAt } = props
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.money.${key}`, params)
  const instant = (when: string | Date) => formatInstant(new Date(when), language)
  const equal = sums.difference === 0
  return (
    <>
      <p>
        <Badge tone={equal ? 'success' : 'danger'}>
          {equal ? at('equal') : at('differs', { amount: wordAmount(sums.difference, language) })}
        </Badge>{' '}
        <Badge tone={auditedAt ? 'success' : 'warning'}>
          {at('checked')}: {auditedAt ? at('checked_at', { at: instant(auditedAt) }) : at('not_checked')}
        </Badge>
      </p>
      <MoneyTable
        caption={at('sheet')}
        head={[{ label: at('what') }, { label: at('sum'), money: true }]}
        rows={[
          [at('cash'), sheet.cash],
          ...sheet.accounts.map(({ name, balance }) => [`${at('accounts')}: ${name}`, balance]),
        ]}
        foot={[
          [at('counted'), sums.counted],
          [at('book'), sheet.book],
          [at('difference'), sums.difference],
        ]}
      />
      {sheet.outstanding.length > 0 && (
        <MoneyTable
          caption={at('outstandings')}
          head={[{ label: at('what') }, { label: at('sum'), money: true }]}
          rows={sheet.outstanding.map(({ name, amount }) => [name, amount])}
          foot={[[at('open_sum'), sums.outstanding]]}
        />
      )}
      <DataList
        rows={[
          [at('as_of'), formatDay(sheet.asOf, language)],
          [at('note'), sheet.note],
          [at('written'), writtenAt && instant(writtenAt)],
        ]}
      />
    </>
  )
}

/** The fields of the form, from the sheet as it stands. */
export function moneyFields(sheet: Money | null, today: string): FormFields {
  if (!sheet) return { asOf: today }
  const fields: FormFields = {
    asOf: sheet.asOf,
    cash: String(sheet.cash),
    book: String(sheet.book),
    note: sheet.note,
  }
  sheet.accounts.forEach(({ name, balance }, i) => {
    fields[`account${i + 1}`] = name
    fields[`balance${i + 1}`] = String(balance)
  })
  sheet.outstanding.forEach(({ name, amount }, i) => {
    fields[`open${i + 1}`] = name
    fields[`amount${i + 1}`] = String(amount)
  })
  return fields
}

/** The fields of the form with their words, in the order of the form. */
export function useMoneyLabels(): [name: string, label: string][] {
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.money.${key}`, params)
  const rows = Array.from({ length: MONEY_ROWS }, (_, i) => i + 1)
  return [
    ['asOf', at('as_of')],
    ['cash', at('cash')],
    ...rows.flatMap((row): [string, string][] => [
      [`account${row}`, at('account', { row })],
      [`balance${row}`, `${at('balance')} (${row})`],
    ]),
    ...rows.flatMap((row): [string, string][] => [
      [`open${row}`, at('open', { row })],
      [`amount${row}`, `${at('amount')} (${row})`],
    ]),
    ['book', at('book')],
    ['note', at('note')],
  ]
}

export function MoneyForm(props: {
  schema: z.ZodType
  answer: unknown
  defaults: FormFields
  version: number
}) {
  const { schema, answer, defaults, version } = props
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.money.${key}`, params)
  const rows = Array.from({ length: MONEY_ROWS }, (_, i) => i + 1)
  return (
    <CheckedForm schema={schema} answer={answer} defaults={defaults} id="sheet">
      <HiddenField name="intent" value="write" />
      <HiddenField name="version" value={version} />
      <TextField name="asOf" type="date" label={at('as_of')} required />
      <TextField
        name="cash"
        label={at('cash')}
        support={at('cash_support')}
        inputMode="numeric"
        short
        required
      />
      <h3>{at('accounts')}</h3>
      <p className="support">{at('account_support')}</p>
      {rows.map((row) => (
        <div key={row} className="handover-pair">
          <TextField name={`account${row}`} label={at('account', { row })} />
          <TextField name={`balance${row}`} label={`${at('balance')} (${row})`} inputMode="numeric" short />
        </div>
      ))}
      <h3>{at('outstandings')}</h3>
      <p className="support">{at('open_support')}</p>
      {rows.map((row) => (
        <div key={row} className="handover-pair">
          <TextField name={`open${row}`} label={at('open', { row })} />
          <TextField name={`amount${row}`} label={`${at('amount')} (${row})`} short />
        </div>
      ))}
      <h3>{at('book')}</h3>
      <TextField
        name="book"
        label={at('book')}
        support={at('book_support')}
        inputMode="numeric"
        short
        required
      />
      <TextArea name="note" label={at('note')} support={at('note_support')} rows={3} />
      <SubmitButton>{at('save')}</SubmitButton>
    </CheckedForm>
  )
}
