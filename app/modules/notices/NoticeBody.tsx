/** What a reader reads of a notice: its marks, what to do by when, the text, the attachments. */
import { type Day, dayOf, formatDay, formatSpan } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, DataList, Icon } from '~/ui/parts'
import { RequestBox } from './NoticeExtras'
import { ActionBy, ImportanceBadge } from './NoticeList'
import type { AttachmentItem, NoticeView } from './queries/notice.server'
import type { NoticeText } from './queries/versions.server'

export function NoticeBody(props: {
  notice: Omit<NoticeView, 'publisherPath' | 'audiencePath'>
  text: Pick<NoticeText, 'bodyHtml' | 'lang'>
  today: Day
  concerns: boolean
  forTheCity: boolean
}) {
  const { notice, text, today, concerns, forTheCity } = props
  const t = useT()
  const language = useLanguage()
  return (
    <>
      <p className="notice-marks">
        <ImportanceBadge importance={notice.importance} />
        <Badge>{t(`notices.category.${notice.category}`)}</Badge>
        {notice.visibility !== 'public' && <Badge>{t(`notices.item.${notice.visibility}`)}</Badge>}
        {notice.request && <Badge tone="info">{t('notices.item.request')}</Badge>}
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
              [t('notices.page.when'), formatSpan(notice.eventStartsAt, notice.eventEndsAt, language)],
              [t('notices.page.where'), notice.eventPlace],
            ]}
          />
        </div>
      )}
      {notice.request && <RequestBox request={notice.request} />}
      {/* Sanitised when it was written: see platform/markdown.ts */}
      <div className="prose" lang={text.lang} dangerouslySetInnerHTML={{ __html: text.bodyHtml }} />
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
    </>
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
