/** 意見交換会を直す・お知らせする・開催した・中止する, for those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { discardTalk, editTalk, moveTalk } from '~/modules/talks/commands/talks.server'
import { talkToEdit } from '~/modules/talks/queries/host.server'
import { isEditable } from '~/modules/talks/rules'
import { discardForm, editTalkForm, verbForm } from '~/modules/talks/schema'
import { TalkForm } from '~/modules/talks/TalkForm'
import { HostHead, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { TalkVerbs } from '~/modules/talks/TalkVerbs'
import { now } from '~/platform/clock'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'
import { type Compared, StaleNotice, together } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('talks.form.edit')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    talkToEdit(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  // It was typed on an older page: whoever saved since is not overwritten unseen.
  const edit = kept && intentOf(kept) === '' ? kept : undefined
  return {
    ...found,
    begun: now() >= found.talk.startsAt,
    kept: edit ?? {},
    seen: Number(firstValue(edit, 'version')) || found.talk.version,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const intent = intentOf(fields)
  if (intent === 'move') {
    const form = check(verbForm, fields)
    await moveTalk(actor, id, form)
    return redirect(`/exchange/talks/${id}?done=talk_${form.verb}`)
  }
  if (intent === 'discard') {
    await discardTalk(actor, id, check(discardForm, fields).version)
    return redirect('/exchange/talks?done=deleted')
  }
  const form = check(editTalkForm, fields)
  const stale = await unlessStale(fields, () => editTalk(actor, id, form))
  return stale ?? redirect(`/exchange/talks/${id}/edit?done=saved`)
})

const FIELDS = [
  ['audience', 'audience'],
  ['title', 'name'],
  ['introduction', 'introduction'],
  ['startsAt', 'starts_at'],
  ['endsAt', 'ends_at'],
  ['place', 'place'],
  ['spot', 'spot'],
  ['onlineUrl', 'online_url'],
  ['answerBy', 'answer_by'],
] as const

export default function EditTalk() {
  const { talk, standing, items, audiences, begun, kept, seen } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const sent = answer && 'values' in answer && answer.values ? intentOf(answer.values) || 'edit' : ''
  const stale = answer && 'stale' in answer && answer.stale
  const compared = (values: FormFields): Compared[] =>
    FIELDS.map(([name, label]) => ({
      name,
      label: t(`talks.form.${label}`),
      theirs: together(values[name]),
      ...(name === 'audience' && {
        words: (value: string) => audiences.find(({ id }) => String(id) === value)?.name ?? '',
      }),
    }))
  return (
    <Page title={t('talks.form.edit')} crumbs={useTalkCrumbs(talk)}>
      <KeptBanner kept={Object.keys(kept).length > 0 && !answer} />
      <HostHead talk={talk} here="edit" />
      <TalkVerbs talk={talk} items={items} begun={begun} answer={sent === 'move' ? answer : undefined} />
      {isEditable(talk.state) ? (
        <>
          <h2>{t('talks.form.change')}</h2>
          {talk.state === 'announced' && <Banner tone="info" title={t('talks.form.announced_already')} />}
          {stale && <StaleNotice typed={answer.values} fields={compared(standing)} />}
          <TalkForm
            schema={editTalkForm}
            answer={sent === 'edit' ? answer : undefined}
            defaults={{ ...standing, ...kept }}
            hosts={null}
            audiences={audiences}
            version={stale ? talk.version : seen}
            back={`/exchange/talks/${talk.id}`}
          />
        </>
      ) : (
        <p>{t('talks.form.over')}</p>
      )}
    </Page>
  )
}
