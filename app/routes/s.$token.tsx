/** アンケートに答える, with the link on a sheet of paper or in a mail. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { answerByLink } from '~/modules/surveys/commands/answer.server'
import { sheetForLink } from '~/modules/surveys/queries/survey.server'
import { Sheet } from '~/modules/surveys/Sheet'
import { readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { mapLinks } from '~/ui/map/links'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const links = () => mapLinks
export const meta = titleMeta('surveys.sheet.title')

export const headers = () => ({
  'X-Robots-Tag': 'noindex',
  'Cache-Control': 'private, no-store',
  'Referrer-Policy': 'no-referrer',
})

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { today } = await currentActor(args)
  const sheet = await sheetForLink(today, args.params.token ?? '')
  return { ...sheet, tileUrl: settings().TILE_URL }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const { today } = await currentActor(args)
  const { surveyId, how } = await answerByLink(today, args.params.token ?? '', fields)
  return redirect(`/surveys/${surveyId}/thanks${how === 'changed' ? '?changed=1' : ''}`)
})

export default function AnswerByLink() {
  const sheet = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title={sheet.survey.title}>
      <Sheet {...sheet} answer={answer} />
    </Page>
  )
}
