/** A notice as a page: what it is, whom it concerns, what to do by when, then the text. */
import type { ReactNode } from 'react'
import { type Day, dayOf, formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { type Crumb, Page } from '~/ui/page'
import { Banner, DataList, Icon, LinkButton } from '~/ui/parts'
import { NoticeBody } from './NoticeBody'
import { Passings } from './NoticeExtras'
import type { NoticeView } from './queries/notice.server'
import type { NoticeText } from './queries/versions.server'
import { hasBeenPublic, isEditable } from './rules'

type Shown = Omit<NoticeView, 'publisherPath' | 'audiencePath'>

export function NoticeArticle(props: {
  notice: Shown
  /** The words of it as this reader reads them */
  text: Pick<NoticeText, 'title' | 'titleHtml' | 'bodyHtml' | 'lang'>
  today: Day
  concerns: boolean
  forTheCity: boolean
  address: string
  crumbs: readonly Crumb[]
  /** What other modules add above the notice, and below its text and attachments */
  before?: ReactNode
  after?: ReactNode
}) {
  const { notice, text, today, concerns, forTheCity, address, crumbs, before, after } = props
  const t = useT()
  const language = useLanguage()
  return (
    <Page
      title={text.title ? <TitleOf text={text} /> : t('notices.desk.untitled')}
      crumbs={crumbs}
      actions={<Actions notice={notice} />}
    >
      <StateBanner notice={notice} />
      {before}
      <Passings own={notice.passings} others={notice.otherPassings} />
      <NoticeBody notice={notice} text={text} today={today} concerns={concerns} forTheCity={forTheCity} />
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

function TitleOf({ text }: { text: Pick<NoticeText, 'title' | 'titleHtml' | 'lang'> }) {
  if (text.titleHtml) return <span lang={text.lang} dangerouslySetInnerHTML={{ __html: text.titleHtml }} />
  return <span lang={text.lang}>{text.title}</span>
}

function Actions({ notice }: { notice: Shown }) {
  const t = useT()
  const { rights, state } = notice
  const passOn = rights.passOn && (
    <LinkButton href={`/notices/${notice.id}/pass-on`}>{t('notices.page.pass_on')}</LinkButton>
  )
  if (!rights.edit) return passOn || null
  const correcting = hasBeenPublic(state)
  const mayEdit = isEditable(state) && (state === 'draft' || rights.publish)
  return (
    <>
      {passOn}
      {state === 'awaiting_approval' && (
        <LinkButton href={`/notices/${notice.id}/approve`}>{t('notices.page.edit_waiting')}</LinkButton>
      )}
      {mayEdit && (
        <LinkButton href={`/notices/${notice.id}/edit`}>
          <Icon name="pencil" /> {t(correcting ? 'notices.page.correct' : 'notices.page.edit')}
        </LinkButton>
      )}
      {state !== 'draft' && (
        <LinkButton href={`/notices/new?copy=${notice.id}`}>{t('notices.page.copy')}</LinkButton>
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
  if (notice.state === 'awaiting_approval') {
    return (
      <Banner tone="warning" title={t('notices.page.awaiting_banner')}>
        <p>{t('notices.page.awaiting_text')}</p>
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
