/** One matter as it is read: what is asked, how it stands, what happened. */
import { HiddenNotice } from '~/modules/moderation/HiddenNotice'
import { type Day, daysBetween, formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import type { Shape } from '~/ui/map/geometry'
import { OutlineMap } from '~/ui/map/OutlineMap'
import { Badge, Banner, DataList } from '~/ui/parts'
import { DueBadge, MatterBadge, mapHref, ProgressBar, PromiseWords, WaySteps } from './MatterParts'
import type { ShownMatter } from './queries/matter.server'
import { type ShownEvent, Timeline } from './Timeline'

/** As it arrives at the page. */
export type PageMatter = Omit<ShownMatter, 'events' | 'hiding'> & {
  events: ShownEvent[]
  hiding: { rule: string; reason: string; hiddenAt: string | Date; appealHref: string | null } | null
}

/** @param photoKey the key of the author's page, where there is no account: photos that wait are theirs alone */
export function MatterArticle(props: {
  matter: PageMatter
  today: Day
  outline: Shape | null
  photoKey?: string
}) {
  const { matter, today, outline, photoKey } = props
  const t = useT()
  const { due } = matter
  return (
    <>
      <p className="notice-marks">
        <MatterBadge state={matter.state} />
        <DueBadge how={due.how} left={due.dueOn ? daysBetween(today, due.dueOn) : 0} late={due.late} />
        <Badge>{t(`exchange.kind.${matter.kind}.title`)}</Badge>
        <Badge>{t(`exchange.category.${matter.category}`)}</Badge>
      </p>
      {matter.joinedTo && (
        <Banner tone="info" title={t('exchange.page.joined')}>
          <p>
            <a href={`/exchange/${matter.joinedTo.id}`} className="inline-block py-2">
              {matter.joinedTo.title ?? t('exchange.page.hidden_title')}
            </a>
          </p>
        </Banner>
      )}
      {matter.hiding && (
        <HiddenNotice
          hiding={{
            rule: matter.hiding.rule as never,
            reason: matter.hiding.reason,
            hiddenAt: new Date(matter.hiding.hiddenAt),
            appealHref: matter.hiding.appealHref,
          }}
        />
      )}
      {matter.body !== null && <p className="whitespace-pre-line">{matter.body}</p>}
      {matter.photos.length > 0 && (
        <ul className="grid-cards plain-list">
          {matter.photos.map((photo) => (
            <li key={photo.id}>
              <figure>
                <img
                  src={`/exchange/photos/${photo.id}${photoKey ? `?key=${photoKey}` : ''}`}
                  alt={photo.description}
                  loading="lazy"
                  className="h-auto max-h-96 w-full rounded-lg object-contain"
                />
                <figcaption className="support">{photo.description}</figcaption>
              </figure>
            </li>
          ))}
        </ul>
      )}
      <h2>{t('exchange.page.standing')}</h2>
      {matter.state !== 'waiting' && <WaySteps state={matter.state} />}
      {(matter.state === 'underway' || matter.state === 'done') && <ProgressBar progress={matter.progress} />}
      <Facts matter={matter} />
      <Place matter={matter} outline={outline} />
      <h2>{t('exchange.page.timeline')}</h2>
      <Timeline events={matter.events} />
      <Beside matter={matter} />
    </>
  )
}

function Facts({ matter }: { matter: PageMatter }) {
  const t = useT()
  const language = useLanguage()
  const { due, promise } = matter
  return (
    <DataList
      rows={[
        [t('exchange.page.asked'), formatDay(matter.asked, language)],
        [
          t('exchange.page.by'),
          matter.channel === 'association' && matter.association ? (
            <a key="by" href={`/associations/${matter.association.slug}`}>
              {matter.association.name}
            </a>
          ) : matter.association ? (
            t('exchange.page.through', { name: matter.association.name })
          ) : matter.channel === 'through_association' ? (
            t('exchange.page.through_small')
          ) : (
            t('exchange.list.resident')
          ),
        ],
        [
          t('exchange.list.district'),
          matter.district && t('associations.district', { name: matter.district.name }),
        ],
        [t('exchange.list.section'), matter.section?.name],
        [
          t('exchange.page.due'),
          due.dueOn && due.how !== 'none'
            ? [
                formatDay(due.dueOn, language),
                matter.dueChanges > 0 ? t('exchange.page.due_changed', { count: matter.dueChanges }) : '',
              ].join(' ')
            : null,
        ],
        [t('exchange.page.answered'), due.answeredOn && formatDay(due.answeredOn, language)],
        [
          t('exchange.page.promise'),
          promise.on && promise.how !== 'none' ? <PromiseWords key="promise" {...promise} /> : null,
        ],
        [
          t('exchange.page.notice'),
          matter.notice && <a href={`/notices/${matter.notice.id}`}>{matter.notice.title}</a>,
        ],
        [
          t('exchange.page.talk'),
          matter.talks.length > 0
            ? matter.talks.map((talk) => (
                <a key={talk.id} href={`/exchange/talks/${talk.id}`} className="block">
                  {talk.title}
                </a>
              ))
            : null,
        ],
      ]}
    />
  )
}

function Place({ matter, outline }: { matter: PageMatter; outline: Shape | null }) {
  const t = useT()
  const { text, latitude, longitude } = matter.place
  if (text === '' && latitude === null) return null
  return (
    <>
      <h2>{t('exchange.page.place')}</h2>
      {text && <p>{text}</p>}
      {latitude !== null && longitude !== null && (
        <>
          {outline && (
            <OutlineMap
              label={t('exchange.page.place_label')}
              outline={outline}
              point={[longitude, latitude]}
            />
          )}
          <p>
            <a href={mapHref(latitude, longitude)} rel="noopener noreferrer" className="inline-block py-2">
              {t('exchange.page.map')}
            </a>
          </p>
        </>
      )}
    </>
  )
}

/** What was joined to this one. */
function Beside({ matter }: { matter: PageMatter }) {
  const t = useT()
  if (matter.joined.length === 0) return null
  return (
    <>
      <h2>{t('exchange.page.joined_here')}</h2>
      <ul className="plain-list">
        {matter.joined.map((one) => (
          <li key={one.id}>
            <a href={`/exchange/${one.id}`} className="inline-block py-2">
              {one.title}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
