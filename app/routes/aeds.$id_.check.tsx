/** 日常点検 of one AED, on a phone in front of the box. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { CheckForm } from '~/modules/custody/CheckForm'
import { recordCheck } from '~/modules/custody/commands/check.server'
import { AedHead, upkeepCrumbs } from '~/modules/custody/Head'
import { checkPage } from '~/modules/custody/queries/upkeep.server'
import { checkForm } from '~/modules/custody/schema'
import { formatDay } from '~/platform/clock'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('custody.check.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  return checkPage(await currentActor(args), idParam(args.params.id))
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const form = await readAndCheck(args, checkForm)
  const outcome = await recordCheck(await currentActor(args), id, form)
  return redirect(`/aeds/${id}/upkeep?done=aed_check_${outcome}`)
})

export default function Check() {
  const { aed, last, parts, today } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page title={t('custody.check.title')} crumbs={upkeepCrumbs(t, aed)}>
      <AedHead aed={aed} />
      {aed.condition === 'removed' ? (
        <Banner tone="info" title={t('custody.upkeep.now.removed')} />
      ) : (
        <>
          <p>
            {last ? t('custody.check.last', { day: formatDay(last, language) }) : t('custody.check.first')}
          </p>
          <CheckForm answer={answer} condition={aed.condition} parts={parts} today={today} />
        </>
      )}
      <div className="actions">
        <LinkButton href={`/aeds/${aed.id}/upkeep`}>{t('custody.upkeep.title')}</LinkButton>
      </div>
    </Page>
  )
}
