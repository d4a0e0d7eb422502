/** 回答の入れ物: which table of nameless rows the answers of an anonymous survey are mixed in. */
import type { MixedTable } from '~/platform/mix.server'

/** `roll_id` is left out: where there are names, nothing is mixed. */
export const BALLOTS: MixedTable = {
  name: 'survey_ballots',
  group: 'survey_id',
  columns: ['answers', 'on_paper'],
}
