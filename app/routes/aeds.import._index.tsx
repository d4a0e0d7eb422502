/** AEDの一覧の取り込み, for the city's staff: sources, imports, and the form that begins one. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { startImport } from '~/modules/imports/commands/upload.server'
import { MAX_FILE, uploadForm } from '~/modules/imports/forms'
import { ImportTable, SourceTable, UploadForm } from '~/modules/imports/ImportList'
import { importList } from '~/modules/imports/queries/imports.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('imports.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = Number(queryParam(args.request, 'before'))
  const isPage = Number.isSafeInteger(before) && before > 0 && before < 2 ** 31
  const list = await importList(await currentActor(args), isPage ? before : undefined)
  return { ...list, isFirst: !isPage }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  // Whoever may not import is refused before a file is written down.
  const actor = requirePortalRight(await currentActor(args), 'aed.import')
  const form = await readForm(args, { maxBytes: MAX_FILE, maxCount: 1 })
  try {
    const file = form.files.find(({ field }) => field === 'file')
    const size = MAX_FILE / 2 ** 20
    if (file?.tooLarge) throw new Invalid({ file: [message('imports.upload.too_large', { size })] })
    const fields = check(uploadForm, form.fields)
    if (!file) throw new Invalid({ file: ['imports.upload.file_needed'] })
    return redirect(`/aeds/import/${await startImport(actor, fields, file)}`)
  } finally {
    await form.discard()
  }
})

export default function Imports() {
  const { sources, imports, older, isFirst } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('imports.list.title')}
      lead={t('imports.list.lead')}
      crumbs={[]}
      width="wide"
      actions={<LinkButton href="/aeds">{t('imports.list.to_map')}</LinkButton>}
    >
      <h2 id="send">{t('imports.upload.title')}</h2>
      <UploadForm sources={sources} answer={answer} />
      <h2>{t('imports.list.sources')}</h2>
      <SourceTable sources={sources} />
      <h2>{t('imports.list.imports')}</h2>
      <ImportTable imports={imports} />
      <Pager
        olderHref={older ? `/aeds/import?before=${older}` : undefined}
        firstHref={isFirst ? undefined : '/aeds/import'}
      />
    </Page>
  )
}
