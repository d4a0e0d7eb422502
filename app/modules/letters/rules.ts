/** Filling a template. Pure. */
import { type LetterValues, placeholders } from './schema'

const PLACE = /\{\{\s*([a-z_]+)\s*\}\}/g

/** Puts the values into their places; a place without a value is left empty, and the gaps that this leaves are closed. */
export function fill(template: string, values: LetterValues): string {
  return template
    .replace(PLACE, (_, name: keyof LetterValues) => values[name] ?? '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Places of a template that no letter knows. */
export function unknownPlaces(template: string): string[] {
  const known: readonly string[] = placeholders
  const named = [...template.matchAll(PLACE)].map(([, name]) => name ?? '')
  return [...new Set(named.filter((name) => !known.includes(name)))]
}
