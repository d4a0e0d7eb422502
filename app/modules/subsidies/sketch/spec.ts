/**
 * The form of a programme, as data: which fields it has and how they hang together. From one description follow the
 * reading of what a browser sends, the fields on the page, and the JSON of the language. Between the two stands the
 * sketch: what was typed, complete or not.
 */
import type { LeafKind } from './leaves'

/** A name on screen: a key of the catalogue (`of`: that of what it belongs to), or words of the programme itself. */
export type Label = { key: string; of?: string } | { text: string }
export type Choice = { value: string; label: Label }

/** `name`: the key under `programmes.field` by which the field is called; `support`: one under `programmes.support` */
type Named = { name?: string; support?: string }

type Leaf = Named & { kind: 'leaf'; leaf: LeafKind; required: boolean; max: number }
/** Not shown: what the person need not know, such as the key of a work */
type Hidden = Named & { kind: 'hidden' }
type Check = Named & { kind: 'check' }
/** Exactly one of some */
type OneOf = Named & { kind: 'one'; required: boolean; choices: readonly Choice[] }
/** Any of some */
type SomeOf = Named & { kind: 'some'; choices: readonly Choice[] }
/** One text a line */
type Lines = Named & { kind: 'lines'; most: number; max: number }
/** The language itself, for what the form has no fields for */
type Json = Named & { kind: 'json' }
/** Rows; `rising`: each row's `upTo` is above that of the one before, and only the last may have none */
export type Rows = Named & { kind: 'rows'; of: Spec; least: number; most: number; rising?: boolean }
/** Several fields; `whole`: all or none is filled in */
type Group = Named & { kind: 'group'; of: Readonly<Record<string, Spec>>; whole?: boolean }
/** One of several shapes, each with its own fields. Made when needed, as shapes hold shapes. */
export type Variant = Named & {
  kind: 'variant'
  /** Shapes stand in the catalogue under `programmes.<family>` */
  family: string
  shapes: () => Readonly<Record<string, Shape>>
}
export type Spec = Leaf | Hidden | Check | OneOf | SomeOf | Lines | Json | Rows | Group | Variant

/** One shape of a rule. */
export type Shape = {
  spec: Spec
  /** From what its fields say to the language; throws Misfit */
  make(said: unknown): unknown
  /** From the language to what its fields say; undefined when it is not of this shape */
  open(json: unknown): unknown
  /** A rule of another shape becomes the first part of this one */
  wrap?(json: unknown): unknown
  /** The first part of a rule of this shape, for going back */
  unwrap?(json: unknown): unknown
}

/** Fields that are each right and do not go together; the key of the message. */
export class Misfit extends Error {}

/** What was typed: one text, several, rows, fields by name, or a shape with its own. */
export type Sketch =
  | string
  | readonly string[]
  | { rows: Sketch[] }
  | { fields: Record<string, Sketch> }
  | { shape: string; inner: Sketch }

export const leaf = (kind: LeafKind, more: Partial<Omit<Leaf, 'kind' | 'leaf'>> = {}): Leaf => ({
  kind: 'leaf',
  leaf: kind,
  required: true,
  max: 300,
  ...more,
})
export const optionalLeaf = (kind: LeafKind, more: Partial<Omit<Leaf, 'kind' | 'leaf'>> = {}) =>
  leaf(kind, { required: false, ...more })
export const group = (of: Readonly<Record<string, Spec>>, more: Named & { whole?: boolean } = {}): Group => ({
  kind: 'group',
  of,
  ...more,
})
export const rows = (
  of: Spec,
  most: number,
  more: Named & { rising?: boolean; least?: number } = {},
): Rows => ({
  kind: 'rows',
  of,
  least: 0,
  most,
  ...more,
})

/** The name of a field within another; the root has none. */
export const at = (path: string, name: string | number) => (path ? `${path}-${name}` : String(name))

const isObject = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** A shape whose fields are those of the language: known by one word that it always has. */
export function plainShape(
  word: string,
  of: Readonly<Record<string, Spec>>,
  more: Partial<Shape> = {},
): Shape {
  return {
    spec: group(of),
    make: (said) => said,
    open: (json) => (isObject(json) && Object.hasOwn(json, word) ? json : undefined),
    ...more,
  }
}

/** A shape without fields. */
export function wordShape(json: unknown): Shape {
  return { spec: group({}), make: () => json, open: (given) => (given === json ? {} : undefined) }
}

/** Whatever the form has no fields for. */
export const jsonShape: Shape = {
  spec: group({ json: { kind: 'json', name: 'json', support: 'json' } }),
  make: (said) => (said as { json: unknown }).json,
  open: (json) => (json === undefined ? undefined : { json }),
}

/** An empty form; a shape begins as the first of its family. */
export function blank(spec: Spec): Sketch {
  switch (spec.kind) {
    case 'some':
      return []
    case 'rows':
      return { rows: Array.from({ length: spec.least }, () => blank(spec.of)) }
    case 'group':
      return {
        fields: Object.fromEntries(Object.entries(spec.of).map(([name, inner]) => [name, blank(inner)])),
      }
    case 'variant': {
      const [shape = '', first] = Object.entries(spec.shapes())[0] ?? []
      return { shape, inner: first ? blank(first.spec) : '' }
    }
    default:
      return ''
  }
}
