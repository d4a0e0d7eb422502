/** The addresses of the calendars of one's households. */
import { useT } from '~/ui/i18n'
import { Card, PostButton } from '~/ui/parts'

export function HouseholdCalendars(props: {
  calendars: readonly { id: number; name: string; address: string; number: number }[]
}) {
  const t = useT()
  if (props.calendars.length === 0) return <p>{t('events.household.none')}</p>
  return (
    <>
      {props.calendars.map(({ id, name, address, number }) => (
        <Card key={id} title={name}>
          <div className="stack">
            <div className="field">
              <label className="field-label" htmlFor={`address-${id}`}>
                {t('events.household.address')}
              </label>
              <input id={`address-${id}`} className="input" readOnly value={address} />
            </div>
            <p>
              <a href={address.replace(/^https?:/, 'webcal:')}>{t('events.household.subscribe')}</a>
            </p>
            <p>{t('events.household.secret')}</p>
            <p>{t('events.household.renew_why')}</p>
            <PostButton
              action="/household/calendar"
              label={t('events.household.renew')}
              fields={{ household: id, number }}
            />
          </div>
        </Card>
      ))}
      <h2>{t('events.household.how_title')}</h2>
      <p>{t('events.household.how')}</p>
    </>
  )
}
