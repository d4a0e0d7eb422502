/** 補助制度をJSONで読み込む: a file of another city or of a backup becomes a draft, never what holds. */
import { readFile } from 'node:fs/promises'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { importProgramme } from '~/modules/subsidies/commands/import.server'
import { importSchema, MAX_TEXT_FILE } from '~/modules/subsidies/schema'
import { decodeText } from '~/platform/csv'
import { Invalid } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, FileField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('programmes.import.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  requirePortalRight(await currentActor(args), 'subsidy.programme')
  return { kept: (await keptFields(args.request)) ?? null }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const actor = await currentActor(args)
  // Read first: what was pasted outlives a session that has ended.
  const form = await readForm(args, { maxBytes: MAX_TEXT_FILE, maxCount: 1 })
  try {
    requirePortalRight(actor, 'subsidy.programme')
    const { json, own } = check(importSchema, form.fields)
    const sent = form.files[0]
    if (sent?.tooLarge) throw new Invalid({ file: ['programmes.problem.file_too_large'] })
    const text = sent ? decodeText(await readFile(sent.path))?.text : json
    if (text === undefined) throw new Invalid({ file: ['programmes.problem.json'] })
    const { key, number } = await importProgramme(actor, text, own)
    return redirect(`/subsidies/programmes/${key}/versions/${number}?done=saved`)
  } finally {
    await form.discard()
  }
})

export default function ImportProgramme() {
  const { kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('programmes.import.title')}
      lead={t('programmes.import.lead')}
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
      ]}
    >
      <KeptBanner kept={kept !== null && !answer} />
      <CheckedForm answer={answer} encType="multipart/form-data" defaults={{ own: 'other', ...kept }}>
        <FileField name="file" label={t('programmes.import.file')} accept=".json,application/json" />
        <TextArea
          name="json"
          label={t('programmes.import.json')}
          support={t('programmes.import.json_support')}
          rows={8}
        />
        <RadioField
          name="own"
          label={t('programmes.new.own')}
          support={t('programmes.import.own_support')}
          required
          options={['own', 'other'].map((value) => ({ value, label: t(`programmes.new.own_${value}`) }))}
        />
        <div className="actions">
          <SubmitButton>{t('programmes.import.button')}</SubmitButton>
          <LinkButton href="/subsidies/programmes" variant="plain">
            {t('form.cancel')}
          </LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
