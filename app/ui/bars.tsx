/** A row of bars. A picture of numbers that a table beside it says as well. */

const [WIDTH, HEIGHT, TOP, FOOT] = [360, 170, 16, 20]

/**
 * @param label what the picture shows, and where the same stands in words
 * @param bars `value` 0 or more; `text` stands above the bar, `label` below
 * @param most the value of a bar of full height, where several pictures share one scale; else the greatest value
 */
export function Bars(props: {
  label: string
  bars: readonly { label: string; value: number; text: string }[]
  most?: number
}) {
  const { label, bars } = props
  const most = props.most ?? Math.max(...bars.map((bar) => bar.value), 0)
  const step = WIDTH / Math.max(1, bars.length)
  const room = HEIGHT - TOP - FOOT
  return (
    <svg className="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {bars.map((bar, index) => {
        const height = most > 0 ? (bar.value / most) * room : 0
        const middle = step * (index + 0.5)
        return (
          <g key={bar.label}>
            <rect x={step * index + 3} y={TOP + room - height} width={step - 6} height={height} />
            {bar.value > 0 && (
              <text x={middle} y={TOP + room - height - 4}>
                {bar.text}
              </text>
            )}
            <text x={middle} y={HEIGHT - 6}>
              {bar.label}
            </text>
          </g>
        )
      })}
      <path d={`M0 ${TOP + room}H${WIDTH}`} />
    </svg>
  )
}
