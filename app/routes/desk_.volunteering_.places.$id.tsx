/** 受入れの確認: as everybody will see it, and the decision. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { decidePlace } from '~/modules/volunteering/commands/places.server'
import { Paragraphs } from '~/modules/volunteering/Paragraphs'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { decisionForm } from '~/modules/volunteering/schema'
import { formatSpan } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { place: { title: string } }) => data.place.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  requirePortalRight(actor, 'volunteer.run')
  return {
    place: await placeToEdit(actor, idParam(args.params.id)),
    kept: ((await keptFields(args.request)) ?? {}) as Record<string, string>,
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const form = await readAndCheck(args, decisionForm)
  await decidePlace(actor, id, form)
  return redirect(`/desk/volunteering?done=place_${form.decision === 'publish' ? 'published' : 'returned'}`)
})

export default function Decide() {
  const { place, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.decide.${key}`, params)
  const of = (key: string) => t(`volunteering.place.${key}`)
  const form = (key: string) => t(`volunteering.form.${key}`)
  return (
    <Page
      title={at('title', { title: place.title })}
      lead={`${place.host.name} / ${place.programme.title}`}
      crumbs={[{ href: '/desk/volunteering', label: t('volunteering.desk.title') }]}
      actions={
        <>
          <LinkButton href={`/volunteering/${place.id}`}>{t('volunteering.manage.preview')}</LinkButton>
          <LinkButton href={`/volunteering/host/${place.id}/edit`}>
            {t('volunteering.manage.edit')}
          </LinkButton>
        </>
      }
    >
      <h2>{of('what')}</h2>
      <Paragraphs text={place.body} />
      <DataList
        rows={[
          [form('theme'), t(`volunteering.theme.${place.theme}`)],
          [form('stages'), place.stages.map((stage) => t(`volunteering.stage.${stage}`)).join('・')],
          [form('venue'), place.venue],
          [form('meeting_point'), place.meetingPoint],
          [form('bring'), place.bring],
          [form('rain_rule'), place.rainRule],
          [form('access'), place.access],
          [form('allergies'), place.allergies],
          [form('supervisor'), [place.supervisor, place.supervisorPhone].filter(Boolean).join(' ')],
          [
            of('days'),
            <ul key="days">
              {place.sessions.map((session) => (
                <li key={session.id}>
                  {formatSpan(session.startsAt, session.endsAt, language)} (
                  {t('volunteering.place.capacity', { count: session.capacity })})
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
      {place.state === 'submitted' ? (
        <>
          <h2>{at('checks')}</h2>
          <ul className="list-disc pl-6">
            <li>{at('check_1')}</li>
            <li>{at('check_2')}</li>
            <li>{at('check_3')}</li>
          </ul>
          <CheckedForm schema={decisionForm} answer={answer} defaults={kept}>
            <HiddenField name="version" value={place.version} />
            <RadioField
              name="decision"
              label={at('decision')}
              options={[
                { value: 'publish', label: at('publish') },
                { value: 'return', label: at('return') },
              ]}
              required
            />
            <TextArea name="reason" label={at('reason')} support={at('reason_support')} />
            <SubmitButton>{at('submit')}</SubmitButton>
          </CheckedForm>
        </>
      ) : (
        <Banner tone="info" title={at('done')} />
      )}
    </Page>
  )
}
