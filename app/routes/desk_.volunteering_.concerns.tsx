/** 心配なことの連絡, for the centre alone. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { concernList } from '~/modules/participation/queries/concerns.server'
import { formatInstant } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Table } from '~/ui/parts'

export const meta = titleMeta('participation.concern.desk_title')

export const loader = page(async (args: LoaderFunctionArgs) => ({
  concerns: await concernList(requireUser(await currentActor(args))),
}))

export default function Concerns() {
  const { concerns } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={t('participation.concern.desk_title')}
      lead={t('participation.concern.desk_lead')}
      crumbs={[{ href: '/desk/volunteering', label: t('participation.board') }]}
    >
      {concerns.length === 0 ? (
        <p>{t('participation.concern.none')}</p>
      ) : (
        <Table
          caption={t('participation.concern.desk_title')}
          head={[
            t('participation.concern.received'),
            t('participation.concern.about'),
            t('participation.concern.state'),
          ]}
          rows={concerns.map((concern) => [
            <a key="open" href={`/desk/volunteering/concerns/${concern.id}`}>
              {formatInstant(concern.createdAt, language)}
            </a>,
            concern.place?.title ?? t('participation.concern.general'),
            <Badge key="state" tone={concern.state === 'closed' ? 'neutral' : 'warning'}>
              {t(`participation.concern_state.${concern.state}`)}
            </Badge>,
          ])}
        />
      )}
    </Page>
  )
}
