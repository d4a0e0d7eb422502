/** The signs of 今使える, 時間外, 時間不明, 使えません: each has a form of its own, so that none depends on its colour. */
import type { UsabilityState } from './schema'

/** Outline and inner sign on 24 × 24, and the colour of the outline (at least 4.5 : 1 on white). */
type Mark = { outline: string; sign: string; colour: string }

export const marks: Record<UsabilityState, Mark> = {
  /** A disc with a tick */
  usable: {
    outline: 'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21Z',
    sign: 'm6.8 12.4 3.6 3.6 7-8',
    colour: '#115a36',
  },
  /** A square with a bar */
  closed: { outline: 'M2.5 2.5h19v19h-19Z', sign: 'M7 12h10', colour: '#4d4d4d' },
  /** A lozenge with a question mark */
  unknown: {
    outline: 'M12 .8 23.2 12 12 23.2.8 12Z',
    sign: 'M9.2 9.6c0-1.7 1.2-2.8 2.8-2.8s2.8 1 2.8 2.6c0 2-2.8 2.2-2.8 4.3m0 2.6v.6',
    colour: '#8b4d00',
  },
  /** A triangle with a cross */
  out_of_service: { outline: 'M12 1 23.5 22.5H.5Z', sign: 'm9 12 6 6m0-6-6 6', colour: '#ba000e' },
}
