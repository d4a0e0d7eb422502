/** What has to come of each file in `hazards`. Each row is `line outcome notes…`. */
type Expected =
  | { refused: string }
  | { encoding?: string; headerLine?: number; needsPerson?: boolean; file?: string[]; rows: string[] }

export const hazards: Record<string, Expected> = {
  'address-in-parts.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'binary.csv': { refused: 'not_text' },
  'blank-coordinates.csv': {
    rows: ['2 accepted', '3 placeless no_place', '4 placeless half_place', '5 placeless no_place'],
  },
  'blank-id.csv': {
    rows: ['2 accepted', '3 accepted no_id', '4 accepted no_id'],
  },
  'blank-lines.csv': {
    file: ['blank_lines'],
    rows: ['2 accepted', '5 accepted'],
  },
  'both-in-latitude.csv': {
    rows: ['2 mended both_in_one_cell', '3 accepted'],
  },
  'both-in-one-cell.csv': {
    rows: ['2 accepted', '3 accepted', '4 mended swapped'],
  },
  'broken-letters.csv': {
    file: ['letters_lost_in_file'],
    rows: ['2 accepted', '3 mended letters_lost'],
  },
  'child-pads.csv': {
    rows: [
      '2 accepted',
      '3 accepted',
      '4 accepted',
      '5 accepted',
      '6 accepted',
      '7 accepted',
      '8 accepted',
      '9 accepted child_pads_unclear',
      '10 accepted',
    ],
  },
  'city-left-out.csv': {
    rows: ['2 mended address_completed', '3 accepted'],
  },
  'codes.csv': {
    rows: [
      '2 accepted',
      '3 mended corporate_number_wrong city_code_completed',
      '4 mended postal_code_dropped corporate_number_dropped city_code_wrong',
      '5 mended postal_code_zero city_code_completed',
    ],
  },
  'comma-without-quotes.csv': {
    rows: ['2 accepted', '3 mended too_many_cells', '4 accepted'],
  },
  'cr-only.csv': {
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'crlf.csv': {
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'degrees-minutes-seconds.csv': {
    rows: [
      '2 mended degrees degrees',
      '3 mended degrees degrees',
      '4 mended degrees degrees',
      '5 mended degrees degrees',
    ],
  },
  'duplicate-id.csv': {
    rows: ['2 mended duplicate_id', '3 mended duplicate_id', '4 accepted'],
  },
  'empty.csv': { refused: 'file_empty' },
  'exact-duplicate.csv': {
    rows: ['2 accepted', '3 accepted', '4 refused exact_duplicate'],
  },
  'excel-below-title.xlsx': {
    encoding: 'xlsx',
    headerLine: 4,
    file: ['other_sheets', 'blank_lines', 'lines_before_header'],
    rows: ['5 accepted', '7 accepted'],
  },
  'excel-bomb.xlsx': { refused: 'workbook_too_large' },
  'excel-broken.xlsx': { refused: 'broken_workbook' },
  'excel-far-cell.xlsx': { refused: 'too_many_rows' },
  'excel.xlsx': {
    encoding: 'xlsx',
    rows: ['2 accepted', '3 accepted'],
  },
  'formula-mark.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'full-width-digits.csv': {
    rows: ['2 mended full_width phone_format'],
  },
  'half-width-kana.csv': {
    rows: ['2 mended kana_widened kana_widened'],
  },
  'hash-preamble.csv': {
    headerLine: 4,
    file: ['lines_before_header', 'type_lines'],
    rows: ['7 accepted', '8 accepted'],
  },
  'header-again.csv': {
    rows: ['2 accepted', '3 refused header_again', '4 accepted'],
  },
  'header-below-title.csv': {
    headerLine: 4,
    file: ['lines_before_header'],
    rows: ['5 accepted', '6 accepted', '7 accepted'],
  },
  'header-empty.csv': {
    file: ['header_empty'],
    rows: ['2 accepted', '3 accepted'],
  },
  'header-english.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'header-missing.csv': {
    headerLine: 0,
    needsPerson: true,
    file: ['no_header'],
    rows: ['1 accepted', '2 accepted'],
  },
  'header-twice-name.csv': {
    needsPerson: true,
    file: ['header_twice'],
    rows: ['2 accepted', '3 accepted'],
  },
  'header-twice.csv': {
    file: ['header_twice'],
    rows: ['2 accepted', '3 accepted'],
  },
  'header-two-lines.csv': {
    file: ['header_two_lines'],
    rows: ['3 accepted', '4 accepted'],
  },
  'header-uri.csv': {
    file: ['header_addresses'],
    rows: ['2 accepted', '3 accepted'],
  },
  'hours-in-one-column.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'hours.csv': {
    rows: [
      '2 accepted',
      '3 accepted',
      '4 accepted',
      '5 accepted',
      '6 accepted',
      '7 accepted',
      '8 accepted',
      '9 accepted',
    ],
  },
  'json.csv': { refused: 'file_is_json' },
  'line-break-in-quotes.csv': {
    rows: ['2 accepted', '5 accepted'],
  },
  'line-break-without-quotes.csv': {
    rows: ['2 accepted', '3 mended broken_quote', '5 accepted'],
  },
  'longitude-first.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'no-coordinates.csv': {
    rows: ['2 placeless no_place', '3 placeless no_place'],
  },
  'no-decimal-point.csv': {
    rows: ['2 mended decimal_point', '3 mended decimal_point decimal_point', '4 placeless ambiguous_digits'],
  },
  'no-name.csv': {
    rows: ['2 mended name_from', '3 refused no_name', '4 accepted'],
  },
  'not-for-public.csv': {
    rows: [
      '2 accepted',
      '3 accepted outdoors_stated',
      '4 accepted indoors_stated',
      '5 accepted',
      '6 accepted not_for_public_unclear',
    ],
  },
  'old-excel.xls': { refused: 'old_excel' },
  'one-far-away.csv': {
    rows: [
      '2 accepted',
      '3 accepted',
      '4 accepted',
      '5 accepted',
      '6 accepted',
      '7 accepted',
      '8 accepted',
      '9 accepted',
      '10 accepted',
      '11 accepted',
      '12 accepted',
      '13 accepted far_away',
    ],
  },
  'only-header.csv': { refused: 'no_rows' },
  'outside-japan.csv': {
    needsPerson: true,
    rows: [
      '2 accepted',
      '3 placeless outside_japan',
      '4 placeless outside_japan',
      '5 placeless unreadable_place',
    ],
  },
  'pdf.csv': { refused: 'file_is_pdf' },
  'phones.csv': {
    rows: [
      '2 accepted phone_format',
      '3 mended phone_zero',
      '4 mended phone_dropped',
      '5 accepted phone_unclear',
      '6 accepted phone_format',
      '7 accepted',
    ],
  },
  'quote-not-closed.csv': {
    rows: ['2 accepted', '3 mended broken_quote', '4 accepted'],
  },
  'quote-opened-twice.csv': {
    rows: ['2 mended broken_quote', '3 accepted', '4 accepted', '5 accepted'],
  },
  'quotes-within.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'ragged-long.csv': {
    rows: ['2 accepted', '3 mended cells_left_over', '4 accepted'],
  },
  'ragged-short.csv': {
    rows: ['2 accepted', '3 mended too_few_cells', '4 accepted'],
  },
  'remark-at-end.csv': {
    rows: ['2 accepted', '3 accepted', '4 refused remark_line', '5 refused remark_line'],
  },
  'same-place-other-id.csv': {
    rows: ['2 accepted', '3 accepted same_as'],
  },
  'semicolons.csv': {
    file: ['semicolons'],
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'shift-jis.csv': {
    encoding: 'shift_jis',
    rows: ['2 accepted', '3 accepted'],
  },
  'swapped-all.csv': {
    rows: ['2 mended swapped', '3 mended swapped'],
  },
  'swapped-some.csv': {
    rows: ['2 accepted', '3 mended swapped', '4 accepted'],
  },
  'tabs.csv': {
    file: ['tabs'],
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'tokyo-datum.csv': {
    rows: ['2 mended tokyo_datum', '3 mended tokyo_datum'],
  },
  'too-long.csv': {
    rows: ['2 mended cut'],
  },
  'trailing-blanks.csv': {
    rows: ['2 accepted', '3 accepted'],
  },
  'type-line-below.csv': {
    file: ['type_lines'],
    rows: ['3 accepted', '4 accepted', '5 accepted'],
  },
  'unknown-names.csv': {
    needsPerson: true,
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'url-without-scheme.csv': {
    rows: ['2 mended url_scheme', '3 mended url_dropped', '4 accepted'],
  },
  'utf-16.csv': {
    encoding: 'utf-16',
    file: ['tabs'],
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'utf-8-bom.csv': {
    encoding: 'utf-8-bom',
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'utf-8.csv': {
    rows: ['2 accepted', '3 accepted', '4 accepted'],
  },
  'web-page.csv': { refused: 'file_is_page' },
}
