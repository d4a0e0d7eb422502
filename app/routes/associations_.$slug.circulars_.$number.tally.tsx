/** 紙のサインの集計 for a whole circular: one sheet stands for all its notices. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { enterCircularSheet } from '~/modules/circulars/commands/tally.server'
import { circularTally } from '~/modules/circulars/queries/tally.server'
import { TallySheet } from '~/modules/circulars/TallySheet'
import { ReachFigure } from '~/modules/confirmations/ReachFigure'
import { rowId } from '~/platform/forms'
import { readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('circulars.tally.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const group = rowId.safeParse(queryParam(args.request, 'group'))
  const number = idParam(args.params.number)
  return circularTally(await currentActor(args), args.params.slug ?? '', number, group.data)
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const { slug = '' } = args.params
  const number = idParam(args.params.number)
  const { group } = await enterCircularSheet(requireUser(await currentActor(args)), slug, number, fields)
  return redirect(`/associations/${slug}/circulars/${number}/tally?group=${group}&done=saved`)
})

export default function Tally() {
  const { association, number, notices, sheet } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const above = `/associations/${association.slug}/circulars/${number}`
  return (
    <Page
      title={t('circulars.tally.title')}
      lead={`${association.name} ${t('circulars.page.title', { number })}`}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: above, label: t('circulars.page.title', { number }) },
      ]}
    >
      {notices.length === 0 ? (
        <p>{t('circulars.tally.nothing')}</p>
      ) : (
        <>
          <p>{t('circulars.tally.for_circular', { count: notices.length })}</p>
          <TallySheet here={`${above}/tally`} sheet={sheet} answer={answer} />
          <h2>{t('circulars.page.reach')}</h2>
          {notices.map(({ id, title, reach }) => (
            <section key={id}>
              <h3>
                <a href={`/notices/${id}`}>{title}</a>
              </h3>
              {reach && <ReachFigure reach={reach} />}
            </section>
          ))}
        </>
      )}
    </Page>
  )
}
