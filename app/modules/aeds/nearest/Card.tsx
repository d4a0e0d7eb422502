/** A card of the emergency view. The script fills the same markup: `data-text`, `data-if`, `data-href` name the parts. */
import { useT } from '~/ui/i18n'
import { marks } from '../marks'
import type { Card } from './words'

/** Where a map opens without a script: the Geospatial Information Authority's, at the finest zoom. */
const mapAddress = (latitude: number, longitude: number) =>
  `https://maps.gsi.go.jp/#18/${latitude}/${longitude}/&base=std`

/** What the script clones: a card without an AED. */
export const EMPTY: Card = {
  id: 0,
  state: 'usable',
  stateWords: '',
  until: '',
  name: '',
  distance: '',
  direction: '',
  bearing: 0,
  walk: '',
  inside: '',
  address: '',
  tel: '',
  phone: '',
  equipment: '',
  notes: '',
  latitude: 0,
  longitude: 0,
}

export function NearestCard({ card }: { card: Card }) {
  const t = useT()
  const word = (name: string) => t(`aeds.nearest.${name}`)
  const mark = marks[card.state]
  return (
    <li className="near-card" data-state={card.state} data-aed={card.id || undefined}>
      <h3 data-text="name">{card.name}</h3>
      <p className="near-way">
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" className="near-arrow">
          <path data-arrow d="M12 2 20 21l-8-4.5L4 21Z" transform={`rotate(${card.bearing} 12 12)`} />
        </svg>
        <span>
          <strong data-text="direction">{card.direction}</strong>{' '}
          <strong data-text="distance">{card.distance}</strong>
          <br />
          <span data-text="walk">{card.walk}</span>
        </span>
      </p>
      <p className="near-state">
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" className="near-mark" data-mark>
          <path d={mark.outline} fill={mark.colour} />
          <path d={mark.sign} />
        </svg>
        <span>
          <strong data-text="stateWords">{card.stateWords}</strong>{' '}
          <span data-text="until">{card.until}</span>
        </span>
      </p>
      <dl>
        <div data-if="inside" hidden={!card.inside}>
          <dt>{word('inside')}</dt>
          <dd data-text="inside">{card.inside}</dd>
        </div>
        <div data-if="address" hidden={!card.address}>
          <dt>{word('address')}</dt>
          <dd data-text="address">{card.address}</dd>
        </div>
        <div data-if="equipment" hidden={!card.equipment}>
          <dt>{word('equipment')}</dt>
          <dd data-text="equipment">{card.equipment}</dd>
        </div>
      </dl>
      <p className="near-notes" data-if="notes" data-text="notes" hidden={!card.notes}>
        {card.notes}
      </p>
      <p className="near-actions">
        <a
          className="near-action"
          data-href="tel"
          data-if="tel"
          href={card.tel || undefined}
          hidden={!card.tel}
        >
          {word('call')} <span data-text="phone">{card.phone}</span>
        </a>
        <a
          className="near-action"
          data-way
          href={card.id ? mapAddress(card.latitude, card.longitude) : undefined}
          rel="noreferrer"
        >
          {word('map')}
        </a>
      </p>
    </li>
  )
}
