/** 回答の入れ物と回答済みの名簿: the two tables of an anonymous survey whose rows are mixed. */
import type { MixedTable } from '~/platform/mix.server'

/** `roll_id` is left out: where there are names, nothing is mixed. */
export const BALLOTS: MixedTable = {
  name: 'survey_ballots',
  group: 'survey_id',
  columns: ['answers', 'on_paper'],
}

/**
 * Whoever has answered: mixed too, as rows ticked one after the other would tell who has used paper. Written by whoever
 * holds the lock of `BALLOTS`.
 */
export const ROLL: MixedTable = {
  name: 'survey_roll',
  group: 'survey_id',
  columns: ['voter_key', 'area_id', 'on_paper'],
}
