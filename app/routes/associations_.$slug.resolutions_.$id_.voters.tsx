/** 表決権者の名簿: put right while it is a draft; afterwards who has answered, new links, and envelopes. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { markEnvelope, takeBackEnvelope } from '~/modules/resolutions/commands/envelopes.server'
import {
  addVoters,
  matchVoters,
  refillVoters,
  removeVoter,
  renewLink,
} from '~/modules/resolutions/commands/voters.server'
import { votersOf } from '~/modules/resolutions/queries/desk.server'
import { RegisterDifferences } from '~/modules/resolutions/RegisterDifferences'
import { isRunning } from '~/modules/resolutions/rules'
import { addVotersForm, voterAct } from '~/modules/resolutions/schema'
import { VoterTable } from '~/modules/resolutions/VoterTable'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost } from '~/ui/parts'

export const meta = titleMeta('resolutions.voters.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await votersOf(await currentActor(args), args.params.slug ?? '', idParam(args.params.id))),
  kept: await keptFields(args.request),
}))

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const here = `/associations/${encodeURIComponent(args.params.slug ?? '')}/resolutions/${id}/voters`
  if (intentOf(fields) === 'add') {
    await addVoters(actor, id, check(addVotersForm, fields).names)
    return redirect(`${here}?done=saved`)
  }
  const { intent, voter } = check(voterAct, fields)
  if (intent === 'refill') await refillVoters(actor, id)
  else if (intent === 'remove') await removeVoter(actor, id, voter ?? 0)
  else if (intent === 'renew') await renewLink(actor, id, voter ?? 0)
  else if (intent === 'envelope_back') await takeBackEnvelope(actor, id, voter ?? 0)
  else if (intent === 'envelope') {
    const said = await markEnvelope(actor, id, voter ?? 0)
    return redirect(`${here}?done=resolution_envelope_${said}`)
  } else await matchVoters(actor, id, intent)
  const done = {
    refill: 'saved',
    add_missing: 'saved',
    remove_gone: 'saved',
    remove: 'deleted',
    renew: 'resolution_link',
    envelope_back: 'deleted',
  }[intent]
  return redirect(`${here}?done=${done}`)
})

export default function Voters() {
  const { resolution, voters, desk, kept, differences } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.voters.${key}`, params)
  const { association, state } = resolution
  const list = `/associations/${association.slug}/resolutions`
  const here = `${list}/${resolution.id}`
  const isDraft = state === 'draft' && desk.run
  return (
    <Page
      title={word('title')}
      lead={word(isDraft ? 'lead_draft' : 'lead')}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: list, label: t('resolutions.title') },
        { href: here, label: resolution.title },
      ]}
      width="wide"
    >
      <p>
        <strong>{t(`resolutions.count.${resolution.unit}`, { count: voters.length })}</strong>{' '}
        {t(`resolutions.unit.${resolution.unit}`)}
      </p>
      {isDraft && (
        <>
          {differences && <RegisterDifferences differences={differences} />}
          <h2>{word('add')}</h2>
          <CheckedForm schema={addVotersForm} answer={answer} defaults={kept} id="add">
            <HiddenField name="intent" value="add" />
            <TextArea name="names" label={word('names')} support={word('names_support')} rows={4} required />
            <SubmitButton variant="secondary">{word('add_submit')}</SubmitButton>
          </CheckedForm>
          <ConfirmPost summary={word('refill')} label={word('refill_submit')} fields={{ intent: 'refill' }}>
            <p>{word('refill_text')}</p>
          </ConfirmPost>
        </>
      )}
      <h2>{word('list')}</h2>
      {voters.length === 0 ? (
        <p>{word('none')}</p>
      ) : (
        <VoterTable voters={voters} resolution={resolution} desk={desk} isRunning={isRunning(state)} />
      )}
    </Page>
  )
}
