/** アンケートに答える, with an account: for oneself, or for one's household. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { answerAsAccount } from '~/modules/surveys/commands/answer.server'
import { sheetForAccount } from '~/modules/surveys/queries/survey.server'
import { Sheet } from '~/modules/surveys/Sheet'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { mapLinks } from '~/ui/map/links'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const links = () => mapLinks
export const meta = titleMeta('surveys.sheet.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  const household = queryParam(args.request, 'household', 12)
  const [sheet, kept] = await Promise.all([
    sheetForAccount(actor, idParam(args.params.id), household),
    keptFields(args.request),
  ])
  return { ...sheet, defaults: { ...sheet.defaults, ...kept }, tileUrl: settings().TILE_URL }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const how = await answerAsAccount(actor, id, fields)
  return redirect(`/surveys/${id}/thanks${how === 'changed' ? '?changed=1' : ''}`)
})

export default function Answer() {
  const sheet = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { id, title } = sheet.survey
  return (
    <Page
      title={title}
      crumbs={[
        { href: '/surveys', label: t('surveys.list.title') },
        { href: `/surveys/${id}`, label: title },
      ]}
    >
      <Sheet {...sheet} answer={answer} />
    </Page>
  )
}
