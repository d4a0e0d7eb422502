/** 自治会館の補助金: the city's schemes of this fiscal year in words, and those of others to compare with. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mayAnywhere } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { describeWork } from '~/modules/subsidies/describe'
import { programmesOf } from '~/modules/subsidies/queries/programmes.server'
import { dayOf, fiscalYear, formatFiscalYear, now } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Card, LinkButton } from '~/ui/parts'

export const meta = titleMeta('subsidies.list.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const year = fiscalYear(dayOf(now()))
  const programmes = await programmesOf(year)
  return {
    year,
    // Officers apply; a guest may be one.
    applies: actor.user ? mayAnywhere(actor, 'subsidy.read') : true,
    own: programmes.filter((one) => one.own),
    others: programmes
      .filter((one) => !one.own)
      .map(({ key, definition: { municipality, name } }) => ({ key, municipality, name })),
  }
})

export default function Subsidies() {
  const { year, applies, own, others } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('subsidies.list.title')}
      lead={t('subsidies.list.lead')}
      width="wide"
      actions={
        <>
          <LinkButton href="/subsidies/estimate">{t('subsidies.list.estimate')}</LinkButton>
          {applies && (
            <LinkButton href="/subsidies/applications">{t('applications.mine.apply_or_go_on')}</LinkButton>
          )}
          <LinkButton href="/subsidies/granted">{t('applications.granted.title')}</LinkButton>
          <LinkButton href="/subsidies/programmes">{t('programmes.list.title')}</LinkButton>
        </>
      }
    >
      <h2>
        {t('subsidies.list.own')} {formatFiscalYear(year, language)}
      </h2>
      {own.length === 0 && <p>{t('subsidies.list.none')}</p>}
      {own.map(({ key, definition }) => (
        <Card key={key} title={definition.name} href={`/subsidies/programmes/${key}`}>
          {definition.purpose && <p>{definition.purpose}</p>}
          <ul>
            {definition.works.map((work) => (
              <li key={work.key}>
                <strong>{work.name}</strong>:{' '}
                {describeWork(work, { t, programme: definition, language }).join(t('subsidies.rule.comma'))}
              </li>
            ))}
          </ul>
        </Card>
      ))}
      {others.length > 0 && (
        <>
          <h2>{t('subsidies.list.others')}</h2>
          <p>{t('subsidies.list.others_lead')}</p>
          <ul>
            {others.map(({ key, municipality, name }) => (
              <li key={key}>
                <a className="inline-block py-2" href={`/subsidies/programmes/${key}`}>
                  {municipality} {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
