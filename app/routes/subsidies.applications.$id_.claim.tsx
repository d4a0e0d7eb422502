/** 請求: the account into which the grant is paid, read back before it is sent; or an advance, where there is one. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { AccountFields, ReadBack } from '~/modules/applications/ClaimForm'
import { askAdvance, claim } from '~/modules/applications/commands/perform.server'
import { claimView } from '~/modules/applications/queries/steps.server'
import { BackLink, PresidentSigns, ProblemList, stepCrumbs } from '~/modules/applications/StepParts'
import { advanceSchema, claimSchema } from '~/modules/applications/schema'
import { yenText } from '~/modules/subsidies/words'
import { type FormFields, firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton, TextArea, TextField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('applications.claim.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const of = await claimView(await currentActor(args), id)
  if (!of) throw redirect(`/subsidies/applications/${id}`)
  return { of, kept: await keptFields(args.request) }
})

/** What was understood, to be read through; or what was typed, to be changed. */
type Said = { readBack?: Record<string, string>; values?: FormFields; errors?: Record<string, string[]> }

export const action = formAction(async (args): Promise<Said | Response> => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const { fields } = await readForm(args)
  const of = await claimView(actor, id)
  if (!of) return redirect(`/subsidies/applications/${id}`)
  const intent = firstValue(fields, 'intent')
  if (intent === 'edit') return { values: fields, errors: {} }
  const form = check(of.advance ? advanceSchema : claimSchema, fields)
  if (intent !== 'send') {
    const said = Object.entries(form).map(([name, value]): [string, string] => [name, String(value)])
    return { readBack: Object.fromEntries(said) }
  }
  if (of.advance) await askAdvance(actor, id, form as Parameters<typeof askAdvance>[2])
  else await claim(actor, id, form)
  return redirect(`/subsidies/applications/${id}?done=${of.advance ? 'advance_asked' : 'grant_claimed'}`)
})

export default function Claim() {
  const { of, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() as Said | undefined
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`applications.claim.${key}`, params)
  const amount = of.advance ? null : yenText((of.final ?? 0) - of.paid, t)
  return (
    <Page
      title={at(of.advance ? 'title_advance' : 'title')}
      lead={at(of.advance ? 'lead_advance' : 'lead')}
      crumbs={stepCrumbs(of, t)}
    >
      {kept && !answer && <Banner tone="info" title={t('form.kept')} />}
      <DataList
        rows={[
          [t('applications.view.amount_decided'), of.decided === null ? null : yenText(of.decided, t)],
          [t('applications.view.amount_final'), of.final === null ? null : yenText(of.final, t)],
          [at('paid_before'), of.paid > 0 ? yenText(of.paid, t) : null],
          [at('to_claim'), amount],
        ]}
      />
      <ProblemList id={of.id} problems={of.problems} title={t('applications.step.problems')} />
      {of.account && (
        <p>
          {at('account_known', {
            account: `${of.account.bank} ${of.account.branch} ${of.account.number}`,
          })}
        </p>
      )}
      {!of.maySign ? (
        <PresidentSigns id={of.id} page="claim" />
      ) : answer?.readBack ? (
        <ReadBack said={answer.readBack} version={of.version} advance={of.advance} amount={amount} />
      ) : (
        <CheckedForm
          schema={of.advance ? advanceSchema : claimSchema}
          answer={answer}
          defaults={{ kind: 'ordinary', payee: 'association', ...kept }}
        >
          <HiddenField name="version" value={of.version} />
          {of.advance && (
            <>
              <TextField
                name="amount"
                label={at('advance_amount')}
                support={at('advance_amount_support')}
                inputMode="numeric"
                required
              />
              <TextArea name="reason" label={at('advance_reason')} rows={3} required />
            </>
          )}
          <AccountFields />
          <p className="support">{at('kept_how')}</p>
          <div className="actions">
            <SubmitButton name="intent" value="read">
              {at('read')}
            </SubmitButton>
            <BackLink id={of.id} />
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}
