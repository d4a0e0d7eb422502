/** A pin as the map draws it, for a legend. */
import type { PinLook } from './layers'

export function PinPicture({ look }: { look: PinLook }) {
  return (
    <svg viewBox="-1.5 -1.5 27 27" width={look.size} height={look.size} aria-hidden="true" focusable="false">
      <path d={look.outline} fill={look.colour} />
      <path
        d={look.sign}
        fill="none"
        stroke="#fff"
        strokeWidth={2.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
