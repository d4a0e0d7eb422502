/** 振込先: its fields, and what was understood of them to be read through before it is sent. */
import { yenText } from '~/modules/subsidies/words'
import { HiddenField, RadioField, SelectField, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Button, DataList } from '~/ui/parts'
import { accountKinds, payees } from './schema'

export function AccountFields() {
  const t = useT()
  const at = (key: string) => t(`applications.claim.${key}`)
  return (
    <>
      <h2>{at('account')}</h2>
      <TextField name="bank" label={at('bank')} support={at('bank_support')} autoComplete="off" required />
      <TextField
        name="branch"
        label={at('branch')}
        support={at('branch_support')}
        autoComplete="off"
        required
      />
      <SelectField
        name="kind"
        label={at('kind')}
        options={accountKinds.map((value) => ({ value, label: at(`kind_${value}`) }))}
        required
      />
      <TextField
        name="number"
        label={at('number')}
        support={at('number_support')}
        inputMode="numeric"
        autoComplete="off"
        short
        required
      />
      <TextField
        name="holder"
        label={at('holder')}
        support={at('holder_support')}
        autoComplete="off"
        required
      />
      <RadioField
        name="payee"
        label={at('payee')}
        options={payees.map((value) => ({
          value,
          label: at(`payee_${value}`),
          support: value === 'other' ? at('payee_other_support') : undefined,
        }))}
        required
      />
      <TextField name="payee_name" label={at('payee_name')} support={at('payee_name_support')} />
    </>
  )
}

/** What was understood: a wrong digit costs weeks. */
export function ReadBack(props: {
  said: Record<string, string>
  version: number
  advance: boolean
  amount: string | null
}) {
  const { said, version, advance, amount } = props
  const t = useT()
  const at = (key: string) => t(`applications.claim.${key}`)
  const { version: _, ...fields } = said
  const hidden = Object.entries(fields).map(([name, value]) => (
    <HiddenField key={name} name={name} value={value} />
  ))
  return (
    <>
      <h2>{at('read_title')}</h2>
      <p>{at('read_text')}</p>
      <DataList
        rows={[
          [at('to_claim'), amount],
          [at('advance_amount'), advance && said.amount ? yenText(Number(said.amount), t) : null],
          [at('advance_reason'), advance ? said.reason : null],
          [at('bank'), said.bank],
          [at('branch'), said.branch],
          [at('kind'), at(`kind_${said.kind}`)],
          [at('number'), said.number],
          [at('holder'), said.holder],
          [at('payee'), at(`payee_${said.payee}`)],
          [at('payee_name'), said.payee === 'other' ? said.payee_name : null],
        ]}
      />
      <form method="post" className="actions">
        <HiddenField name="version" value={version} />
        {hidden}
        <Button name="intent" value="send">
          {at(advance ? 'send_advance' : 'send')}
        </Button>
        <Button name="intent" value="edit" variant="secondary">
          {at('edit')}
        </Button>
      </form>
    </>
  )
}
