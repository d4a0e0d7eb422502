/** 申込み: for one session of a place; no account is needed. `?call=` a shortage call, `?me=` the key of a known person. */
import { randomUUID } from 'node:crypto'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { ApplyForm } from '~/modules/participation/ApplyForm'
import { apply } from '~/modules/participation/commands/apply.server'
import { applyPage } from '~/modules/participation/queries/mine.server'
import { applyForm } from '~/modules/participation/schema'
import { takesApplications } from '~/modules/volunteering/rules'
import { formatSpan } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMeta('participation.apply.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { request, params } = args
  const actor = await currentActor(args)
  const shown = await applyPage(actor, idParam(params.session), queryParam(request, 'me'))
  return {
    ...shown,
    submission: randomUUID(),
    call: queryParam(request, 'call', 9) ?? '',
    defaults: (await keptFields(request)) ?? {},
    takes: takesApplications(shown.standing),
  }
})

export const action = formAction(async (args) => {
  const session = idParam(args.params.session)
  const form = await readAndCheck(args, applyForm)
  const actor = await currentActor(args)
  const { key, state } = await apply(
    actor,
    visitorOf(args).address,
    session,
    form,
    await languageOf(args.request),
  )
  return redirect(`/volunteering/mine/${key}?done=applied_${state}`)
})

export default function Apply() {
  const data = useLoaderData<typeof loader>()
  const { session, place, programme, standing, takes, submission, call, defaults } = data
  const answer = useActionData<typeof action>()
  const t = useT()
  const language = useLanguage()
  const crumbs = [
    { href: '/volunteering', label: t('participation.board') },
    { href: `/volunteering/${place.id}`, label: place.title },
  ]
  return (
    <Page title={t('participation.apply.title')} crumbs={crumbs}>
      <DataList
        rows={[
          [t('participation.activity'), <strong key="title">{place.title}</strong>],
          [t('participation.when'), formatSpan(session.startsAt, session.endsAt, language)],
          [t('participation.host'), place.host],
          [t('participation.venue'), place.venue],
          [
            t('participation.apply.room'),
            standing === 'full'
              ? t('participation.apply.full', { count: session.queued })
              : takes
                ? t('participation.apply.places', { count: session.room })
                : '',
          ],
        ]}
      />
      {!takes ? (
        <>
          <Banner tone="info" title={t(`participation.apply.not.${standing}`)} />
          <div className="actions">
            <LinkButton href={`/volunteering/${place.id}`}>{t('participation.apply.other_days')}</LinkButton>
          </div>
        </>
      ) : (
        <>
          {standing === 'full' && (
            <Banner tone="warning" title={t('participation.apply.waiting')}>
              <p>{t('participation.apply.waiting_text', { hours: programme.offerHours })}</p>
            </Banner>
          )}
          <p>{t('participation.apply.lead')}</p>
          <ApplyForm page={data} submission={submission} call={call} defaults={defaults} answer={answer} />
        </>
      )}
    </Page>
  )
}
