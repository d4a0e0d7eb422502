/** The accounts that everybody may try, with one button each. Shown only where the demonstration city was filled in. */
import { useT } from '~/ui/i18n'
import { Banner, PostButton } from '~/ui/parts'
import { DEMONSTRATION_PASSWORD, demonstrationEmail, demonstrationNames } from './demonstration'

export function DemonstrationAccounts({ next }: { next: string }) {
  const t = useT()
  return (
    <Banner tone="info" title={t('accounts.demonstration.title')}>
      <p>{t('accounts.demonstration.text', { password: DEMONSTRATION_PASSWORD })}</p>
      <details>
        <summary>{t('accounts.demonstration.show')}</summary>
        <ul>
          {demonstrationNames.map((name) => (
            <li key={name} className="flex flex-wrap items-center justify-between gap-x-4 border-t py-2">
              <span>
                <strong>{t(`accounts.demonstration.${name}.who`)}</strong>:{' '}
                {t(`accounts.demonstration.${name}.what`)}
                <br />
                <span className="support">{demonstrationEmail(name)}</span>
              </span>
              <PostButton
                action="/sign-in"
                label={t('accounts.demonstration.enter', { who: t(`accounts.demonstration.${name}.who`) })}
                fields={{ email: demonstrationEmail(name), password: DEMONSTRATION_PASSWORD, next }}
              />
            </li>
          ))}
        </ul>
      </details>
    </Banner>
  )
}
