/** 証明書を確かめる: type in the code of a certificate. */
import { redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { findCertificate } from '~/modules/attendance/commands/check.server'
import { codeForm } from '~/modules/attendance/schema'
import { check, readForm } from '~/platform/forms.server'
import { formAction } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('attendance.check.title')

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const { origin } = await currentActor(args)
  const code = await findCertificate(origin, check(codeForm, fields).code)
  return redirect(`/certificates/${code}`)
})

export default function CheckCertificate() {
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`attendance.check.${key}`)
  return (
    <Page title={at('title')} lead={at('lead')} crumbs={[]}>
      <CheckedForm schema={codeForm} answer={answer} action="/certificates?index">
        <TextField
          name="code"
          label={at('code')}
          support={at('code_support')}
          autoComplete="off"
          required
          short
        />
        <SubmitButton>{at('button')}</SubmitButton>
      </CheckedForm>
      <p className="support">{at('shown')}</p>
    </Page>
  )
}
