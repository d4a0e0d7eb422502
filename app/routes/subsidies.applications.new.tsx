/** 補助金の申請を始める: for officers who write for their association; an estimate may bring its answers along. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { startApplication } from '~/modules/applications/commands/start.server'
import { startView } from '~/modules/applications/queries/start.server'
import { ChooseStart, StartForm } from '~/modules/applications/StartForm'
import { startSchema } from '~/modules/applications/schema'
import { fieldsOf, knownFields, worksIn } from '~/modules/subsidies/schema'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.new.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const asked = fieldsOf(new URL(args.request.url))
  const view = await startView(await currentActor(args), {
    association: firstValue(asked, 'association'),
    programme: firstValue(asked, 'programme'),
    back: `/subsidies/estimate${new URL(args.request.url).search}`,
  })
  const works = view.programme ? worksIn(view.programme, asked) : []
  return {
    ...view,
    works,
    brought: (view.programme ? knownFields(view.programme, works, asked) : {}) as Record<string, string>,
    hall: firstValue(asked, 'hall') ?? null,
    kept: (await keptFields(args.request)) ?? null,
  }
})

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const id = await startApplication(actor, check(startSchema, fields), fields)
  return redirect(`/subsidies/applications/${id}?done=saved`)
})

export default function NewApplication() {
  const view = useLoaderData<typeof loader>()
  const { associations, programmes, association, programme, chosen, works, brought, hall, kept } = view
  const answer = useActionData<typeof action>()
  const t = useT()
  const missing = associations.length === 0 ? 'no_association' : 'no_programmes'
  return (
    <Page
      title={t('applications.new.title')}
      lead={t('applications.new.lead')}
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/applications', label: t('applications.mine.title') },
      ]}
    >
      {kept && !answer && <Banner tone="info" title={t('form.kept')} />}
      {associations.length === 0 || programmes.length === 0 ? (
        <p>{t(`applications.new.${missing}`)}</p>
      ) : association && programme && chosen ? (
        <StartForm
          association={association}
          programme={programme}
          works={works}
          brought={brought}
          hall={hall}
          chosen={chosen}
          answer={answer}
          kept={kept}
        />
      ) : (
        <ChooseStart
          associations={associations}
          programmes={programmes}
          association={association?.slug ?? null}
          programme={programme?.key ?? null}
          works={works}
          brought={brought}
          hall={hall}
        />
      )}
    </Page>
  )
}
