/** 回答率: by area, and nothing of the few who answered or did not. Pure. */
import { LEAST } from '~/modules/indicators/rules'

/** 地域ごとの回答率: who answered of those asked, in one area; null where it is not known how many were asked. */
export type AreaCount = { areaId: number | null; answered: number; asked: number | null }

export type AreaRates = {
  areas: AreaCount[]
  /** Areas in which too few answered, together */
  others: { areas: number; answered: number; asked: number | null } | null
}

/** Few have answered, or few have not: who they are is known next door. */
const rateTells = ({ answered, asked }: { answered: number; asked: number | null }): boolean =>
  answered < LEAST || (asked !== null && asked - answered < LEAST)

/** The fewer of those who answered and those who did not. */
const room = ({ answered, asked }: AreaCount): number =>
  Math.min(answered, asked === null ? answered : asked - answered)

/** Areas in which few answered, or all but a few, together with the next larger ones; null when nothing is left. */
function grouped(counts: readonly AreaCount[]): (AreaRates & { hidden: AreaCount[] }) | null {
  const sorted = counts.map((area, index) => ({ area, index }))
  sorted.sort((a, b) => room(a.area) - room(b.area) || a.index - b.index)
  const together = (taken: number) => {
    const rest = sorted.slice(0, taken).map(({ area }) => area)
    const asked = rest.reduce<number | null>(
      (sum, area) => (sum === null || area.asked === null ? null : sum + area.asked),
      0,
    )
    return { areas: taken, answered: rest.reduce((sum, area) => sum + area.answered, 0), asked }
  }
  const alike = (at: number) => {
    const [before, next] = [sorted[at - 1], sorted[at]]
    return before !== undefined && next !== undefined && room(before.area) === room(next.area)
  }
  let taken = sorted.filter(({ area }) => rateTells(area)).length
  while (taken > 0 && taken < sorted.length && (taken < 2 || rateTells(together(taken)))) taken++
  // Of two alike neither is shown, or their order would tell which was put to the others.
  while (taken > 0 && alike(taken)) taken++
  if (taken === sorted.length && (taken > 0 || counts.length === 0)) return null
  const hidden = sorted.slice(0, taken).map(({ area }) => area)
  return {
    areas: counts.filter((area) => !hidden.includes(area)),
    others: taken === 0 ? null : together(taken),
    hidden,
  }
}

/**
 * The rate of response by area. Areas in which fewer than five answered, or all but a few, stand together with the next
 * larger ones. Null when too little is left to show, or when those together could not have had other numbers, as four
 * and four and four: twelve people in three areas that are all below five.
 */
export function ratesByArea(counts: readonly AreaCount[]): AreaRates | null {
  const found = grouped(counts)
  if (!found) return null
  const { areas, others, hidden } = found
  const told = JSON.stringify([areas, others])
  /** Whether one hidden area could have had more or fewer, and another so many fewer or more. */
  const open = (area: AreaCount): boolean =>
    hidden.some((other) =>
      [-2, -1, 1, 2].some((change) => {
        if (other === area) return false
        const now = counts.map((one) => {
          if (one !== area && one !== other) return one
          return { ...one, answered: one.answered + (one === area ? change : -change) }
        })
        if (now.some(({ answered, asked }) => answered < 0 || (asked !== null && answered > asked)))
          return false
        const then = grouped(now)
        return then !== null && JSON.stringify([then.areas, then.others]) === told
      }),
    )
  return hidden.every(open) ? { areas, others } : null
}

/** How many were asked in all, and whether nearly all of them answered: then neither number stands beside the other. */
export const askedApart = (answers: number, asked: number): number | null =>
  asked - answers < LEAST ? null : asked
