/** 何を知らせますか: a blank form, a template, or last year's notice. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { denied, mayAnywhere } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { lastYearsNotices } from '~/modules/notices/queries/desk.server'
import { templates } from '~/modules/notices/templates'
import { dayOf, formatDay } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Card } from '~/ui/parts'

export const meta = titleMeta('notices.start.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'notice.draft')) denied(actor)
  return { earlier: await lastYearsNotices(actor) }
})

export default function StartNotice() {
  const { earlier } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('notices.start.title')}
      lead={t('notices.start.lead')}
      crumbs={[{ href: '/desk', label: t('notices.desk.title') }]}
    >
      <Card title={t('notices.start.blank')} href="/notices/new">
        <p>{t('notices.start.blank_line')}</p>
      </Card>
      <h2>{t('notices.start.templates')}</h2>
      <p>{t('notices.start.templates_lead')}</p>
      <ul className="notice-list">
        {templates.map((name) => (
          <li key={name} className="notice-row">
            <h3>
              <a href={`/notices/new?template=${name}`}>{t(`notices.start.template.${name}`)}</a>
            </h3>
            <p>{t(`notices.start.template_line.${name}`)}</p>
          </li>
        ))}
      </ul>
      <h2>{t('notices.start.last_year')}</h2>
      {earlier.length === 0 ? (
        <p>{t('notices.start.last_year_none')}</p>
      ) : (
        <>
          <p>{t('notices.start.last_year_lead')}</p>
          <ul className="notice-list">
            {earlier.map((notice) => (
              <li key={notice.id} className="notice-row">
                <p className="notice-marks">
                  <Badge>{t(`notices.category.${notice.category}`)}</Badge>
                  {notice.publishedAt && <span>{formatDay(dayOf(notice.publishedAt), language)}</span>}
                </p>
                <h3>
                  <a href={`/notices/new?copy=${notice.id}`}>{notice.title}</a>
                </h3>
                <p className="support">{notice.association.name}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
}
