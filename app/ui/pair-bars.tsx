/** Two numbers a row, as bars one above the other. A picture of numbers that a table beside it says as well. */

const [WIDTH, BAR, NAME, GAP] = [360, 18, 19, 12]
const ROOM = 210

/**
 * @param label what the picture shows, and where the same stands in words
 * @param rows `first` and `second` 0 or more; their texts stand behind the bars
 */
export function PairBars(props: {
  label: string
  first: string
  second: string
  rows: readonly {
    label: string
    first: number
    /** Null: nothing is known, and no bar stands there */
    second: number | null
    firstText: string
    secondText: string
  }[]
}) {
  const { label, rows } = props
  const most = Math.max(1, ...rows.flatMap(({ first, second }) => [first, second ?? 0]))
  // Where nothing is known of any second number, no room is left for it.
  const step = NAME + BAR * (rows.some(({ second }) => second !== null) ? 2 : 1) + GAP
  const wide = (value: number) => (value / most) * ROOM
  return (
    <svg className="pair-bars" viewBox={`0 0 ${WIDTH} ${rows.length * step}`} role="img" aria-label={label}>
      <defs>
        <pattern
          id="pair-stripes"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="#fff" />
          <rect width="3" height="6" fill="#c74700" />
        </pattern>
      </defs>
      {rows.map((row, index) => {
        const top = index * step
        return (
          <g key={row.label}>
            <text x="0" y={top + 14}>
              {row.label}
            </text>
            <rect className="pair-first" x="0" y={top + NAME} width={wide(row.first)} height={BAR - 2} />
            <text x={wide(row.first) + 5} y={top + NAME + 12}>
              {props.first} {row.firstText}
            </text>
            {row.second !== null && (
              <>
                <rect
                  className="pair-second"
                  x="0.5"
                  y={top + NAME + BAR}
                  width={wide(row.second)}
                  height={BAR - 2}
                  fill="url(#pair-stripes)"
                />
                <text x={wide(row.second) + 5} y={top + NAME + BAR + 12}>
                  {props.second} {row.secondText}
                </text>
              </>
            )}
          </g>
        )
      })}
    </svg>
  )
}
