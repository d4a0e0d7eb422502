/** 会館を選ぶ: the record of a hall as answers, so that nobody types what the portal knows. */
import { useT } from '~/ui/i18n'
import { Banner, Button } from '~/ui/parts'
import { factLabel } from './describe'
import type { Programme } from './schema'

type Filled = { hall: { id: number; name: string }; facts: string[]; inside: boolean }

export function HallChoice(props: {
  programme: Programme
  works: readonly string[]
  /** What was looked for */
  words: string
  found: { halls: readonly { id: number; name: string; address: string }[]; more: boolean }
  filled: Filled | null
}) {
  const { programme, works, words, found, filled } = props
  const t = useT()
  const here = new URLSearchParams({ programme: programme.key })
  for (const work of works) here.append('work', work)
  const label = (key: string) =>
    factLabel({ key, label: programme.facts.find((own) => own.key === key)?.label ?? null }, t)
  return (
    <>
      {filled && (
        <Banner tone="info" title={t('subsidies.hall.filled', { hall: filled.hall.name })}>
          <p>{t(filled.facts.length > 0 ? 'subsidies.hall.check' : 'subsidies.hall.nothing')}</p>
          {filled.facts.length > 0 && (
            <ul className="bullets">
              {filled.facts.map((key) => (
                <li key={key}>{label(key)}</li>
              ))}
            </ul>
          )}
          {filled.inside && <p>{t('subsidies.hall.inside')}</p>}
        </Banner>
      )}
      <details className="optional-part no-print" open={words !== '' || (!filled && found.halls.length > 0)}>
        <summary>{t(filled ? 'subsidies.hall.other' : 'subsidies.hall.choose')}</summary>
        <p>{t('subsidies.hall.lead')}</p>
        <form method="get" action="/subsidies/estimate" className="form">
          <input type="hidden" name="programme" value={programme.key} />
          {works.map((work) => (
            <input key={work} type="hidden" name="work" value={work} />
          ))}
          <div className="field">
            <label className="field-label" htmlFor="hall-name">
              {t('subsidies.hall.name')}
            </label>
            <input id="hall-name" name="hall-name" className="input" defaultValue={words} />
          </div>
          <Button variant="secondary">{t('subsidies.hall.search')}</Button>
        </form>
        {words !== '' && found.halls.length === 0 && <p>{t('subsidies.hall.none')}</p>}
        {found.halls.length > 0 && (
          <ul>
            {found.halls.map(({ id, name, address }) => (
              <li key={id}>
                <a className="inline-block py-2" href={`/subsidies/estimate?${here}&hall=${id}`}>
                  {name}
                </a>{' '}
                <span className="support">{address}</span>
              </li>
            ))}
          </ul>
        )}
        {found.more && <p className="support">{t('subsidies.hall.more')}</p>}
      </details>
    </>
  )
}
