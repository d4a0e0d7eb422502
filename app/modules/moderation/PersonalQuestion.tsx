/** Asks whoever posts about what seems to be data of others, before anything is published. */
import { CheckboxField } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { Banner } from '~/ui/parts'
import { PERSONAL_FIELD, personalInAll } from './rules'

/**
 * Stands within a `CheckedForm`; shows nothing while nothing was found. Above the button, so that going back and
 * mending is as near as the tick.
 * @param texts what will be public, as it was typed: of the answer of the action
 */
export function PersonalQuestion({ texts }: { texts: readonly (string | undefined)[] }) {
  const t = useT()
  const found = personalInAll(texts)
  if (found.length === 0) return null
  return (
    <Banner tone="warning" title={t('moderation.personal.title')}>
      <ul className="bullets">
        {found.map(({ kind, words }) => (
          <li key={`${kind} ${words}`}>
            {t(`moderation.personal.kind.${kind}`)}: <strong>{words}</strong>
          </li>
        ))}
      </ul>
      <p>{t('moderation.personal.text')}</p>
      <CheckboxField name={PERSONAL_FIELD} label={t('moderation.personal.tick')} />
    </Banner>
  )
}
