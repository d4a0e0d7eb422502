/** All services by theme, each once, as short as paper wants it. */
import { dayOf, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import type { Service } from './queries/public.server'
import { themes } from './rules'
import { describeHours } from './words'

export function PaperList(props: { services: readonly Service[]; at: Date; demonstration: boolean }) {
  const { services, at, demonstration } = props
  const t = useT()
  const language = useLanguage()
  const urgent = services.filter((service) => service.urgent)
  const others = services
    .filter((service) => !service.urgent)
    .sort((a, b) => a.position - b.position || a.id - b.id)
  return (
    <div className="help-paper">
      <p>{t('help.paper.day', { day: formatDay(dayOf(at), language) })}</p>
      {demonstration && <p>{t('help.invented')}</p>}
      {urgent.length > 0 && (
        <section>
          <h2>{t('help.urgent.title')}</h2>
          <ul className="help-paper-urgent">
            {urgent.map((service) => (
              <li key={service.id}>
                <strong>{service.phone}</strong> {service.name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {themes.map((theme) => {
        const own = others.filter((service) => service.themes[0] === theme)
        if (own.length === 0) return null
        return (
          <section key={theme}>
            <h2>{t(`help.theme.${theme}`)}</h2>
            {own.map((service) => (
              <PaperService key={service.id} service={service} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function PaperService({ service }: { service: Service }) {
  const t = useT()
  const language = useLanguage()
  const hours = service.hours ? describeHours(service.hours, t, language).join(t('help.join')) : ''
  const other = service.ways
    .filter((way) => way !== 'phone' && way !== 'visit')
    .map((way) => t(`help.way.${way}`))
    .join(t('help.join'))
  const spoken = service.languages.map((one) => t(`help.language.${one}`)).join(t('help.join'))
  return (
    <div className="help-paper-one">
      <h3>
        {service.name} {service.ways.includes('phone') && <strong>{service.phone}</strong>}
      </h3>
      <p>{service.summary}</p>
      <p className="help-small">
        {[
          hours || service.hoursText,
          service.ways.includes('visit') && service.address,
          other && t('help.paper.also', { ways: other }),
          spoken && t('help.paper.languages', { languages: spoken }),
          service.nameless && t('help.mark.nameless'),
        ]
          .filter(Boolean)
          .join(' / ')}
      </p>
    </div>
  )
}
