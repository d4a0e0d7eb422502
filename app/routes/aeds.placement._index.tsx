/** 会館へのAED配置の検討: where an AED at a hall would newly reach most people, for staff of the city. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { SourceCredit } from '~/modules/associations/Credits'
import { ChosenSites, Costs } from '~/modules/placement/ChosenSites'
import { placementStudy } from '~/modules/placement/queries/study.server'
import { Ranking } from '~/modules/placement/Ranking'
import { BeforeAndAfter, Conditions, Counted } from '~/modules/placement/StudyFigures'
import { StudyForm } from '~/modules/placement/StudyForm'
import { StudyMaps } from '~/modules/placement/StudyMaps'
import { StudyMethod } from '~/modules/placement/StudyMethod'
import { queryOf } from '~/modules/placement/schema'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('placement.title')

export const loader = page(async (args: LoaderFunctionArgs) =>
  placementStudy(await currentActor(args), new URL(args.request.url).searchParams),
)

export default function Placement() {
  const data = useLoaderData<typeof loader>()
  const { halls, chosen, picture, params, unread, figures } = data
  const t = useT()
  const nobody = figures.total.day + figures.total.night === 0
  return (
    <Page
      title={t('placement.title')}
      lead={t('placement.lead')}
      crumbs={[{ href: '/aeds', label: t('placement.to_aeds') }]}
      width="wide"
    >
      {unread.length > 0 && (
        <Banner tone="warning" title={t('placement.unread.title')} live>
          {t('placement.unread.text', {
            fields: unread.map((name) => fieldWords(t, name)).join(t('placement.people.join')),
          })}
        </Banner>
      )}
      <details className="optional-part no-print" open={unread.length > 0}>
        <summary>{t('placement.form.open')}</summary>
        <StudyForm params={params} districts={data.districts} fromTowns={data.source.kind === 'towns'} />
      </details>

      <h2>{t('placement.result')}</h2>
      {nobody && (
        <Banner tone="warning" title={t('placement.empty.people_title')}>
          {t('placement.empty.people')}
        </Banner>
      )}
      {data.aeds.byDay + data.aeds.byNight === 0 && (
        <Banner tone="info" title={t('placement.empty.aeds_title')}>
          {t('placement.empty.aeds')}
        </Banner>
      )}
      <BeforeAndAfter data={data} />
      <p className="no-print">
        <a className="inline-block py-2" href="#method">
          {t('placement.to_method')}
        </a>
      </p>
      {picture && <StudyMaps picture={picture} sites={chosen.length > 0} />}

      <h2>{t('placement.chosen.title')}</h2>
      {halls.all === 0 ? (
        <p>{t('placement.empty.halls')}</p>
      ) : halls.candidates === 0 ? (
        <p>{t('placement.empty.candidates')}</p>
      ) : chosen.length === 0 ? (
        <p>{t('placement.empty.chosen')}</p>
      ) : (
        <ChosenSites data={data} />
      )}

      {chosen.length > 0 && (
        <>
          <h2>{t('placement.cost.title')}</h2>
          <Costs data={data} />
        </>
      )}

      {halls.candidates > 0 && (
        <>
          <h2>{t('placement.ranking.title')}</h2>
          <Ranking data={data} query={queryOf(params)} />
        </>
      )}

      <h2>{t('placement.conditions.title')}</h2>
      <Conditions data={data} />
      <h2>{t('placement.counted.title')}</h2>
      <Counted data={data} />
      <StudyMethod data={data} />
      <SourceCredit boundary towns={data.source.kind === 'towns'} />
    </Page>
  )
}

/** The name of a field of the form as it stands there. */
function fieldWords(t: ReturnType<typeof useT>, name: string): string {
  return name.startsWith('w_') ? t(`placement.term.${name.slice(2)}`) : t(`placement.field.${name}`)
}
