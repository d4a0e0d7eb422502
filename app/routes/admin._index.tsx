/** 管理: the doors of the administrator. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { staffOf } from '~/modules/accounts/queries/administration.server'
import { currentActor } from '~/modules/accounts/session.server'
import { page } from '~/platform/http.server'
import { settings } from '~/platform/settings.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, Card } from '~/ui/parts'

export const meta = titleMeta('accounts.admin.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const { administrators } = await staffOf(await currentActor(args))
  return { administrators, mailsKept: !settings().SMTP_URL }
})

const doors = ['staff', 'mails', 'audit'] as const

export default function Admin() {
  const { administrators, mailsKept } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page title={t('accounts.admin.title')} lead={t('accounts.admin.lead')}>
      {administrators < 2 && (
        <Banner tone="warning" title={t('accounts.staff.two_title')}>
          <p>{t('accounts.staff.two_text')}</p>
        </Banner>
      )}
      {mailsKept && (
        <Banner tone="info" title={t('accounts.mails.kept_title')}>
          <p>{t('accounts.mails.kept_text')}</p>
        </Banner>
      )}
      <div className="grid-cards">
        {doors.map((door) => (
          <Card key={door} title={t(`accounts.${door}.title`)} href={`/admin/${door}`}>
            <p>{t(`accounts.${door}.door`)}</p>
          </Card>
        ))}
        <Card title={t('operation.title')} href="/admin/operation">
          <p>{t('operation.door')}</p>
        </Card>
        <Card title={t('imports.list.title')} href="/aeds/import">
          <p>{t('imports.list.door')}</p>
        </Card>
        <Card title={t('moderation.desk.appeals')} href="/desk/moderation">
          <p>{t('moderation.desk.door_admin')}</p>
        </Card>
        <Card title={t('sections.title')} href="/desk/sections">
          <p>{t('sections.lead')}</p>
        </Card>
      </div>
    </Page>
  )
}
