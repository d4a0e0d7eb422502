/** 世帯の名簿 of an association or a group, for the officers who keep it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { addHouseholds } from '~/modules/households/commands/register.server'
import { registerOf } from '~/modules/households/queries/register.server'
import { AddForm, RegisterSection } from '~/modules/households/RegisterList'
import { addForm } from '~/modules/households/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { LinkButton } from '~/ui/parts'

export const meta = titleMeta('households.register.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) =>
  registerOf(await currentActor(args), args.params.slug ?? ''),
)

export const action = formAction(async (args) => {
  const { association, names, delivery } = await readAndCheck(args, addForm)
  const actor = requireUser(await currentActor(args))
  await addHouseholds(actor, association, { names, delivery })
  return redirect(`/associations/${encodeURIComponent(args.params.slug ?? '')}/households?done=saved`)
})

export default function Register() {
  const { association, groups, total } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const here = `/associations/${association.slug}`
  return (
    <Page
      title={t('households.register.of', { association: association.name })}
      lead={t('households.register.lead')}
      crumbs={[{ href: here, label: association.name }]}
      width="wide"
      actions={
        total > 0 && (
          <>
            <LinkButton href={`${here}/households/slips`}>{t('households.register.slips')}</LinkButton>
            <LinkButton href={`${here}/households.csv`} download>
              {t('households.register.csv')}
            </LinkButton>
          </>
        )
      }
    >
      <p>{t('households.register.total', { total })}</p>
      {groups.map((group) => (
        <RegisterSection key={group.id} group={group} />
      ))}
      <AddForm groups={groups} association={association.id} answer={answer} />
    </Page>
  )
}
