/** 受入れを書く: from nothing, or from a need that an association has. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { createPlace } from '~/modules/volunteering/commands/places.server'
import { PlaceForm } from '~/modules/volunteering/PlaceForm'
import { hostChoices } from '~/modules/volunteering/queries/host.server'
import { needFacts } from '~/modules/volunteering/queries/needs.server'
import { programmesForOffers } from '~/modules/volunteering/queries/programmes.server'
import { isNeed, needShape, needTarget } from '~/modules/volunteering/rules'
import { placeForm } from '~/modules/volunteering/schema'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { shorten } from '~/platform/text'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('volunteering.form.new_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [{ hosts, halls }, programmes, kept] = await Promise.all([
    hostChoices(actor),
    programmesForOffers(actor),
    keptFields(args.request),
  ])
  const need = queryParam(args.request, 'need') ?? ''
  const about = queryParam(args.request, 'about') ?? ''
  const target = needTarget(about)
  const facts =
    isNeed(need) && target && needShape[need].about === target.about ? await needFacts(actor, target) : null
  const t = translator(await languageOf(args.request))
  const association = facts?.association
  const shape = isNeed(need) ? needShape[need] : null
  const defaults: Record<string, string | string[]> = {
    programme: String(programmes[0]?.id ?? ''),
    host: hosts.find(({ associationId }) => associationId === association)?.value ?? hosts[0]?.value ?? '',
    together: 'on',
    spot: facts?.hall ? `hall-${facts.hall}` : 'host',
    version: '1',
    ...(shape && facts
      ? {
          title: shorten(t(`volunteering.need.title.${need}`, { name: facts.name }), 100),
          body: t(`volunteering.need.body.${need}`),
          bring: t(`volunteering.need.bring.${need}`),
          theme: shape.theme,
          stages: [...shape.stages],
          venue: shorten(facts.venue, 200),
        }
      : {}),
    ...kept,
  }
  const city = new Set(hosts.flatMap(({ value, city }) => (city ? [value] : [])))
  return {
    hosts,
    halls,
    // Lectures are offered by sections of the city.
    programmes: programmes.filter(({ kind }) => kind === 'experience' || city.size > 0),
    need: shape && facts ? { need, href: about } : undefined,
    defaults,
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = await createPlace(actor, await readAndCheck(args, placeForm))
  return redirect(`/volunteering/host/${id}/sessions?done=draft_saved`)
})

export default function NewPlace() {
  const { hosts, halls, programmes, need, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.form.${key}`, params)
  return (
    <Page
      title={at('new_title')}
      lead={at('lead')}
      crumbs={[
        { href: '/volunteering', label: t('volunteering.title') },
        { href: '/volunteering/host', label: t('volunteering.host.title') },
      ]}
    >
      {kept && <Banner tone="info" title={t('form.kept')} />}
      {hosts.length === 0 || programmes.length === 0 ? (
        <>
          <p>{hosts.length === 0 ? t('volunteering.host.none') : at('no_programme')}</p>
          <LinkButton href="/volunteering/host">{t('form.back')}</LinkButton>
        </>
      ) : (
        <>
          {need && (
            <Banner tone="info" title={at('from_need', { need: t(`volunteering.need.${need.need}`) })} />
          )}
          <p>{at('then_days')}</p>
          <PlaceForm
            answer={answer}
            defaults={defaults}
            programmes={programmes.map(({ id, title }) => ({ value: String(id), label: title }))}
            hosts={hosts}
            halls={halls}
            placed={false}
            need={need}
            back="/volunteering/host"
          />
        </>
      )}
    </Page>
  )
}
