/** 受入れの確認: as everybody will see it, and the decision. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { approvePhoto } from '~/modules/volunteering/commands/photos.server'
import { decidePlace } from '~/modules/volunteering/commands/places.server'
import { Paragraphs } from '~/modules/volunteering/Paragraphs'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { decisionForm, photoRemove } from '~/modules/volunteering/schema'
import { formatSpan } from '~/platform/clock'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, LinkButton, PostButton } from '~/ui/parts'

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
  const { fields } = await readForm(args)
  if (intentOf(fields) === 'photo') {
    await approvePhoto(actor, id, check(photoRemove, fields).photo)
    return redirect(`/desk/volunteering/places/${id}?done=saved`)
  }
  const form = check(decisionForm, fields)
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
      <Photos place={place} />
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

/** The pictures, and a button for each that nobody sees yet; those of a place that is handed in go with the decision. */
function Photos({ place }: { place: ReturnType<typeof useLoaderData<typeof loader>>['place'] }) {
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.photo.${key}`, params)
  if (place.photos.length === 0) return null
  return (
    <>
      <h2>{at('pictures')}</h2>
      <ul className="grid list-none gap-4 p-0 sm:grid-cols-2">
        {place.photos.map((photo) => (
          <li key={photo.id} className="stack">
            <img
              src={`/volunteering/${place.id}/photos/${photo.id}/thumbnail`}
              alt={photo.caption}
              className="h-auto w-full"
            />
            <p>{photo.caption}</p>
            {!photo.approved && place.state === 'published' && (
              <PostButton
                label={at('approve', { name: photo.caption })}
                fields={{ intent: 'photo', photo: photo.id }}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
