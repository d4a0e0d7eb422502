/** The city before and after, side by side. No script, no tiles; each mark has a form of its own. */
import { useT } from '~/ui/i18n'
import { type Picture, standings } from './picture'

const SITE = 7

type Side = 'before' | 'after'

export function StudyMaps({ picture, sites }: { picture: Picture; sites: boolean }) {
  const t = useT()
  return (
    <>
      <div className="study-maps">
        {(['before', 'after'] as const).map((side) => (
          <figure key={side} className="study-map">
            <figcaption>{t(`placement.map.${side}`, { n: picture.sites.length })}</figcaption>
            <CityMap picture={picture} side={side} label={t(`placement.map.${side}_label`)} />
          </figure>
        ))}
      </div>
      <Legend sites={sites} />
    </>
  )
}

/** One map: outline, points by how they stand, AEDs, and on the second the chosen sites with their numbers. */
export function CityMap({ picture, side, label }: { picture: Picture; side: Side; label: string }) {
  const { width, height, outline, aeds, sites, radius } = picture
  return (
    <svg className="study-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {outline && <path d={outline} className="study-outline" />}
      {side === 'after' &&
        sites.map(({ order, x, y }) => (
          <circle key={order} className="study-reach" cx={x} cy={y} r={radius} />
        ))}
      {standings.map((standing) => (
        <path key={standing} className={`study-${standing}`} d={picture[side][standing]} />
      ))}
      {side === 'after' && <path className="study-changed" d={picture.changed} />}
      <path className="study-aed" d={aeds.others} />
      <path className="study-aed-always" d={aeds.always} />
      {side === 'after' &&
        sites.map(({ order, x, y }) => (
          <g key={order} className="study-site">
            <circle cx={x} cy={y} r={SITE} />
            <text x={x} y={y + 3.2}>
              {order}
            </text>
          </g>
        ))}
    </svg>
  )
}

function Legend({ sites }: { sites: boolean }) {
  const t = useT()
  const marks = [
    ...standings.map((standing) => [`study-${standing}`, SAMPLES[standing], t(`placement.map.${standing}`)]),
    ...(sites ? [['study-changed', FRAME, t('placement.map.changed')]] : []),
    ['study-aed-always', TRIANGLE, t('placement.map.aed_always')],
    ['study-aed', TRIANGLE, t('placement.map.aed')],
  ]
  return (
    <ul className="plain-list study-legend">
      {marks.map(([look, path, words]) => (
        <li key={words}>
          <svg viewBox="-5 -5 10 10" aria-hidden="true" focusable="false">
            <path className={look} d={path} />
          </svg>{' '}
          {words}
        </li>
      ))}
      {sites && (
        <li>
          <svg viewBox="-5 -5 10 10" aria-hidden="true" focusable="false" className="study-site">
            <circle r={4} />
          </svg>{' '}
          {t('placement.map.site')}
        </li>
      )}
    </ul>
  )
}

const SAMPLES = {
  both: 'M-2 -2h4v4h-4z',
  day: 'M-2 -2h4v4h-4z',
  night: 'M0 -2.4l2.4 2.4l-2.4 2.4l-2.4 -2.4z',
  none: 'M-2 -2l4 4m0 -4l-4 4',
} as const
const FRAME = 'M-4 -4h8v8h-8z'
const TRIANGLE = 'M0 -3.5l3 5.5h-6z'
