/** 出欠の回答: given, changed, taken back; for whoever has not signed in, how to answer. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AnswerForm, AnswerSentence } from '~/modules/events/AnswerForm'
import { answerEvent, takeBackAnswer } from '~/modules/events/commands/answer.server'
import { EventFacts, HowToAnswer, NoHousehold } from '~/modules/events/EventPart'
import { eventToAnswer } from '~/modules/events/queries/event.server'
import { answerForm, takeBackForm } from '~/modules/events/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const handle = { interactive: true }
export const meta = titleMeta('events.answer.page')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { title, event } = await eventToAnswer(actor, idParam(args.params.id))
  const kept = (await keptFields(args.request)) ?? {}
  return { title, event, as: queryParam(args.request, 'as', 30) ?? null, kept }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  if (fields.intent === 'take_back') {
    await takeBackAnswer(actor, id, check(takeBackForm, fields))
    return redirect(`/notices/${id}?done=answer_taken_back#event`)
  }
  await answerEvent(actor, id, check(answerForm, fields))
  return redirect(`/notices/${id}?done=answered#event`)
})

export default function AnswerEvent() {
  const { title, event, as, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  // A form that is given back is that of the household for which it was sent.
  const sent = answer && 'values' in answer ? answer.values.as : (kept.as ?? as)
  const chosen = event.answerers.find(({ key }) => key === sent) ?? event.answerers[0]
  const others = event.answerers.filter((one) => one !== chosen)
  return (
    <Page
      title={t('events.answer.page')}
      lead={title}
      crumbs={[
        { href: '/notices', label: t('notices.list.title') },
        { href: `/notices/${event.id}`, label: title },
      ]}
    >
      <EventFacts event={event} />
      {!event.open && (
        <>
          <p>{t('events.answer.closed')}</p>
          {event.answerers.map((one) => (
            <AnswerSentence key={one.key} answerer={one} />
          ))}
        </>
      )}
      {event.open && !event.signedIn && <HowToAnswer event={event} />}
      {event.open && event.signedIn && !chosen && <NoHousehold />}
      {event.open && chosen && (
        <AnswerForm key={chosen.key} event={event} answerer={chosen} answer={answer} kept={kept} />
      )}
      {event.open &&
        others.map((one) => (
          <p key={one.key}>
            <a href={`/notices/${event.id}/answer?as=${one.key}`}>
              {t('events.answer.for', { name: one.household ?? t('events.answer.myself') })}
            </a>
          </p>
        ))}
    </Page>
  )
}
