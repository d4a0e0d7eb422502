/** The cells of the mesh in which places are counted: 500 メートル四方, as official statistics use them. */
import type { Shape } from '~/ui/map/geometry'
import { type Cell, MESH } from './rules'

type Corner = Pick<Cell, 'row' | 'column'>

/** The middle of a cell, in degrees. */
export const middleOf = ({ row, column }: Corner): { latitude: number; longitude: number } => ({
  latitude: (row + 0.5) / MESH.rows,
  longitude: (column + 0.5) / MESH.columns,
})

/** The square of a cell. */
export function squareOf({ row, column }: Corner): Shape {
  const [south, north] = [row / MESH.rows, (row + 1) / MESH.rows]
  const [west, east] = [column / MESH.columns, (column + 1) / MESH.columns]
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

/**
 * The code of a cell in official statistics (JIS X 0410, 2分の1地域メッシュ, nine digits), so that a file can be laid over
 * other data: first mesh of 40′ by 1°, second of 5′ by 7.5′, third of 30″ by 45″, and its quarter.
 */
export function meshName({ row, column }: Corner): string {
  const [third, east] = [Math.floor(row / 2), Math.floor(column / 2)]
  const first = `${Math.floor(third / 80)}${Math.floor(east / 80) - 100}`
  const second = `${Math.floor((third % 80) / 10)}${Math.floor((east % 80) / 10)}`
  return `${first}${second}${third % 10}${east % 10}${1 + (column % 2) + 2 * (row % 2)}`
}
