/** What each note says of a row; all words stand under `imports.note.<key>`. */
import type { Note, Outcome } from '../schema'

/** Notes of a row that are more than a remark. A key that is not here changes nothing of the outcome. */
const weights: Record<string, Exclude<Outcome, 'accepted'>> = {
  // The file says it in a way that could be put right without guessing.
  swapped: 'mended',
  both_in_one_cell: 'mended',
  decimal_point: 'mended',
  decimal_comma: 'mended',
  degrees: 'mended',
  full_width: 'mended',
  tokyo_datum: 'mended',
  kana_widened: 'mended',
  phone_zero: 'mended',
  phone_dropped: 'mended',
  postal_code_zero: 'mended',
  postal_code_dropped: 'mended',
  corporate_number_dropped: 'mended',
  url_scheme: 'mended',
  url_dropped: 'mended',
  name_from: 'mended',
  cut: 'mended',
  city_code_completed: 'mended',
  duplicate_id: 'mended',
  too_few_cells: 'mended',
  too_many_cells: 'mended',
  cells_left_over: 'mended',
  address_completed: 'mended',
  broken_quote: 'mended',
  letters_lost: 'mended',
  // It is kept, but stands on no map.
  no_place: 'placeless',
  half_place: 'placeless',
  outside_japan: 'placeless',
  unreadable_place: 'placeless',
  ambiguous_digits: 'placeless',
  // It is no AED, or one that stands here already.
  no_name: 'refused',
  remark_line: 'refused',
  header_again: 'refused',
  exact_duplicate: 'refused',
  named_twice: 'refused',
  own_unknown: 'refused',
  own_other_source: 'refused',
}

const order: Outcome[] = ['accepted', 'mended', 'placeless', 'refused']

/** What becomes of a row with these notes: the gravest decides. */
export function outcomeOf(notes: readonly Note[]): Outcome {
  const gravest = Math.max(0, ...notes.map(({ key }) => order.indexOf(weights[key] ?? 'accepted')))
  return order[gravest] ?? 'accepted'
}
