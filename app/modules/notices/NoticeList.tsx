/** Notices in a list: what it is, whether it concerns the reader, what to do by when. */
import { type Day, dayOf, daysBetween, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Icon } from '~/ui/parts'
import type { NoticeItem } from './queries/list.server'
import { actionUrgency, type Importance } from './rules'

/** A list item as it arrives in the page: instants are `Date` in the loader and after streaming. */
type ListedNotice = NoticeItem & { lang?: string; titleHtml?: string; passed?: PassedLine }

/** 取り次ぎ: who handed it on, with which words. */
type PassedLine = { name: string; line: string }

export function NoticeList({ notices, today }: { notices: readonly ListedNotice[]; today: Day }) {
  return (
    <ul className="notice-list">
      {notices.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} today={today} />
      ))}
    </ul>
  )
}

/** Events in a list: when, what, where, by whom. */
export function EventList({ notices }: { notices: readonly ListedNotice[] }) {
  const language = useLanguage()
  return (
    <ul className="notice-list">
      {notices.map(({ id, eventStartsAt, eventPlace, publisher, ...notice }) => (
        <li key={id} className="notice-row">
          {eventStartsAt && (
            <p>
              <Icon name="calendar" /> <strong>{formatInstant(eventStartsAt, language)}</strong>
            </p>
          )}
          <h3>
            <TitleLink id={id} {...notice} />
          </h3>
          <p className="support">{[eventPlace, publisher].filter(Boolean).join(' / ')}</p>
        </li>
      ))}
    </ul>
  )
}

function NoticeRow({ notice, today }: { notice: ListedNotice; today: Day }) {
  const t = useT()
  const language = useLanguage()
  return (
    <li className={`notice-row notice-${notice.importance}`}>
      <p className="notice-marks">
        <ImportanceBadge importance={notice.importance} />
        <Badge>{t(`notices.category.${notice.category}`)}</Badge>
        {notice.corrected && <Badge tone="info">{t('notices.item.corrected')}</Badge>}
        {notice.visibility !== 'public' && <Badge>{t(`notices.item.${notice.visibility}`)}</Badge>}
        <span>{formatDay(dayOf(notice.publishedAt), language)}</span>
      </p>
      <h3>
        <TitleLink {...notice} />
      </h3>
      {notice.actionText && (
        <p className="notice-action">
          <Icon name="check" /> {notice.actionText}
          <ActionBy by={notice.actionBy} today={today} />
        </p>
      )}
      {notice.eventStartsAt && (
        <p>
          <Icon name="calendar" /> {formatInstant(notice.eventStartsAt, language)}
          {notice.eventPlace && ` / ${notice.eventPlace}`}
        </p>
      )}
      <p className="notice-excerpt" lang={notice.lang}>
        {notice.excerpt}
      </p>
      <p className="support">
        {t('notices.item.by', { name: notice.publisher })}
        {notice.audience !== notice.publisher && ` / ${t('notices.item.for', { name: notice.audience })}`}
      </p>
    </li>
  )
}

/** The title in the reader's language, or with readings, where it is known. */
function TitleLink(notice: Pick<ListedNotice, 'id' | 'title' | 'titleHtml' | 'lang'>) {
  const { id, title, titleHtml, lang } = notice
  const href = `/notices/${id}`
  if (titleHtml) return <a href={href} lang={lang} dangerouslySetInnerHTML={{ __html: titleHtml }} />
  return (
    <a href={href} lang={lang}>
      {title}
    </a>
  )
}

export function ImportanceBadge({ importance }: { importance: Importance }) {
  const t = useT()
  if (importance === 'normal') return null
  return (
    <Badge tone={importance === 'urgent' ? 'danger' : 'warning'}>
      {t(`notices.importance.${importance}`)}
    </Badge>
  )
}

/** The date to act, and how near it is, in words. */
export function ActionBy({ by, today }: { by: Day | null; today: Day }) {
  const t = useT()
  const language = useLanguage()
  const urgency = actionUrgency(by, today)
  if (!by || urgency === 'none') return null
  const near =
    urgency === 'over'
      ? t('notices.item.until_over')
      : urgency === 'today'
        ? t('notices.item.until_today')
        : urgency === 'soon'
          ? t('notices.item.until_soon', { days: daysBetween(today, by) })
          : ''
  return (
    <span className="notice-by">
      {' '}
      <strong>{t('notices.item.until', { day: formatDay(by, language) })}</strong>
      {near && (
        <>
          {' '}
          <Badge tone={urgency === 'over' ? 'neutral' : 'warning'}>{near}</Badge>
        </>
      )}
    </span>
  )
}
