/** 今の状態, and what a keeper can say of it: each opens a page with one form. */
import { useT } from '~/ui/i18n'
import { LinkButton } from '~/ui/parts'
import { type Condition, conditionMoves, type KeptAs } from './rules'

export function ConditionPanel({ aed }: { aed: { id: number; condition: Condition; as: KeptAs } }) {
  const t = useT()
  const moves = conditionMoves.filter(
    ({ from, officeOnly }) => from === aed.condition && (!officeOnly || aed.as === 'office'),
  )
  const others = aed.condition === 'removed' ? [] : (['used', 'moved'] as const)
  const acts = [...moves.map(({ act }) => act), ...others]
  return (
    <section className="stack" aria-labelledby="condition-title">
      <h2 id="condition-title">{t('custody.upkeep.condition')}</h2>
      <p>{t(`custody.upkeep.now.${aed.condition}`)}</p>
      <div className="actions">
        {acts.map((act) => (
          <LinkButton
            key={act}
            href={`/aeds/${aed.id}/upkeep?do=${act}`}
            variant={act === 'fault' ? 'danger' : act === 'back' ? 'primary' : 'secondary'}
          >
            {t(`custody.act.${act}.title`)}
          </LinkButton>
        ))}
      </div>
    </section>
  )
}
