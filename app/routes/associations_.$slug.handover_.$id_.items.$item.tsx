/** 引き継ぎの項目: the words beside it, why it cannot be given, and taking it off the list. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { editItem, removeItem } from '~/modules/handover/commands/items.server'
import { EditItemForm } from '~/modules/handover/ItemForms'
import { itemPage } from '~/modules/handover/queries/pack.server'
import { editItemForm } from '~/modules/handover/schema'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('handover.item.page')

export { ErrorBoundary } from '~/ui/error-boundary'

/** The fields of the form, with their words. */
const FIELDS = [
  ['title', 'title_label'],
  ['note', 'note'],
  ['reason', 'reason'],
] as const

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id, item } = args.params
  const [shown, kept] = await Promise.all([
    itemPage(actor, slug, idParam(id), idParam(item)),
    keptFields(args.request),
  ])
  const { title, note, reason, mark } = shown.item
  const standing: FormFields = { title, note, reason }
  // What was kept over a session that ended was typed on an older page: whoever saved since is not overwritten unseen.
  const seen = firstValue(kept, 'seen') || mark
  return { ...shown, standing, seen, defaults: { ...standing, ...kept }, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  const item = idParam(args.params.item)
  const here = `/associations/${slug}/handover/${id}`
  if (intentOf(fields) === 'remove') {
    await removeItem(actor, slug, id, item)
    return redirect(`${here}?done=deleted`)
  }
  const form = check(editItemForm, fields)
  const stale = await unlessStale(fields, () => editItem(actor, slug, id, item, form))
  if (stale) return stale
  return redirect(`${here}?done=saved`)
})

export default function HandoverItem() {
  const { association, pack, item, standing, seen, defaults, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const stale = answer !== undefined && 'stale' in answer
  const home = `/associations/${association.slug}`
  const kind = item.matter ? t(`handover.matter.kind.${item.matter}`) : t(`handover.kind.${item.kind}`)
  const name = item.title || kind
  return (
    <Page
      title={name}
      lead={item.gathered ? `${kind} – ${t('handover.item.gathered')}` : kind}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/handover/${pack.id}`, label: t('handover.pack.of', { post: pack.post }) },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {stale && (
        <StaleNotice
          typed={answer.values}
          fields={FIELDS.filter(([name]) => name !== 'title' || !item.gathered).map(([name, label]) => ({
            name,
            label: t(`handover.item.${label}`),
            theirs: firstValue(standing, name) ?? '',
          }))}
        />
      )}
      <EditItemForm
        schema={editItemForm}
        answer={answer}
        defaults={defaults}
        gathered={item.gathered}
        seen={stale ? item.mark : seen}
      />
      {!item.gathered && (
        <ConfirmPost
          summary={t('handover.item.remove')}
          label={t('handover.item.remove_of', { title: name })}
          fields={{ intent: 'remove' }}
        >
          <p>{t('handover.item.remove_text')}</p>
        </ConfirmPost>
      )}
    </Page>
  )
}
