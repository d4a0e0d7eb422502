/** Whose data is shown, and what of it is invented. */
import { useT } from '~/ui/i18n'

/** Says that the associations of the demonstration city are invented, and what of it is real. */
export function Invented() {
  const t = useT()
  return <p className="support">{t('associations.invented')}</p>
}

/** The credits that the licences of towns, districts and boundary ask for. */
export function SourceCredit({ towns, boundary }: { towns?: boolean; boundary?: boolean }) {
  const t = useT()
  return (
    <p className="support">
      {t('associations.source.heading')}: {t('associations.source.districts')}
      {towns && (
        <>
          {' / '}
          <a href="https://geolonia.github.io/japanese-addresses/" rel="noopener">
            {t('associations.source.towns')}
          </a>{' '}
          (<a href="https://creativecommons.org/licenses/by/4.0/deed.ja">CC BY 4.0</a>)
        </>
      )}
      {boundary && ` / ${t('associations.source.boundary')}`}
    </p>
  )
}
