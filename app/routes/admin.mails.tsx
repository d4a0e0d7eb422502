/** Outgoing mails: where no mail server is configured, the administrator reads and passes them on. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AdminPage } from '~/modules/accounts/parts'
import { mailPage } from '~/modules/accounts/queries/administration.server'
import { currentActor } from '~/modules/accounts/session.server'
import { formatInstant } from '~/platform/clock'
import { rowId } from '~/platform/forms'
import { page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Badge, Pager, Table, type Tone } from '~/ui/parts'

export const meta = titleMeta('accounts.mails.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const before = rowId.safeParse(queryParam(args.request, 'before'))
  return { ...(await mailPage(await currentActor(args), before.data)), first: !before.success }
})

const toneOf: Record<string, Tone> = { queued: 'info', sent: 'success', failed: 'danger', kept: 'neutral' }

export default function Mails() {
  const { mails, next, first } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <AdminPage title={t('accounts.mails.title')} lead={t('accounts.mails.lead')} width="wide">
      {mails.length === 0 ? (
        <p>{t('accounts.mails.none')}</p>
      ) : (
        <Table
          caption={t('accounts.mails.caption')}
          head={[
            t('accounts.mails.subject'),
            t('accounts.mails.recipient'),
            t('accounts.mails.at'),
            t('accounts.mails.state'),
          ]}
          rows={mails.map((mail) => [
            <a key="mail" href={`/admin/mails/${mail.id}`} className="inline-block py-2">
              {mail.subject}
            </a>,
            mail.recipient,
            formatInstant(new Date(mail.at), language),
            <Badge key="state" tone={toneOf[mail.state]}>
              {t(`accounts.mails.states.${mail.state}`)}
            </Badge>,
          ])}
        />
      )}
      <Pager
        olderHref={next ? `/admin/mails?before=${next}` : undefined}
        firstHref={first ? undefined : '/admin/mails'}
      />
    </AdminPage>
  )
}
