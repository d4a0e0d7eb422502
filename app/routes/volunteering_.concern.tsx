/** 心配なことの連絡: from anybody, to the centre alone. `?place=` names the activity, `?sent` says what happens next. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { reportConcern } from '~/modules/participation/commands/concerns.server'
import { askable } from '~/modules/participation/queries/questions.server'
import { concernForm } from '~/modules/participation/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('participation.concern.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const asked = queryParam(request, 'place', 9)
  return {
    place: asked ? await askable(idParam(asked)) : null,
    sent: queryParam(request, 'sent') !== undefined,
  }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, concernForm)
  await reportConcern(await currentActor(args), visitorOf(args).address, form)
  return redirect('/volunteering/concern?sent=1')
})

export default function Concern() {
  const { place, sent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const crumbs = [{ href: '/volunteering', label: t('participation.board') }]
  if (sent) {
    return (
      <Page title={t('participation.concern.sent')} crumbs={crumbs}>
        <Banner tone="success" title={t('participation.concern.sent')} live>
          <p>{t('participation.concern.sent_text')}</p>
        </Banner>
        <p>{t('participation.concern.emergency')}</p>
        <div className="actions">
          <LinkButton href="/volunteering">{t('participation.board')}</LinkButton>
        </div>
      </Page>
    )
  }
  return (
    <Page title={t('participation.concern.title')} lead={t('participation.concern.lead')} crumbs={crumbs}>
      <Banner tone="danger" title={t('participation.concern.emergency')} />
      <CheckedForm schema={concernForm} answer={answer}>
        {place && (
          <>
            <HiddenField name="place" value={place.id} />
            <p>
              {t('participation.concern.about')}: <strong>{place.title}</strong>
            </p>
          </>
        )}
        <TextArea
          name="text"
          label={t('participation.concern.text')}
          support={t('participation.concern.text_support')}
          required
        />
        <TextField
          name="contact"
          label={t('participation.concern.contact')}
          support={t('participation.concern.contact_support')}
        />
        <div className="actions">
          <SubmitButton>{t('participation.concern.submit')}</SubmitButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
