/** 投稿の見守り: reports and appeals that wait, and the trace of everything that was hidden. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { keepers } from '~/contributions.server'
import { currentActor } from '~/modules/accounts/session.server'
import { moderationDesk } from '~/modules/moderation/queries/desk.server'
import { deskPath, PASS_ON_DAYS, type Subject } from '~/modules/moderation/rules'
import { formatInstant } from '~/platform/clock'
import { idParam, page, queryParam } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, LinkButton, Pager, Table } from '~/ui/parts'

export const meta = titleMeta('moderation.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = await currentActor(args)
  const before = queryParam(args.request, 'before')
  return {
    ...(await moderationDesk(actor, keepers, before ? idParam(before) : undefined)),
    first: before === undefined,
  }
})

const tones = { hidden: 'neutral', lifted: 'success', appealed: 'warning' } as const

export default function ModerationDesk() {
  const { moderates, waiting, reports, appeals, trace, older, first } = useLoaderData<typeof loader>()
  const t = useT()
  const language = useLanguage()
  const linked = ({ subject, id, title }: { subject: Subject; id: number; title: string | null }) =>
    title === null ? (
      t('moderation.desk.gone')
    ) : (
      <>
        <a href={deskPath(subject, id)}>{title}</a>
        <span className="support block">{t(`moderation.subject.${subject}`)}</span>
      </>
    )
  return (
    <Page
      title={t('moderation.desk.title')}
      lead={t(moderates ? 'moderation.desk.lead' : 'moderation.desk.lead_admin', { days: PASS_ON_DAYS })}
      crumbs={[
        moderates
          ? { href: '/desk', label: t('notices.desk.title') }
          : { href: '/admin', label: t('accounts.admin.title') },
      ]}
      width="wide"
      actions={<LinkButton href="/posting-rules">{t('moderation.title')}</LinkButton>}
    >
      {waiting.length > 0 && (
        <>
          <h2>{t('moderation.desk.waiting')}</h2>
          <ul className="bullets">
            {waiting.map(({ subject, count, href }) => (
              <li key={subject}>
                <a href={href}>
                  {t(`moderation.subject.${subject}`)}: {t('moderation.desk.waiting_count', { count })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {moderates && <h2>{t('moderation.desk.reports')}</h2>}
      {!moderates ? null : reports.length === 0 ? (
        <p>{t('moderation.desk.no_reports')}</p>
      ) : (
        <Table
          caption={t('moderation.desk.eldest_first')}
          head={['post', 'count', 'reason', 'since'].map((column) => t(`moderation.desk.${column}`))}
          rows={reports.map((row) => [
            linked(row),
            row.count,
            row.reasons.map((reason) => t(`moderation.reason.${reason}`)).join(' / '),
            formatInstant(row.since, language),
          ])}
        />
      )}
      <h2>{t('moderation.desk.appeals')}</h2>
      {appeals.length === 0 ? (
        <p>{t('moderation.desk.no_appeals')}</p>
      ) : (
        <Table
          caption={t('moderation.desk.eldest_first')}
          head={['post', 'rule', 'since', 'stands'].map((column) =>
            t(column === 'since' ? 'moderation.desk.appeal_since' : `moderation.desk.${column}`),
          )}
          rows={appeals.map((row) => [
            linked(row),
            t(`moderation.rule.${row.rule}.title`),
            formatInstant(row.since, language),
            row.mine ? t('moderation.desk.own_hiding') : t('moderation.appeal.state.open'),
          ])}
        />
      )}
      {moderates && (
        <>
          <h2>{t('moderation.desk.trace')}</h2>
          <p>{t('moderation.desk.trace_lead')}</p>
        </>
      )}
      {!moderates ? null : trace.length === 0 ? (
        <p>{t('moderation.desk.no_trace')}</p>
      ) : (
        <Table
          caption={t('moderation.desk.newest_first')}
          head={['post', 'hidden_on', 'rule', 'reason', 'stands'].map((column) =>
            t(`moderation.desk.${column}`),
          )}
          rows={trace.map((row) => [
            linked(row),
            formatInstant(row.hiddenAt, language),
            t(`moderation.rule.${row.rule}.title`),
            row.reason,
            <Badge key="state" tone={tones[row.state]}>
              {t(`moderation.desk.state.${row.state}`)}
            </Badge>,
          ])}
        />
      )}
      <Pager
        firstHref={first ? undefined : '/desk/moderation'}
        olderHref={older ? `/desk/moderation?before=${older}` : undefined}
      />
    </Page>
  )
}
