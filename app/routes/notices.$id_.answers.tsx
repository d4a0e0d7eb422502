/** 出欠の回答 for officers: counts, quorum, households by group, and the entry of paper and telephone. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AnswerCounts, GroupTable, QuorumHelp } from '~/modules/events/AnswerCounts'
import { enterAnswers } from '~/modules/events/commands/enter.server'
import { EnterAnswers, OtherAnswers } from '~/modules/events/EnterAnswers'
import { answersOf } from '~/modules/events/queries/answers.server'
import { answersQuery, enterForm } from '~/modules/events/schema'
import { formatInstant } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('events.answers.title')

export { ErrorBoundary } from '~/ui/error-boundary'

const queryOf = (request: Request) =>
  answersQuery.parse(Object.fromEntries(new URL(request.url).searchParams))

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { quorum, group } = queryOf(args.request)
  const found = await answersOf(await currentActor(args), idParam(args.params.id), group)
  return { ...found, quorum }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, enterForm)
  await enterAnswers(await currentActor(args), id, form)
  const { quorum, group } = queryOf(args.request)
  const kept = new URLSearchParams({ quorum, ...(group ? { group: String(group) } : {}) })
  return redirect(`/notices/${id}/answers?${kept}&done=answers_entered`)
})

export default function EventAnswers() {
  const { event, counts, groups, group, households, others, quorum } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const shown = groups.find(({ id }) => id === group)
  return (
    <Page
      title={t('events.answers.title')}
      lead={`${event.title} / ${formatInstant(event.startsAt, language)}`}
      crumbs={[
        { href: '/notices', label: t('notices.list.title') },
        { href: `/notices/${event.id}`, label: event.title },
      ]}
      width="wide"
      actions={
        <>
          <LinkButton href={`/notices/${event.id}/attendance`}>{t('events.attendance.title')}</LinkButton>
          <LinkButton href={`/notices/${event.id}/answers.csv`} download>
            {t('events.answers.csv')}
          </LinkButton>
        </>
      }
    >
      <AnswerCounts event={event} counts={counts} />
      {event.asks === 'assembly' && (
        <QuorumHelp event={event} counts={counts} fraction={quorum} group={group} />
      )}
      {groups.length > 0 && <GroupTable event={event} groups={groups} fraction={quorum} />}
      <h2 id="households">
        {shown ? t('events.answers.households_of', { name: shown.name }) : t('events.answers.by_household')}
      </h2>
      {shown && (
        <p>
          <a href={`/notices/${event.id}/answers?quorum=${quorum}`}>{t('events.answers.all_groups')}</a>
        </p>
      )}
      {households.length > 0 ? (
        <EnterAnswers
          event={event}
          households={households}
          answer={answer && 'errors' in answer ? answer : undefined}
        />
      ) : (
        <p>{t(groups.length > 0 ? 'events.answers.choose_group' : 'events.answers.no_households')}</p>
      )}
      <OtherAnswers others={others} />
    </Page>
  )
}
