/** 役員名簿をCSVで読み込む, of one association. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { ImportForm, previewOf } from '~/modules/officers/ImportForm'
import { answerImport } from '~/modules/officers/import-form.server'
import { keepsSeveral, rosterToImport } from '~/modules/officers/queries/import.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('officers.import.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const association = await rosterToImport(actor, args.params.slug ?? '')
  return { association, several: keepsSeveral(actor) }
})

export const action = formAction(async (args) => {
  const { slug = '' } = args.params
  return answerImport(
    await currentActor(args),
    slug,
    args,
    `/associations/${encodeURIComponent(slug)}/officers`,
  )
})

export default function ImportRoster() {
  const { association, several } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const preview = previewOf(answer)
  const officers = `/associations/${association.slug}/officers`
  return (
    <Page
      title={t(`officers.import.${preview ? 'preview' : 'title'}`)}
      lead={t(`officers.import.${preview ? 'preview_text' : 'lead'}`)}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
      width="wide"
    >
      <ImportForm answer={answer} several={false} here={`${officers}/import`} pattern={`${officers}.csv`} />
      {several && !preview && (
        <p>
          <a href="/officers/import" className="inline-block py-2">
            {t('officers.import.several')}
          </a>
        </p>
      )}
    </Page>
  )
}
