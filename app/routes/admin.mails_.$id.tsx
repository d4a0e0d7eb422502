/** One outgoing mail. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { mailOf } from '~/modules/accounts/queries/administration.server'
import { currentActor } from '~/modules/accounts/session.server'
import { formatInstant } from '~/platform/clock'
import { idParam, page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { DataList } from '~/ui/parts'

export const meta = titleMeta('accounts.mails.one')

export const loader = page(async (args: LoaderFunctionArgs) =>
  mailOf(await currentActor(args), idParam(args.params.id)),
)

/** The text with its links made clickable; only addresses of the web, and nothing else of it is read as markup. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )
}

export default function Mail() {
  const mail = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={mail.subject}
      crumbs={[
        { href: '/admin', label: t('accounts.admin.title') },
        { href: '/admin/mails', label: t('accounts.mails.title') },
      ]}
    >
      <DataList
        rows={[
          [t('accounts.mails.recipient'), mail.recipient],
          [t('accounts.mails.at'), formatInstant(new Date(mail.at), language)],
          [t('accounts.mails.state'), t(`accounts.mails.states.${mail.state}`)],
          [t('accounts.mails.sent_at'), mail.sentAt && formatInstant(new Date(mail.sentAt), language)],
          [t('accounts.mails.attempts'), String(mail.attempts)],
          [t('accounts.mails.error'), mail.lastError],
        ]}
      />
      <h2>{t('accounts.mails.text')}</h2>
      {mail.text === '' ? (
        <p>{t('accounts.mails.text_gone')}</p>
      ) : (
        <div className="rounded-lg border p-4 whitespace-pre-wrap">{linked(mail.text)}</div>
      )}
    </Page>
  )
}
