/** One household of the register, for the officers who keep it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import {
  deleteHousehold,
  editHousehold,
  endTieAsOfficer,
  recordConsent,
} from '~/modules/households/commands/register.server'
import { EditForm, OfficerConsent, OfficerMembers } from '~/modules/households/EditHousehold'
import { householdForOfficer } from '~/modules/households/queries/register.server'
import { editForm, officerAct } from '~/modules/households/schema'
import { NotFound } from '~/platform/errors'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { ErrorSummary } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { ConfirmPost, PostButton } from '~/ui/parts'

export const meta = titleMeta('households.edit.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const household = await householdForOfficer(await currentActor(args), idParam(args.params.id))
  if (household.association.slug !== args.params.slug) throw new NotFound()
  return household
})

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = requireUser(await currentActor(args))
  const id = idParam(args.params.id)
  const register = `/associations/${encodeURIComponent(args.params.slug ?? '')}/households`
  if (fields.intent === undefined) {
    await editHousehold(actor, id, check(editForm, fields))
    return redirect(`${register}?done=saved`)
  }
  const { intent, member } = check(officerAct, fields)
  if (intent === 'delete') {
    await deleteHousehold(actor, id)
    return redirect(`${register}?done=deleted`)
  }
  if (intent === 'end_tie') await endTieAsOfficer(actor, id, member ?? 0)
  else await recordConsent(actor, id, intent === 'record_consent')
  return redirect(`${register}/${id}?done=saved`)
})

export default function Household() {
  const household = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { association } = household
  const register = `/associations/${association.slug}/households`
  // An error of the whole page belongs to the buttons below the form.
  const refused = answer?.errors?.form
  return (
    <Page
      title={household.name}
      lead={t('households.edit.lead', { association: association.name })}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: register, label: t('households.register.title') },
      ]}
    >
      {refused && <ErrorSummary errors={{ form: refused }} />}
      <EditForm household={household} answer={refused ? undefined : answer} />

      <h2>{t('households.edit.people')}</h2>
      <OfficerMembers members={household.members} />

      <h2>{t('households.edit.code')}</h2>
      <p>{t('households.edit.code_help')}</p>
      <PostButton
        action={`${register}/slips`}
        label={t('households.edit.code_submit')}
        fields={{ household: household.id }}
      />

      <h2>{t('households.edit.consent')}</h2>
      <OfficerConsent household={household} />

      <h2>{t('households.edit.delete')}</h2>
      <ConfirmPost
        summary={t('households.edit.delete')}
        label={t('households.edit.delete_submit')}
        fields={{ intent: 'delete' }}
      >
        <p>{t('households.edit.delete_text')}</p>
      </ConfirmPost>
    </Page>
  )
}
