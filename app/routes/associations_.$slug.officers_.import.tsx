/** 役員名簿をCSVで読み込む: first who would be added, then, confirmed, the writing. The page holds the file between. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { importRoster } from '~/modules/officers/commands/import.server'
import { MAX_FILE, planImport, readRoster, rosterToImport } from '~/modules/officers/queries/import.server'
import { RosterPreview } from '~/modules/officers/RosterPreview'
import { importForm } from '~/modules/officers/schema/import'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, FileField, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('officers.import.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  association: await rosterToImport(await currentActor(args), args.params.slug ?? ''),
}))

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '' } = args.params
  const form = await readForm(args, { maxBytes: MAX_FILE, maxCount: 1 })
  try {
    await rosterToImport(actor, slug)
    const { content, digest } = check(importForm, form.fields)
    const sent = form.files[0]
    if (sent?.tooLarge) throw new Invalid({ file: ['officers.import.row.too_large'] })
    const bytes = sent ? await readFile(sent.path) : Buffer.from(content, 'base64')
    if (bytes.length === 0) throw new Invalid({ file: ['officers.import.row.no_file'] })
    const sheet = readRoster(bytes)
    if ('trouble' in sheet) {
      throw new Invalid({ file: [message(`officers.import.row.${sheet.trouble.key}`, sheet.trouble.params)] })
    }
    let moved = false
    if (!sent && digest) {
      try {
        await importRoster(actor, slug, sheet, digest)
        return redirect(`/associations/${slug}/officers?done=saved`)
      } catch (error) {
        if (!(error instanceof Stale)) throw error
        moved = true
      }
    }
    const plan = await planImport(actor, slug, sheet)
    const status = moved ? 409 : plan.refused.length > 0 ? 422 : 200
    return data({ plan, content: bytes.toString('base64'), moved }, { status })
  } finally {
    await form.discard()
  }
})

export default function ImportRoster() {
  const { association } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, number>) => t(`officers.import.${key}`, params)
  const officers = `/associations/${association.slug}/officers`
  const preview = answer && 'plan' in answer ? answer : null
  const ready = preview && preview.plan.refused.length === 0 && preview.plan.added.length > 0
  return (
    <Page
      title={at(preview ? 'preview' : 'title')}
      lead={at(preview ? 'preview_text' : 'lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: officers, label: t('accounts.officers.title') },
      ]}
      width="wide"
    >
      {preview ? (
        <>
          {preview.moved && <Banner tone="warning" title={at('moved_on')} live />}
          <RosterPreview {...preview.plan} />
          <form method="post" className="actions">
            {ready && (
              <>
                <HiddenField name="content" value={preview.content} />
                <HiddenField name="digest" value={preview.plan.digest} />
                <SubmitButton>{at('apply', { count: preview.plan.added.length })}</SubmitButton>
              </>
            )}
            <LinkButton href={`${officers}/import`}>{at('again')}</LinkButton>
          </form>
        </>
      ) : (
        <CheckedForm answer={answer} encType="multipart/form-data">
          <FileField
            name="file"
            label={at('file')}
            support={at('file_support')}
            accept=".csv,text/csv"
            required
          />
          <div className="actions">
            <SubmitButton>{at('check')}</SubmitButton>
            <LinkButton href={`${officers}.csv`}>{at('pattern')}</LinkButton>
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}
