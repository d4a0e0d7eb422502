/** 申込み: for one session of a place; no account is needed. `?call=` a shortage call, `?other=1` for somebody else than is known. */
import { randomUUID } from 'node:crypto'
import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor, visitorOf } from '~/modules/accounts/session.server'
import { ApplyForm } from '~/modules/participation/ApplyForm'
import { apply } from '~/modules/participation/commands/apply.server'
import { privateMeta } from '~/modules/participation/meta'
import { carriedKey, personCookie } from '~/modules/participation/person-cookie.server'
import { applyPage, kindOf } from '~/modules/participation/queries/mine.server'
import { applyForms } from '~/modules/participation/schema'
import { takesApplications } from '~/modules/volunteering/rules'
import { formatSpan } from '~/platform/clock'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { languageOf } from '~/platform/i18n.server'
import { useLanguage, useT } from '~/ui/i18n'
import { Page } from '~/ui/page'
import { Banner, DataList, LinkButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = privateMeta('participation.apply.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { request, params } = args
  const actor = await currentActor(args)
  const other = queryParam(request, 'other', 1) !== undefined
  const shown = await applyPage(actor, idParam(params.session), other ? null : carriedKey(request))
  const page = {
    ...shown,
    submission: randomUUID(),
    call: queryParam(request, 'call', 9) ?? '',
    defaults: (await keptFields(request)) ?? {},
    takes: takesApplications(shown.standing),
  }
  return data(page, other ? { headers: { 'Set-Cookie': personCookie(null) } } : undefined)
})

export const action = formAction(async (args) => {
  const session = idParam(args.params.session)
  const form = await readAndCheck(args, applyForms[await kindOf(session)])
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
  const shown = useLoaderData<typeof loader>()
  const { session, place, programme, standing, takes, submission, call, defaults } = shown
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
          {shown.me && shown.known && (
            <Banner tone="info" title={t('participation.apply.as', { name: shown.known.givenName })}>
              <p>
                <a
                  className="inline-block py-2"
                  href={`?${new URLSearchParams({ other: '1', ...(call && { call }) })}`}
                >
                  {t('participation.apply.other')}
                </a>
              </p>
            </Banner>
          )}
          <ApplyForm page={shown} submission={submission} call={call} defaults={defaults} answer={answer} />
        </>
      )}
    </Page>
  )
}
