/** 一つの部分を書く: a part of a draft by its form. Only saving writes; every other button shows the form anew. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { savePart } from '~/modules/subsidies/commands/draft.server'
import { PartForm } from '~/modules/subsidies/PartForm'
import { partForEdit, shownAs, standingWords } from '~/modules/subsidies/queries/part.server'
import { partTitle } from '~/modules/subsidies/VersionParts'
import { Invalid, Stale } from '~/platform/errors'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const meta = titleMeta('programmes.version.edit_title')

export { ErrorBoundary } from '~/ui/error-boundary'

async function addressed(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const language = await languageOf(args.request)
  return {
    actor: await currentActor(args),
    key: args.params.key ?? '',
    number: idParam(args.params.number),
    address: args.params.part ?? '',
    within: { language, t: translator(language) },
  }
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { actor, key, number, address, within } = await addressed(args)
  const found = await partForEdit(actor, key, number, address)
  const kept = await keptFields(args.request)
  return { ...found, words: standingWords(found, within), kept: kept ? { ...found.fields, ...kept } : null }
})

export const action = formAction(async (args: ActionFunctionArgs) => {
  const { actor, key, number, address, within } = await addressed(args)
  const { fields } = await readForm(args)
  const found = await partForEdit(actor, key, number, address)
  const shown = () => shownAs(found, fields, within)
  if (fields.do !== 'save') return data({ ...shown(), opened: String(fields.opened ?? ''), stale: null })
  try {
    await savePart(actor, key, number, address, fields)
  } catch (error) {
    if (error instanceof Invalid)
      return data(
        { ...shown(), errors: error.errors, opened: String(fields.opened ?? ''), stale: null },
        { status: 422 },
      )
    if (!(error instanceof Stale) || error.key !== 'stale') throw error
    // Nothing is lost: the form holds what was typed, and the page says what stands now.
    return data({ ...shown(), opened: found.opened, stale: standingWords(found, within) }, { status: 409 })
  }
  return redirect(`/subsidies/programmes/${key}/versions/${number}?done=saved`)
})

export default function EditPart() {
  const { programme, part, number, opened, fields, words, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const shown = answer && 'fields' in answer ? answer : null
  const at = `/subsidies/programmes/${programme.key}/versions`
  return (
    <Page
      title={partTitle(part, programme, t)}
      lead={t(`programmes.part_lead.${part.name}`)}
      width="wide"
      crumbs={[
        { href: '/subsidies/programmes', label: t('programmes.list.title') },
        { href: at, label: programme.name },
        { href: `${at}/${number}`, label: t('programmes.version.number', { number }) },
      ]}
    >
      {kept && !shown && <Banner tone="info" title={t('form.kept')} />}
      {shown?.stale && (
        <Banner tone="warning" title={t('programmes.form.stale')} live>
          <p>{t('programmes.form.stale_text')}</p>
          <ul className="bullets">
            {shown.stale.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Banner>
      )}
      <PartForm
        programme={programme}
        part={part}
        fields={shown?.fields ?? kept ?? fields}
        // What was kept was typed against what stood then.
        opened={shown?.opened ?? (kept ? String(kept.opened) : opened)}
        answer={shown ? { errors: shown.errors } : undefined}
        words={shown ? shown.words : words}
        trial={shown?.trial ?? null}
        back={`${at}/${number}`}
      />
    </Page>
  )
}
