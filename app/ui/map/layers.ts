/** What a live map draws, as it comes from the server in one JSON answer. */
import type { Shape } from './geometry'

export type MapPin = {
  latitude: number
  longitude: number
  /** Said and shown for the pin */
  label: string
  /** A line below the label */
  note: string
  href: string
  /** The bigger kind of pin */
  major: boolean
}

export type MapArea = { shape: Shape; label: string; href: string }

export type MapLayers = {
  /** The line around everything, drawn also when no tile arrives */
  outline: Shape | null
  areas: MapArea[]
  pins: MapPin[]
}
