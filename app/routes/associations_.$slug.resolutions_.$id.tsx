/** One decision: what it is about, how far it has come, and what waits for whoever reads it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { runResolution } from '~/modules/resolutions/commands/run.server'
import { Progress, RunDesk } from '~/modules/resolutions/DeskParts'
import { resolutionView } from '~/modules/resolutions/queries/resolution.server'
import {
  EndBanner,
  ItemList,
  Results,
  StateBadge,
  Typed,
  useDays,
  WaySteps,
} from '~/modules/resolutions/ResolutionParts'
import { isRunning } from '~/modules/resolutions/rules'
import { runAct } from '~/modules/resolutions/schema'
import { quorumWords } from '~/modules/resolutions/words'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, DataList, LinkButton } from '~/ui/parts'

export const meta = titleMeta('resolutions.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await resolutionView(await currentActor(args), args.params.slug ?? '', idParam(args.params.id))),
  kept: await keptFields(args.request),
}))

const DONE = {
  start: 'resolution_started',
  go_on: 'saved',
  close: 'resolution_closed',
  meeting: 'resolution_meeting',
  cancel: 'resolution_cancelled',
} as const

export const action = formAction(async (args) => {
  const { fields } = await readForm(args)
  const actor = await currentActor(args)
  const act = check(runAct, fields)
  const id = idParam(args.params.id)
  await runResolution(actor, id, act)
  return redirect(
    `/associations/${encodeURIComponent(args.params.slug ?? '')}/resolutions/${id}?done=${DONE[act.intent]}`,
  )
})

export default function ResolutionPage() {
  const view = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const { day, instant } = useDays()
  const { resolution, desk, own, window, count } = view
  const { association, state, way, items } = resolution
  const list = `/associations/${association.slug}/resolutions`
  const here = `${list}/${resolution.id}`
  const word = (key: string, params?: Record<string, string | number>) => t(`resolutions.page.${key}`, params)
  const waits = own.some((voter) => (state === 'consenting' ? voter.consents === null : !voter.voted))
  const isOfficer = desk.run || desk.enter || desk.check
  const hasResults = items.some(({ votes, carried }) => votes !== null || carried !== null)
  const isClosed = state === 'checking' || state === 'decided' || state === 'to_meeting'
  return (
    <Page
      title={resolution.title}
      crumbs={[
        { href: `/associations/${association.slug}`, label: association.name },
        { href: list, label: t('resolutions.title') },
      ]}
      actions={
        <>
          {isRunning(state) && own.length > 0 && (
            <LinkButton href={`/resolutions/${resolution.id}/vote`} variant={waits ? 'primary' : 'secondary'}>
              {t(waits ? `resolutions.list.answer_${state}` : 'resolutions.list.own')}
            </LinkButton>
          )}
          {desk.check && isClosed && (
            <LinkButton href={`${here}/check`} variant={state === 'checking' ? 'primary' : 'secondary'}>
              {t('resolutions.check.title')}
            </LinkButton>
          )}
          {isClosed && (state !== 'checking' || isOfficer) && (
            <LinkButton href={`${here}/record.pdf`}>{t('resolutions.record.link')}</LinkButton>
          )}
        </>
      }
    >
      <p className="notice-marks">
        <StateBadge state={state} />
      </p>
      {window === 'late' && <Banner tone="info" title={word('late')} />}
      <EndBanner state={state} reason={resolution.reason} words={resolution.reasonText} />
      <WaySteps way={way} state={state} />
      {hasResults ? (
        <>
          <h2>{t('resolutions.result.title')}</h2>
          {state === 'checking' && <Banner tone="warning" title={t('resolutions.result.unchecked')} />}
          {view.isSmall && <p>{t('resolutions.result.small')}</p>}
          <Results items={items} voters={count.voters} way={way} stands={state === 'decided'} />
        </>
      ) : null}
      <h2>{word('facts')}</h2>
      <DataList
        rows={[
          [t('resolutions.form.way'), t(`resolutions.way.${way}.title`)],
          [t('resolutions.form.unit'), t(`resolutions.unit.${resolution.unit}`)],
          [t('resolutions.form.article'), resolution.article],
          [
            t('resolutions.form.secret_short'),
            t(`resolutions.secrecy.${resolution.secret ? 'secret' : 'open'}`),
          ],
          [t('resolutions.form.quorum'), quorumWords(t, resolution.quorum)],
          [t('resolutions.form.consent_until'), day(resolution.consentUntil)],
          [t('resolutions.form.vote_from'), day(resolution.voteFrom)],
          [t('resolutions.form.vote_until'), day(resolution.voteUntil)],
          [word('voters'), t(`resolutions.count.${resolution.unit}`, { count: count.voters })],
          [word('started'), instant(resolution.startedAt)],
          [word('closed'), instant(resolution.closedAt)],
          [word('checked'), instant(resolution.checkedAt)],
          [word('check_note'), resolution.checkNote],
        ]}
      />
      <Progress view={view} />
      <RunDesk view={view} answer={answer} kept={view.kept} />
      <h2>{word('about')}</h2>
      <Typed text={resolution.introduction} />
      <h2>{t('resolutions.item.title_all')}</h2>
      <ItemList items={items} way={way} />
    </Page>
  )
}
