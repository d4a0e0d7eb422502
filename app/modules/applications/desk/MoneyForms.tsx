/** 支払・概算払・返還: forms about money that has moved. */
import { yenText } from '~/modules/subsidies/words'
import { addDays } from '~/platform/clock'
import { CheckboxField, CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { closingOfAccounts, repayable } from '../rules'
import { advancePaymentSchema, orderSchema, paySchema, settleSchema } from '../schema'
import type { Given } from './ActForm'

/** Days that a repayment is usually given. */
const USUAL_DAYS = 30

export function PayForm({ of, answer }: Given) {
  const t = useT()
  const left = Math.max(0, (of.amounts.final ?? 0) - of.amounts.paid)
  const late = left > 0 && of.budget !== null && of.today > closingOfAccounts(of.budget.year)
  return (
    <>
      <p className="text-2xl font-bold tabular-nums">{yenText(left, t)}</p>
      {of.amounts.advance > 0 && (
        <p>
          {t('review.pay.after_advance', {
            final: yenText(of.amounts.final ?? 0, t),
            paid: yenText(of.amounts.paid, t),
          })}
        </p>
      )}
      {of.account && (
        <p>
          {t('review.pay.account')}: {of.account.bank} {of.account.branch} {of.account.number}{' '}
          <a className="inline-block py-2" href={`/desk/subsidies/${of.id}/account`}>
            {t('review.act.account')}
          </a>
        </p>
      )}
      <CheckedForm schema={paySchema} answer={answer} defaults={{ paid_on: of.today }}>
        <HiddenField name="version" value={of.version} />
        <HiddenField name="amount" value={left} />
        <TextField
          name="paid_on"
          type="date"
          label={t('review.pay.on')}
          support={t('review.pay.on_support')}
          required
        />
        {late && (
          <CheckboxField
            name="past_year"
            label={t('review.pay.past_year')}
            support={t('review.pay.past_year_support')}
          />
        )}
        <SubmitButton>{t('review.pay.submit')}</SubmitButton>
      </CheckedForm>
    </>
  )
}

export function AdvanceForm({ of, answer }: Given) {
  const t = useT()
  const most = Math.max(0, (of.amounts.decided ?? 0) - of.amounts.paid)
  return (
    <CheckedForm schema={advancePaymentSchema} answer={answer} defaults={{ paid_on: of.today }}>
      <HiddenField name="version" value={of.version} />
      <TextField
        name="amount"
        label={t('review.advance.amount')}
        support={t('review.advance.amount_support', { most: yenText(most, t) })}
        inputMode="numeric"
        short
        required
      />
      <TextField name="paid_on" type="date" label={t('review.pay.on')} required />
      <SubmitButton>{t('review.advance.submit')}</SubmitButton>
    </CheckedForm>
  )
}

export function OrderForm({ of, answer }: Given) {
  const t = useT()
  const { paid: paidAmount, final: finalAmount } = of.amounts
  const most = repayable({ state: of.state, paidAmount, finalAmount })
  return (
    <CheckedForm
      schema={orderSchema}
      answer={answer}
      defaults={{ amount: String(most), repay_by: addDays(of.today, USUAL_DAYS) }}
    >
      <HiddenField name="version" value={of.version} />
      <TextField
        name="amount"
        label={t('review.order.amount')}
        support={t('review.order.amount_support', { most: yenText(most, t) })}
        inputMode="numeric"
        short
        required
      />
      <TextField name="repay_by" type="date" label={t('review.order.by')} required />
      <TextArea
        name="reason"
        label={t('review.order.reason')}
        support={t('review.refuse.reason_support')}
        required
      />
      <SubmitButton variant="danger">{t('review.order.submit')}</SubmitButton>
    </CheckedForm>
  )
}

export function SettleForm({ of, answer }: Given) {
  const t = useT()
  const ordered = of.amounts.ordered ?? 0
  return (
    <CheckedForm
      schema={settleSchema}
      answer={answer}
      defaults={{ amount: String(ordered), received_on: of.today }}
    >
      <HiddenField name="version" value={of.version} />
      <TextField
        name="amount"
        label={t('review.settle.amount')}
        support={t('review.settle.amount_support', { ordered: yenText(ordered, t) })}
        inputMode="numeric"
        short
        required
      />
      <TextField name="received_on" type="date" label={t('review.settle.on')} required />
      <SubmitButton>{t('review.settle.submit')}</SubmitButton>
    </CheckedForm>
  )
}
