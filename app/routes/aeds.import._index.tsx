/** AEDの一覧の取り込み, for the city's staff: sources, imports, and the form that begins one. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mayInPortal, requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { startImport } from '~/modules/imports/commands/upload.server'
import { MAX_FILE, uploadForm } from '~/modules/imports/forms'
import { ImportTable, SourceTable, UploadForm } from '~/modules/imports/ImportList'
import { importList } from '~/modules/imports/queries/imports.server'
import { Invalid } from '~/platform/errors'
import { message } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('imports.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = Number(queryParam(args.request, 'before'))
  const isPage = Number.isSafeInteger(before) && before > 0 && before < 2 ** 31
  const list = await importList(await currentActor(args), isPage ? before : undefined)
  return { ...list, isFirst: !isPage, kept: await keptFields(args.request) }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  // The file of somebody who may not import is not written down; what was typed is, for after signing in.
  const files = mayInPortal(actor, 'aed.import') ? { maxBytes: MAX_FILE, maxCount: 1 } : undefined
  const form = await readForm(args, files)
  try {
    requirePortalRight(actor, 'aed.import')
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
  const { sources, imports, older, isFirst, kept } = useLoaderData<typeof loader>()
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
      {kept && (
        <Banner tone="info" title={t('form.kept')}>
          <p>{t('form.kept_files')}</p>
        </Banner>
      )}
      <UploadForm sources={sources} answer={answer} defaults={kept} />
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
