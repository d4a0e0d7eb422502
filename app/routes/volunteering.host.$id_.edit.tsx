/** 受入れを直す: everything while the host has it, and what is practical once it is public. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { tellPractical } from '~/modules/participation/commands/practical.server'
import { editPlace, editPractical } from '~/modules/volunteering/commands/places.server'
import { PlaceForm, PracticalForm, placeDefaults, practicalDefaults } from '~/modules/volunteering/PlaceForm'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { programmesForOffers } from '~/modules/volunteering/queries/programmes.server'
import { isWritable } from '~/modules/volunteering/rules'
import { placeForm, practicalForm } from '~/modules/volunteering/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { place: { title: string } }) => data.place.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const place = await placeToEdit(actor, idParam(args.params.id))
  const [programmes, kept] = await Promise.all([programmesForOffers(actor), keptFields(args.request)])
  const { id, title } = place.programme
  const options = programmes
    .filter(({ kind }) => kind === 'experience' || place.host.kind === 'city')
    .map((programme) => ({ value: String(programme.id), label: programme.title }))
  return {
    place: { id: place.id, title: place.title, need: place.need, needHref: place.needHref },
    whole: isWritable(place.state) || (place.runs && place.state !== 'cancelled'),
    defaults: { ...placeDefaults(place), ...kept },
    practical: { ...practicalDefaults(place), ...kept } as Record<string, string>,
    placed: place.latitude !== null,
    host: { value: `h${place.host.id}`, label: place.host.name },
    halls: place.halls,
    programmes: options.some(({ value }) => value === String(id))
      ? options
      : [{ value: String(id), label: title }, ...options],
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  // Which of the two forms was sent shows in the field that only one of them has.
  if (fields.programme !== undefined) await editPlace(actor, id, check(placeForm, fields), tellPractical)
  else await editPractical(actor, id, check(practicalForm, fields), tellPractical)
  return redirect(`/volunteering/host/${id}?done=saved`)
})

export default function EditPlace() {
  const { place, whole, defaults, practical, placed, host, halls, programmes, kept } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const back = `/volunteering/host/${place.id}`
  return (
    <Page
      title={t('volunteering.form.edit_title', { title: place.title })}
      lead={t('volunteering.form.lead')}
      crumbs={[
        { href: '/volunteering/host', label: t('volunteering.host.title') },
        { href: back, label: place.title },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {whole ? (
        <PlaceForm
          answer={answer}
          defaults={defaults}
          programmes={programmes}
          hosts={[host]}
          halls={halls}
          placed={placed}
          need={place.need ? { need: place.need, href: place.needHref } : undefined}
          back={back}
        />
      ) : (
        <PracticalForm answer={answer} defaults={practical} back={back} />
      )}
    </Page>
  )
}
