/** What a subscriber receives, each with a button to stop it. */
import { useT } from '~/ui/i18n'
import { Button, VisuallyHidden } from '~/ui/parts'
import type { Category } from './rules'

type TopicItem = {
  id: number
  category: Category | null
  /** Of calls for volunteers */
  theme?: string | null
  association: { slug: string; name: string } | null
  district: { name: string } | null
}

/** @param hidden fields that say whose topics they are */
export function TopicList({ topics, hidden }: { topics: readonly TopicItem[]; hidden: { token?: string } }) {
  const t = useT()
  if (topics.length === 0) return <p>{t('subscriptions.manage.topics_none')}</p>
  const words = ({ association, district, category, theme }: TopicItem) => {
    if (theme) return t('volunteering.calls.topic', { theme: t(`volunteering.theme.${theme}`) })
    const place = association
      ? t('subscriptions.for_association', { name: association.name })
      : district
        ? t('subscriptions.of_district', { name: district.name })
        : t('subscriptions.everything')
    return category
      ? t('subscriptions.for_category', { place, category: t(`notices.category.${category}`) })
      : place
  }
  return (
    <ul>
      {topics.map((topic) => (
        <li key={topic.id}>
          {words(topic)}{' '}
          <form method="post" className="inline-form">
            {hidden.token && <input type="hidden" name="token" value={hidden.token} />}
            <input type="hidden" name="intent" value="remove" />
            <input type="hidden" name="id" value={topic.id} />
            <Button variant="plain">
              <span aria-hidden="true">{t('subscriptions.manage.remove_short')}</span>
              <VisuallyHidden>{t('subscriptions.manage.remove', { topic: words(topic) })}</VisuallyHidden>
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}
