/** 制度見直しの試算: what other rules would cost and bring, over the hall register, for the staff who keep the schemes. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { unreadWords } from '~/modules/revision/field-words'
import { useVariantName } from '~/modules/revision/numbers'
import { revisionStudy } from '~/modules/revision/queries/revision.server'
import { RevisionForm } from '~/modules/revision/RevisionForm'
import { Assumptions, Method, Past, Reasons } from '~/modules/revision/RevisionMethod'
import { ByDistrict, ByWork, ByYear, Files, Summary } from '~/modules/revision/RevisionResult'
import { page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('revision.title')

export const loader = page(async (args: LoaderFunctionArgs) => ({
  data: await revisionStudy(await currentActor(args), new URL(args.request.url).searchParams),
}))

export default function Revision() {
  const { data } = useLoaderData<typeof loader>()
  const t = useT()
  const name = useVariantName()
  const crumbs = [{ href: '/subsidies', label: t('subsidies.list.title') }]
  if (!data)
    return (
      <Page title={t('revision.title')} crumbs={crumbs}>
        <p>{t('revision.no_scheme')}</p>
      </Page>
    )
  const { unread, programmes, programme, variants, isHeld, counted } = data
  const today = variants[0]
  return (
    <Page title={t('revision.title')} lead={t('revision.lead')} crumbs={crumbs} width="wide">
      {unread.length > 0 && (
        <Banner tone="warning" title={t('revision.unread.title')} live>
          {t('revision.unread.text', { fields: unreadWords(unread, data.works, t) })}
        </Banner>
      )}
      {!isHeld && today && (
        <Banner tone="warning" title={t('revision.other_base.title')}>
          {t('revision.other_base.text', { version: name({ ...today, kind: 'version' }) })}
        </Banner>
      )}
      <p>
        <strong>{programme.name}</strong>{' '}
        {programmes
          .filter(({ key }) => key !== programme.key)
          .map(({ key, name: other }) => (
            <a key={key} className="inline-block py-2 pr-4" href={`/subsidies/revision?programme=${key}`}>
              {t('revision.other_scheme', { name: other })}
            </a>
          ))}
      </p>
      <details className="optional-part no-print" open={unread.length > 0}>
        <summary>{t('revision.form.open')}</summary>
        <RevisionForm data={data} />
      </details>

      {counted.halls === 0 ? (
        <Banner tone="info" title={t('revision.no_halls')} />
      ) : (
        <>
          <h2>{t('revision.result')}</h2>
          <p>{t('revision.only_estimate')}</p>
          <Summary data={data} />
          {variants.length === 1 && (
            <Banner tone="info" title={t('revision.alone.title')}>
              {t('revision.alone.text')}
            </Banner>
          )}
          <Files query={data.query} />
          <nav className="no-print" aria-label={t('revision.parts')}>
            {['years', 'works', 'reasons', 'past', 'assumed', 'districts', 'method'].map((part) => (
              <a key={part} className="inline-block py-2 pr-4" href={`#${part}`}>
                {t(`revision.${part}.title`)}
              </a>
            ))}
          </nav>
          <h2 id="years">{t('revision.years.title')}</h2>
          <ByYear data={data} />
          <h2 id="works">{t('revision.works.title')}</h2>
          <ByWork data={data} />
          <h2 id="reasons">{t('revision.reasons.title')}</h2>
          <Reasons data={data} />
        </>
      )}
      <h2 id="past">{t('revision.past.title')}</h2>
      <Past data={data} />
      <h2 id="assumed">{t('revision.assumed.title')}</h2>
      <p>{t('revision.assumed.lead')}</p>
      <Assumptions data={data} />
      {counted.halls > 0 && (
        <>
          <h2 id="districts">{t('revision.districts.title')}</h2>
          <ByDistrict data={data} />
        </>
      )}
      <Method data={data} />
    </Page>
  )
}
