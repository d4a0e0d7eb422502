/** Between the language and the sketch: opening a rule in the form, and closing the form into a rule. */
import { type FieldErrors, PortalError } from '~/platform/errors'
import { message } from '~/platform/forms'
import { cleanText, letterCount } from '~/platform/text'
import { printLeaf, readLeaf } from './leaves'
import { at, blank, Misfit, type Sketch, type Spec, type Variant } from './spec'

/** The sketch of a rule, or null when the form has no fields for it. */
export function open(spec: Spec, json: unknown): Sketch | null {
  switch (spec.kind) {
    case 'leaf':
      return printLeaf(spec.leaf, json)
    case 'hidden':
      return json === undefined ? '' : typeof json === 'string' ? json : null
    case 'check':
      return json === true ? 'on' : json === undefined || json === false ? '' : null
    case 'one':
      if (json === undefined || json === null) return ''
      return spec.choices.some(({ value }) => value === String(json)) ? String(json) : null
    case 'some': {
      if (!Array.isArray(json)) return json === undefined ? [] : null
      const known = json.every((one) => spec.choices.some(({ value }) => value === one))
      return known ? (json as string[]) : null
    }
    case 'lines': {
      if (json === undefined) return ''
      if (!Array.isArray(json)) return null
      return json.every((one) => typeof one === 'string' && !one.includes('\n')) ? json.join('\n') : null
    }
    case 'json':
      return json === undefined ? '' : JSON.stringify(json, null, 2)
    case 'rows': {
      if (json === undefined) return { rows: [] }
      if (!Array.isArray(json) || json.length > spec.most) return null
      const rows = json.map((one) => open(spec.of, one))
      while (rows.length < spec.least) rows.push(blank(spec.of))
      return rows.every((row) => row !== null) ? { rows } : null
    }
    case 'group': {
      if (json === undefined) return blank(spec)
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
      if (Object.keys(json).some((name) => !Object.hasOwn(spec.of, name))) return null
      const fields: Record<string, Sketch> = {}
      for (const [name, inner] of Object.entries(spec.of)) {
        const found = open(inner, (json as Record<string, unknown>)[name])
        if (found === null) return null
        fields[name] = found
      }
      return { fields }
    }
    case 'variant':
      return openVariant(spec, json)
  }
}

function openVariant(spec: Variant, json: unknown): Sketch | null {
  for (const [shape, { spec: inner, open: opened }] of Object.entries(spec.shapes())) {
    const said = opened(json)
    if (said === undefined) continue
    const found = open(inner, said)
    if (found !== null) return { shape, inner: found }
  }
  return null
}

/** What closing found wrong, by field; keys of messages. */
export type Faults = FieldErrors

/** The JSON of a sketch; what is wrong is noted by field and left out. `undefined`: nothing is said. */
export function close(spec: Spec, sketch: Sketch, path: string, faults: Faults): unknown {
  const fault = (where: string, key: string) => {
    const name = where || 'form'
    faults[name] = [...(faults[name] ?? []), key]
    return undefined
  }
  switch (spec.kind) {
    case 'leaf': {
      const typed = textOf(sketch)
      if (typed.trim() === '') return spec.required ? fault(path, 'form.required') : undefined
      const read = readLeaf(spec.leaf, typed, spec.max)
      return 'error' in read ? fault(path, read.error) : read.value
    }
    case 'hidden':
      return textOf(sketch) || undefined
    case 'check':
      return textOf(sketch) === 'on'
    case 'one': {
      const chosen = textOf(sketch)
      if (spec.choices.some(({ value }) => value === chosen)) return chosen
      return spec.required ? fault(path, 'form.choose') : undefined
    }
    case 'some': {
      const chosen = Array.isArray(sketch) ? sketch : []
      return spec.choices.map(({ value }) => value).filter((value) => chosen.includes(value))
    }
    case 'lines': {
      const lines = cleanText(textOf(sketch))
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      if (lines.length > spec.most) return fault(path, message('form.too_many', { max: spec.most }))
      const long = lines.find((line) => letterCount(line) > spec.max)
      if (long !== undefined)
        return fault(path, message('form.too_long', { max: spec.max, length: letterCount(long) }))
      return lines
    }
    case 'json':
      try {
        return parseJson(textOf(sketch))
      } catch (error) {
        return fault(path, error instanceof PortalError ? error.key : 'programmes.problem.json')
      }
    case 'rows': {
      const rows = 'rows' in Object(sketch) ? (sketch as { rows: Sketch[] }).rows : []
      if (rows.length < spec.least) return fault(path, 'programmes.problem.rows')
      const closed = rows.map((row, i) => close(spec.of, row, at(path, i), faults))
      if (spec.rising) rising(closed, path, fault)
      return closed
    }
    case 'group': {
      const fields = 'fields' in Object(sketch) ? (sketch as { fields: Record<string, Sketch> }).fields : {}
      // All or none: a group in which nothing was typed says nothing.
      if (spec.whole && Object.values(fields).every((one) => textOf(one).trim() === '')) return undefined
      const said: Record<string, unknown> = {}
      for (const [name, inner] of Object.entries(spec.of)) {
        const value = close(inner, fields[name] ?? blank(inner), at(path, name), faults)
        if (value !== undefined) said[name] = value
      }
      return said
    }
    case 'variant': {
      const { shape, inner } = variantOf(sketch)
      const found = Object.entries(spec.shapes()).find(([name]) => name === shape)?.[1]
      if (!found) return fault(`${path}-shape`, 'form.choose')
      const before = Object.keys(faults).length
      const said = close(found.spec, inner, path, faults)
      if (Object.keys(faults).length > before) return undefined
      try {
        return found.make(said)
      } catch (error) {
        if (!(error instanceof Misfit)) throw error
        return fault(`${path}-shape`, error.message)
      }
    }
  }
}

function rising(closed: readonly unknown[], path: string, fault: (where: string, key: string) => undefined) {
  let before = 0
  closed.forEach((row, i) => {
    const upTo = (row as { upTo?: number } | undefined)?.upTo
    const where = at(at(path, i), 'upTo')
    if (upTo === undefined) {
      if (i < closed.length - 1) fault(where, 'programmes.problem.open_end')
    } else if (upTo <= before) fault(where, 'programmes.problem.rising')
    before = upTo ?? before
  })
}

/** Names that mean something to the language of the house itself and nothing to a programme. */
const UNSPEAKABLE = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * JSON from outside. What cannot be stored (letters that are none) and names that are a trap are refused.
 * @throws PortalError with the key of the message; SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (name, value: unknown) => {
    if (UNSPEAKABLE.has(name)) throw new PortalError(422, 'programmes.problem.json_name')
    if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()))
      throw new PortalError(422, 'programmes.problem.json_letters')
    return value
  })
}

const textOf = (sketch: Sketch | undefined): string => (typeof sketch === 'string' ? sketch : '')

export function variantOf(sketch: Sketch): { shape: string; inner: Sketch } {
  const found = sketch as { shape?: string; inner?: Sketch }
  return { shape: found.shape ?? '', inner: found.inner ?? '' }
}
