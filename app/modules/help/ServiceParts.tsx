/** One service in a list, and everything that is known of it. */
import type { ReactNode } from 'react'
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { inLanguage } from './HelpFrame'
import type { Service } from './queries/public.server'
import { callable } from './rules'
import { describeHours, standingWords } from './words'

const SIGNS = {
  open: 'm7 12.5 3.5 3.5 6.5-7.5',
  closed: 'm8 8 8 8m0-8-8 8',
  unknown: 'M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.2m0 3v.2',
} as const

/** 今開いています, with a sign and in words. */
export function StandingBadge({ service, at }: { service: Service; at: Date }) {
  const t = useT()
  const language = useLanguage()
  const { state } = service.standing
  return (
    <span className="help-standing" data-standing={state}>
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={SIGNS[state]} />
      </svg>
      {standingWords(service.standing, at, t, language)}
    </span>
  )
}

/** The number as a button; the number alone where no telephone could call it. */
export function PhoneLink({ phone }: { phone: string }) {
  const t = useT()
  const number = callable(phone)
  if (!phone) return null
  if (!number) return <span className="help-number">{phone}</span>
  return (
    <a className="help-call" href={`tel:${number}`}>
      <span>{t('help.service.call')}</span> <strong>{phone}</strong>
    </a>
  )
}

/** What helps somebody who hesitates: costs nothing, no name, no appointment. */
function Marks({ service }: { service: Service }) {
  const t = useT()
  const marks = [
    service.free && 'free',
    service.nameless && 'nameless',
    service.needsBooking && 'booking',
  ].filter((mark) => mark !== false)
  if (marks.length === 0) return null
  return (
    <ul className="help-marks">
      {marks.map((mark) => (
        <li key={mark}>{t(`help.mark.${mark}`)}</li>
      ))}
    </ul>
  )
}

/** The reading beside a name, for whoever reads another language or kana alone. */
export function NameReading({ service }: { service: Pick<Service, 'reading' | 'name'> }) {
  const language = useLanguage()
  if (language === 'ja' || !service.reading || service.reading === service.name) return null
  return (
    <span className="help-reading" lang="ja">
      {service.reading}
    </span>
  )
}

/** What the sections write is in Japanese: whoever reads another language is told so, and what to do about it. */
export function JapaneseOnly() {
  const t = useT()
  const language = useLanguage()
  if (language === 'ja') return null
  return <p className="help-note">{t('help.japanese_only')}</p>
}

export function ServiceRow({ service, at, asked }: { service: Service; at: Date; asked: string }) {
  const t = useT()
  return (
    <li className="help-row">
      <h3>
        <a href={inLanguage(`/help/${service.id}`, asked)} data-inside>
          <span lang="ja">{service.name}</span>
        </a>
        <NameReading service={service} />
      </h3>
      <p className="help-themes">
        {service.themes.map((theme) => t(`help.theme.${theme}`)).join(t('help.join'))}
      </p>
      <p lang="ja">{service.summary}</p>
      <p>
        <StandingBadge service={service} at={at} />
      </p>
      <Marks service={service} />
      {service.ways.includes('phone') && <PhoneLink phone={service.phone} />}
    </li>
  )
}

/** The numbers for danger to life: large, and callable. */
export function UrgentList({ services }: { services: readonly Service[] }) {
  const t = useT()
  if (services.length === 0) return null
  return (
    <section className="help-urgent" aria-labelledby="help-urgent">
      <h2 id="help-urgent">{t('help.urgent.title')}</h2>
      <ul>
        {services.map((service) => (
          <li key={service.id}>
            <a href={`tel:${callable(service.phone)}`}>
              <strong>{service.phone}</strong>
              <span lang="ja">{service.name}</span>
              <NameReading service={service} />
              {service.forWhom && (
                <span className="help-small" lang="ja">
                  {service.forWhom}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** An address of another site: it is not told where one comes from. */
function Outside({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} rel="noreferrer nofollow">
      {children}
    </a>
  )
}

/** Everything of one service. */
export function ServiceFacts({ service }: { service: Service }) {
  const t = useT()
  const language = useLanguage()
  const word = (name: string) => t(`help.service.${name}`)
  const { ways, latitude, longitude } = service
  const hours = service.hours ? describeHours(service.hours, t, language) : []
  const spoken = service.languages.map((one) => t(`help.language.${one}`)).join(t('help.join'))
  const rows: [string, ReactNode][] = [
    [
      word('phone'),
      ways.includes('phone') && (
        <>
          <PhoneLink phone={service.phone} />
          {service.phoneNote && <p lang="ja">{service.phoneNote}</p>}
        </>
      ),
    ],
    [word('chat'), ways.includes('chat') && <Outside href={service.chatUrl}>{word('chat_open')}</Outside>],
    [
      word('mail'),
      ways.includes('mail') && service.email && <a href={`mailto:${service.email}`}>{service.email}</a>,
    ],
    [
      word('visit'),
      ways.includes('visit') && (
        <>
          <span lang="ja">{service.address}</span>
          {latitude !== null && longitude !== null && (
            <p>
              <Outside href={`https://maps.gsi.go.jp/#17/${latitude}/${longitude}/&base=std`}>
                {word('map')}
              </Outside>
            </p>
          )}
        </>
      ),
    ],
    [word('letter'), ways.includes('letter') && service.letterTo],
    [word('site'), service.url && <Outside href={service.url}>{service.url}</Outside>],
    [
      word('hours'),
      (hours.length > 0 || service.hoursText) && (
        <>
          {hours.length > 0 && (
            <ul>
              {hours.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          {service.hoursText && (
            <p className="whitespace-pre-line" lang="ja">
              {service.hoursText}
            </p>
          )}
        </>
      ),
    ],
    [word('for_whom'), service.forWhom && <span lang="ja">{service.forWhom}</span>],
    [
      word('languages'),
      (spoken || service.languageNote) && (
        <>
          {spoken} {service.languageNote}
        </>
      ),
    ],
    [word('cost'), word(service.free ? 'cost_free' : 'cost_some')],
    [word('name'), word(service.nameless ? 'name_not' : 'name_ask')],
    [word('booking'), word(service.needsBooking ? 'booking_yes' : 'booking_no')],
    [word('by'), [service.organisation, service.section].filter(Boolean).join(' / ')],
    [word('checked'), service.checkedOn && formatDay(service.checkedOn, language)],
  ]
  return (
    <>
      <Marks service={service} />
      {service.situations && (
        <section>
          <h2>{word('situations')}</h2>
          <ul className="help-said" lang="ja">
            {service.situations
              .split('\n')
              .filter(Boolean)
              .map((line) => (
                <li key={line}>{line}</li>
              ))}
          </ul>
        </section>
      )}
      <h2>{word('how')}</h2>
      <dl className="help-facts">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  )
}
