/** 決まったこと: written down with whoever does it and by when, by those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addOutcome, removeOutcome, tickOutcome } from '~/modules/talks/commands/outcomes.server'
import { Outcomes } from '~/modules/talks/OutcomesPart'
import { outcomesToKeep } from '~/modules/talks/queries/host.server'
import { outcomeForm, rowForm, tickForm } from '~/modules/talks/schema'
import { HostHead, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import {
  CheckedForm,
  ErrorSummary,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('talks.outcome.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    outcomesToKeep(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return {
    ...found,
    routes: mayInPortal(actor, 'matter.route'),
    kept: kept && intentOf(kept) === 'add' ? kept : undefined,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'tick') await tickOutcome(actor, id, check(tickForm, fields))
  else if (intent === 'remove') await removeOutcome(actor, id, check(rowForm, fields).id)
  else await addOutcome(actor, id, check(outcomeForm, fields))
  return redirect(`/exchange/talks/${id}/outcomes?done=saved`)
})

export default function TalkOutcomes() {
  const { talk, outcomes, sections, associations, routes, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.outcome.${key}`)
  const sent = answer && 'values' in answer && answer.values ? intentOf(answer.values) || 'add' : ''
  const here = `/exchange/talks/${talk.id}/outcomes`
  const published = talk.minutesAt !== null
  return (
    <Page title={at('title')} lead={at('lead')} crumbs={useTalkCrumbs(talk)}>
      <KeptBanner kept={kept !== undefined && !answer} />
      <HostHead talk={talk} here="outcomes" />
      {talk.state !== 'held' ? (
        <Banner tone="info" title={t('talks.minutes.not_yet')} />
      ) : (
        <>
          {sent && sent !== 'add' && answer && <ErrorSummary errors={answer.errors} />}
          {!published && <Banner tone="info" title={at('unpublished')} />}
          <Outcomes
            outcomes={outcomes}
            action={here}
            beside={(outcome) =>
              !published && (
                <PostButton
                  label={at('remove')}
                  fields={{ intent: 'remove', id: outcome.id }}
                  variant="danger"
                />
              )
            }
          />
          <h2>{at('add')}</h2>
          <CheckedForm
            schema={outcomeForm}
            answer={sent === 'add' ? answer : undefined}
            defaults={kept ?? {}}
          >
            <HiddenField name="intent" value="add" />
            <TextArea name="text" label={at('text')} support={at('text_support')} rows={3} required />
            <SelectField
              name="owner"
              label={at('whose')}
              support={at(routes ? 'whose_city' : 'whose_support')}
              required
              emptyLabel={at('choose')}
              options={[
                ...sections.map(({ id, name }) => ({
                  value: `section:${id}`,
                  label: t('talks.outcome.of_city', { name }),
                })),
                ...associations.map(({ id, name }) => ({ value: `association:${id}`, label: name })),
              ]}
            />
            <TextField name="dueOn" type="date" label={at('until')} required />
            <SubmitButton>{at(published ? 'add_published' : 'add_submit')}</SubmitButton>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}
