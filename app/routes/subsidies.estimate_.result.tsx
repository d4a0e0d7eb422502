/** 補助金の概算の結果: the amount with its arithmetic, the documents and the days. Everything stands in the address. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Next, Result } from '~/modules/subsidies/Estimate'
import { estimateFrom } from '~/modules/subsidies/estimate.server'
import { estimateQuery, fieldsOf } from '~/modules/subsidies/schema'
import { formatFiscalYear } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton, PostButton } from '~/ui/parts'

export const meta = titleMeta('subsidies.estimate.result_title')

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const fields = fieldsOf(new URL(request.url))
  const { programme, own, works, year, settled, assessment, milestones } = await estimateFrom(fields)
  return {
    programme,
    own,
    works,
    year,
    settled,
    assessment,
    milestones,
    query: estimateQuery(programme, works, fields),
  }
})

export default function EstimateResult() {
  const { programme, own, works, year, settled, assessment, milestones, query } =
    useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('subsidies.estimate.result_title')}
      lead={`${programme.name}: ${programme.works
        .filter(({ key }) => works.includes(key))
        .map(({ name }) => name)
        .join('、')}`}
      width="wide"
      crumbs={[
        { href: '/subsidies', label: t('subsidies.list.title') },
        { href: '/subsidies/estimate', label: t('subsidies.estimate.title') },
      ]}
      actions={
        <>
          <LinkButton href={`/subsidies/estimate?${query}`}>{t('subsidies.estimate.change')}</LinkButton>
          <PostButton action={`/subsidies/estimate.pdf?${query}`} label={t('subsidies.estimate.print')} />
          <LinkButton href={`/subsidies/estimate.ics?${query}`} download>
            {t('subsidies.estimate.add_calendar')}
          </LinkButton>
        </>
      }
    >
      {!settled && (
        <Banner tone="warning" title={t('subsidies.estimate.not_settled_title')}>
          <p>{t('subsidies.estimate.not_settled', { year: formatFiscalYear(year, language) })}</p>
        </Banner>
      )}
      <Result programme={programme} assessment={assessment} />
      <Next programme={programme} works={works} year={year} milestones={milestones} />
      {own && assessment.outcome !== 'ineligible' && (
        <>
          <h2 className="no-print">{t('applications.mine.apply')}</h2>
          <p className="no-print">{t('applications.mine.apply_text')}</p>
          <p className="actions">
            <LinkButton href={`/subsidies/applications/new?${query}`} variant="primary">
              {t('applications.mine.begin')}
            </LinkButton>
          </p>
        </>
      )}
    </Page>
  )
}
