/** 引き継ぎ: one pack, with everything that passes from one officer to the next. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { Checklist } from '~/modules/handover/Checklist'
import { dropPack } from '~/modules/handover/commands/drop.server'
import { addItem } from '~/modules/handover/commands/items.server'
import { signPack, takeBack } from '~/modules/handover/commands/sign.server'
import { finishItem, tickItems } from '~/modules/handover/commands/ticks.server'
import { NewItemForm } from '~/modules/handover/ItemForms'
import { MoneySheet } from '~/modules/handover/Money'
import { PackHead, PackUndo } from '~/modules/handover/PackHead'
import { ContactPart, DocumentPart, NotePart, TaskPart, YearPart } from '~/modules/handover/PackParts'
import { packPage } from '~/modules/handover/queries/pack.server'
import type { Side } from '~/modules/handover/rules'
import { SignPart } from '~/modules/handover/SignPart'
import { finishForm, newItemForm, signForm, ticksForm, versionForm } from '~/modules/handover/schema'
import { useSeatName } from '~/modules/officers/SeatTable'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('handover.pack.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [shown, kept] = await Promise.all([
    packPage(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  const asked = queryParam(args.request, 'side', 3)
  const side: Side | null = asked === 'in' || asked === 'out' ? asked : null
  return { ...shown, asked: side, kept: kept ?? null }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  const here = `/associations/${slug}/handover/${id}`
  const intent = intentOf(fields)
  if (intent === 'sign') {
    const form = check(signForm, fields)
    await signPack(actor, slug, id, form)
    return redirect(`${here}?done=handover_${form.side}`)
  }
  if (intent === 'drop') {
    await dropPack(actor, slug, id, check(versionForm, fields).version)
    return redirect(`/associations/${slug}/handover?done=deleted`)
  }
  if (intent === 'take_back') {
    await takeBack(actor, slug, id, check(versionForm, fields).version)
    return redirect(`${here}?done=saved`)
  }
  if (intent === 'add') await addItem(actor, slug, id, check(newItemForm, fields))
  else if (intent === 'finish') {
    const { item, done } = check(finishForm, fields)
    await finishItem(actor, slug, id, item, done)
  } else {
    const form = check(ticksForm, fields)
    const next = await tickItems(actor, slug, id, form)
    if (next !== null) return redirect(`${here}/items/${next}`)
    return redirect(`${here}?done=saved&side=${form.side}`)
  }
  return redirect(`${here}?done=saved`)
})

export default function Pack() {
  const shown = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association, pack, may, notes, money, kept } = shown
  const post = useSeatName()(pack.post, pack.number)
  const home = `/associations/${association.slug}`
  const here = `${home}/handover/${pack.id}`
  const sent = answer && 'values' in answer ? intentOf(answer.values) : intentOf(kept ?? {})
  return (
    <Page
      title={t('handover.pack.of', { post })}
      lead={association.name}
      crumbs={[
        { href: home, label: association.name },
        { href: `${home}/handover`, label: t('handover.list.title') },
      ]}
      actions={<LinkButton href={`${here}/pack.pdf`}>{t('handover.pack.pdf')}</LinkButton>}
    >
      <KeptBanner kept={kept !== null} />
      <PackHead {...shown} />
      <Contents without={[...(money ? [] : ['money']), ...(shown.within ? [] : ['notes'])]} />
      <h2 id="list">{t('handover.list_part.title')}</h2>
      <Checklist
        {...shown}
        here={here}
        side={sideOf(may, shown.asked)}
        kept={sent === 'tick' && kept ? [kept.ticked ?? []].flat() : null}
      />
      {may.edit && (
        <details open={sent === 'add'}>
          <summary>{t('handover.item.add')}</summary>
          <NewItemForm
            schema={newItemForm}
            here={here}
            answer={sent === 'add' ? answer : undefined}
            defaults={sent === 'add' && kept ? kept : {}}
          />
        </details>
      )}
      {money && (
        <>
          <h2 id="money">{t('handover.money.title')}</h2>
          {money.sheet && money.sums ? (
            <MoneySheet {...money} sheet={money.sheet} sums={money.sums} />
          ) : (
            <p>{t('handover.money.none')}</p>
          )}
          <div className="actions">
            <LinkButton href={`${here}/money`}>{t('handover.money.short')}</LinkButton>
          </div>
        </>
      )}
      <SignPart {...shown} here={here} answer={sent === 'sign' ? answer : undefined} />
      <YearPart {...shown} />
      <TaskPart tasks={shown.tasks} card={`${home}/posts/${pack.postId}`} />
      {shown.within && (
        <>
          <h2 id="notes">{t('handover.notes.title')}</h2>
          <NotePart notes={notes} />
        </>
      )}
      {may.writeNotes && (
        <div className="actions">
          <LinkButton href={`${home}/posts/${pack.postId}/notes`}>{t('handover.notes.write')}</LinkButton>
        </div>
      )}
      <DocumentPart {...shown} />
      <ContactPart {...shown} />
      <PackUndo {...shown} here={here} />
    </Page>
  )
}

/** Whose ticks are set: the side that was asked for where both may be, else the one that may. */
function sideOf(may: { give: boolean; take: boolean }, asked: Side | null): Side | null {
  if (asked === 'in' && may.take) return 'in'
  if (may.give) return 'out'
  return may.take ? 'in' : null
}

const PARTS = ['list', 'money', 'year', 'tasks', 'notes', 'documents', 'contacts'] as const
const WORDS = {
  list: 'handover.list_part.title',
  money: 'handover.money.title',
  year: 'handover.year.title',
  tasks: 'handover.tasks.title',
  notes: 'handover.notes.title',
  documents: 'handover.documents.title',
  contacts: 'handover.contacts.title',
} as const

function Contents({ without }: { without: readonly string[] }) {
  const t = useT()
  return (
    <nav aria-label={t('handover.pack.contents')} className="no-print">
      <ul className="handover-doors">
        {PARTS.filter((part) => !without.includes(part)).map((part) => (
          <li key={part}>
            <a href={`#${part}`}>{t(WORDS[part])}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
