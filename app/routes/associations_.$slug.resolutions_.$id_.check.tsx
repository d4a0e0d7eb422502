/** 監事の確認: the count beside what the votes come to now, and the word of the 監事 on it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { CheckParts } from '~/modules/resolutions/CheckParts'
import { checkCount } from '~/modules/resolutions/commands/check.server'
import { checkView } from '~/modules/resolutions/queries/desk.server'
import { checkForm } from '~/modules/resolutions/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('resolutions.check.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await checkView(await currentActor(args), args.params.slug ?? '', idParam(args.params.id))),
  kept: (await keptFields(args.request)) ?? null,
}))

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const form = check(checkForm, fields)
  const id = idParam(args.params.id)
  await checkCount(actor, id, form)
  return redirect(
    `/associations/${encodeURIComponent(args.params.slug ?? '')}/resolutions/${id}?done=resolution_checked`,
  )
})

export default function Check() {
  const { kept, ...view } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const word = (key: string) => t(`resolutions.check.${key}`)
  const { resolution } = view
  const { association } = resolution
  const list = `/associations/${association.slug}/resolutions`
  return (
    <Page
      title={word('title')}
      lead={word('lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: list, label: t('resolutions.title') },
        { href: `${list}/${resolution.id}`, label: resolution.title },
      ]}
      width="wide"
    >
      <KeptBanner kept={kept !== null} />
      <CheckParts view={view} />
      {resolution.state === 'checking' &&
        (view.hadPart ? (
          <Banner tone="warning" title={word('own_title')}>
            <p>{word('own_text')}</p>
          </Banner>
        ) : (
          <>
            <h2>{word('say')}</h2>
            <CheckedForm schema={checkForm} answer={answer} defaults={kept ?? {}} id="check">
              <HiddenField name="version" value={resolution.version} />
              <RadioField
                name="intent"
                label={word('label')}
                required
                options={[
                  // A count that sheets too many could have turned is not confirmed.
                  ...(view.again.isOpen
                    ? []
                    : [{ value: 'confirm', label: word('confirm'), support: word('confirm_text') }]),
                  { value: 'refuse', label: word('refuse'), support: word('refuse_text') },
                ]}
              />
              <TextArea name="note" label={word('note')} support={word('note_support')} rows={4} />
              <SubmitButton>{word('submit')}</SubmitButton>
            </CheckedForm>
          </>
        ))}
    </Page>
  )
}
