/** 募集を直す・公開する・終える, and 経験者の声. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { StaleNotice } from '~/modules/officers/StaleNotice'
import { unlessStale } from '~/modules/officers/stale.server'
import { addVoice, editOpening, moveOpening, removeVoice } from '~/modules/openings/commands/openings.server'
import { fieldsOfOpening } from '~/modules/openings/form'
import { OpeningForm } from '~/modules/openings/OpeningForm'
import { OpeningStateBadge } from '~/modules/openings/OpeningParts'
import { openingToEdit } from '~/modules/openings/queries/keeper.server'
import { verbsFrom } from '~/modules/openings/rules'
import { editOpeningForm, removeVoiceForm, verbForm, voiceForm } from '~/modules/openings/schema'
import { VoicePart } from '~/modules/openings/VoicePart'
import { firstValue, intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { ErrorSummary } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('openings.form.edit')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const { slug = '', id } = args.params
  const [found, kept] = await Promise.all([openingToEdit(actor, slug, idParam(id)), keptFields(args.request)])
  const { opening, ...rest } = found
  return {
    ...rest,
    opening: { id: opening.id, title: opening.title, state: opening.state, version: opening.version },
    standing: fieldsOfOpening(opening),
    kept: kept ?? {},
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

/** Fields whose words stand under another name */
const SPELT: Record<string, string> = { closesOn: 'closes_on', electionOn: 'election_on' }

export default function EditOpening() {
  const { association, posts, opening, voices, standing, kept, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
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
              <p>{at(`${verb}_text`)}</p>
            </ConfirmPost>
          ),
        )}
      </div>
      <h2>{at('edit')}</h2>
      {stale && (
        <StaleNotice
          typed={answer.values}
          fields={['title', 'body', 'gains', 'companions', 'hours', 'places', 'closesOn', 'electionOn'].map(
            (name) => ({ name, label: at(SPELT[name] ?? name), theirs: firstValue(standing, name) ?? '' }),
          )}
        />
      )}
      <OpeningForm
        schema={editOpeningForm}
        answer={sent === 'edit' ? answer : undefined}
        defaults={{ ...standing, ...kept }}
        posts={posts}
        version={opening.version}
        back={back}
      />
      <VoicePart voices={voices} answer={sent === 'voice' ? answer : undefined} today={today} />
    </Page>
  )
}
