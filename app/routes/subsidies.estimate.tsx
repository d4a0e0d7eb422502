/** 補助金の概算: which work, what it costs, and what the scheme asks about. Without an account; nothing is kept. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AskForm, ChooseForm } from '~/modules/subsidies/Estimate'
import { chosen, estimateFrom } from '~/modules/subsidies/estimate.server'
import { estimateQuery, fieldsOf, knownFields } from '~/modules/subsidies/schema'
import { readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('subsidies.estimate.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const given = fieldsOf(new URL(request.url))
  const { programmes, programme, works } = await chosen(given)
  return {
    given: programme ? knownFields(programme, works, given) : {},
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

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  // Which scheme it is stands in the address too: a form that has lost it is still understood.
  for (const [name, value] of Object.entries(fieldsOf(new URL(args.request.url)))) fields[name] ??= value
  const { programme, works } = await estimateFrom(fields)
  return redirect(`/subsidies/estimate/result?${estimateQuery(programme, works, fields)}`)
})

export default function AskForEstimate() {
  const { given, programme, works, programmes } = useLoaderData<typeof loader>()
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
          <AskForm programme={programme} works={works} given={given} answer={answer} />
        </>
      ) : (
        <ChooseForm programmes={programmes} programme={programme} />
      )}
    </Page>
  )
}
