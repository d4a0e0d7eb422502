/** 自分の関心: by the secret link; how it stands, what was told, agreeing, withdrawing. Nobody need be signed in. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor } from '~/modules/accounts/session.server'
import { consent } from '~/modules/openings/commands/nomination.server'
import { changeOwn, withdraw } from '~/modules/openings/commands/own.server'
import { AgreeField, PersonFields } from '~/modules/openings/InterestFields'
import { StageBadge, StageSteps } from '~/modules/openings/InterestStages'
import { useHours } from '~/modules/openings/OpeningParts'
import { ownInterest } from '~/modules/openings/queries/own.server'
import { consentForm, ownChangeForm, ownIntentForm } from '~/modules/openings/schema'
import { formatDay } from '~/platform/clock'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { unlessStale } from '~/platform/stale.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, DataList } from '~/ui/parts'
import { StaleNotice } from '~/ui/stale-notice'

export const meta: MetaFunction = (args) => [
  ...(titleMeta('openings.own.title')(args) ?? []),
  { name: 'robots', content: 'noindex' },
]

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [own, kept] = await Promise.all([ownInterest(actor, args.params.key ?? ''), keptFields(args.request)])
  const defaults: FormFields = { ...own.person, ...kept }
  // What was kept was typed on an older page: what was changed since is not overwritten unseen.
  const seen = Number(firstValue(kept, 'version')) || own.version
  return { own, defaults, seen, kept: kept !== undefined }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const { key = '' } = args.params
  const { intent } = check(ownIntentForm, fields)
  if (intent === 'withdraw') {
    await withdraw(actor, key)
    return redirect('/openings?done=interest_deleted')
  }
  if (intent === 'consent') {
    await consent(actor, key, check(consentForm, fields))
    return redirect(`/interest/${key}?done=interest_shown`)
  }
  const form = check(ownChangeForm, fields)
  const stale = await unlessStale(fields, () => changeOwn(actor, key, form))
  if (stale) return stale
  return redirect(`/interest/${key}?done=saved`)
})

export default function OwnInterest() {
  const { own, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { opening } = own
  return (
    <Page
      title={t(own.stage === 'asked' ? 'openings.own.asked_title' : 'openings.own.title')}
      crumbs={[
        { href: '/openings', label: t('openings.list.title') },
        { href: `/openings/${opening.id}`, label: opening.title },
      ]}
    >
      <KeptBanner kept={kept && !answer} />
      {own.stage === 'asked' ? <Asked /> : <Standing />}
    </Page>
  )
}

function Asked() {
  const { own, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const hours = useHours()
  const at = (key: string) => t(`openings.own.${key}`)
  const { opening } = own
  return (
    <>
      <p className="lead">
        {own.by
          ? t('openings.own.asked_by', { by: own.by, association: opening.association.name })
          : t('openings.own.asked_by_somebody', { association: opening.association.name })}
      </p>
      <Banner tone="info" title={at('nobody_knows')}>
        <p>{t('openings.own.asked_until', { day: formatDay(own.dueOn, language) })}</p>
      </Banner>
      <section className="card">
        <h2 className="card-title">
          <a href={`/openings/${opening.id}`}>{opening.title}</a>
        </h2>
        <p>
          <strong className="opening-hours">{hours(opening)}</strong>
        </p>
        <p className="whitespace-pre-line">{opening.body}</p>
      </section>
      <ConfirmPost
        summary={at('decline')}
        label={at('decline_submit')}
        fields={{ intent: 'withdraw' }}
        variant="secondary"
      >
        <p>{at('decline_text')}</p>
      </ConfirmPost>
      {opening.open ? (
        <>
          <h2>{at('agree')}</h2>
          <p>{at('agree_text')}</p>
          <CheckedForm schema={consentForm} answer={answer} defaults={defaults}>
            <HiddenField name="intent" value="consent" />
            <HiddenField name="version" value={own.version} />
            <PersonFields />
            <AgreeField association={opening.association.name} keptUntil={own.keptUntil} />
            <SubmitButton>{at('agree_submit')}</SubmitButton>
          </CheckedForm>
        </>
      ) : (
        <Banner tone="info" title={t('openings.page.over')} />
      )}
    </>
  )
}

function Standing() {
  const { own, defaults, seen } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const at = (key: string) => t(`openings.own.${key}`)
  const { opening, stage } = own
  return (
    <>
      <p className="lead">
        <a href={`/openings/${opening.id}`}>{opening.title}</a> ({opening.association.name})
      </p>
      <StageSteps stage={stage} />
      <DataList
        rows={[
          [at('stage'), <StageBadge key="stage" stage={stage} />],
          [
            at('next'),
            stage === 'new'
              ? t('openings.own.answer_by', {
                  association: opening.association.name,
                  day: formatDay(own.dueOn, language),
                })
              : t(`openings.own.next_${stage}`),
          ],
          [at('until'), formatDay(own.keptUntil, language)],
        ]}
      />
      <p className="support">{at('keep_address')}</p>
      <h2>{at('told')}</h2>
      {answer && 'stale' in answer && answer.stale && (
        <StaleNotice
          typed={answer.values}
          fields={(['name', 'phone', 'email', 'message'] as const).map((name) => ({
            name,
            label: t(`openings.interest.${name}`),
            theirs: own.person[name],
          }))}
        />
      )}
      <CheckedForm schema={ownChangeForm} answer={answer} defaults={defaults}>
        <HiddenField name="intent" value="change" />
        <HiddenField name="version" value={answer ? own.version : seen} />
        <PersonFields />
        <SubmitButton variant="secondary">{at('change_submit')}</SubmitButton>
      </CheckedForm>
      <h2>{at('withdraw_title')}</h2>
      <p>{at('withdraw_lead')}</p>
      <ConfirmPost summary={at('withdraw')} label={at('withdraw_submit')} fields={{ intent: 'withdraw' }}>
        <p>{at('withdraw_text')}</p>
      </ConfirmPost>
    </>
  )
}
