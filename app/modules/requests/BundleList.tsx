/** まとめられるもの: groups of requests that could be asked together, each with the reason. */
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { type Bundle, type Candidate, NEAR_DAYS } from './bundles'
import { useCounts } from './RequestFigures'

type Shown = Candidate & { audience: string; open: boolean }

export function BundleList({ bundles }: { bundles: readonly Bundle<Shown>[] }) {
  const t = useT()
  const language = useLanguage()
  const counts = useCounts()
  if (bundles.length === 0) return <p>{t('requests.bundles.none')}</p>
  return (
    <>
      <p>{t('requests.bundles.how', { days: NEAR_DAYS })}</p>
      <ul className="space-y-4">
        {bundles.map((bundle) => (
          <li key={bundle.requests[0]?.id} className="card">
            <h3>
              {t('requests.bundles.sum', {
                requests: counts.requests(bundle.requests.length),
                associations: counts.associations(bundle.associations),
                hours: counts.hours(bundle.minutes),
              })}
            </h3>
            <p>
              {t('requests.bundles.total', { hours: counts.hours(bundle.minutes * bundle.associations) })}
            </p>
            <p className="support">{why(bundle, t)}</p>
            <ul className="list-disc pl-6">
              {bundle.requests.map((request) => (
                <li key={request.id}>
                  {request.open ? <a href={`/notices/${request.id}`}>{request.title}</a> : request.title}
                  <br />
                  <span className="support">
                    {t('requests.bundles.item', {
                      due: formatDay(request.dueOn, language),
                      sender: request.sender,
                      audience: request.audience,
                      hours: counts.hours(request.minutes),
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

function why(bundle: Bundle<Shown>, t: ReturnType<typeof useT>): string {
  const near =
    bundle.days === 0 ? t('requests.bundles.same_day') : t('requests.bundles.near', { days: bundle.days })
  const alike = bundle.reasons.map((reason) =>
    reason === 'words'
      ? t('requests.bundles.words')
      : t('requests.bundles.category', {
          category: [...new Set(bundle.requests.map((r) => t(`notices.category.${r.category}`)))].join('・'),
        }),
  )
  return [near, t('requests.bundles.overlap'), ...alike].join(' ')
}
