/** いくつもの団体の役員名簿を、1つのCSVで読み込む: for the city and the councils. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ImportForm, previewOf } from '~/modules/officers/ImportForm'
import { answerImport } from '~/modules/officers/import-form.server'
import { mayImportSeveral } from '~/modules/officers/queries/import.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('officers.import.several')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  mayImportSeveral(await currentActor(args))
  return null
})

export const action = formAction(async (args) =>
  answerImport(await currentActor(args), null, args, '/officers/import'),
)

export default function ImportRosters() {
  const answer = useActionData<typeof action>()
  const t = useT()
  const preview = previewOf(answer)
  return (
    <Page
      title={t(`officers.import.${preview ? 'preview' : 'several'}`)}
      lead={t(`officers.import.${preview ? 'preview_text' : 'several_lead'}`)}
      crumbs={[{ href: '/associations', label: t('associations.list.title') }]}
      width="wide"
    >
      <ImportForm answer={answer} several here="/officers/import" />
    </Page>
  )
}
