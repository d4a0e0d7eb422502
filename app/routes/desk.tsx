/** 書く・直す: drafts, scheduled and standing notices of the associations for which one may write. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { denied, mayAnywhere } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { deskNotices } from '~/modules/notices/queries/desk.server'
import type { NoticeState } from '~/modules/notices/rules'
import { formatInstant } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Icon, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('notices.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'notice.draft')) denied(actor)
  return deskNotices(actor)
})

type Row = {
  id: number
  title: string
  state: NoticeState
  updatedAt: Date
  publishAt: Date | null
  publishedAt: Date | null
  association: { name: string }
}

export default function Desk() {
  const { drafts, scheduled, standing } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('notices.desk.title')}
      lead={t('notices.desk.lead')}
      crumbs={[]}
      width="wide"
      actions={
        <>
          <LinkButton href="/notices/new" variant="primary">
            <Icon name="pencil" /> {t('notices.desk.new')}
          </LinkButton>
          <LinkButton href="/requests">{t('requests.city.link')}</LinkButton>
        </>
      }
    >
      <Rows title={t('notices.desk.drafts')} rows={drafts} when={(row) => row.updatedAt} />
      <Rows title={t('notices.desk.scheduled')} rows={scheduled} when={(row) => row.publishAt} />
      <Rows title={t('notices.desk.standing')} rows={standing} when={(row) => row.publishedAt} />
    </Page>
  )
}

function Rows({
  title,
  rows,
  when,
}: {
  title: string
  rows: readonly Row[]
  when: (row: Row) => Date | null
}) {
  const t = useT()
  const language = useLanguage()
  if (rows.length === 0) {
    return (
      <section>
        <h2>{title}</h2>
        <p>{t('notices.desk.none')}</p>
      </section>
    )
  }
  const head = ['head_title', 'head_association', 'head_state', 'head_when'].map((key) =>
    t(`notices.desk.${key}`),
  )
  return (
    <Table
      caption={title}
      head={head}
      rows={rows.map((row) => {
        const at = when(row)
        return [
          <a key="title" href={row.state === 'draft' ? `/notices/${row.id}/edit` : `/notices/${row.id}`}>
            {row.title || t('notices.desk.untitled')}
          </a>,
          row.association.name,
          <Badge key="state">{t(`notices.state.${row.state}`)}</Badge>,
          at ? formatInstant(at, language) : '',
        ]
      })}
    />
  )
}
