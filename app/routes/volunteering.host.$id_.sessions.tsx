/** 日程: added, changed, taken out; and cancelled, with which everybody who applied is told. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Actor } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { cancelSession } from '~/modules/participation/commands/session.server'
import { deleteSession, saveSession } from '~/modules/volunteering/commands/sessions.server'
import { placeToEdit } from '~/modules/volunteering/queries/host.server'
import { needFacts } from '~/modules/volunteering/queries/needs.server'
import { isNeed, needShape, needTarget } from '~/modules/volunteering/rules'
import { sessionCancel, sessionDelete, sessionForm } from '~/modules/volunteering/schema'
import { dayOf, formatDay, formatSpan, localOf } from '~/platform/clock'
import { NotFound } from '~/platform/errors'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { place: { title: string } }) => data.place.title)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const place = await placeToEdit(actor, idParam(args.params.id))
  const first = place.sessions.length === 0 ? await firstDay(actor, place) : null
  const kept = await keptFields(args.request)
  const asked = queryParam(args.request, 'edit', 9)
  const edited = place.sessions.find(({ id, cancelled, past }) => String(id) === asked && !cancelled && !past)
  return {
    place: { id: place.id, title: place.title, programme: place.programme, sessions: place.sessions },
    edited: edited && { id: edited.id, fixed: edited.taken + edited.queued > 0 },
    defaults: {
      ...(edited
        ? {
            session: String(edited.id),
            version: String(edited.version),
            day: dayOf(edited.startsAt),
            starts: localOf(edited.startsAt).slice(11),
            ends: localOf(edited.endsAt).slice(11),
            capacity: String(edited.capacity),
            minutes: String(edited.minutes),
          }
        : { session: '', version: '', day: '', starts: '', ends: '', capacity: '', minutes: '', ...first }),
      ...kept,
    } as Record<string, string>,
  }
})

/** The first day of a place that was made from a need: that of the event, and the room that such a need usually has. */
async function firstDay(actor: Actor, place: { need: string; needHref: string }) {
  const target = needTarget(place.needHref)
  if (!isNeed(place.need)) return null
  const capacity = String(needShape[place.need].capacity)
  const facts = target && (await needFacts(actor, target))
  if (!facts?.starts) return { capacity }
  const [day = '', starts = ''] = facts.starts.split('T')
  const ends = facts.ends?.startsWith(day) ? facts.ends.slice(11) : ''
  return { capacity, day, starts, ends }
}

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const back = `/volunteering/host/${id}/sessions`
  const intent = intentOf(fields)
  if (intent === 'delete') {
    await deleteSession(actor, id, check(sessionDelete, fields))
    return redirect(`${back}?done=deleted`)
  }
  if (intent === 'cancel') {
    const { session, ...form } = check(sessionCancel, fields)
    // The address names the place, and the form a session of it.
    const place = await placeToEdit(actor, id)
    if (!place.sessions.some((one) => one.id === session)) throw new NotFound()
    await cancelSession(actor, session, form)
    return redirect(`${back}?done=session_cancelled`)
  }
  await saveSession(actor, id, check(sessionForm, fields))
  return redirect(`${back}?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Sessions() {
  const data = useLoaderData<typeof loader>()
  const { place, edited, defaults } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.session.${key}`, params)
  const failed = answer && 'values' in answer ? firstValue(answer.values, 'intent') : undefined
  return (
    <Page
      title={at('title', { title: place.title })}
      crumbs={[
        { href: '/volunteering/host', label: t('volunteering.host.title') },
        { href: `/volunteering/host/${place.id}`, label: place.title },
      ]}
    >
      <h2>{at('list')}</h2>
      {place.sessions.length === 0 && <p>{at('none')}</p>}
      <List data={data} answer={failed === 'cancel' ? answer : undefined} />
      <h2 id="add">{at(edited ? 'editing' : 'add')}</h2>
      {edited?.fixed && <p>{at('time_stays')}</p>}
      <CheckedForm
        schema={sessionForm}
        answer={failed === 'cancel' ? undefined : answer}
        defaults={defaults}
        action={`/volunteering/host/${place.id}/sessions`}
      >
        <HiddenField name="intent" value="save" />
        <HiddenField name="session" value={defaults.session ?? ''} />
        <HiddenField name="version" value={defaults.version ?? ''} />
        <TextField
          name="day"
          type="date"
          label={at('day')}
          support={at('day_support', {
            from: formatDay(place.programme.activityFrom, language),
            until: formatDay(place.programme.activityUntil, language),
          })}
          required
        />
        <TextField name="starts" label={at('starts')} support={at('time_support')} required />
        <TextField name="ends" label={at('ends')} support={at('time_support')} required />
        <TextField name="capacity" type="number" inputMode="numeric" label={at('capacity')} required />
        <TextField
          name="minutes"
          type="number"
          inputMode="numeric"
          label={at('minutes')}
          support={at('minutes_support')}
        />
        <div className="actions">
          <SubmitButton>{at('save')}</SubmitButton>
          <LinkButton href={`/volunteering/host/${place.id}`}>{t('form.back')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}

function List({
  data: { place },
  answer,
}: {
  data: Data
  answer: ReturnType<typeof useActionData<typeof action>>
}) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string>) => t(`volunteering.session.${key}`, params)
  return (
    <ul className="notice-list">
      {place.sessions.map((session) => {
        const when = formatSpan(session.startsAt, session.endsAt, language)
        const open = !session.cancelled && !session.past
        return (
          <li key={session.id} className="notice-row">
            <h3>{when}</h3>
            <p>
              {session.cancelled ? (
                <Badge tone="danger">{at('cancelled', { reason: session.cancelReason })}</Badge>
              ) : (
                t('volunteering.host.filled', { taken: session.taken, capacity: session.capacity })
              )}
            </p>
            {open && (
              <div className="stack">
                <a
                  className="inline-block py-2"
                  href={`/volunteering/host/${place.id}/sessions?edit=${session.id}#add`}
                >
                  {at('edit')}
                </a>
                {session.applied ? (
                  <details className="confirm">
                    <summary>{at('cancel_summary')}</summary>
                    <CheckedForm
                      schema={sessionCancel}
                      answer={
                        answer &&
                        'values' in answer &&
                        firstValue(answer.values, 'session') === String(session.id)
                          ? answer
                          : undefined
                      }
                      id={`cancel-${session.id}`}
                    >
                      <HiddenField name="intent" value="cancel" />
                      <HiddenField name="session" value={session.id} />
                      <HiddenField name="version" value={session.version} />
                      <TextField name="reason" label={at('reason')} support={at('reason_support')} required />
                      <SubmitButton variant="danger">{at('cancel')}</SubmitButton>
                    </CheckedForm>
                  </details>
                ) : (
                  <ConfirmPost
                    summary={at('delete_summary')}
                    label={at('delete', { when })}
                    fields={{ intent: 'delete', session: session.id, version: session.version }}
                  />
                )}
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
