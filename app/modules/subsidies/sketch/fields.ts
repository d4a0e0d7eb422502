/** The sketch as a browser holds it: flat names and texts, with the buttons that add, remove and move rows. */
import type { FormFields } from '~/platform/forms'
import { close, open, variantOf } from './convert'
import { at, blank, type Shape, type Sketch, type Spec, type Variant } from './spec'

const one = (fields: FormFields, name: string): string => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** What was typed. Only names that the form has are looked at, and no more rows than it may have. */
export function readSketch(spec: Spec, fields: FormFields, path = ''): Sketch {
  switch (spec.kind) {
    case 'some': {
      const value = Object.hasOwn(fields, path) ? fields[path] : []
      return [value ?? []].flat()
    }
    case 'rows': {
      const count = Math.min(spec.most, Number(/^\d{1,3}$/.exec(one(fields, `${path}-count`))?.[0] ?? 0))
      return { rows: Array.from({ length: count }, (_, i) => readSketch(spec.of, fields, at(path, i))) }
    }
    case 'group':
      return {
        fields: Object.fromEntries(
          Object.entries(spec.of).map(([name, inner]) => [name, readSketch(inner, fields, at(path, name))]),
        ),
      }
    case 'variant': {
      const shapes = spec.shapes()
      const [chosen, shown] = [one(fields, `${path}-shape`), one(fields, `${path}-shown`)]
      const was = Object.hasOwn(shapes, shown) ? shown : chosen
      const standing = Object.hasOwn(shapes, was) ? shapes[was] : undefined
      if (!standing) return blank(spec)
      const inner = readSketch(standing.spec, fields, path)
      return Object.hasOwn(shapes, chosen)
        ? reshaped(spec, { shape: was, inner }, chosen)
        : { shape: was, inner }
    }
    default:
      return one(fields, path)
  }
}

/** The same rule in another shape: put into it, taken out of it, or at least what both call by the same name. */
function reshaped(spec: Variant, sketch: { shape: string; inner: Sketch }, wanted: string): Sketch {
  if (sketch.shape === wanted) return sketch
  const shapes = spec.shapes()
  const [from, to] = [shapes[sketch.shape] as Shape, shapes[wanted] as Shape]
  const faults = {}
  const json = close(spec, sketch, 'x', faults)
  if (Object.keys(faults).length === 0 && json !== undefined) {
    const attempts = [to.wrap?.(json), to.open(json), from.unwrap && to.open(from.unwrap(json))]
    for (const said of attempts) {
      const inner = said === undefined ? null : open(to.spec, said)
      if (inner !== null) return { shape: wanted, inner }
    }
  }
  const [fresh, old] = [blank(to.spec), sketch.inner]
  if (to.spec.kind !== 'group' || from.spec.kind !== 'group') return { shape: wanted, inner: fresh }
  const fields = { ...(fresh as { fields: Record<string, Sketch> }).fields }
  for (const [name, inner] of Object.entries(to.spec.of)) {
    const same = from.spec.of[name]
    const typed = (old as { fields: Record<string, Sketch> }).fields[name]
    if (same?.kind === 'leaf' && inner.kind === 'leaf' && typed !== undefined) fields[name] = typed
  }
  return { shape: wanted, inner: { fields } }
}

/** The fields of a sketch, by the names that `readSketch` reads. */
export function writeSketch(spec: Spec, sketch: Sketch, path = '', into: FormFields = {}): FormFields {
  switch (spec.kind) {
    case 'some':
      into[path] = [...(sketch as readonly string[])]
      break
    case 'rows': {
      const { rows } = sketch as { rows: Sketch[] }
      into[`${path}-count`] = String(rows.length)
      rows.forEach((row, i) => {
        writeSketch(spec.of, row, at(path, i), into)
      })
      break
    }
    case 'group':
      for (const [name, inner] of Object.entries(spec.of)) {
        const found = (sketch as { fields: Record<string, Sketch> }).fields[name]
        writeSketch(inner, found ?? blank(inner), at(path, name), into)
      }
      break
    case 'variant': {
      const { shape, inner } = variantOf(sketch)
      into[`${path}-shape`] = shape
      into[`${path}-shown`] = shape
      const found = spec.shapes()[shape]
      if (found) writeSketch(found.spec, inner, path, into)
      break
    }
    default:
      into[path] = typeof sketch === 'string' ? sketch : ''
  }
  return into
}

/** What a button of the form asks for: a row more, a row less, a row one place up. */
type RowMove = { verb: 'add' | 'remove' | 'up'; path: string; row: number }

/** Reads `add:works`, `remove:works:2`, `up:works:2`; null for any other button. */
export function rowMove(pressed: string): RowMove | null {
  const [, verb, path, row] = /^(add|remove|up):([\w-]{0,150})(?::(\d{1,3}))?$/.exec(pressed) ?? []
  if (!verb) return null
  return { verb: verb as RowMove['verb'], path: path ?? '', row: Number(row ?? 0) }
}

/** The sketch after the button; as it was when there is no such row. */
export function moved(spec: Spec, sketch: Sketch, move: RowMove, path = ''): Sketch {
  switch (spec.kind) {
    case 'rows': {
      const list = [...(sketch as { rows: Sketch[] }).rows]
      if (path !== move.path) return { rows: list.map((row, i) => moved(spec.of, row, move, at(path, i))) }
      const row = list[move.row]
      if (move.verb === 'add' && list.length < spec.most) list.push(blank(spec.of))
      if (move.verb === 'remove' && row !== undefined) list.splice(move.row, 1)
      if (move.verb === 'up' && row !== undefined && move.row > 0) {
        list.splice(move.row, 1)
        list.splice(move.row - 1, 0, row)
      }
      return { rows: list }
    }
    case 'group':
      return {
        fields: Object.fromEntries(
          Object.entries(spec.of).map(([name, inner]) => [
            name,
            moved(
              inner,
              (sketch as { fields: Record<string, Sketch> }).fields[name] ?? blank(inner),
              move,
              at(path, name),
            ),
          ]),
        ),
      }
    case 'variant': {
      const { shape, inner } = variantOf(sketch)
      const found = spec.shapes()[shape]
      return found ? { shape, inner: moved(found.spec, inner, move, path) } : sketch
    }
    default:
      return sketch
  }
}
