/** 書く・直す: what one may write, approve and pass on, and what stands. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { denied, mayAnywhere, mayInPortal } from '~/modules/accounts/rules'
import { currentActor, requireUser } from '~/modules/accounts/session.server'
import { circularDoors } from '~/modules/circulars/queries/circulars.server'
import { dueCount } from '~/modules/custody/queries/desk.server'
import { cityDeskCount } from '~/modules/exchange/queries/city-desk.server'
import { waitingForOfficer } from '~/modules/exchange/queries/own.server'
import { ownHandovers } from '~/modules/handover/queries/packs.server'
import { moderationCount } from '~/modules/moderation/queries/desk.server'
import { deskNotices } from '~/modules/notices/queries/desk.server'
import { type NoticeState, placeOf } from '~/modules/notices/rules'
import { overdueInCity, waitingForMe } from '~/modules/openings/queries/desk.server'
import { talksForDesk } from '~/modules/talks/queries/desk.server'
import { TalkDesk } from '~/modules/talks/TalkDesk'
import { dayOf, formatDay, formatInstant, now } from '~/platform/clock'
import { page } from '~/platform/http.server'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, Banner, Icon, LinkButton, Table } from '~/ui/parts'

export const meta = titleMeta('notices.desk.title')

export const loader = page(async (args: LoaderFunctionArgs) => {
  const actor = requireUser(await currentActor(args))
  if (!mayAnywhere(actor, 'notice.draft')) denied(actor)
  const [notices, circulars, handovers, aedsDue, interest, overdue, reported, exchange, talks, asked] =
    await Promise.all([
      deskNotices(actor),
      circularDoors(actor),
      ownHandovers(actor),
      mayAnywhere(actor, 'aed.keep') ? dueCount(actor) : null,
      waitingForMe(actor),
      overdueInCity(actor),
      moderationCount(actor),
      cityDeskCount(actor),
      talksForDesk(actor, now()),
      waitingForOfficer(actor),
    ])
  return {
    ...notices,
    circulars,
    handovers,
    aedsDue,
    interest,
    overdue,
    reported,
    talks,
    exchange,
    asked,
    importsAeds: mayInPortal(actor, 'aed.import'),
    plansAeds: mayInPortal(actor, 'aed.plan'),
    runsSurveys: mayAnywhere(actor, 'survey.run'),
    overseesHalls: mayInPortal(actor, 'hall.oversee'),
    readsApplications: mayAnywhere(actor, 'subsidy.read'),
    overseesSubsidies: mayInPortal(actor, 'subsidy.oversee'),
    keepsProgrammes: mayInPortal(actor, 'subsidy.programme'),
    plansIndicators: mayInPortal(actor, 'indicator.plan'),
    keepsServices: mayInPortal(actor, 'service.keep'),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

type Row = {
  id: number
  title: string
  state: NoticeState
  returnedReason: string | null
  association: { name: string }
}

export default function Desk() {
  const {
    drafts,
    toApprove,
    askedByMe,
    waiting,
    scheduled,
    standing,
    above,
    circulars,
    handovers,
    asked,
    aedsDue,
    interest,
    overdue: overdueHere,
    exchange,
    reported,
    talks,
    importsAeds,
    runsSurveys,
    plansAeds,
    overseesHalls,
    readsApplications,
    overseesSubsidies,
    keepsProgrammes,
    plansIndicators,
    keepsServices,
  } = useLoaderData<typeof loader>()
  const t = useT()
  return (
    <Page
      title={t('notices.desk.title')}
      lead={t('notices.desk.lead')}
      crumbs={[]}
      width="wide"
      actions={
        <>
          <LinkButton href="/notices/start" variant="primary">
            <Icon name="pencil" /> {t('notices.desk.new')}
          </LinkButton>
          {circulars.map(({ slug, name }) => (
            <LinkButton key={slug} href={`/associations/${slug}/circular`}>
              <Icon name="print" /> {t('circulars.links.circular_of', { name })}
            </LinkButton>
          ))}
          {asked.map(({ slug, name, count }) => (
            <LinkButton key={slug} href={`/associations/${slug}/exchange`}>
              {t(count > 0 ? 'exchange.of.link_waiting' : 'exchange.of.link', { name, count })}
            </LinkButton>
          ))}
          {talks !== null && <LinkButton href="/exchange/talks">{t('talks.title')}</LinkButton>}
          {runsSurveys && <LinkButton href="/surveys/desk">{t('surveys.desk.title')}</LinkButton>}
          {keepsServices && <LinkButton href="/desk/help">{t('help.desk.title')}</LinkButton>}
          <LinkButton href="/requests">{t('requests.city.link')}</LinkButton>
          <LinkButton href="/workload">{t('workload.link')}</LinkButton>
          {aedsDue !== null && (
            <LinkButton href="/desk/aeds">
              {aedsDue > 0 ? t('custody.desk.link_due', { count: aedsDue }) : t('custody.desk.link')}
            </LinkButton>
          )}
          {interest.map(({ slug, name, count, overdue }) => (
            <LinkButton
              key={slug}
              href={`/associations/${slug}/interest`}
              variant={overdue > 0 ? 'danger' : 'secondary'}
            >
              {t(overdue > 0 ? 'openings.desk.overdue_at' : 'openings.desk.waiting', {
                name,
                count,
                overdue,
              })}
            </LinkButton>
          ))}
          {reported !== null && (
            <LinkButton href="/desk/moderation" variant={reported > 0 ? 'danger' : 'secondary'}>
              {reported > 0
                ? t('moderation.desk.link_waiting', { count: reported })
                : t('moderation.desk.link')}
            </LinkButton>
          )}
          {exchange && (
            <LinkButton href="/desk/exchange" variant={exchange.overdue > 0 ? 'danger' : 'secondary'}>
              {exchange.overdue > 0
                ? t('exchange.city.desk.link_overdue', { count: exchange.overdue })
                : exchange.todo > 0
                  ? t('exchange.city.desk.link_todo', { count: exchange.todo })
                  : t('exchange.city.desk.link')}
            </LinkButton>
          )}
          {overseesHalls && <LinkButton href="/desk/halls">{t('halls.desk.title')}</LinkButton>}
          {readsApplications && (
            <LinkButton href="/subsidies/applications">{t('applications.mine.title')}</LinkButton>
          )}
          {overseesSubsidies && <LinkButton href="/desk/subsidies">{t('review.queue.title')}</LinkButton>}
          {keepsProgrammes && (
            <>
              <LinkButton href="/subsidies/programmes">{t('programmes.list.title')}</LinkButton>
              <LinkButton href="/subsidies/revision">{t('revision.link')}</LinkButton>
            </>
          )}
          {plansIndicators && <LinkButton href="/desk/indicators">{t('indicators.desk.title')}</LinkButton>}
          {importsAeds && <LinkButton href="/aeds/import">{t('imports.list.title')}</LinkButton>}
          {plansAeds && <LinkButton href="/aeds/placement">{t('placement.link')}</LinkButton>}
        </>
      }
    >
      {overdueHere !== null && overdueHere > 0 && (
        <Banner tone="warning" title={t('openings.desk.below')}>
          <p>{t('openings.desk.in_city', { count: overdueHere })}</p>
        </Banner>
      )}
      <TalkDesk rows={talks} />
      <Handovers rows={handovers} />
      <Rows title={t('notices.desk.to_approve')} rows={toApprove} when={(row) => row.submittedAt} ifAny />
      <Rows title={t('notices.desk.asked_by_me')} rows={askedByMe} when={(row) => row.submittedAt} ifAny />
      <Rows title={t('notices.desk.waiting')} rows={waiting} when={(row) => row.submittedAt} ifAny />
      <Rows title={t('notices.desk.drafts')} rows={drafts} when={(row) => row.updatedAt} />
      <Rows title={t('notices.desk.scheduled')} rows={scheduled} when={(row) => row.publishAt} />
      <FromAbove rows={above} />
      <Rows title={t('notices.desk.standing')} rows={standing} when={(row) => row.publishedAt} />
    </Page>
  )
}

/** What is to be handed over or taken over, and what stayed of it. */
function Handovers({ rows }: { rows: Data['handovers'] }) {
  const t = useT()
  if (rows.length === 0) return null
  return (
    <section className="callout">
      <h2>{t('handover.desk.title')}</h2>
      <ul>
        {rows.map(({ id, association, post, state, items, given, unfinished }) => (
          <li key={id}>
            <a href={`/associations/${association.slug}/handover/${id}`} className="inline-block py-2">
              {t('handover.desk.row', { association: association.name, post })}
            </a>{' '}
            {t(`handover.desk.${state}`, { all: items, given, count: unfinished })}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where the work on a notice in this state goes on. */
function workplace(row: Row): string {
  return row.state === 'draft' ? `/notices/${row.id}/edit` : placeOf(row)
}

function Rows<R extends Row>(props: {
  title: string
  rows: readonly R[]
  when: (row: R) => Date | null
  /** Left out when there are none: most associations need no approval. */
  ifAny?: boolean
}) {
  const { title, rows, when, ifAny } = props
  const t = useT()
  const language = useLanguage()
  if (rows.length === 0) {
    if (ifAny) return null
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
          <a key="title" href={workplace(row)}>
            {row.title || t('notices.desk.untitled')}
          </a>,
          row.association.name,
          <State key="state" row={row} />,
          at ? formatInstant(at, language) : '',
        ]
      })}
    />
  )
}

function State({ row }: { row: Row }): ReactNode {
  const t = useT()
  if (row.state !== 'draft' || !row.returnedReason) return <Badge>{t(`notices.state.${row.state}`)}</Badge>
  return (
    <>
      <Badge tone="warning">{t('notices.desk.returned_mark')}</Badge>{' '}
      <span className="support">{t('notices.desk.returned_because', { reason: row.returnedReason })}</span>
    </>
  )
}

function FromAbove({ rows }: { rows: Data['above'] }) {
  const t = useT()
  const language = useLanguage()
  if (rows.length === 0) return null
  const head = ['head_title', 'head_association', 'head_when', 'head_for', 'head_passed'].map((key) =>
    t(`notices.desk.${key}`),
  )
  return (
    <section className="stack">
      <p className="support">{t('notices.desk.from_above_lead')}</p>
      <Table
        caption={t('notices.desk.from_above')}
        head={head}
        rows={rows.map((row) => [
          <span key="title">
            <a href={`/notices/${row.id}`}>{row.title}</a>{' '}
            {row.visibility !== 'public' && <Badge>{t(`notices.item.${row.visibility}`)}</Badge>}
          </span>,
          row.publisher,
          formatDay(dayOf(row.publishedAt), language),
          row.through,
          row.passed ? (
            <Badge key="passed" tone="success">
              {t('notices.desk.passed')}
            </Badge>
          ) : (
            <span key="pass">
              {t('notices.desk.not_passed')}{' '}
              <a href={`/notices/${row.id}/pass-on`}>{t('notices.desk.pass_on')}</a>
            </span>
          ),
        ])}
      />
    </section>
  )
}
