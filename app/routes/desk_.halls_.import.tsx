/** 会館をCSVで読み込む: first what would change, then, confirmed, the writing. Between the two the page holds the file. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { importHalls } from '~/modules/halls/commands/import.server'
import { MAX_FILE, readSheet } from '~/modules/halls/file.server'
import { ImportPreview } from '~/modules/halls/ImportPreview'
import { planImport, requireImporter } from '~/modules/halls/queries/file.server'
import { importSchema } from '~/modules/halls/schema'
import { Invalid, Stale } from '~/platform/errors'
import { message } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { CheckedForm, FileField, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('halls.import.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  requireImporter(await currentActor(args))
  const [added, changed] = [queryParam(args.request, 'added', 6), queryParam(args.request, 'changed', 6)]
  const told = /^\d+$/.test(added ?? '') && /^\d+$/.test(changed ?? '')
  return { done: told ? { added: Number(added), changed: Number(changed) } : null }
})

/** Lines of each list that the page shows; the counts tell of all. */
const MOST_SHOWN = 200

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  requireImporter(actor)
  const form = await readForm(args, { maxBytes: MAX_FILE, maxCount: 1 })
  try {
    const { source, content, digest } = check(importSchema, form.fields)
    const sent = form.files[0]
    if (sent?.tooLarge) throw new Invalid({ file: ['halls.row.too_large'] })
    const bytes = sent ? await readFile(sent.path) : Buffer.from(content, 'base64')
    if (bytes.length === 0) throw new Invalid({ file: ['halls.row.missing'] })
    const sheet = readSheet(bytes)
    if ('trouble' in sheet) {
      throw new Invalid({ file: [message(`halls.row.${sheet.trouble.key}`, sheet.trouble.params)] })
    }
    let moved = false
    if (!sent && digest) {
      try {
        const done = await importHalls(actor, sheet, source, digest)
        return redirect(`/desk/halls/import?done=saved&added=${done.added}&changed=${done.changed}`)
      } catch (error) {
        if (!(error instanceof Stale)) throw error
        moved = true
      }
    }
    const plan = await planImport(actor, sheet, source)
    if ('trouble' in plan) throw new Invalid({ source: [`halls.row.${plan.trouble.key}`] })
    const shown = <R,>(rows: readonly R[]) => rows.slice(0, MOST_SHOWN)
    return data(
      {
        plan: {
          rows: plan.rows,
          same: plan.same,
          unread: plan.unread,
          digest: plan.digest,
          counts: { added: plan.added.length, changed: plan.changed.length, refused: plan.refused.length },
          added: shown(plan.added).map(({ line, name, changes, notes }) => ({ line, name, changes, notes })),
          changed: shown(plan.changed).map(({ line, name, changes, notes }) => ({
            line,
            name,
            changes,
            notes,
          })),
          refused: shown(plan.refused),
        },
        mostShown: MOST_SHOWN,
        source,
        content: bytes.toString('base64'),
        moved,
      },
      { status: moved ? 409 : 200 },
    )
  } finally {
    await form.discard()
  }
})

export default function ImportHalls() {
  const { done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string | number>) => t(`halls.import.${key}`, params)
  const preview = answer && 'plan' in answer ? answer : null
  return (
    <Page
      title={at(preview ? 'preview' : 'title')}
      lead={at(preview ? 'preview_text' : 'lead')}
      crumbs={[
        { href: '/halls', label: t('halls.title') },
        { href: '/desk/halls', label: t('halls.desk.title') },
      ]}
      width="wide"
    >
      {done && !answer && <Banner tone="success" title={at('done', done)} live />}
      {preview ? (
        <>
          {preview.moved && <Banner tone="warning" title={at('moved_on')} live />}
          <ImportPreview plan={preview.plan} most={preview.mostShown} />
          <form method="post" className="actions">
            <HiddenField name="source" value={preview.source} />
            <HiddenField name="content" value={preview.content} />
            <HiddenField name="digest" value={preview.plan.digest} />
            {preview.plan.counts.added + preview.plan.counts.changed > 0 ? (
              <SubmitButton>
                {at('apply', { count: preview.plan.counts.added + preview.plan.counts.changed })}
              </SubmitButton>
            ) : (
              <p>{at('nothing')}</p>
            )}
            <LinkButton href="/desk/halls/import">{at('again')}</LinkButton>
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
          <TextField name="source" label={at('source')} support={at('source_support')} />
          <div className="actions">
            <SubmitButton>{at('check')}</SubmitButton>
            <LinkButton href="/desk/halls">{t('form.cancel')}</LinkButton>
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}
