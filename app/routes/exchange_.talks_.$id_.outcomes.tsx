/** 決まったこと: written down with whoever does it and by when, by those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { mayInPortal } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import {
  addOutcome,
  dropOutcome,
  editOutcome,
  removeOutcome,
  tickOutcome,
} from '~/modules/talks/commands/outcomes.server'
import { Outcomes } from '~/modules/talks/OutcomesPart'
import { outcomesToKeep } from '~/modules/talks/queries/host.server'
import { DropForm, OutcomeForm } from '~/modules/talks/RowForms'
import { RowsPage, sentTo } from '~/modules/talks/RowsPage'
import { dropForm, editOutcomeForm, outcomeForm, rowForm, tickForm } from '~/modules/talks/schema'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Banner, LinkButton, PostButton } from '~/ui/parts'

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
    edit: queryParam(args.request, 'edit', 10) ?? '',
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'edit' || intent === 'drop') {
    const act =
      intent === 'edit'
        ? (
            (form) => () =>
              editOutcome(actor, id, form)
          )(check(editOutcomeForm, fields))
        : (
            (form) => () =>
              dropOutcome(actor, id, form)
          )(check(dropForm, fields))
    const stale = await unlessStale(fields, act)
    if (stale) return stale
  } else if (intent === 'tick') await tickOutcome(actor, id, check(tickForm, fields))
  else if (intent === 'remove') await removeOutcome(actor, id, check(rowForm, fields).id)
  else await addOutcome(actor, id, check(outcomeForm, fields))
  return redirect(`/exchange/talks/${id}/outcomes?done=saved`)
})

export default function TalkOutcomes() {
  const { talk, outcomes, sections, associations, routes, kept, edit } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.outcome.${key}`)
  const sent = sentTo(answer, edit)
  const here = `/exchange/talks/${talk.id}/outcomes`
  const published = talk.minutesAt !== null
  const held = talk.state === 'held'
  const dropping = sent.intent === 'drop' ? sent.row : null
  const editing = dropping === null ? sent.editing : null
  const choices = { sections, associations, published, routes }
  return (
    <RowsPage
      title={at('title')}
      lead={at('lead')}
      talk={talk}
      here="outcomes"
      kept={<KeptBanner kept={kept !== undefined && !answer} />}
      answer={answer}
      list={
        held && (
          <>
            {!published && <Banner tone="info" title={at('unpublished')} />}
            <Outcomes
              outcomes={outcomes}
              action={here}
              beside={(outcome) => (
                <>
                  {outcome.editable && outcome.id === editing && (
                    <OutcomeForm
                      row={{ id: outcome.id, version: outcome.version }}
                      answer={sent.of('edit', outcome.id)}
                      defaults={{ text: outcome.text, owner: outcome.ownerKey, dueOn: outcome.dueOn ?? '' }}
                      {...choices}
                    />
                  )}
                  {outcome.editable && published && (outcome.id === editing || outcome.id === dropping) && (
                    <DropForm
                      row={{ id: outcome.id, version: outcome.version }}
                      answer={sent.of('drop', outcome.id)}
                    />
                  )}
                  {outcome.id === editing && <LinkButton href={here}>{t('talks.row.leave')}</LinkButton>}
                  {outcome.editable && outcome.id !== editing && (
                    <div className="actions">
                      <LinkButton href={`?edit=${outcome.id}#outcome-${outcome.id}`}>{at('edit')}</LinkButton>
                      {!published && (
                        <PostButton
                          label={at('remove')}
                          fields={{ intent: 'remove', id: outcome.id }}
                          variant="danger"
                        />
                      )}
                    </div>
                  )}
                </>
              )}
            />
          </>
        )
      }
      add={
        held && editing === null && dropping === null
          ? {
              title: at('add'),
              form: <OutcomeForm row={null} answer={sent.of('add')} defaults={kept ?? {}} {...choices} />,
            }
          : null
      }
      closed={held ? null : <Banner tone="info" title={t('talks.minutes.not_yet')} />}
    />
  )
}
