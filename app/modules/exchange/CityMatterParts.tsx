/** One matter as the city's staff see it: what can be done next, what was asked and by whom, and the course of things. */
import { daysBetween, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, DataList, LinkButton } from '~/ui/parts'
import type { CityAct } from './city-rules'
import { DueBadge, MatterBadge, mapHref, ProgressBar, PromiseWords } from './MatterParts'
import type { CityMatter } from './queries/city-matter.server'
import { Timeline } from './Timeline'

/** What a page is handed: instants have become texts on the way to the browser. */
type Shown = Omit<CityMatter, 'events'> & {
  events: readonly (Omit<CityMatter['events'][number], 'at'> & { at: Date | string })[]
}

/** State, clock and promise, in words. */
export function Standing({ matter, today }: { matter: Shown; today: string }) {
  const t = useT()
  return (
    <div className="stack">
      <p className="flex flex-wrap items-center gap-2">
        <MatterBadge state={matter.state} />
        <DueBadge
          how={matter.due}
          left={matter.dueOn ? daysBetween(today, matter.dueOn) : 0}
          late={matter.late}
        />
        {matter.hiddenAt && <Badge tone="warning">{t('exchange.city.desk.hidden')}</Badge>}
      </p>
      {matter.state === 'underway' && <ProgressBar progress={matter.progress} />}
    </div>
  )
}

/** Acts that lead on; the others stand smaller below. */
const LEADING: readonly CityAct[] = ['receive', 'route', 'answer', 'progress', 'finish']

/** つぎにできること: each act has a page of its own. */
export function Acts({ matter }: { matter: Shown }) {
  const t = useT()
  const leading = matter.acts.filter((act) => LEADING.includes(act))
  const others = matter.acts.filter((act) => !LEADING.includes(act))
  const link = (act: CityAct, variant: 'primary' | 'secondary') => (
    <LinkButton key={act} href={`/desk/exchange/${matter.id}/${act}`} variant={variant}>
      {t(`exchange.city.act.${act}.link`)}
    </LinkButton>
  )
  return (
    <section className="callout stack">
      <h2>{t('exchange.city.one.next')}</h2>
      {leading.length > 0 && <div className="actions">{leading.map((act) => link(act, 'primary'))}</div>}
      <div className="actions">{others.map((act) => link(act, 'secondary'))}</div>
    </section>
  )
}

export function Asked({ matter }: { matter: Shown }) {
  const t = useT()
  const at = (key: string) => t(`exchange.city.one.${key}`)
  return (
    <section className="stack">
      <h2>{at('asked')}</h2>
      <p className="whitespace-pre-line">{matter.body}</p>
      {matter.photos.length > 0 && (
        <ul className="flex list-none flex-wrap gap-3 p-0">
          {matter.photos.map((photo) => (
            <li key={photo.id}>
              <a href={`/exchange/photos/${photo.id}`}>
                <img
                  src={`/exchange/photos/${photo.id}`}
                  alt={photo.description}
                  className="max-h-64 rounded-lg border"
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {matter.personalAsked && <Banner tone="info" title={at('personal')} />}
    </section>
  )
}

export function Facts({ matter }: { matter: Shown }) {
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params = {}) => t(`exchange.city.one.${key}`, params)
  const day = (value: string | null) => value && formatDay(value, language)
  return (
    <DataList
      rows={[
        [
          at('from'),
          <>
            {t(`exchange.city.channel.${matter.channel}`)}
            {matter.association && (
              <>
                {': '}
                <a href={`/associations/${matter.association.slug}`}>{matter.association.name}</a>
              </>
            )}
            {matter.author && <span className="support block">{at('author', { name: matter.author })}</span>}
            {!matter.account && matter.author && <span className="support block">{at('no_account')}</span>}
          </>,
        ],
        [
          at('kind'),
          `${t(`exchange.kind.${matter.kind}.title`)} / ${t(`exchange.category.${matter.category}`)}`,
        ],
        [at('district'), matter.district && t('associations.district', { name: matter.district.name })],
        [
          at('place'),
          (matter.placeText || matter.latitude !== null) && (
            <>
              {matter.placeText}{' '}
              {matter.latitude !== null && matter.longitude !== null && (
                <a href={mapHref(matter.latitude, matter.longitude)} rel="noreferrer" target="_blank">
                  {at('map')}
                </a>
              )}
            </>
          ),
        ],
        [at('received'), day(matter.receivedAt)],
        [at('with'), matter.section && [matter.section.name, matter.owner?.name].filter(Boolean).join(' / ')],
        [
          at('due'),
          matter.dueOn && (
            <>
              {day(matter.dueOn)}
              {matter.dueChanges > 0 && <> ({at('due_changes', { count: matter.dueChanges })})</>}
            </>
          ),
        ],
        [
          at('promise'),
          matter.promisedOn && matter.promise !== 'none' && (
            <PromiseWords on={matter.promisedOn} how={matter.promise} />
          ),
        ],
        [at('people'), at('people_count', { supports: matter.supportCount, followers: matter.followers })],
        [
          at('notice'),
          matter.notice && (
            <>
              <a href={`/notices/${matter.notice.id}`}>{matter.notice.title}</a>{' '}
              <Badge>{t(`notices.state.${matter.notice.state}`)}</Badge>
            </>
          ),
        ],
        [
          at('joined'),
          matter.joined.length > 0 && (
            <ul>
              {matter.joined.map(({ id, title }) => (
                <li key={id}>
                  <a href={`/desk/exchange/${id}`}>
                    No.{id} {title}
                  </a>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  )
}

/** 経過 with the notes, and by whom: for the city alone. */
export function Course({ matter }: { matter: Shown }) {
  const t = useT()
  return (
    <section>
      <h2>{t('exchange.city.one.course')}</h2>
      <Timeline events={matter.events} />
    </section>
  )
}

/** Earlier ones that say much the same: one press joins them. */
export function Similar({ matter }: { matter: Shown }) {
  const t = useT()
  if (matter.similar.length === 0) return null
  return (
    <section>
      <h2>{t('exchange.city.one.similar')}</h2>
      <ul className="plain-list">
        {matter.similar.map(({ id, title, state, supportCount }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 py-2">
            <a href={`/desk/exchange/${id}`} className="inline-block py-2">
              No.{id} {title}
            </a>
            <MatterBadge state={state} />
            {supportCount > 0 && <span>{t('exchange.support.count', { count: supportCount })}</span>}
            {matter.acts.includes('join') && (
              <LinkButton href={`/desk/exchange/${matter.id}/join?to=${id}`}>
                {t('exchange.city.one.join_to', { id })}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
