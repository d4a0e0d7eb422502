/** Plain forms of pins, and the credit of the background. */
import type { PinLook } from './layers'

export const looks = {
  disc: { outline: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', sign: '', colour: '#0017c1', size: 24 },
  square: { outline: 'M3 3h18v18H3Z', sign: '', colour: '#00118f', size: 24 },
  /** A house, for what is below a roof */
  house: { outline: 'M12 1.5 23 11h-3v11H4V11H1Z', sign: 'M9.5 21v-7h5v7', colour: '#5c10be', size: 28 },
  /** A pentagon that stands on its point, with a running figure of strokes */
  shelter: {
    outline: 'M1.5 2h21v12L12 23 1.5 14Z',
    sign: 'M7 12h10m-4-5 5 5-5 5',
    colour: '#0f6a8b',
    size: 28,
  },
} as const satisfies Record<string, PinLook>

/** The terms of the Geospatial Information Authority ask for this link wherever its tiles are shown. */
export const TILES_HREF = 'https://maps.gsi.go.jp/development/ichiran.html'
