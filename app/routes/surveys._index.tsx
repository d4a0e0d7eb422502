/** アンケート: open ones first, those that wait for one's own answer before all. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { listSurveys } from '~/modules/surveys/queries/list.server'
import { SurveyList } from '~/modules/surveys/SurveyList'
import { rowId } from '~/platform/forms'
import { page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('surveys.list.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const after = rowId.safeParse(queryParam(args.request, 'after')).data
  return { ...(await listSurveys(await currentActor(args), after)), later: after !== undefined }
})

export default function Surveys() {
  const { open, past, next, runs, signedIn, later } = useLoaderData<typeof loader>()
  const t = useT()
  const at = (key: string) => t(`surveys.list.${key}`)
  return (
    <Page
      title={at('title')}
      lead={at('lead')}
      crumbs={[]}
      actions={
        runs && (
          <>
            <LinkButton href="/surveys/new" variant="primary">
              {at('new')}
            </LinkButton>
            <LinkButton href="/surveys/desk">{at('desk')}</LinkButton>
          </>
        )
      }
    >
      {!later && (
        <section aria-labelledby="open" className="stack">
          <h2 id="open">{at('open')}</h2>
          {!signedIn && open.length > 0 && (
            <p>
              <a href="/sign-in?next=%2Fsurveys">{at('sign_in')}</a>
            </p>
          )}
          {open.length > 0 ? <SurveyList surveys={open} /> : <p>{at('none_open')}</p>}
        </section>
      )}
      <section aria-labelledby="past" className="stack">
        <h2 id="past">{at('past')}</h2>
        {past.length > 0 ? <SurveyList surveys={past} /> : <p>{at('none_past')}</p>}
        <Pager
          olderHref={next ? `/surveys?after=${next}` : undefined}
          firstHref={later ? '/surveys' : undefined}
        />
      </section>
    </Page>
  )
}
