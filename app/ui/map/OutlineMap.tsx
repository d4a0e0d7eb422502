/** A small map that arrives with the page: an outline, an area and a point. No script, no tiles; prints well. */
import { type Position, pathOf, projectionFor, ringsOf, type Shape } from './geometry'

const WIDTH = 320

export function OutlineMap(props: {
  /** What the picture shows, in words */
  label: string
  outline: Shape
  area?: Shape | null
  point?: Position | null
}) {
  const { label, outline, area, point } = props
  const projection = projectionFor(ringsOf(outline).flat(), WIDTH, 8)
  const at = point && projection.place(point)
  return (
    <svg
      className="block h-auto w-full max-w-md"
      viewBox={`0 0 ${projection.width} ${projection.height}`}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <path d={pathOf(outline, projection)} fill="#f1f1f4" stroke="#626264" strokeWidth={1.5} />
      {area && (
        <path
          d={pathOf(area, projection)}
          fill="#7096f8"
          fillOpacity={0.6}
          stroke="var(--color-blue-900)"
          strokeWidth={1.5}
        />
      )}
      {at && (
        <circle cx={at[0]} cy={at[1]} r={6} fill="var(--color-blue-900)" stroke="#ffffff" strokeWidth={2} />
      )}
    </svg>
  )
}
