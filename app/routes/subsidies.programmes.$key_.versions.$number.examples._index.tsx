/** 検算表: the worked examples of a version with every difference and its steps; of a draft they are written here. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { importExamples, removeExample } from '~/modules/subsidies/commands/examples.server'
import { CsvForm, NewExample } from '~/modules/subsidies/ExampleForms'
import { ExamplesTable } from '~/modules/subsidies/ExamplesTable'
import { draftForStaff, versionForStaff } from '~/modules/subsidies/queries/versions.server'
import { csvSchema, MAX_TEXT_FILE, removeSchema } from '~/modules/subsidies/schema'
import { decodeText } from '~/platform/csv'
import { Invalid } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('programmes.examples.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await versionForStaff(actor, args.params.key ?? '', idParam(args.params.number))
  const { key, number, name, state, version, definition } = found
  const kept = (await keptFields(args.request)) ?? null
  return { key, number, name, draft: state === 'draft', version, definition, kept }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const [key, number] = [args.params.key ?? '', idParam(args.params.number)]
  // Read first: what was pasted outlives a session that has ended.
  const form = await readForm(args, { maxBytes: MAX_TEXT_FILE, maxCount: 1 })
  try {
    await draftForStaff(actor, key, number)
    const at = `/subsidies/programmes/${key}/versions/${number}/examples`
    if (form.fields.intent === 'remove') {
      const { version, row } = check(removeSchema, form.fields)
      await removeExample(actor, key, number, version, row)
      return redirect(`${at}?done=deleted`)
    }
    const { csv, ...given } = check(csvSchema, form.fields)
    const sent = form.files[0]
    if (sent?.tooLarge) throw new Invalid({ csv: ['programmes.problem.file_too_large'] })
    const text = sent ? decodeText(await readFile(sent.path))?.text : csv
    if (text === undefined) throw new Invalid({ csv: ['programmes.problem.csv'] })
    await importExamples(actor, key, number, { ...given, csv: text })
    return redirect(`${at}?done=saved`)
  } finally {
    await form.discard()
  }
})

export default function Examples() {
  const { key, number, name, draft, version, definition, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const versions = `/subsidies/programmes/${key}/versions`
  const at = `${versions}/${number}`
  return (
    <Page
      title={t('programmes.examples.title')}
      lead={t('programmes.examples.lead')}
      width="wide"
      crumbs={[
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
        { href: versions, label: name },
        { href: at, label: t('programmes.version.number', { number }) },
      ]}
    >
      <ExamplesTable programme={definition} at={at} version={version} editable={draft} />
      {draft && (
        <>
          <NewExample programme={definition} at={at} />
          <CsvForm version={version} answer={answer} kept={kept} />
        </>
      )}
    </Page>
  )
}
