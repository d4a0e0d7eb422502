/** Stands in the place of what was hidden: that it was there, which rule it broke, why, and since when. */
import { formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import type { PostingRule } from './rules'

/** What everybody is told of a hiding. */
export type ShownHiding = {
  rule: PostingRule
  reason: string
  hiddenAt: Date
  /** For its author alone: the page on which they answer */
  appealHref: string | null
}

export function HiddenNotice({ hiding }: { hiding: ShownHiding }) {
  const t = useT()
  const language = useLanguage()
  return (
    <Banner tone="warning" title={t('moderation.hidden.title')}>
      <p>{t('moderation.hidden.since', { at: formatInstant(hiding.hiddenAt, language) })}</p>
      <p>
        <strong>{t('moderation.hidden.rule')}</strong>: {t(`moderation.rule.${hiding.rule}.title`)}
      </p>
      <p className="whitespace-pre-line">
        <strong>{t('moderation.hidden.reason')}</strong>: {hiding.reason}
      </p>
      <p>
        {hiding.appealHref ? (
          <a href={hiding.appealHref}>{t('moderation.hidden.appeal')}</a>
        ) : (
          <a href="/posting-rules">{t('moderation.rules.more')}</a>
        )}
      </p>
    </Banner>
  )
}
