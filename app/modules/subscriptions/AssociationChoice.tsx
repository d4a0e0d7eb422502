/** Choosing the association whose notices one wants: a search whose answers are links. */
import { useT } from '~/ui/i18n'
import { Button } from '~/ui/parts'

type Choice = { id: number; name: string; district: string | null }

export function AssociationChoice(props: {
  /** Where the search and the links lead */
  path: string
  token?: string
  q: string
  found: readonly Choice[]
}) {
  const { path, token, q, found } = props
  const t = useT()
  const href = (id: number) =>
    `${path}?${new URLSearchParams({ ...(token ? { token } : {}), association: String(id) })}`
  return (
    <>
      <h2>{t('subscriptions.find.title')}</h2>
      <form method="get" action={path} className="form">
        {token && <input type="hidden" name="token" value={token} />}
        <div className="field">
          <label className="field-label" htmlFor="find-q">
            {t('subscriptions.find.label')}
          </label>
          <input id="find-q" name="q" className="input" defaultValue={q} maxLength={100} />
        </div>
        <Button variant="secondary">{t('subscriptions.find.submit')}</Button>
      </form>
      {q && found.length === 0 && <p role="status">{t('subscriptions.find.none', { q })}</p>}
      {found.length > 0 && (
        <>
          <p role="status">{t('subscriptions.find.results', { q })}</p>
          <ul>
            {found.map(({ id, name, district }) => (
              <li key={id}>
                <a href={href(id)}>{t('subscriptions.find.choose', { name })}</a>
                {district && ` (${district})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
