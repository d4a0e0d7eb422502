/** How many can be used now, and how many not. */
import { useT } from '~/ui/i18n'
import { type UsabilityState, usabilityStates } from './schema'
import { UsabilityMark } from './UsabilityBadge'

export function StateCounts({ states }: { states: Record<UsabilityState, number> }) {
  const t = useT()
  return (
    <ul className="aed-states">
      {usabilityStates.map((state) => (
        <li key={state}>
          <UsabilityMark state={state} />{' '}
          {t('aeds.list.state_count', { state: t(`aeds.state.${state}`), count: states[state] })}
        </li>
      ))}
    </ul>
  )
}
