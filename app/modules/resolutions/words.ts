/** What an item needs, and the result of a count, in words. Pure. */
import type { Translate } from '~/platform/i18n'
import { type Need, votesNeeded } from './rules'

/** 表決した人の過半数, 表決権のある人全員の4分の3以上, … */
export function needWords(t: Translate, need: Need): string {
  const base = t(`resolutions.base.${need.base}`)
  if (need.kind === 'over' && need.num === 1 && need.den === 2)
    return t('resolutions.need.majority', { base })
  if (need.num === need.den) return t('resolutions.need.all', { base })
  return t(`resolutions.need.${need.kind}`, { base, num: need.num, den: need.den })
}

/** 定足数 in words; empty where there is none. */
export const quorumWords = (t: Translate, quorum: { num: number; den: number }): string =>
  quorum.num === 0 ? '' : t('resolutions.quorum_words', { num: quorum.num, den: quorum.den })

/** How many votes for an item would be enough, out of how many. */
export function enoughWords(t: Translate, need: Need, of: { voters: number; cast: number }): string {
  const total = need.base === 'all' ? of.voters : of.cast
  return t('resolutions.result.enough', { total, needed: votesNeeded(total, need) })
}
