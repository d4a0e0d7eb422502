/** What was reported of an AED and what was answered, on its public page; and the doors for whoever keeps it. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner, Icon, LinkButton } from '~/ui/parts'
import type { AedNoticesData } from './queries/public.server'

/** @param fromBox the reader has just scanned the code on the box: what can be reported comes first and large */
export function AedNotices(props: { aedId: number; notices: AedNoticesData; fromBox?: boolean }) {
  const { aedId, notices, fromBox = false } = props
  const { reports, answers, keeps } = notices
  const t = useT()
  const language = useLanguage()
  const report = (
    <LinkButton href={`/aeds/${aedId}/report`} variant={fromBox ? 'primary' : 'secondary'}>
      <Icon name="warning" /> {t('custody.public.report')}
    </LinkButton>
  )
  return (
    <>
      {fromBox && (
        <Banner tone="info" title={t('custody.public.from_box')}>
          <p>{t('custody.public.from_box_text')}</p>
          <div className="actions mt-3">{report}</div>
        </Banner>
      )}
      {reports.length > 0 && (
        <Banner tone="warning" title={t('custody.public.unconfirmed')}>
          <p>{t('custody.public.unconfirmed_text')}</p>
          <ul className="bullets">
            {reports.map(({ kind, on }, index) => (
              <li key={index}>
                {t('custody.public.reported', {
                  kind: t(`custody.kind.${kind}`),
                  day: formatDay(on, language),
                })}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {answers.length > 0 && (
        <section className="card" aria-label={t('custody.public.answers')}>
          <h2 className="card-title">{t('custody.public.answers')}</h2>
          <ul className="plain-list">
            {answers.map(({ kind, on, answer }, index) => (
              <li key={index}>
                <p className="support">
                  {t('custody.public.answered', {
                    kind: t(`custody.kind.${kind}`),
                    day: formatDay(on, language),
                  })}
                </p>
                <p className="whitespace-pre-line">{answer}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(!fromBox || keeps) && (
        <div className="actions">
          {keeps && (
            <>
              <LinkButton href={`/aeds/${aedId}/check`} variant="primary">
                <Icon name="check" /> {t('custody.check.title')}
              </LinkButton>
              <LinkButton href={`/aeds/${aedId}/upkeep`}>{t('custody.upkeep.title')}</LinkButton>
            </>
          )}
          {!fromBox && report}
        </div>
      )}
    </>
  )
}
