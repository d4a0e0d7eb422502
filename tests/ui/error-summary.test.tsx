/** The summary of errors: which field is meant, on the server, in the same form, and without saying it twice. */
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { translator } from '~/platform/i18n.server'
import { CheckedForm, TextField } from '~/ui/form'
import { FieldNames, FieldNamesContext } from '~/ui/form-values'
import { WordsProvider } from '~/ui/i18n'

const required = { amount: ['form.required'], reason: ['form.required'] }

/** The page as the server answers a form: rendered again when its fields have told their names. */
function sent(page: React.ReactNode) {
  const names = new FieldNames()
  const render = () =>
    renderToString(
      <FieldNamesContext.Provider value={names}>
        <WordsProvider language="ja" t={translator('ja')}>
          {page}
        </WordsProvider>
      </FieldNamesContext.Provider>,
    )
  render()
  return render()
}

const answer = (errors: Record<string, string[]>) => ({ errors, values: {} })

describe('the summary of errors', () => {
  it('names each field by its label', () => {
    const html = sent(
      <CheckedForm answer={answer(required)}>
        <TextField name="amount" label="金額" />
        <TextField name="reason" label="理由" />
      </CheckedForm>,
    )
    expect(html).toContain('>金額: 入力してください。</a>')
    expect(html).toContain('>理由: 入力してください。</a>')
  })

  it('takes the labels of its own form where two forms have a field of one name', () => {
    const html = sent(
      <>
        <CheckedForm>
          <TextField name="reason" label="戻す理由" />
        </CheckedForm>
        <CheckedForm answer={answer({ reason: ['form.required'] })}>
          <TextField name="reason" label="決める理由" />
        </CheckedForm>
      </>,
    )
    expect(html).toContain('>決める理由: 入力してください。</a>')
    expect(html).not.toContain('>戻す理由: ')
  })

  it('leaves an error of the whole form, and one that says the name already, as they are', () => {
    const html = sent(
      <CheckedForm answer={answer({ form: ['form.required'], phone: ['form.phone'] })}>
        <TextField name="phone" label="電話番号" />
      </CheckedForm>,
    )
    expect(html).toContain('>入力してください。</a>')
    expect(html).toContain('>電話番号を「072-000-0000」のように入力してください。</a>')
  })
})
