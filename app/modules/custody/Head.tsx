/** Which AED this is and in what condition, at the top of every page of its upkeep. */
import { useT } from '~/ui/i18n'
import { Badge, type Tone } from '~/ui/parts'
import type { Condition } from './rules'

type HeadData = {
  id: number
  name: string
  address: string
  position: string
  condition: Condition
  association: string | null
}

const tones: Record<Condition, Tone> = {
  in_service: 'success',
  out_of_service: 'danger',
  removed: 'neutral',
}

export function ConditionBadge({ condition }: { condition: Condition }) {
  const t = useT()
  return <Badge tone={tones[condition]}>{t(`custody.condition.${condition}`)}</Badge>
}

export function AedHead({ aed }: { aed: HeadData }) {
  const t = useT()
  return (
    <div>
      <p className="font-bold text-lg">
        <a href={`/aeds/${aed.id}`}>{aed.name}</a>
      </p>
      <p>{[aed.address, aed.position].filter(Boolean).join(' / ')}</p>
      <p>
        <ConditionBadge condition={aed.condition} />{' '}
        <span className="support">
          {aed.association ? t('custody.kept_by', { name: aed.association }) : t('custody.kept_by_facility')}
        </span>
      </p>
    </div>
  )
}

/** The crumbs of a page below the upkeep of one AED. */
export function upkeepCrumbs(t: (key: string) => string, aed: { id: number; name: string }) {
  return [
    { href: '/desk/aeds', label: t('custody.desk.title') },
    { href: `/aeds/${aed.id}/upkeep`, label: aed.name },
  ]
}
