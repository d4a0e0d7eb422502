/** 下書き: what is decided, its items, and its end. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { deleteDraft, editResolution, moveItem, saveItem } from '~/modules/resolutions/commands/draft.server'
import { fieldsOfItem, fieldsOfResolution } from '~/modules/resolutions/form'
import { draftToEdit } from '~/modules/resolutions/queries/resolution.server'
import { ItemForm, ResolutionForm } from '~/modules/resolutions/ResolutionForm'
import { ItemList } from '~/modules/resolutions/ResolutionParts'
import { MOST_ITEMS } from '~/modules/resolutions/rules'
import { draftAct, itemForm, resolutionForm } from '~/modules/resolutions/schema'
import { NotFound, Stale } from '~/platform/errors'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('resolutions.form.edit')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const found = await draftToEdit(actor, args.params.slug ?? '', idParam(args.params.id))
  if (found.resolution.state !== 'draft') throw new Stale('resolution_frozen')
  const kept = await keptFields(args.request)
  // One item at a time has its form on the page.
  const asked = Number(queryParam(args.request, 'item', 9) ?? firstValue(kept, 'item'))
  const item = found.resolution.items.find(({ id }) => id === asked) ?? null
  return { ...found, item, kept }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/resolutions`
  const intent = intentOf(fields)
  if (intent === 'save') await editResolution(actor, id, check(resolutionForm, fields))
  else if (intent === 'item') await saveItem(actor, id, check(itemForm, fields))
  else {
    const act = check(draftAct, fields)
    if (act.intent === 'delete') {
      await deleteDraft(actor, id, act.version)
      return redirect(`${here}?done=deleted`)
    }
    if (act.item === null) throw new NotFound()
    await moveItem(actor, id, { intent: act.intent, item: act.item, version: act.version })
  }
  return redirect(`${here}/${id}/edit?done=saved`)
})

export default function EditResolution() {
  const { resolution, voters, item: asked, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association, items, version, way } = resolution
  const list = `/associations/${association.slug}/resolutions`
  const here = `${list}/${resolution.id}`
  const answered = firstValue(answer?.values, 'intent')
  const keptIntent = firstValue(kept, 'intent')
  const showsNeed = way !== 'all_agree'
  return (
    <Page
      title={t('resolutions.form.edit')}
      lead={resolution.title}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: list, label: t('resolutions.title') },
        { href: here, label: resolution.title },
      ]}
      actions={
        <>
          <LinkButton href={`${here}/voters`}>{t('resolutions.voters.link', { count: voters })}</LinkButton>
          <LinkButton href={here} variant="primary">
            {t('resolutions.form.to_start')}
          </LinkButton>
        </>
      }
    >
      <KeptBanner kept={kept !== undefined} />
      <h2>{t('resolutions.item.title_all')}</h2>
      {items.length === 0 && <p>{t('resolutions.item.none')}</p>}
      {items.map((item, index) => (
        <div key={item.id} className="stack">
          <ItemList items={[item]} way={way} first={index + 1} />
          <div className="actions">
            <LinkButton href={`${here}/edit?item=${item.id}#item`}>{t('resolutions.item.change')}</LinkButton>
            {index > 0 && (
              <PostButton
                label={t('resolutions.item.up')}
                fields={{ intent: 'move_up', item: item.id, version }}
              />
            )}
            {index < items.length - 1 && (
              <PostButton
                label={t('resolutions.item.down')}
                fields={{ intent: 'move_down', item: item.id, version }}
              />
            )}
          </div>
          <ConfirmPost
            summary={t('resolutions.item.remove')}
            label={t('resolutions.item.remove_submit', { title: item.title })}
            fields={{ intent: 'remove_item', item: item.id, version }}
          />
        </div>
      ))}
      {(asked || items.length < MOST_ITEMS) && (
        <>
          <h2 id="item">{t(asked ? 'resolutions.item.change' : 'resolutions.item.new')}</h2>
          <ItemForm
            key={asked?.id ?? 'new'}
            answer={answered === 'item' ? answer : undefined}
            defaults={{ ...fieldsOfItem(asked), ...(keptIntent === 'item' ? kept : {}) }}
            item={asked?.id ?? null}
            version={version}
            showsNeed={showsNeed}
          />
        </>
      )}
      <h2>{t('resolutions.form.about')}</h2>
      <ResolutionForm
        answer={answered === 'save' ? answer : undefined}
        defaults={{ ...fieldsOfResolution(resolution), ...(keptIntent === 'save' ? kept : {}) }}
        legal={association.legal}
        version={version}
      />
      <ConfirmPost
        summary={t('resolutions.form.delete')}
        label={t('resolutions.form.delete_submit')}
        fields={{ intent: 'delete', version }}
      >
        <p>{t('resolutions.form.delete_text')}</p>
      </ConfirmPost>
    </Page>
  )
}
