/** 補助金の概算: which work, what it costs, and what the scheme asks about. Without an account; nothing is kept. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { hallAnswers, hallsToChoose, openHall } from '~/modules/applications/queries/estimate-hall.server'
import { AskForm, ChooseForm } from '~/modules/subsidies/Estimate'
import { chosen, estimateFrom } from '~/modules/subsidies/estimate.server'
import { HallChoice } from '~/modules/subsidies/HallChoice'
import { estimateQuery, fieldsOf, knownFields, type Programme } from '~/modules/subsidies/schema'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('subsidies.estimate.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { request } = args
  const given = fieldsOf(new URL(request.url))
  const { programmes, programme, works } = await chosen(given)
  const asked = programme && works.length > 0 ? await ofHall(args, programme, works) : null
  const named = queryParam(request, 'hall')
  const { fields: known = {}, ...filled } = asked?.filled ?? {}
  return {
    // What was typed or stands in the address goes before what the record of a hall says.
    given: programme ? { ...known, ...knownFields(programme, works, given) } : {},
    hall: asked && { words: asked.words, found: asked.found, filled: 'hall' in filled ? filled : null },
    about: !asked && named ? await openHall(idParam(named)) : null,
    programme,
    works,
    programmes: programmes.map(({ key, own, definition: { municipality, name } }) => ({
      key,
      own,
      municipality,
      name,
    })),
  }
})

/** The hall of the address with its answers, and the halls to choose from. */
async function ofHall(args: LoaderFunctionArgs, programme: Programme, works: readonly string[]) {
  const actor = await currentActor(args)
  const words = queryParam(args.request, 'hall-name') ?? ''
  const named = queryParam(args.request, 'hall')
  const [filled, found] = await Promise.all([
    named ? hallAnswers(actor, programme, works, idParam(named)) : null,
    hallsToChoose(actor, words || undefined),
  ])
  return { words, filled, found }
}

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  // Which scheme it is stands in the address too: a form that has lost it is still understood.
  for (const [name, value] of Object.entries(fieldsOf(new URL(args.request.url)))) fields[name] ??= value
  const { programme, works } = await estimateFrom(fields)
  return redirect(`/subsidies/estimate/result?${estimateQuery(programme, works, fields)}`)
})

export default function AskForEstimate() {
  const { given, hall, about, programme, works, programmes } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const asked = programme && works.length > 0
  return (
    <Page
      title={t('subsidies.estimate.title')}
      lead={t(asked ? 'subsidies.estimate.ask_first' : 'subsidies.estimate.lead')}
      crumbs={[{ href: '/subsidies', label: t('subsidies.list.title') }]}
    >
      {asked ? (
        <>
          <p>
            {programme.name}:{' '}
            {programme.works
              .filter(({ key }) => works.includes(key))
              .map(({ name }) => name)
              .join('、')}{' '}
            (<a href={`/subsidies/estimate?programme=${programme.key}`}>{t('subsidies.estimate.again')}</a>)
          </p>
          {hall && <HallChoice programme={programme} works={works} {...hall} />}
          <AskForm
            programme={programme}
            works={works}
            given={given}
            answer={answer}
            hall={hall?.filled?.hall.id}
          />
        </>
      ) : (
        <ChooseForm programmes={programmes} programme={programme} hall={about} />
      )}
    </Page>
  )
}
