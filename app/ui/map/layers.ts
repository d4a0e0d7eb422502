/** What a live map draws, as it comes from the server in words that are ready to be shown. */
import type { Shape } from './geometry'

/** The form of a pin: paths of an SVG of 24 × 24, told apart without their colour. */
export type PinLook = {
  outline: string
  sign: string
  colour: string
  /** Width and height in pixels */
  size: number
}

export type MapPin = {
  latitude: number
  longitude: number
  /** Said for the pin, and the link in its popup */
  label: string
  /** Lines below the label in the popup; the first is said with the pin too */
  lines: string[]
  /** Where the link leads; empty: nowhere */
  href: string
  /** Name of a `PinLook` */
  look: string
  /** Very short words below the pin */
  tag?: string
}

/** Pins that would lie on one another. */
export type MapCluster = {
  latitude: number
  longitude: number
  count: number
  /** Shown on the mark, in one or two lines */
  text: string[]
  /** Said for the mark */
  label: string
  /** A colour of its own for groups of another layer, which are angular then */
  colour?: string
  /** The zoom at which it comes apart; null: it never does, and `members` are told in its popup */
  zoom: number | null
  members: { label: string; href: string }[]
}

export type MapMark = MapPin | MapCluster

type MapArea = { shape: Shape; label: string; href: string }

/** Something written on the map where no tile is, with the name of a `PinLook` when it is drawn with a sign. */
export type MapName = { latitude: number; longitude: number; name: string; look?: string }

/** Layers that stay as they are. */
export type MapLayers = {
  /** The line around everything, drawn also when no tile arrives */
  outline: Shape | null
  areas: MapArea[]
  pins: MapPin[]
}

/** What stands in the box that the map shows now. */
export type BoxAnswer = {
  marks: MapMark[]
  /** How many there are, and what holds for them; said below the map */
  note: string
}

/** What is drawn where the tiles of the map fail. */
export type GroundAnswer = { outline: Shape | null; names: MapName[] }

/** Everything that the script of a map is told, as JSON beside its place on the page. */
export type MapSetup = {
  tiles: { url: string; maxZoom: number; credit: string; creditHref: string }
  words: MapWords
  looks: Record<string, PinLook>
  /** `MapLayers` that stay, by the address of their JSON */
  fixed?: string
  /** `BoxAnswer`, asked again after each move with `box` and `zoom` added to the address */
  boxes?: string
  /** `GroundAnswer`, asked when tiles fail */
  ground?: string
  /** Layers that can be switched on: `MapLayers` by the address of their JSON */
  layers?: { name: string; source: string }[]
  /** Where the map begins; without it, where its layers are */
  start?: { latitude: number; longitude: number; zoom: number }
  /** Marked on the map: what was searched for */
  here?: { latitude: number; longitude: number; label: string }
}

export type MapWords = {
  label: string
  loading: string
  failed: string
  tilesMissing: string
  zoomIn: string
  zoomOut: string
  close: string
  /** Said for a group of pins that are put together in the browser; `{count}` and `{names}` are put in */
  cluster: string
  /** Heading of the layers that can be switched on */
  layers?: string
}
