/** 役職の仕事と時間: the way to the cards of an association's posts. */
import { useT } from '~/ui/i18n'
import { useTaskWords } from './TaskParts'

export function CardList(props: {
  slug: string
  cards: readonly { id: number; name: string; minutes: number | null }[]
}) {
  const { slug, cards } = props
  const t = useT()
  const words = useTaskWords()
  if (cards.length === 0) return null
  return (
    <>
      <h2>{t('officers.card.list')}</h2>
      <ul>
        {cards.map(({ id, name, minutes }) => (
          <li key={id}>
            <a href={`/associations/${slug}/posts/${id}`} className="inline-block py-2">
              {t('officers.card.title', { post: name })}
            </a>{' '}
            {minutes !== null && (
              <span className="support">{t('officers.card.list_row', { time: words.time(minutes) })}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
