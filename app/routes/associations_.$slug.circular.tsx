/** 回覧をまとめる: what has been published since the last circular, and the circulars before. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { CircularForm } from '~/modules/circulars/CircularForm'
import { makeCircular } from '~/modules/circulars/commands/make.server'
import { EarlierCirculars } from '~/modules/circulars/EarlierCirculars'
import { circularDesk } from '~/modules/circulars/queries/circulars.server'
import { circularForm } from '~/modules/circulars/schema'
import { rowId } from '~/platform/forms'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('circulars.make.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = rowId.safeParse(queryParam(args.request, 'before'))
  const desk = await circularDesk(await currentActor(args), args.params.slug ?? '', before.data)
  return { ...desk, first: !before.success, kept: (await keptFields(args.request)) ?? {} }
})

export const action = formAction(async (args) => {
  const form = await readAndCheck(args, circularForm)
  const slug = args.params.slug ?? ''
  const number = await makeCircular(requireUser(await currentActor(args)), slug, form)
  return redirect(`/associations/${slug}/circulars/${number}?done=saved`)
})

export default function Circular() {
  const { association, offered, after, kept, earlier, older, first } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={t('circulars.make.title_of', { name: association.name })}
      lead={t('circulars.make.lead')}
      crumbs={[{ href: here, label: association.name }]}
    >
      {first && <CircularForm offered={offered} after={after} kept={kept} answer={answer} />}
      <EarlierCirculars here={here} circulars={earlier} older={older} first={first} />
    </Page>
  )
}
