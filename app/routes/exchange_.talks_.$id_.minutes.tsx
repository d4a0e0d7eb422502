/** 議事録: written, published with what was decided, corrected, by those who host. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { publishMinutes, saveMinutes } from '~/modules/talks/commands/outcomes.server'
import { minutesToWrite } from '~/modules/talks/queries/host.server'
import { minutesForm } from '~/modules/talks/schema'
import { HostHead, useTalkCrumbs } from '~/modules/talks/TalkParts'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const handle = { interactive: true }
export const meta = titleMeta('talks.minutes.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [found, kept] = await Promise.all([
    minutesToWrite(actor, idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { ...found, kept, seen: Number(firstValue(kept, 'version')) || found.talk.version }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const publishes = firstValue(fields, 'do') === 'publish'
  const form = check(minutesForm, fields)
  const stale = await unlessStale(fields, () =>
    publishes ? publishMinutes(actor, id, form) : saveMinutes(actor, id, form),
  )
  return (
    stale ??
    redirect(
      publishes ? `/exchange/talks/${id}?done=talk_minutes` : `/exchange/talks/${id}/minutes?done=saved`,
    )
  )
})

export default function TalkMinutes() {
  const { talk, minutes, items, kept, seen } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string) => t(`talks.minutes.${key}`)
  const stale = answer && 'stale' in answer && answer.stale
  const published = talk.minutesAt !== null
  // The agenda makes the frame, so that nobody begins with an empty page.
  const frame = items.map((title) => `## ${title}\n\n`).join('\n')
  return (
    <Page title={at('title')} lead={at(published ? 'lead_published' : 'lead')} crumbs={useTalkCrumbs(talk)}>
      <KeptBanner kept={kept !== undefined && !answer} />
      <HostHead talk={talk} here="minutes" />
      {talk.state !== 'held' ? (
        <Banner tone="info" title={at('not_yet')} />
      ) : (
        <>
          {stale && (
            <StaleNotice
              typed={answer.values}
              fields={[{ name: 'minutes', label: at('text'), theirs: minutes }]}
            />
          )}
          <CheckedForm schema={minutesForm} answer={answer} defaults={{ minutes: minutes || frame, ...kept }}>
            <HiddenField name="version" value={stale ? talk.version : seen} />
            <TextArea name="minutes" label={at('text')} support={at('text_support')} rows={20} required />
            {!published && (
              <Banner tone="info" title={at('before')}>
                <p>{at('before_text')}</p>
                <LinkButton href={`/exchange/talks/${talk.id}/outcomes`}>{at('to_outcomes')}</LinkButton>
              </Banner>
            )}
            <div className="actions">
              {published ? (
                <SubmitButton name="do" value="save">
                  {at('correct')}
                </SubmitButton>
              ) : (
                <>
                  <SubmitButton name="do" value="save" variant="secondary">
                    {at('save')}
                  </SubmitButton>
                  <SubmitButton name="do" value="publish">
                    {at('publish')}
                  </SubmitButton>
                </>
              )}
            </div>
          </CheckedForm>
        </>
      )}
    </Page>
  )
}
