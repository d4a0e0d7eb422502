/** 通知書の差出人・文書番号・担当 of a scheme. */
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { saveHead } from '~/modules/letters/commands/templates.server'
import { letterHead } from '~/modules/letters/queries/templates.server'
import { writeNumber } from '~/modules/letters/rules'
import { StaleWords } from '~/modules/letters/StaleWords'
import { headSchema } from '~/modules/letters/schema'
import { fiscalYear } from '~/platform/clock'
import { Stale } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('letters.head.title')

export { ErrorBoundary } from '~/ui/error-boundary'

const LIST = '/desk/subsidies/letters'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { scheme, given, standing, version } = await letterHead(actor, args.params.programme)
  return {
    name: scheme.name,
    given,
    standing,
    version,
    example: writeNumber(standing.numbering, fiscalYear(actor.today), 12),
    kept: (await keptFields(args.request)) ?? null,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const { scheme } = await letterHead(actor, args.params.programme)
  const { fields } = await readForm(args)
  const form = check(headSchema, fields)
  try {
    await saveHead(actor, scheme, form)
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    // Both are shown, and nothing is lost: the form holds what was typed, the table what stands.
    const { given, version } = await letterHead(actor, args.params.programme)
    return data({ values: fields, errors: {}, theirs: { ...given }, version }, { status: 409 })
  }
  return redirect(`${LIST}?done=saved`)
})

export default function LetterHead() {
  const { name, given, standing, version, example, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`letters.head.${key}`, params)
  const stale = answer && 'theirs' in answer ? answer : null
  return (
    <Page
      title={at('title')}
      lead={at('lead', { name })}
      crumbs={[
        { href: '/desk/subsidies', label: t('letters.list.desk') },
        { href: LIST, label: t('letters.list.title') },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {stale && <StaleWords section="head" theirs={stale.theirs} yours={stale.values} />}
      <CheckedForm schema={headSchema} answer={answer} defaults={{ ...given, ...kept }}>
        <HiddenField name="version" value={stale?.version ?? version} />
        <TextArea
          name="sender"
          label={at('sender')}
          support={at('sender_support', { standing: standing.sender.replace(/\n/g, ' ') })}
          rows={3}
        />
        <TextField
          name="numbering"
          label={at('numbering')}
          support={at('numbering_support', { year: '{{year}}', number: '{{number}}', example })}
          autoComplete="off"
        />
        <TextArea name="contact" label={at('contact')} support={at('contact_support')} rows={4} />
        <div className="actions">
          <SubmitButton>{t('letters.edit.save')}</SubmitButton>
          <LinkButton href={LIST}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
