/** 投稿のきまり: shown before somebody posts, and in full on a page of its own. */
import { useT } from '~/ui/i18n'
import { postingRules } from './rules'

/** The rules in one line each, with the way to the full ones: stands above the form of whoever posts. */
export function PostingRules() {
  const t = useT()
  return (
    <section className="card" aria-labelledby="posting-rules">
      <h2 id="posting-rules" className="card-title">
        {t('moderation.title')}
      </h2>
      <p>{t('moderation.rules.lead')}</p>
      <ul className="bullets">
        {postingRules.map((rule) => (
          <li key={rule}>{t(`moderation.rule.${rule}.title`)}</li>
        ))}
      </ul>
      <p>
        <strong>{t('moderation.rules.urgent')}</strong>
      </p>
      <p>
        <a href="/posting-rules">{t('moderation.rules.more')}</a>
      </p>
    </section>
  )
}
