/** Ending a term early: one's own, or as somebody who may invite officers there. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { endTerm } from '~/modules/accounts/commands/terms.server'
import { termToEnd } from '~/modules/accounts/queries/officers.server'
import { termEnd } from '~/modules/accounts/schema'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { CheckedForm, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('accounts.officers.end_title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const [term, kept] = await Promise.all([
    termToEnd(actor, args.params.slug ?? '', idParam(args.params.id)),
    keptFields(args.request),
  ])
  return { term, lastDay: firstValue(kept, 'lastDay') ?? actor.today }
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const { lastDay } = check(termEnd, fields)
  const { own, association } = await termToEnd(actor, args.params.slug ?? '', idParam(args.params.id))
  await endTerm(actor, idParam(args.params.id), lastDay)
  return redirect(
    own
      ? '/account/memberships?done=term_ended'
      : `/associations/${association.slug}/officers?done=term_ended`,
  )
})

export default function EndTerm() {
  const { term, lastDay } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const { association, post, name, own } = term
  const back = own ? '/account/memberships' : `/associations/${association.slug}/officers`
  return (
    <Page
      title={t('accounts.officers.end_title')}
      lead={t('accounts.officers.end_lead', {
        association: association.name,
        post: t(`accounts.post.${post}`),
        name,
        to: formatDay(term.endsOn, language),
      })}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
    >
      <p>{t('accounts.officers.end_text')}</p>
      <CheckedForm answer={answer} defaults={{ lastDay }}>
        <TextField
          name="lastDay"
          type="date"
          label={t('accounts.officers.last_day')}
          support={t('accounts.officers.last_day_support')}
          required
        />
        <div className="actions">
          <SubmitButton variant="danger">{t('accounts.officers.end_submit')}</SubmitButton>
          <LinkButton href={back}>{t('form.cancel')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}
