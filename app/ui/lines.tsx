/**
 * Lines over a row of months. A picture of numbers that a table beside it says as well. Each line has a form of its own
 * (full with dots, broken with squares, dotted), so that it is told apart without colour.
 */

const [WIDTH, HEIGHT, TOP, FOOT, LEFT, RIGHT] = [360, 240, 14, 24, 46, 12]

/** `now`: what is told; `before`: what it is compared with; `goal`: where it should arrive */
type LineLook = 'now' | 'before' | 'goal'

type Line = {
  look: LineLook
  label: string
  /** One value a place on the axis; null where nothing is known */
  values: readonly (number | null)[]
}

/** The smallest round number from which four equal steps reach the greatest value. */
function roundTop(greatest: number): number {
  if (greatest <= 0) return 4
  const power = 10 ** Math.floor(Math.log10(greatest / 4))
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power * 4 >= greatest) ?? 10
  return step * power * 4
}

/**
 * @param label what the picture shows, and where the same stands in words
 * @param places words below the axis
 * @param word a value on the axis, short
 * @param top the value at the top of the picture, where it is fixed; else a round number above all values
 */
export function Lines(props: {
  label: string
  places: readonly string[]
  lines: readonly Line[]
  word: (value: number) => string
  top?: number
}) {
  const { label, places, lines, word } = props
  const greatest = Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const top = props.top ?? roundTop(greatest)
  const room = HEIGHT - TOP - FOOT
  const x = (index: number) => LEFT + ((WIDTH - LEFT - RIGHT) * index) / Math.max(1, places.length - 1)
  const y = (value: number) => TOP + room * (1 - Math.min(value, top) / top)
  return (
    <figure className="lines">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, 1, 2, 3, 4].map((step) => {
          const value = (top / 4) * step
          return (
            <g key={step}>
              <path className="lines-grid" d={`M${LEFT} ${y(value)}H${WIDTH - RIGHT}`} />
              <text className="lines-value" x={LEFT - 5} y={y(value) + 4}>
                {word(value)}
              </text>
            </g>
          )
        })}
        {places.map((place, index) => (
          <text key={place} className="lines-place" x={x(index)} y={HEIGHT - 6}>
            {place}
          </text>
        ))}
        {lines.map((line) => (
          <Drawn key={line.look} line={line} x={x} y={y} />
        ))}
      </svg>
      <figcaption>
        <ul className="lines-key">
          {lines.map((line) => (
            <li key={line.look}>
              <svg viewBox="0 0 44 14" aria-hidden="true" focusable="false">
                <path className={`lines-${line.look}`} d="M2 7H42" />
                <Mark look={line.look} x={22} y={7} />
              </svg>
              {line.label}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

type Scale = (value: number) => number

function Drawn({ line, x, y }: { line: Line; x: Scale; y: Scale }) {
  const points = line.values.flatMap((value, index) => (value === null ? [] : [{ index, value }]))
  const path = points.map(({ index, value }, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('')
  return (
    <g>
      <path className={`lines-${line.look}`} d={path} />
      {points.map(({ index, value }) => (
        <Mark key={index} look={line.look} x={x(index)} y={y(value)} />
      ))}
    </g>
  )
}

function Mark({ look, x, y }: { look: LineLook; x: number; y: number }) {
  if (look === 'goal') return null
  if (look === 'before') return <rect className="lines-square" x={x - 3} y={y - 3} width={6} height={6} />
  return <circle className="lines-dot" cx={x} cy={y} r={3.6} />
}
