/** On the page of an association: what it, or its district, has asked of the city. */
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { MatterLinks } from './MatterList'
import type { ListedMatter } from './queries/list.server'

/** @param asks whoever looks is an officer who asks in its name */
export function MattersPart(props: {
  association: { id: number; slug: string; kind: string; district: { id: number } | null }
  matters: readonly ListedMatter[]
  asks: boolean
}) {
  const { association, matters, asks } = props
  const t = useT()
  if (association.kind === 'city' || (matters.length === 0 && !asks)) return null
  const council = association.kind === 'council' && association.district !== null
  const all = council ? `district=${association.district?.id}` : `association=${association.id}`
  return (
    <section className="stack">
      <h2>{t(council ? 'exchange.part.district' : 'exchange.part.association')}</h2>
      {matters.length > 0 ? <MatterLinks matters={matters} /> : <p>{t('exchange.part.none')}</p>}
      <div className="actions">
        <LinkButton href={`/exchange?${all}`}>{t('exchange.part.all')}</LinkButton>
        {association.district && (
          <LinkButton href={`/exchange/talks?district=${association.district.id}`}>
            {t('exchange.list.to_talks')}
          </LinkButton>
        )}
        {asks && (
          <LinkButton href={`/associations/${association.slug}/exchange`}>
            {t('exchange.part.desk')}
          </LinkButton>
        )}
      </div>
    </section>
  )
}
