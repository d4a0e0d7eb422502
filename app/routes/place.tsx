/** お住まいの地域を選ぶ: remembers a district in a cookie of the reader's own browser. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PlaceForm } from '~/modules/associations/PlaceForm'
import { findPlace, placeCookieHeader, placeOf } from '~/modules/associations/place.server'
import { townNames } from '~/modules/associations/queries.server'
import { placeSchema } from '~/modules/associations/schema'
import { firstValue } from '~/platform/forms'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page, safePath } from '~/platform/http.server'
import { translateMessage } from '~/platform/i18n'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const meta = titleMeta('associations.place.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const [place, towns] = await Promise.all([placeOf(request), townNames()])
  const next = safePath(new URL(request.url).searchParams.get('next'))
  return {
    place: place && { name: place.townName ?? place.districtName, district: place.districtName },
    towns,
    next,
  }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, placeSchema)
  const next = safePath(form.next)
  const found = await findPlace(form)
  if ('choices' in found) return { choices: found.choices, next, typed: form.town }
  const there = new URL(next, 'http://portal.invalid')
  there.searchParams.set('done', 'place_set')
  return redirect(there.pathname + there.search, {
    headers: { 'Set-Cookie': await placeCookieHeader(found) },
  })
})

export default function ChoosePlace() {
  const { place, towns, next } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const choices = answer && 'choices' in answer ? answer.choices : []
  const values = answer && 'values' in answer ? answer.values : undefined
  const errors = answer && 'errors' in answer ? Object.values(answer.errors).flat() : []
  const back = (answer && 'next' in answer ? answer.next : firstValue(values, 'next')) ?? next
  return (
    <Page title={t('associations.place.title')} lead={t('associations.place.lead')} crumbs={[]}>
      {place && (
        <p>
          {place.name === place.district
            ? t('associations.place.now', { district: place.district })
            : t('associations.place.now_town', { town: place.name, district: place.district })}
        </p>
      )}
      {choices.length > 0 && (
        <Banner tone="info" title={t('associations.place.choose')} live>
          <ul className="plain-list stack">
            {choices.map((choice) => (
              <li key={choice.townId}>
                <PostButton
                  action="/place"
                  label={t('associations.place.choice', { town: choice.name, district: choice.district })}
                  fields={{ townId: choice.townId, next: back }}
                />
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <PlaceForm
        next={back}
        towns={towns}
        value={answer && 'typed' in answer ? answer.typed : firstValue(values, 'town')?.slice(0, 200)}
        error={errors.length > 0 ? errors.map((m) => translateMessage(t, m)).join(' ') : undefined}
      />
      <p className="support">{t('associations.place.cookie')}</p>
    </Page>
  )
}
