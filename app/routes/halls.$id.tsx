/** 会館のページ: what everybody may know of a hall; for its officers and the city the record besides. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { aedsAtHall } from '~/modules/aeds/queries/at-hall.server'
import { OpenReports, UsabilityBadge } from '~/modules/aeds/UsabilityBadge'
import { cityOutline } from '~/modules/associations/map.server'
import { FileList } from '~/modules/halls/FileList'
import { HallFacts, SeismicPart } from '~/modules/halls/HallFacts'
import { InsidePart } from '~/modules/halls/InsidePart'
import { hallView } from '~/modules/halls/queries/hall.server'
import { spotTold } from '~/modules/opendata/told'
import { formatDay, now } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { portalUrl } from '~/platform/settings.server'
import { useLanguage, useT } from '~/ui/i18n'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { type Told, toldMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Icon, LinkButton } from '~/ui/parts'

type Titled = { hall: { name: string }; url: string; told: Told | null }
export const meta = toldMetaFrom<Titled>((data) => data.hall.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const [hall, outline, aeds] = await Promise.all([hallView(actor, id), cityOutline(), aedsAtHall(id)])
  const url = portalUrl(`/halls/${id}`)
  return {
    hall,
    url,
    told: spotTold(url, { ...hall, gone: hall.closedOn !== null }),
    outline,
    aeds,
    today: actor.today,
    at: now(),
    applies: hall.mayKeep && mayAnywhere(actor, 'subsidy.apply'),
  }
})

export default function HallPage() {
  const { hall, outline, aeds, today, at, applies } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const to = (leaf: string) => `/halls/${hall.id}/${leaf}`
  return (
    <Page
      title={hall.name}
      crumbs={[{ href: '/halls', label: t('halls.title') }]}
      actions={
        hall.mayKeep && (
          <>
            <LinkButton href={to('edit')}>
              <Icon name="pencil" /> {t('halls.page.edit')}
            </LinkButton>
            <LinkButton href={to('diagnoses/new')}>{t('halls.page.add_diagnosis')}</LinkButton>
            <LinkButton href={to('works/new')}>{t('halls.page.add_work')}</LinkButton>
            <LinkButton href={to('files')}>{t('halls.page.files')}</LinkButton>
          </>
        )
      }
    >
      {hall.reading && <p className="support">{hall.reading}</p>}
      {hall.closedOn && (
        <Banner tone="warning" title={t('halls.page.closed', { day: formatDay(hall.closedOn, language) })}>
          <p>{t('halls.page.closed_text')}</p>
        </Banner>
      )}
      <HallFacts hall={hall} today={today} />
      <h2>{t('halls.page.aeds')}</h2>
      {aeds.length > 0 ? (
        <ul className="plain-list">
          {aeds.map((aed) => (
            <li key={aed.id}>
              <a href={`/aeds/${aed.id}`}>{aed.position || aed.name}</a>{' '}
              <UsabilityBadge usability={aed.usability} at={at} /> <OpenReports count={aed.openReports} />
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {t('halls.page.no_aeds')} <a href="/aeds/nearest">{t('halls.page.near_aeds')}</a>
        </p>
      )}
      <SeismicPart hall={hall} />
      {!hall.closedOn && (
        <>
          <h2>{t('halls.page.subsidies')}</h2>
          <p className="actions">
            <LinkButton href={`/subsidies/estimate?hall=${hall.id}`}>
              {t('halls.page.to_estimate')}
            </LinkButton>
            {applies && (
              <LinkButton href={`/subsidies/applications/new?hall=${hall.id}`}>
                {t('halls.page.to_apply')}
              </LinkButton>
            )}
          </p>
        </>
      )}
      {hall.photos.length > 0 && (
        <>
          <h2>{t('halls.page.photos')}</h2>
          <FileList files={hall.photos} hall={hall.name} />
        </>
      )}
      <h2>{t('halls.page.place')}</h2>
      {outline && hall.latitude !== null && hall.longitude !== null ? (
        <>
          <OutlineMap
            label={t('halls.page.place_label', { name: hall.name })}
            outline={outline}
            point={[hall.longitude, hall.latitude]}
          />
          <p>{t('halls.page.place_near')}</p>
        </>
      ) : (
        <p>{t('halls.page.no_place')}</p>
      )}
      <InsidePart hall={hall} />
      {hall.invented && <p className="support">{t('halls.invented')}</p>}
    </Page>
  )
}
