/** 出欠: what came on paper, and who came on the day, entered by those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { enterAnswers } from '~/modules/talks/commands/answers.server'
import { EnterAttendance } from '~/modules/talks/EnterAttendance'
import { enteredOf } from '~/modules/talks/entered'
import { invitedToEnter } from '~/modules/talks/queries/host.server'
import { invitedQuery } from '~/modules/talks/schema'
import { HostHead, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { now } from '~/platform/clock'
import { keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { FilterText } from '~/ui/filters'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Button, Icon, LinkButton, Pager } from '~/ui/parts'

export const meta = titleMeta('talks.enter.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const query = invitedQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const [found, kept] = await Promise.all([
    invitedToEnter(actor, idParam(args.params.id), query),
    keptFields(args.request),
  ])
  return { ...found, query, kept, begun: now() >= found.talk.startsAt }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const forms = enteredOf(fields)
  const stale = await unlessStale(fields, () => enterAnswers(actor, id, forms))
  return stale ?? redirect(`/exchange/talks/${id}/attendance?done=entered`)
})

export default function TalkAttendance() {
  const { talk, rows, next, query, kept, begun } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.enter.${key}`)
  const here = `/exchange/talks/${talk.id}/attendance`
  const search = (after?: number) => {
    const text = new URLSearchParams({
      ...(query.q ? { q: query.q } : {}),
      ...(after ? { after: String(after) } : {}),
    }).toString()
    return text ? `${here}?${text}` : here
  }
  const takes = talk.state === 'announced' || talk.state === 'held'
  return (
    <Page
      title={at('title')}
      lead={at(begun ? 'lead_begun' : 'lead')}
      crumbs={useTalkCrumbs(talk)}
      width="wide"
    >
      <HostHead talk={talk} here="attendance" />
      <p className="actions no-print">
        <LinkButton href={`/exchange/talks/${talk.id}/sheet.pdf`}>
          <Icon name="print" /> {t('talks.paper.sheet')}
        </LinkButton>
      </p>
      <form method="get" action={here} className="search-row no-print">
        <FilterText name="q" label={at('search')} value={query.q} />
        <Button variant="secondary">
          <Icon name="search" /> {at('search_submit')}
        </Button>
      </form>
      {answer && 'stale' in answer && (
        <Banner tone="warning" title={at('stale')} live>
          <p>{at('stale_text')}</p>
        </Banner>
      )}
      {!takes ? (
        <p>{at('not_yet')}</p>
      ) : rows.length === 0 ? (
        <p>{at('none')}</p>
      ) : (
        <EnterAttendance rows={rows} begun={begun} answer={answer} kept={kept} action={search(query.after)} />
      )}
      <Pager
        olderHref={next === undefined ? undefined : search(next)}
        firstHref={query.after ? search() : undefined}
      />
    </Page>
  )
}
