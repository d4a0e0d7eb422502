/** 関心を示した一人: how to reach them, what was talked about, what comes next. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { suggestedTerm } from '~/modules/accounts/terms'
import { eraseInterest, inviteElected, moveInterest } from '~/modules/openings/commands/desk.server'
import { AnswerBadge, StageBadge, StageSteps } from '~/modules/openings/InterestStages'
import { interestAtDesk } from '~/modules/openings/queries/desk.server'
import { eraseForm, invitationForm, moveForm } from '~/modules/openings/schema'
import { formatDay } from '~/platform/clock'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { CheckedForm, HiddenField, RadioField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, DataList, LinkButton, Table } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('openings.one.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    interestAtDesk(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  const { stage, version } = found.interest
  const invites = firstValue(kept, 'intent') === 'invite'
  const moved = invites ? undefined : kept
  return {
    ...found,
    move: { stage, ...moved },
    // What was kept was typed on an older page: whoever moved it since is not overwritten unseen.
    seen: Number(firstValue(moved, 'version')) || version,
    term: { ...suggestedTerm(actor.today), ...(invites && kept) },
    kept: kept !== undefined,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  const here = `/associations/${slug}/interest/${id}`
  if (intentOf(fields) === 'erase') {
    await eraseInterest(actor, slug, id, check(eraseForm, fields).version)
    return redirect(`/associations/${slug}/interest?done=interest_deleted`)
  }
  if (intentOf(fields) === 'invite') {
    await inviteElected(actor, slug, id, check(invitationForm, fields))
    return redirect(`${here}?done=invited`)
  }
  const form = check(moveForm, fields)
  const stale = await unlessStale(fields, () => moveInterest(actor, slug, id, form))
  if (stale) return stale
  return redirect(`${here}?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function Interest() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { association, interest, opening, events, move, seen, kept } = data
  const { person } = interest
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.one.${key}`)
  const here = `/associations/${association.slug}`
  const sent = answer && 'values' in answer ? firstValue(answer.values, 'intent') : undefined
  return (
    <Page
      title={t('openings.one.of', { name: person.name || t('openings.desk.unreadable') })}
      lead={t(`openings.interest_kind.${interest.kind}`)}
      crumbs={[
        { href: here, label: association.name },
        { href: `${here}/interest`, label: t('openings.desk.title') },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      <StageSteps stage={interest.stage} />
      <DataList
        rows={[
          [at('stage'), <StageBadge key="stage" stage={interest.stage} />],
          [
            at('due'),
            interest.stage === 'new' ? (
              <>
                {formatDay(interest.dueOn, language)} <AnswerBadge answer={interest.answer} />
              </>
            ) : null,
          ],
          [
            at('opening'),
            <a key="opening" href={`/openings/${opening.id}`} className="inline-block py-2">
              {opening.title}
            </a>,
          ],
          [
            t('openings.interest.phone'),
            person.phone && (
              <a href={`tel:${person.phone.replaceAll('-', '')}`} className="inline-block py-2">
                {person.phone}
              </a>
            ),
          ],
          [
            t('openings.interest.email'),
            person.email && (
              <a href={`mailto:${person.email}`} className="inline-block py-2">
                {person.email}
              </a>
            ),
          ],
          [
            t('openings.interest.message'),
            person.message && <span className="whitespace-pre-line">{person.message}</span>,
          ],
          [at('shown'), formatDay(interest.shownOn, language)],
          [at('until'), formatDay(interest.keptUntil, language)],
        ]}
      />
      <h2>{at('next')}</h2>
      {answer && 'stale' in answer && answer.stale && (
        <StaleNotice
          typed={answer.values}
          fields={[
            {
              name: 'stage',
              label: at('stage'),
              theirs: interest.stage,
              words: (stage) => t(`openings.stage.${stage}`),
            },
          ]}
        />
      )}
      <CheckedForm schema={moveForm} answer={sent === 'invite' ? undefined : answer} defaults={move}>
        <HiddenField name="intent" value="move" />
        <HiddenField name="version" value={answer && sent !== 'invite' ? interest.version : seen} />
        <RadioField
          name="stage"
          label={at('move')}
          required
          options={[
            {
              value: interest.stage,
              label: t('openings.one.stays', { stage: t(`openings.stage.${interest.stage}`) }),
              support: at('stays_support'),
            },
            ...interest.next.map((stage) => ({
              value: stage,
              label: t(`openings.stage.${stage}`),
              support: t(`openings.one.to_${stage}`),
            })),
          ]}
        />
        <TextArea name="note" label={at('note')} support={at('note_support')} rows={3} />
        <SubmitButton>{at('submit')}</SubmitButton>
      </CheckedForm>
      {interest.stage === 'elected' && (
        <Elected data={data} answer={sent === 'invite' ? answer : undefined} />
      )}
      <Table
        caption={at('events')}
        head={[at('event_on'), at('event_stage'), at('event_note'), at('event_by')]}
        rows={events.map((event) => [
          formatDay(event.on, language),
          t(`openings.stage.${event.stage}`),
          event.note,
          event.by ?? at('by_person'),
        ])}
      />
      <p className="support">{at('private')}</p>
      <ConfirmPost
        summary={at('erase')}
        label={at('erase_submit')}
        fields={{ intent: 'erase', version: interest.version }}
      >
        <p>{at('erase_text')}</p>
      </ConfirmPost>
    </Page>
  )
}

/** From the election to the term: an invitation at the address that the person told, or the officers' own page. */
function Elected({ data, answer }: { data: Data; answer: unknown }) {
  const { association, interest, opening, term } = data
  const t = useT()
  const at = (key: string) => t(`openings.one.${key}`)
  return (
    <section className="stack">
      <h2>{at('elected')}</h2>
      <p>{at('elected_text')}</p>
      <div className="actions">
        <LinkButton href={`/associations/${association.slug}/officers/next`}>{at('to_next')}</LinkButton>
      </div>
      {opening.post && interest.person.email && (
        <>
          <h3>{at('invite')}</h3>
          <p>{t('openings.one.invite_text', { email: interest.person.email, post: opening.post.name })}</p>
          <CheckedForm
            schema={invitationForm}
            answer={answer}
            defaults={{ startsOn: term.startsOn, endsOn: term.endsOn }}
          >
            <HiddenField name="intent" value="invite" />
            <TextField name="startsOn" type="date" label={t('accounts.officers.starts_on')} required />
            <TextField name="endsOn" type="date" label={t('accounts.officers.ends_on')} required />
            <SubmitButton variant="secondary">{at('invite_submit')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </section>
  )
}
