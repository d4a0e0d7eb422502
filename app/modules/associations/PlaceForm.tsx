/** お住まいの地域を選ぶ: a town, without an account. A plain form, as it stands on pages that need no script. */
import { useT } from '~/ui/i18n'
import { Button } from '~/ui/parts'

export function PlaceForm(props: {
  next?: string
  towns?: readonly string[]
  value?: string
  error?: string
}) {
  const { next = '/', towns, value, error } = props
  const t = useT()
  const described = ['place-town-support', error && 'place-town-error'].filter(Boolean).join(' ')
  return (
    <form method="post" action="/place" className="no-print">
      <input type="hidden" name="next" value={next} />
      <div className="search-row">
        <div className="field">
          <label className="field-label" htmlFor="field-town">
            {t('associations.place.town')}
          </label>
          <p className="support" id="place-town-support">
            {t('associations.place.support')}
          </p>
          <input
            id="field-town"
            name="town"
            type="text"
            className="input"
            defaultValue={value}
            list={towns ? 'place-towns' : undefined}
            autoComplete="off"
            aria-describedby={described}
            aria-invalid={error ? true : undefined}
          />
          {towns && <TownList id="place-towns" towns={towns} />}
          {error && (
            <p className="field-error" id="place-town-error">
              {t('form.error_prefix')}: {error}
            </p>
          )}
        </div>
        <Button>{t('associations.place.submit')}</Button>
      </div>
    </form>
  )
}

/**
 * The names of towns that a field offers as one types. Hundreds of options that never change are written as one text:
 * as elements they would take as long as the rest of the page.
 */
export function TownList({ id, towns }: { id: string; towns: readonly string[] }) {
  const escaped = (town: string) => town.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
  const options = towns.map((town) => `<option value="${escaped(town)}"></option>`).join('')
  return <datalist id={id} dangerouslySetInnerHTML={{ __html: options }} />
}
