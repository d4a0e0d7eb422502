/** 議題をならべる, for those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { Agenda } from '~/modules/talks/AgendaPart'
import { addItem, moveItem, removeItem } from '~/modules/talks/commands/agenda.server'
import { agendaToEdit } from '~/modules/talks/queries/host.server'
import { isEditable } from '~/modules/talks/rules'
import { itemForm, moveItemForm, rowForm } from '~/modules/talks/schema'
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
import { LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('talks.agenda.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    agendaToEdit(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return {
    ...found,
    items: found.items.map(({ section, ...item }) => ({ ...item, section: section?.name ?? null })),
    kept: kept && intentOf(kept) === 'add' ? kept : undefined,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'move') await moveItem(actor, id, check(moveItemForm, fields))
  else if (intent === 'remove') await removeItem(actor, id, check(rowForm, fields).id)
  else await addItem(actor, id, check(itemForm, fields))
  return redirect(`/exchange/talks/${id}/agenda?done=saved`)
})

export default function TalkAgenda() {
  const { talk, items, sections, matters, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.agenda.${key}`)
  const open = isEditable(talk.state)
  const sent = answer && 'values' in answer && answer.values ? intentOf(answer.values) || 'add' : ''
  return (
    <Page title={at('title')} lead={at('lead')} crumbs={useTalkCrumbs(talk)}>
      <KeptBanner kept={kept !== undefined && !answer} />
      <HostHead talk={talk} here="agenda" />
      {sent && sent !== 'add' && answer && <ErrorSummary errors={answer.errors} />}
      <Agenda
        talk={talk}
        items={items}
        beside={(item, index) =>
          open && (
            <div className="actions">
              {index > 0 && (
                <PostButton label={at('up')} fields={{ intent: 'move', id: item.id, way: 'up' }} />
              )}
              {index < items.length - 1 && (
                <PostButton label={at('down')} fields={{ intent: 'move', id: item.id, way: 'down' }} />
              )}
              <PostButton label={at('remove')} fields={{ intent: 'remove', id: item.id }} variant="danger" />
            </div>
          )
        }
      />
      {open ? (
        <>
          <h2>{at('add')}</h2>
          <CheckedForm schema={itemForm} answer={sent === 'add' ? answer : undefined} defaults={kept ?? {}}>
            <HiddenField name="intent" value="add" />
            <TextField name="title" label={at('item')} support={at('item_support')} required />
            <TextField
              name="minutes"
              label={at('length')}
              support={at('length_support')}
              inputMode="numeric"
              short
            />
            <TextArea name="text" label={at('text')} support={at('text_support')} rows={3} />
            <SelectField
              name="section"
              label={at('with_section')}
              emptyLabel={at('no_section')}
              options={sections.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            {matters.length > 0 && (
              <SelectField
                name="matter"
                label={at('with_matter')}
                support={at('matter_support')}
                emptyLabel={at('no_matter')}
                options={matters.map(({ id, title }) => ({ value: String(id), label: title }))}
              />
            )}
            <div className="actions">
              <SubmitButton>{at('add_submit')}</SubmitButton>
              {talk.state === 'draft' && items.length > 0 && (
                <LinkButton href={`/exchange/talks/${talk.id}/edit`}>{at('to_announce')}</LinkButton>
              )}
            </div>
          </CheckedForm>
        </>
      ) : (
        <p>{t('talks.form.over')}</p>
      )}
    </Page>
  )
}
