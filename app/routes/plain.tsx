/** やさしい日本語か調べる道具: for everybody, without an account; the text is not kept. */
import { data } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { CheckReport } from '~/modules/readability/CheckReport'
import { checkForVisitor } from '~/modules/readability/commands.server'
import { plainForm } from '~/modules/readability/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('readability.page.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const form = check(plainForm, fields)
  const report = await checkForVisitor(args.context.address, form.text)
  return data({ errors: {}, values: fields, report })
})

export default function Plain() {
  const answer = useActionData<typeof action>()
  const t = useT()
  const report = answer && 'report' in answer ? answer.report : undefined
  return (
    <Page title={t('readability.page.title')} lead={t('readability.page.lead')}>
      {report && <CheckReport report={report} />}
      <CheckedForm answer={answer}>
        <TextArea
          name="text"
          label={t('readability.page.text')}
          support={t('readability.page.text_support')}
          required
          rows={10}
        />
        <SubmitButton>{t('readability.page.submit')}</SubmitButton>
      </CheckedForm>
      <h2>{t('readability.page.about_title')}</h2>
      <p>{t('readability.page.about')}</p>
      <p className="support">{t('readability.page.analyser')}</p>
    </Page>
  )
}
