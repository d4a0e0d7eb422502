/** 通知書の文を直す: the words of one letter of a scheme, shown with sample values before they are saved. */
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { resetTemplate, saveTemplate } from '~/modules/letters/commands/templates.server'
import { LetterSheet } from '~/modules/letters/LetterSheet'
import { letterTemplate, sampleLetter } from '~/modules/letters/queries/templates.server'
import { StaleWords } from '~/modules/letters/StaleWords'
import { resetSchema, templateSchema } from '~/modules/letters/schema'
import { TemplateForm } from '~/modules/letters/TemplateForm'
import { Stale } from '~/platform/errors'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('letters.edit.title')

export { ErrorBoundary } from '~/ui/error-boundary'

const LIST = '/desk/subsidies/letters'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { scheme, kind, template, version } = await letterTemplate(
    actor,
    args.params.programme,
    args.params.letter,
  )
  return {
    scheme,
    kind,
    template,
    version,
    sample: await sampleLetter(actor, scheme, template),
    kept: (await keptFields(args.request)) ?? null,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const { programme, letter } = args.params
  const { scheme, kind } = await letterTemplate(actor, programme, letter)
  const { fields } = await readForm(args)
  if (fields.intent === 'reset') {
    await resetTemplate(actor, { scheme, kind }, check(resetSchema, fields).version)
    return redirect(`${LIST}?done=saved`)
  }
  const form = check(templateSchema, fields)
  if (fields.intent === 'preview') {
    return { values: fields, errors: {}, preview: await sampleLetter(actor, scheme, form) }
  }
  try {
    await saveTemplate(actor, { scheme, kind }, form)
  } catch (error) {
    if (!(error instanceof Stale)) throw error
    // Both are shown, and nothing is lost: the form holds what was typed, the table what stands.
    const { template, version } = await letterTemplate(actor, programme, letter)
    return data({ values: fields, errors: {}, theirs: { ...template }, version }, { status: 409 })
  }
  return redirect(`${LIST}?done=saved`)
})

export default function EditLetter() {
  const { scheme, kind, template, version, sample, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`letters.edit.${key}`, params)
  const stale = answer && 'theirs' in answer ? answer : null
  const preview = answer && 'preview' in answer ? answer.preview : null
  return (
    <Page
      title={t(`letters.kind.${kind}`)}
      lead={at('lead', { name: scheme.name, mark: '{{ }}' })}
      crumbs={[
        { href: '/desk/subsidies', label: t('letters.list.desk') },
        { href: LIST, label: t('letters.list.title') },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {preview && (
        <Banner tone="info" title={at('preview_title')} live>
          <p>
            {at('preview_text')} <a href="#sample">{at('preview_link')}</a>
          </p>
        </Banner>
      )}
      {stale && <StaleWords section="edit" theirs={stale.theirs} yours={stale.values} />}
      <TemplateForm
        template={{ ...template, ...kept }}
        version={stale?.version ?? version}
        answer={answer}
        cancel={LIST}
      />
      {version > 0 && (
        <ConfirmPost
          summary={at('reset')}
          label={at('reset_button')}
          fields={{ intent: 'reset', version: stale?.version ?? version }}
        >
          <p>{at('reset_text')}</p>
        </ConfirmPost>
      )}
      <section className="stack" aria-labelledby="sample">
        <h2 id="sample">{at(preview ? 'sample_typed' : 'sample')}</h2>
        <p className="support">{at('sample_support')}</p>
        <LetterSheet letter={preview ?? sample} />
        <p>
          <LinkButton href={`${LIST}/${scheme.key}/${kind}/sample.pdf`}>{at('sample_pdf')}</LinkButton>
        </p>
      </section>
    </Page>
  )
}
