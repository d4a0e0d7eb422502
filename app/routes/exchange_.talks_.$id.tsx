/** 意見交換会: one of them, for everybody; those invited answer and ask here. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { standingHidings } from '~/modules/moderation/queries/public.server'
import { talkTold } from '~/modules/opendata/told'
import { Agenda } from '~/modules/talks/AgendaPart'
import { Attendance, OwnAnswers } from '~/modules/talks/AttendancePart'
import { answerTalk } from '~/modules/talks/commands/answers.server'
import { tickOutcome } from '~/modules/talks/commands/outcomes.server'
import { askBefore } from '~/modules/talks/commands/questions.server'
import { Outcomes } from '~/modules/talks/OutcomesPart'
import { AskForm, QuestionList } from '~/modules/talks/QuestionsPart'
import { talkPage } from '~/modules/talks/queries/talk.server'
import { answerForm, questionForm, tickForm } from '~/modules/talks/schema'
import { TalkFacts } from '~/modules/talks/TalkFacts'
import { HostNav, NearBadge, Papers, TalkStateBadge, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { now } from '~/platform/clock'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { renderMarkdown } from '~/platform/markdown'
import { unlessRefused } from '~/platform/refused.server'
import { portalUrl, settings } from '~/platform/settings.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { type Told, toldMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export const handle = { interactive: true }
type Titled = { page: { talk: { title: string } }; url: string; told: Told | null }
export const meta = toldMetaFrom<Titled>((data) => data.page.talk.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await talkPage(actor, idParam(args.params.id), now())
  const hidden = found.questions.filter((question) => question.hidden)
  const idsOf = (questions: typeof hidden) => questions.map(({ id }) => id)
  const [hidings, kept] = await Promise.all([
    standingHidings('talk_question', idsOf(hidden), idsOf(hidden.filter(({ mine }) => mine))),
    keptFields(args.request),
  ])
  return {
    page: found,
    url: portalUrl(`/exchange/talks/${found.talk.id}`),
    told: talkTold(settings().PUBLIC_URL, found.talk),
    hidings: Object.fromEntries(hidings),
    minutes: found.talk.minutes ? renderMarkdown(found.talk.minutes) : '',
    signedIn: actor.user !== null,
    moderates: mayInPortal(actor, 'content.moderate'),
    kept: kept && intentOf(kept) === 'ask' ? kept : undefined,
    answersFor: queryParam(args.request, 'for') ?? '',
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const here = `/exchange/talks/${id}`
  const intent = intentOf(fields)
  if (intent === 'answer') {
    const form = check(answerForm, fields)
    const act = () => unlessStale(fields, () => answerTalk(actor, id, form))
    const answered = await unlessRefused(fields, ['talk_closed'], act)
    if ('answer' in answered) return answered.answer
    return answered.done ?? redirect(`${here}?done=answered`)
  }
  if (intent === 'tick') {
    await tickOutcome(actor, id, check(tickForm, fields))
    return redirect(`${here}?done=saved`)
  }
  const form = check(questionForm, fields)
  const asked = await unlessRefused(fields, ['too_many', 'talk_closed'], () => askBefore(actor, id, form))
  if ('answer' in asked) return asked.answer
  return redirect(`${here}?done=talk_question_${asked.done}`)
})

export default function OneTalk() {
  const {
    page: found,
    hidings,
    minutes,
    signedIn,
    moderates,
    kept,
    answersFor,
  } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { talk, host, own } = found
  const sent =
    answer && 'values' in answer && answer.values ? (firstValue(answer.values, 'intent') ?? 'ask') : ''
  return (
    <Page
      title={talk.title}
      lead={
        <>
          <TalkStateBadge state={talk.state} /> <NearBadge near={found.near} state={talk.state} />
        </>
      }
      crumbs={useTalkCrumbs()}
    >
      <KeptBanner kept={kept !== undefined && !answer} />
      {host && <HostBox page={found} />}
      {talk.state === 'cancelled' && (
        <Banner tone="danger" title={t('talks.page.cancelled')}>
          <p className="whitespace-pre-line">{talk.cancelledReason}</p>
        </Banner>
      )}
      {minutes && (
        <p className="actions no-print">
          <a href="#minutes">{t('talks.page.to_minutes')}</a>
        </p>
      )}
      <TalkFacts page={found} />
      {talk.introduction && <p className="whitespace-pre-line">{talk.introduction}</p>}
      <Papers id={talk.id} host={host} state={talk.state} minutes={minutes !== ''} />
      {talk.state === 'announced' && own.length > 0 && (
        <>
          <h2 id="own">{t('talks.page.own')}</h2>
          <OwnAnswers page={found} answer={sent === 'answer' ? answer : undefined} chosen={answersFor} />
        </>
      )}
      <h2>{t('talks.page.agenda')}</h2>
      <Agenda talk={talk} items={talk.items} />
      {minutes && (
        <>
          <h2 id="minutes">{t('talks.page.minutes')}</h2>
          {/* HTML in the text is shown as text: see platform/markdown.ts */}
          <div className="prose" lang="ja" dangerouslySetInnerHTML={{ __html: minutes }} />
        </>
      )}
      {(found.outcomes.length > 0 || minutes) && (
        <>
          <h2 id="outcomes">{t('talks.page.outcomes')}</h2>
          <p>{t('talks.page.outcomes_text')}</p>
          <Outcomes outcomes={found.outcomes} action={`/exchange/talks/${talk.id}`} />
        </>
      )}
      {talk.state !== 'cancelled' && talk.state !== 'draft' && (
        <>
          <h2 id="attendance">{t('talks.page.attendance')}</h2>
          <Attendance page={found} />
        </>
      )}
      {talk.state !== 'draft' && (
        <>
          <h2 id="questions">{t('talks.page.questions')}</h2>
          <QuestionList questions={found.questions} hidings={hidings} moderates={moderates} />
          <AskForm
            page={found}
            signedIn={signedIn}
            answer={sent === 'ask' ? answer : undefined}
            kept={kept}
          />
        </>
      )}
    </Page>
  )
}

/** What the host does next, and their pages. */
function HostBox({
  page: found,
}: {
  page: { talk: { id: number; state: string; minutesAt: Date | null }; begun: boolean }
}) {
  const { talk, begun } = found
  const t = useT()
  const step =
    talk.state === 'draft'
      ? 'draft'
      : talk.state === 'announced'
        ? begun
          ? 'begun'
          : 'announced'
        : talk.state === 'held' && talk.minutesAt === null
          ? 'held'
          : null
  return (
    <section className="card no-print" aria-labelledby="host">
      <h2 id="host" className="card-title">
        {t('talks.host.title')}
      </h2>
      {step && <p>{t(`talks.host.next_${step}`)}</p>}
      <HostNav id={talk.id} />
    </section>
  )
}
