/** 議題をならべる, for those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { Agenda } from '~/modules/talks/AgendaPart'
import { addItem, editItem, moveItem, removeItem } from '~/modules/talks/commands/agenda.server'
import { agendaToEdit } from '~/modules/talks/queries/host.server'
import { ItemForm } from '~/modules/talks/RowForms'
import { RowsPage, sentTo } from '~/modules/talks/RowsPage'
import { isEditable } from '~/modules/talks/rules'
import { editItemForm, itemForm, moveItemForm, rowForm } from '~/modules/talks/schema'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
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
    edit: queryParam(args.request, 'edit', 10) ?? '',
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'edit') {
    const { id: item, ...form } = check(editItemForm, fields)
    const stale = await unlessStale(fields, () => editItem(actor, id, item, form))
    if (stale) return stale
  } else if (intent === 'move') await moveItem(actor, id, check(moveItemForm, fields))
  else if (intent === 'remove') await removeItem(actor, id, check(rowForm, fields).id)
  else await addItem(actor, id, check(itemForm, fields))
  return redirect(`/exchange/talks/${id}/agenda?done=saved`)
})

export default function TalkAgenda() {
  const { talk, items, standing, sections, matters, kept, edit } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.agenda.${key}`)
  const open = isEditable(talk.state)
  const sent = sentTo(answer, edit)
  const editing = open ? sent.editing : null
  const choices = { sections, matters }
  return (
    <RowsPage
      title={at('title')}
      lead={at('lead')}
      talk={talk}
      here="agenda"
      kept={<KeptBanner kept={kept !== undefined && !answer} />}
      answer={answer}
      list={
        <Agenda
          talk={talk}
          items={items}
          beside={(item, index) =>
            open &&
            (item.id === editing ? (
              <ItemForm
                row={{ id: item.id, version: talk.version }}
                answer={sent.of('edit', item.id)}
                defaults={standing[item.id] ?? {}}
                beside={
                  <LinkButton href={`/exchange/talks/${talk.id}/agenda`}>{t('talks.row.leave')}</LinkButton>
                }
                {...choices}
              />
            ) : (
              <div className="actions">
                <LinkButton href={`?edit=${item.id}#item-${item.id}`}>
                  {t('talks.row.edit', { name: item.title })}
                </LinkButton>
                {index > 0 && (
                  <PostButton label={at('up')} fields={{ intent: 'move', id: item.id, way: 'up' }} />
                )}
                {index < items.length - 1 && (
                  <PostButton label={at('down')} fields={{ intent: 'move', id: item.id, way: 'down' }} />
                )}
                <PostButton
                  label={at('remove')}
                  fields={{ intent: 'remove', id: item.id }}
                  variant="danger"
                />
              </div>
            ))
          }
        />
      }
      add={
        open && editing === null
          ? {
              title: at('add'),
              form: (
                <ItemForm
                  row={null}
                  answer={sent.of('add')}
                  defaults={kept ?? {}}
                  beside={
                    talk.state === 'draft' &&
                    items.length > 0 && (
                      <LinkButton href={`/exchange/talks/${talk.id}/edit`}>{at('to_announce')}</LinkButton>
                    )
                  }
                  {...choices}
                />
              ),
            }
          : null
      }
      closed={open ? null : undefined}
    />
  )
}
