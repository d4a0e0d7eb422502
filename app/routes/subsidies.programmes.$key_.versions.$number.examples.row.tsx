/** 検算の一行: the inputs of one worked example and the amount that the text gives. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { saveExample } from '~/modules/subsidies/commands/examples.server'
import { ExampleForm } from '~/modules/subsidies/ExampleForms'
import { examplePage } from '~/modules/subsidies/queries/examples.server'
import { exampleSchema } from '~/modules/subsidies/schema'
import { Stale } from '~/platform/errors'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('programmes.examples.row_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const row = queryParam(args.request, 'row', 6) ?? ''
  const works = new URL(args.request.url).searchParams.getAll('work').slice(0, 30)
  return examplePage(actor, args.params.key ?? '', idParam(args.params.number), row, works)
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const [key, number] = [args.params.key ?? '', idParam(args.params.number)]
  // Read first: what was typed outlives a session that has ended.
  const { fields } = await readForm(args)
  const { version: now } = await examplePage(actor, key, number, '', [])
  try {
    await saveExample(actor, key, number, check(exampleSchema, fields), fields)
  } catch (error) {
    if (!(error instanceof Stale) || error.key !== 'stale') throw error
    // The rows may have moved: what was typed becomes a row of its own.
    return data({ values: fields, errors: {}, version: now }, { status: 409 })
  }
  return redirect(`/subsidies/programmes/${key}/versions/${number}/examples?done=saved`)
})

export default function ExampleRow() {
  const { key, number, name, version, programme, works, row, fields } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer && 'version' in answer ? Number(answer.version) : null
  const at = `/subsidies/programmes/${key}/versions`
  return (
    <Page
      title={t('programmes.examples.row_title')}
      crumbs={[
        { href: at, label: name },
        { href: `${at}/${number}`, label: t('programmes.version.number', { number }) },
        { href: `${at}/${number}/examples`, label: t('programmes.examples.title') },
      ]}
    >
      {stale !== null && (
        <Banner tone="warning" title={t('programmes.form.stale')} live>
          <p>{t('programmes.examples.stale_text')}</p>
        </Banner>
      )}
      <ExampleForm
        programme={programme}
        works={works}
        row={stale === null ? row : ''}
        version={stale ?? version}
        fields={fields}
        answer={answer}
        back={`${at}/${number}/examples`}
      />
    </Page>
  )
}
