/** One 回覧: what is bound in it, its PDF, and the way to enter the signed sheets. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { circularPage } from '~/modules/circulars/queries/circulars.server'
import { TAKES_TIME_FROM } from '~/modules/circulars/rules'
import { dayOf, formatDay } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, DataList, Icon, LinkButton } from '~/ui/parts'

export const meta = titleMeta('circulars.make.title')

export const loader = page(async (args: LoaderFunctionArgs) =>
  circularPage(await currentActor(args), args.params.slug ?? '', idParam(args.params.number)),
)

export default function Circular() {
  const { association, circular, groups, mayMake } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const { number, madeAt, returnBy, line, notices } = circular
  const above = `/associations/${association.slug}`
  const here = `${above}/circulars/${number}`
  return (
    <Page
      title={t('circulars.page.title', { number })}
      crumbs={[
        { href: above, label: association.name },
        ...(mayMake ? [{ href: `${above}/circular`, label: t('circulars.make.title') }] : []),
      ]}
      actions={
        <>
          <LinkButton href={`${here}/print`} variant="primary">
            <Icon name="print" /> {t('circulars.page.print')}
          </LinkButton>
          <LinkButton href={`${here}/tally`}>
            <Icon name="check" /> {t('circulars.page.tally')}
          </LinkButton>
        </>
      }
    >
      {notices.length >= TAKES_TIME_FROM && <p className="support">{t('circulars.page.takes_time')}</p>}
      <DataList
        rows={[
          [t('circulars.page.made'), formatDay(dayOf(new Date(madeAt)), language)],
          [t('circulars.page.return_by'), returnBy && formatDay(returnBy, language)],
          [t('circulars.page.line'), line],
        ]}
      />
      <h2>{t('circulars.page.notices')}</h2>
      <ol className="circular-list">
        {notices.map(({ id, title, state, publisher }) => (
          <li key={id}>
            <a href={`/notices/${id}`}>{title}</a> <span className="support">{publisher}</span>{' '}
            {state === 'withdrawn' && <Badge tone="warning">{t('circulars.page.withdrawn')}</Badge>}
          </li>
        ))}
      </ol>
      {groups.length > 0 && (
        <>
          <h2>{t('circulars.page.print_groups')}</h2>
          <p className="support">{t('circulars.page.print_groups_text')}</p>
          <ul className="circular-list">
            {groups.map((group) => (
              <li key={group.id}>
                <a href={`${here}/print?group=${group.id}`}>
                  {t('circulars.page.print_for', { group: group.name })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
