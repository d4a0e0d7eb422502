/** What stands beside the text of a notice, for somebody who decides about it: whom it reaches, and what it asks. */
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList } from '~/ui/parts'
import type { NoticeView } from './queries/notice.server'

export function NoticeFacts({ notice }: { notice: Omit<NoticeView, 'publisherPath' | 'audiencePath'> }) {
  const t = useT()
  const language = useLanguage()
  const { eventLatitude: latitude, eventLongitude: longitude } = notice
  const place = latitude !== null && longitude !== null ? `${latitude}/${longitude}` : null
  const asks = notice.eventAsks === 'nothing' ? null : t(`notices.page.asks_${notice.eventAsks}`)
  return (
    <DataList
      rows={[
        [t('notices.page.publisher'), notice.publisher],
        [t('notices.page.audience'), notice.audience],
        [t('notices.page.visibility'), t(`notices.visibility.${notice.visibility}`)],
        [t('notices.page.asks'), asks],
        [t('notices.page.answer_by'), notice.eventAnswerBy && formatDay(notice.eventAnswerBy, language)],
        [
          t('notices.page.capacity'),
          notice.eventCapacity && t('notices.page.capacity_people', { count: notice.eventCapacity }),
        ],
        [
          t('notices.page.map'),
          place && <a href={`https://maps.gsi.go.jp/#17/${place}/`}>{t('notices.page.map_link')}</a>,
        ],
        [
          t('notices.page.confirm_title'),
          notice.confirmBy && t('notices.page.confirm_text', { day: formatDay(notice.confirmBy, language) }),
        ],
        [t('notices.page.expires'), notice.expiresAt && formatInstant(notice.expiresAt, language)],
      ]}
    />
  )
}
