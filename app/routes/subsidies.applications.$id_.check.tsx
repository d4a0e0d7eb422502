/** 提出前の確認と、会長による提出: everything in one page, then the president's signature. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { Warnings } from '~/modules/applications/ApplicationParts'
import { CheckAnswers, ComesTo } from '~/modules/applications/CheckAnswers'
import { askPresident } from '~/modules/applications/commands/sign.server'
import { submit, switchVersion } from '~/modules/applications/commands/submit.server'
import { checkView } from '~/modules/applications/queries/check.server'
import { BackLink, PresidentSigns, ProblemList, stepCrumbs } from '~/modules/applications/StepParts'
import { resumeSchema, submitSchema } from '~/modules/applications/schema'
import { doNotSignText } from '~/modules/subsidies/words'
import { formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { type Answer, CheckboxField, CheckedForm, ErrorSummary, HiddenField, SubmitButton } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.check.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  of: await checkView(await currentActor(args), idParam(args.params.id)),
}))

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const intent = firstValue(fields, 'intent')
  const at = `/subsidies/applications/${id}`
  if (intent === 'ask') {
    await askPresident(actor, id, firstValue(fields, 'page'))
    return redirect(`${at}?done=president_asked`)
  }
  if (intent === 'switch') {
    await switchVersion(actor, id, check(resumeSchema, fields))
    return redirect(`${at}?done=version_switched`)
  }
  await submit(actor, id, check(submitSchema, fields))
  return redirect(`${at}?done=application_submitted`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>['of']

export default function Check() {
  const { of } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const draft = of.state === 'draft'
  const ready = of.problems.length === 0 && of.obstacles.length === 0
  return (
    <Page
      title={t(draft ? 'applications.check.title' : 'applications.check.title_read')}
      lead={draft ? t('applications.check.lead') : undefined}
      width="wide"
      crumbs={stepCrumbs({ id: of.id, title: of.draft.title }, t)}
    >
      {of.receiptNumber && <p>{t('applications.paper.receipt', { number: of.receiptNumber })}</p>}
      {!(draft && ready && of.maySign) && <ErrorSummary errors={(answer as Answer)?.errors} />}
      <ProblemList
        id={of.id}
        problems={of.problems}
        facts={of.programme.facts}
        title={t('applications.check.problems', { count: of.problems.length })}
      />
      {of.obstacles.map(({ kind, day }) => (
        <Banner key={kind} tone="danger" title={t('applications.check.obstacle')}>
          <p>
            {t(`applications.check.obstacle_${kind}`)}
            {day && ` ${formatDay(day, language)}`}
          </p>
          {kind === 'version' && of.mayWrite && (
            <>
              <p>
                <a href={`/subsidies/programmes/${of.programme.key}`}>
                  {t('applications.check.new_version')}
                </a>
              </p>
              <PostButton
                label={t('applications.check.switch')}
                fields={{ intent: 'switch', version: of.version }}
              />
            </>
          )}
        </Banner>
      ))}
      {draft && of.draft.contractOn && of.programme.dates.contractAfterDecision === null && (
        <Warnings
          warnings={[{ kind: 'contract_before_decision', day: null, blocks: true }]}
          contractAfterDecision={null}
        />
      )}
      {of.startsEarly && (
        <Warnings
          warnings={[{ kind: 'start_before_decision', day: of.draft.plannedStart, blocks: false }]}
          contractAfterDecision={null}
        />
      )}
      <CheckAnswers of={of} />
      <ComesTo programme={of.programme} assessment={of.assessment} />
      {draft && of.mayWrite && <HandIn of={of} ready={ready} />}
      <BackLink id={of.id} />
    </Page>
  )
}

/** 会長の署名: two sentences to agree to, and the button. */
function HandIn({ of, ready }: { of: Data; ready: boolean }) {
  const answer = useActionData<typeof action>()
  const t = useT()
  const sign = doNotSignText(of.programme, t)
  return (
    <>
      <h2 id="hand-in">{t('applications.check.hand_in')}</h2>
      {sign && (
        <Banner tone="warning" title={t('subsidies.estimate.do_not_sign')}>
          <p>{sign}</p>
        </Banner>
      )}
      {!ready && <p>{t('applications.check.not_ready')}</p>}
      {ready && !of.maySign && <PresidentSigns id={of.id} page="check" presidents={of.presidents} />}
      {ready && of.maySign && (
        <CheckedForm
          schema={submitSchema}
          answer={answer}
          // The page is long: what is refused is told where the button stands.
          action={`/subsidies/applications/${of.id}/check#hand-in`}
        >
          <HiddenField name="version" value={of.version} />
          <p>{t('applications.check.signer', { name: of.signer, association: of.association.name })}</p>
          <ul className="bullets">
            <li>{t('applications.check.declare_true')}</li>
            <li>{t('applications.check.declare_contract')}</li>
            <li>{t('applications.check.declare_public')}</li>
          </ul>
          <CheckboxField name="declared" label={t('applications.check.declared')} />
          <SubmitButton>{t('applications.check.submit')}</SubmitButton>
        </CheckedForm>
      )}
    </>
  )
}
