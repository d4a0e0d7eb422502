/**
 * 地図でえらぶ: a place for two fields of degrees, which stand on the page as well and are all there is without a script.
 * Nothing is loaded before somebody wants the map.
 */
import { useEffect, useRef, useState } from 'react'
import { Button } from '../parts'
import type { PickSetup } from './pick'

type PickWords = {
  open: string
  how: string
  middle: string
  chosen: string
  loading: string
  failed: string
  label: string
}

/** Writes into a field as if somebody had typed it, so that whatever watches the field hears of it. */
function typeInto(field: HTMLInputElement, value: string) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

/** @param props.fields names of the fields of the form that hold latitude and longitude */
export function PlacePicker(props: {
  fields: { latitude: string; longitude: string }
  setup: PickSetup
  words: PickWords
}) {
  const { fields, setup, words } = props
  const [awake, setAwake] = useState(false)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const [ground, setGround] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const middle = useRef<() => void>()
  useEffect(() => setAwake(true), [])
  if (!awake) return null

  const field = (name: string) => box.current?.closest('form')?.elements.namedItem(name)
  const show = async () => {
    setOpen(true)
    setSaid(words.loading)
    try {
      const { drawPicker } = await import('./pick')
      if (!box.current || middle.current) return
      const [latitude, longitude] = [field(fields.latitude), field(fields.longitude)]
      if (!(latitude instanceof HTMLInputElement && longitude instanceof HTMLInputElement)) return
      const at =
        latitude.value && longitude.value && Number(latitude.value) && Number(longitude.value)
          ? { latitude: Number(latitude.value), longitude: Number(longitude.value) }
          : null
      middle.current = await drawPicker(
        box.current,
        setup,
        at,
        (point) => {
          typeInto(latitude, String(point.latitude))
          typeInto(longitude, String(point.longitude))
          setSaid(words.chosen)
        },
        setGround,
      )
      setSaid('')
      box.current.focus()
    } catch (error) {
      console.warn(error)
      setSaid(words.failed)
    }
  }
  return (
    <div className="stack no-print">
      {!open && (
        <p>
          <Button type="button" variant="secondary" onClick={() => void show()}>
            {words.open}
          </Button>
        </p>
      )}
      <div hidden={!open} className="stack">
        <p>{words.how}</p>
        <section aria-label={words.label}>
          <div className="map-pick">
            <div ref={box} className="map-box" tabIndex={-1} />
          </div>
        </section>
        <p>
          <Button type="button" variant="secondary" onClick={() => middle.current?.()}>
            {words.middle}
          </Button>
        </p>
      </div>
      <p role="status">
        <strong>{said}</strong> {ground}
      </p>
    </div>
  )
}
