/** 募集を直す・公開する・終える, and 経験者の声. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addVoice, editOpening, moveOpening, removeVoice } from '~/modules/openings/commands/openings.server'
import { fieldsOfOpening } from '~/modules/openings/form'
import { OpeningForm } from '~/modules/openings/OpeningForm'
import { OpeningStateBadge } from '~/modules/openings/OpeningParts'
import { openingToEdit } from '~/modules/openings/queries/keeper.server'
import { KEPT_DAYS, verbsFrom } from '~/modules/openings/rules'
import { editOpeningForm, removeVoiceForm, verbForm, voiceForm } from '~/modules/openings/schema'
import { VoicePart } from '~/modules/openings/VoicePart'
import { addDays, formatDay } from '~/platform/clock'
import { type FormFields, firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import type { Translate } from '~/platform/i18n'
import { unlessStale } from '~/platform/stale.server'
import { ErrorSummary } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, LinkButton, PostButton } from '~/ui/parts'
import { type Compared, eachInWords, StaleNotice, together } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('openings.form.edit')

export { ErrorBoundary } from '~/ui/error-boundary'

/**
 * What was kept over a session that ended, for the form that it was typed in. It was typed on an older page: whoever
 * saved since is not overwritten unseen.
 */
function keptOf(kept: FormFields | undefined, version: number) {
  const intent = kept && (firstValue(kept, 'intent') ?? 'edit')
  const edit = intent === 'edit' ? kept : undefined
  return {
    kept: edit ?? {},
    voice: intent === 'voice' ? kept : undefined,
    seen: Number(firstValue(edit, 'version')) || version,
  }
}

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id } = args.params
  const [found, kept] = await Promise.all([openingToEdit(actor, slug, idParam(id)), keptFields(args.request)])
  const { opening, ...rest } = found
  return {
    ...rest,
    opening: { id: opening.id, title: opening.title, state: opening.state, version: opening.version },
    standing: fieldsOfOpening(opening),
    ...keptOf(kept, opening.version),
    // Closed today, what is kept of those who came forward goes on this day.
    deletedOn: addDays(actor.today, KEPT_DAYS),
    today: actor.today,
  }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { slug = '' } = args.params
  const id = idParam(args.params.id)
  const here = `/associations/${slug}/openings/${id}/edit`
  const intent = intentOf(fields)
  if (intent === 'move') {
    const form = check(verbForm, fields)
    await moveOpening(actor, slug, id, form)
    return redirect(`${here}?done=opening_${form.verb}`)
  }
  if (intent === 'voice') await addVoice(actor, slug, id, check(voiceForm, fields))
  else if (intent === 'remove_voice') {
    await removeVoice(actor, slug, id, check(removeVoiceForm, fields).id)
  } else {
    const form = check(editOpeningForm, fields)
    const stale = await unlessStale(fields, () => editOpening(actor, slug, id, form))
    if (stale) return stale
  }
  return redirect(`${here}?done=saved`)
})

/** Every field of the form as it stands now, with its words. */
function comparedOf(
  t: Translate,
  standing: FormFields,
  posts: readonly { id: number; name: string; tasks: readonly { id: number; title: string }[] }[],
): Compared[] {
  const at = (key: string) => t(`openings.form.${key}`)
  const field = (name: string, label: string, words?: (value: string) => string): Compared => ({
    name,
    label,
    theirs: together(standing[name]),
    ...(words && { words }),
  })
  const named = (rows: readonly { id: number; name: string }[]) => (value: string) =>
    rows.find(({ id }) => String(id) === value)?.name ?? ''
  const tasks = posts.flatMap((post) => post.tasks.map(({ id, title }) => ({ id, name: title })))
  const tick = (value: string) => (value ? t('openings.form.ticked') : '')
  return [
    field('kind', at('kind'), (value) => (value ? t(`openings.kind.${value}.title`) : '')),
    field('title', at('title')),
    field('body', at('body')),
    field('hours', at('hours')),
    field(
      'months',
      at('months'),
      eachInWords((month) => (month ? t('openings.month', { month }) : '')),
    ),
    field('evening', t('openings.evening'), tick),
    field('weekend', t('openings.weekend'), tick),
    field('fromHome', t('openings.from_home'), tick),
    field('companions', at('companions')),
    field('gains', at('gains')),
    field(
      'skills',
      at('skills'),
      eachInWords((skill) => (skill ? t(`openings.skill.${skill}`) : '')),
    ),
    field('places', at('places')),
    field('startsOn', at('starts_on')),
    field('endsOn', at('ends_on')),
    field('closesOn', at('closes_on')),
    field('electionOn', at('election_on')),
    field('post', at('post'), named(posts)),
    field('task', at('task'), named(tasks)),
  ]
}

export default function EditOpening() {
  const { association, posts, opening, voices, standing, kept, voice, seen, deletedOn, today } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.form.${key}`)
  const sent =
    answer && 'values' in answer && answer.values ? (firstValue(answer.values, 'intent') ?? 'edit') : ''
  const back = `/associations/${association.slug}/openings`
  const stale = answer && 'stale' in answer && answer.stale
  return (
    <Page
      title={opening.title}
      lead={<OpeningStateBadge state={opening.state} />}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: back, label: t('openings.kept.title') },
      ]}
      actions={<LinkButton href={`/openings/${opening.id}`}>{at('look')}</LinkButton>}
    >
      <KeptBanner kept={(Object.keys(kept).length > 0 || voice !== undefined) && !answer} />
      {sent === 'move' && answer && 'errors' in answer && <ErrorSummary errors={answer.errors} />}
      {opening.state === 'draft' && <Banner tone="info" title={at('is_draft')} />}
      <div className="actions">
        {verbsFrom(opening.state).map((verb) =>
          verb === 'publish' ? (
            <PostButton
              key={verb}
              label={at('publish')}
              fields={{ intent: 'move', verb, version: opening.version }}
              variant="primary"
            />
          ) : (
            <ConfirmPost
              key={verb}
              summary={at(verb)}
              label={at(`${verb}_submit`)}
              fields={{ intent: 'move', verb, version: opening.version }}
              variant="secondary"
            >
              <p>{t(`openings.form.${verb}_text`, { day: formatDay(deletedOn, language) })}</p>
            </ConfirmPost>
          ),
        )}
      </div>
      <h2>{at('edit')}</h2>
      {stale && <StaleNotice typed={answer.values} fields={comparedOf(t, standing, posts)} />}
      <OpeningForm
        schema={editOpeningForm}
        answer={sent === 'edit' ? answer : undefined}
        defaults={{ ...standing, ...kept }}
        posts={posts}
        version={stale ? opening.version : seen}
        back={back}
      />
      <VoicePart voices={voices} answer={sent === 'voice' ? answer : undefined} kept={voice} today={today} />
    </Page>
  )
}
