/** 輪番 of an association: all of them for those who keep them; for a household its own turns. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KeptBanner } from '~/modules/accounts/parts'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { makeDuty } from '~/modules/officers/commands/duties.server'
import { DutyTable, HouseholdTurns, NewDutyForm } from '~/modules/officers/DutyParts'
import { dutiesOf } from '~/modules/officers/queries/duties.server'
import { newDutyForm } from '~/modules/officers/schema'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'

export const meta = titleMeta('officers.duties.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await dutiesOf(await currentActor(args), args.params.slug ?? '')),
  kept: (await keptFields(args.request)) ?? null,
}))

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  // First who asks: after a session that ended, what was typed is kept, whether or not it is complete.
  const actor = requireUser(await currentActor(args))
  const slug = args.params.slug ?? ''
  const id = await makeDuty(actor, slug, check(newDutyForm, fields))
  return redirect(`/associations/${encodeURIComponent(slug)}/duties/${id}?done=saved`)
})

export default function Duties() {
  const { association, desk, mine, kept } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  return (
    <Page
      title={t('officers.duties.of', { association: association.name })}
      lead={t(desk ? 'officers.duties.lead' : 'officers.duties.lead_own')}
      crumbs={[{ href: `/associations/${association.slug}`, label: association.name }]}
    >
      {desk ? (
        <>
          <DutyTable duties={desk.list} slug={association.slug} />
          <div className="page no-print">
            <h2>{t('officers.duties.add_new')}</h2>
            <KeptBanner kept={kept !== null && !answer} />
            <NewDutyForm
              units={desk.units}
              posts={desk.posts}
              answer={answer ?? (kept ? { values: kept, errors: {} } : undefined)}
            />
          </div>
        </>
      ) : (
        <HouseholdTurns duties={mine} />
      )}
    </Page>
  )
}
