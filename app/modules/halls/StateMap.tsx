/** The halls of the city by state: each state has a shape and a letter, so that the picture needs no colour. */
import { useT } from '~/ui/i18n'
import { pathOf, projectionFor, ringsOf, type Shape } from '~/ui/map/geometry'
import { type HallState, hallStates } from './rules'

const WIDTH = 640

/** Outlines round a middle of 0, 0, about 16 wide */
const SHAPES: Record<HallState, { path: string; fill: string }> = {
  unknown: { path: 'M-7-7H7V7H-7Z', fill: '#4d4d4d' },
  old_standard: { path: 'M0-9 9 0 0 9-9 0Z', fill: '#8b3200' },
  diagnosed_safe: { path: 'M-8 0A8 8 0 1 0 8 0 8 8 0 1 0-8 0Z', fill: '#00468f' },
  to_retrofit: { path: 'M0-10 10 8H-10Z', fill: '#a8001c' },
  retrofitted: { path: 'M-4.5-8H4.5L9 0 4.5 8H-4.5L-9 0Z', fill: '#115a36' },
  new_standard: { path: 'M-8-5.5Q0-11 8-5.5V3Q8 8 0 10-8 8-8 3Z', fill: '#30367b' },
}

/** One mark; its letter is small enough to stand in it and large enough to be read. */
function Mark({ state, x, y }: { state: HallState; x: number; y: number }) {
  const t = useT()
  const { path, fill } = SHAPES[state]
  return (
    <g transform={`translate(${x} ${y})`}>
      <path d={path} fill={fill} stroke="#ffffff" strokeWidth={1.2} />
      <text
        y={state === 'to_retrofit' ? 5.5 : 3.5}
        fontSize={9}
        textAnchor="middle"
        fill="#ffffff"
        fontWeight={700}
      >
        {t(`halls.state_letter.${state}`)}
      </text>
    </g>
  )
}

export function StateMap(props: {
  outline: Shape
  pins: readonly { id: number; name: string; latitude: number; longitude: number; state: HallState }[]
}) {
  const { outline, pins } = props
  const t = useT()
  const projection = projectionFor(ringsOf(outline).flat(), WIDTH, 12)
  // From north to south, so that a mark never hides the point of one above it; what presses lies on top.
  const drawn = [...pins].sort(
    (a, b) =>
      Number(a.state === 'to_retrofit') - Number(b.state === 'to_retrofit') || b.latitude - a.latitude,
  )
  return (
    <svg
      className="block h-auto w-full"
      viewBox={`0 0 ${projection.width} ${projection.height}`}
      role="img"
      aria-label={t('halls.desk.map_label', { count: pins.length })}
      focusable="false"
    >
      <path d={pathOf(outline, projection)} fill="#f8f8fb" stroke="#626264" strokeWidth={1.5} />
      {drawn.map((pin) => {
        const [x, y] = projection.place([pin.longitude, pin.latitude])
        return <Mark key={pin.id} state={pin.state} x={x} y={y} />
      })}
    </svg>
  )
}

/** What the shapes and letters mean. */
export function StateLegend() {
  const t = useT()
  return (
    <dl className="data-list">
      {hallStates.map((state) => (
        <div key={state}>
          <dt className="flex items-center gap-2">
            <svg viewBox="-11 -11 22 22" width={26} height={26} aria-hidden="true" focusable="false">
              <Mark state={state} x={0} y={0} />
            </svg>
            {t(`halls.state.${state}`)}
          </dt>
          <dd>{t(`halls.state_text.${state}`)}</dd>
        </div>
      ))}
    </dl>
  )
}

const ROW = 22
const NAME = 110
const BARS = 520

/** Halls by district as bars laid end to end, each part with its letter; the table says the same in numbers. */
export function DistrictBars(props: {
  rows: readonly { name: string; counts: Record<HallState, number> }[]
}) {
  const t = useT()
  const sum = (counts: Record<HallState, number>) => hallStates.reduce((all, state) => all + counts[state], 0)
  const most = Math.max(1, ...props.rows.map(({ counts }) => sum(counts)))
  const unit = BARS / most
  return (
    <svg
      className="block h-auto w-full"
      viewBox={`0 0 ${NAME + BARS + 30} ${props.rows.length * ROW}`}
      role="img"
      aria-label={t('halls.desk.districts_label')}
      focusable="false"
    >
      {props.rows.map(({ name, counts }, index) => {
        let x = NAME
        return (
          <g key={name} transform={`translate(0 ${index * ROW})`}>
            <text x={NAME - 8} y={15} fontSize={13} textAnchor="end">
              {name}
            </text>
            {hallStates.map((state) => {
              if (counts[state] === 0) return null
              const left = x
              const width = counts[state] * unit
              x += width
              return (
                <g key={state}>
                  <rect
                    x={left}
                    y={2}
                    width={width}
                    height={ROW - 4}
                    fill={SHAPES[state].fill}
                    stroke="#ffffff"
                    strokeWidth={1.5}
                  />
                  <text x={left + width / 2} y={15.5} fontSize={11} textAnchor="middle" fill="#ffffff">
                    {t(`halls.state_letter.${state}`)}
                    {counts[state] > 1 ? counts[state] : ''}
                  </text>
                </g>
              )
            })}
            <text x={x + 6} y={15} fontSize={12}>
              {sum(counts)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
