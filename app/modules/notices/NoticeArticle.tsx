/** A notice as a page: what it is, whom it concerns, what to do by when, then the text. */
import type { ReactNode } from 'react'
import { type Day, dayOf, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { type Crumb, Page } from '~/ui/page'
import { Badge, Banner, DataList, Icon, LinkButton } from '~/ui/parts'
import { ActionBy, ImportanceBadge } from './NoticeList'
import type { AttachmentItem, NoticeView } from './queries/notice.server'
import { hasBeenPublic, isEditable } from './rules'

type Shown = Omit<NoticeView, 'publisherPath'>

export function NoticeArticle(props: {
  notice: Shown
  today: Day
  concerns: boolean
  forTheCity: boolean
  address: string
  crumbs: readonly Crumb[]
  /** What other modules add above the notice, and below its text and attachments */
  before?: ReactNode
  after?: ReactNode
}) {
  const { notice, today, concerns, forTheCity, address, crumbs, before, after } = props
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={notice.title || t('notices.desk.untitled')}
      crumbs={crumbs}
      actions={<Actions notice={notice} />}
    >
      <StateBanner notice={notice} />
      {before}
      <p className="notice-marks">
        <ImportanceBadge importance={notice.importance} />
        <Badge>{t(`notices.category.${notice.category}`)}</Badge>
        {notice.visibility === 'members' && <Badge>{t('notices.item.members')}</Badge>}
        {concerns && <Badge tone="success">{t('notices.page.concerns')}</Badge>}
        {forTheCity && <Badge tone="info">{t('notices.page.concerns_city')}</Badge>}
      </p>
      <p>
        {t('notices.item.by', { name: notice.publisher })}
        {notice.publishedAt &&
          ` / ${t('notices.item.published', { day: formatDay(dayOf(notice.publishedAt), language) })}`}
      </p>
      {notice.actionText && (
        <div className="callout">
          <h2>
            <Icon name="check" /> {t('notices.page.action_title')}
          </h2>
          <p>
            {notice.actionText}
            <ActionBy by={notice.actionBy} today={today} />
          </p>
        </div>
      )}
      {notice.eventStartsAt && (
        <div className="callout">
          <h2>
            <Icon name="calendar" /> {t('notices.page.event_title')}
          </h2>
          <DataList
            rows={[
              [
                t('notices.page.when'),
                formatInstant(notice.eventStartsAt, language) +
                  (notice.eventEndsAt
                    ? ` ${t('notices.page.until', { end: formatInstant(notice.eventEndsAt, language) })}`
                    : ''),
              ],
              [t('notices.page.where'), notice.eventPlace],
            ]}
          />
        </div>
      )}
      {/* Sanitised when it was written: see platform/markdown.ts */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: notice.bodyHtml }} />
      {notice.attachments.length > 0 && (
        <>
          <h2>{t('notices.page.attachments')}</h2>
          <ul className="attachments">
            {notice.attachments.map((attachment) => (
              <Attachment key={attachment.id} attachment={attachment} />
            ))}
          </ul>
        </>
      )}
      {after}
      <h2>{t('notices.page.about')}</h2>
      <DataList
        rows={[
          [
            t('notices.page.publisher'),
            <a key="publisher" href={`/associations/${notice.publisherSlug}`}>
              {notice.publisher}
            </a>,
          ],
          [t('notices.page.audience'), notice.audience],
          [t('notices.page.published'), notice.publishedAt && formatInstant(notice.publishedAt, language)],
          [t('notices.page.expires'), notice.expiresAt && formatInstant(notice.expiresAt, language)],
          [t('notices.page.visibility'), t(`notices.visibility.${notice.visibility}`)],
          [t('notices.page.address'), address],
        ]}
      />
      <Earlier notice={notice} />
      <p className="support no-print">
        <Icon name="print" /> {t('notices.page.print')}
      </p>
    </Page>
  )
}

function Actions({ notice }: { notice: Shown }) {
  const t = useT()
  const { rights, state } = notice
  if (!rights.edit) return null
  const correcting = hasBeenPublic(state)
  const mayEdit = isEditable(state) && (state === 'draft' || rights.publish)
  return (
    <>
      {mayEdit && (
        <LinkButton href={`/notices/${notice.id}/edit`}>
          <Icon name="pencil" /> {t(correcting ? 'notices.page.correct' : 'notices.page.edit')}
        </LinkButton>
      )}
      {correcting && rights.publish && (
        <LinkButton href={`/notices/${notice.id}/withdraw`} variant="danger">
          {t('notices.page.withdraw')}
        </LinkButton>
      )}
    </>
  )
}

function StateBanner({ notice }: { notice: Shown }) {
  const t = useT()
  const language = useLanguage()
  if (notice.state === 'draft' || notice.state === 'scheduled') {
    return (
      <Banner
        tone="warning"
        title={t('notices.page.draft_banner', { state: t(`notices.state.${notice.state}`) })}
      >
        <p>
          {t('notices.page.draft_text')}
          {notice.state === 'scheduled' && notice.publishAt
            ? ` ${t('notices.page.draft_scheduled', { at: formatInstant(notice.publishAt, language) })}`
            : ''}
        </p>
      </Banner>
    )
  }
  if (notice.state === 'withdrawn') {
    return (
      <Banner tone="warning" title={t('notices.page.withdrawn_banner')}>
        <p>{t('notices.page.withdrawn_text', { reason: notice.withdrawnReason ?? '' })}</p>
      </Banner>
    )
  }
  if (notice.state === 'expired') return <Banner tone="warning" title={t('notices.page.expired_banner')} />
  if (!notice.correctedAt) return null
  const reason = notice.revisions[0]?.reason
  return (
    <Banner
      tone="info"
      title={t('notices.page.corrected_title', { day: formatDay(dayOf(notice.correctedAt), language) })}
    >
      {reason && <p>{t('notices.page.corrected_reason', { reason })}</p>}
    </Banner>
  )
}

function Attachment({ attachment }: { attachment: AttachmentItem }) {
  const t = useT()
  const { id, name, size } = attachment
  const href = `/attachments/${id}/${encodeURIComponent(name)}`
  const isImage = attachment.thumbnail
  return (
    <li>
      <a href={href} className="attachment">
        {isImage ? (
          <img
            src={`/attachments/${id}/thumbnail`}
            alt={t('notices.page.open_image', { name })}
            loading="lazy"
            {...thumbnailSize(attachment)}
          />
        ) : (
          <Icon name="file" />
        )}
        <span>
          {name}({t(isImage ? 'notices.page.image' : 'notices.page.pdf')}, {formatSize(size)})
        </span>
      </a>
    </li>
  )
}

/** The place that a thumbnail takes, so that the text does not jump when it arrives. */
function thumbnailSize({ width, height }: AttachmentItem): { width?: number; height?: number } {
  if (!width || !height) return {}
  const scale = Math.min(1, 240 / Math.max(width, height))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

function formatSize(bytes: number): string {
  return bytes >= 1_048_576
    ? `${(bytes / 1_048_576).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} KB`
}

/** 訂正前の文: every earlier text, the latest first. */
function Earlier({ notice }: { notice: Shown }) {
  const t = useT()
  const language = useLanguage()
  return (
    <>
      {notice.revisions.map((revision) => (
        <details key={revision.version} className="no-print">
          <summary>
            {t('notices.page.earlier', { day: formatDay(dayOf(new Date(revision.replacedAt)), language) })}
          </summary>
          <div className="card">
            <p className="card-title">{revision.title}</p>
            {revision.reason && <p>{t('notices.page.corrected_reason', { reason: revision.reason })}</p>}
            <div className="prose" dangerouslySetInnerHTML={{ __html: revision.bodyHtml }} />
          </div>
        </details>
      ))}
    </>
  )
}
