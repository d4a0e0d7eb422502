/** 困りごとから受入れをつくる: what an association needs anyway, and what can be filled in from it. Pure. */

import type { Theme } from './places'
import type { Stage } from './stages'

/** AEDの点検, 高齢者のスマートフォン相談, 会館の掃除, 行事の手伝い, お知らせの翻訳 */
export const needs = ['aed_check', 'phone_help', 'cleaning', 'event_help', 'translation'] as const
export type Need = (typeof needs)[number]

export const isNeed = (text: string): text is Need => (needs as readonly string[]).includes(text)

/** What the portal knows that an association may need hands for; the words stand in the catalogue under `need`. */
export const needShape: Record<
  Need,
  {
    theme: Theme
    stages: readonly Stage[]
    about: 'aed' | 'hall' | 'notice' | null
    minutes: number
    capacity: number
  }
> = {
  aed_check: {
    theme: 'disaster',
    stages: ['junior_high', 'high', 'university', 'adult'],
    about: 'aed',
    minutes: 60,
    capacity: 4,
  },
  phone_help: {
    theme: 'welfare',
    stages: ['high', 'university', 'adult'],
    about: 'hall',
    minutes: 120,
    capacity: 6,
  },
  cleaning: {
    theme: 'environment',
    stages: ['junior_high', 'high', 'university', 'adult'],
    about: 'hall',
    minutes: 120,
    capacity: 10,
  },
  event_help: {
    theme: 'community',
    stages: ['junior_high', 'high', 'university', 'adult'],
    about: 'notice',
    minutes: 180,
    capacity: 8,
  },
  translation: {
    theme: 'international',
    stages: ['high', 'university', 'adult'],
    about: 'notice',
    minutes: 120,
    capacity: 3,
  },
}

/** The address in the portal of what a need is about; what is anything else is no address of a need. */
const NEED_HREF = /^\/(aeds|halls|notices)\/[1-9]\d{0,8}$/

export const needHref = (about: 'aed' | 'hall' | 'notice', id: number): string => `/${about}s/${id}`

/** A need that stands at an address: kind and id; null where it is none. */
export function needTarget(href: string): { about: 'aed' | 'hall' | 'notice'; id: number } | null {
  if (!NEED_HREF.test(href)) return null
  const [, kind = '', id = ''] = href.split('/')
  return { about: kind.slice(0, -1) as 'aed' | 'hall' | 'notice', id: Number(id) }
}
