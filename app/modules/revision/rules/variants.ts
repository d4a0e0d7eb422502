/** 率・限度額・要件 changed on the page, without writing a version. */
import type { Programme } from '~/modules/subsidies/schema'

/** What is changed of one work; what is left out stays as it is. */
export type WorkChange = {
  /** An exact fraction, `3/4` */
  rate?: string
  /** 補助限度額, yen */
  cap?: number
  /** 累計の限度額, yen; only where the work has one */
  total?: number
}

/** Of a requirement its place: of the scheme, or of a work. */
type Dropped = { work: string | null; index: number }

export type Change = { works: ReadonlyMap<string, WorkChange>; dropped: readonly Dropped[] }

export const changesNothing = ({ works, dropped }: Change) => works.size === 0 && dropped.length === 0

/**
 * The scheme with the changes: a typed rate or cap stands in the place of whatever rule there was, its conditions and
 * steps included.
 */
export function changed(programme: Programme, { works, dropped }: Change): Programme {
  const without = <T>(requirements: readonly T[], of: string | null) =>
    requirements.filter((_, i) => !dropped.some(({ work, index }) => work === of && index === i))
  return {
    ...programme,
    requirements: without(programme.requirements, null),
    works: programme.works.map((work) => {
      const { rate, cap, total } = works.get(work.key) ?? {}
      return {
        ...work,
        requirements: without(work.requirements, work.key),
        ...(rate === undefined ? {} : { grant: { rate } }),
        ...(cap === undefined ? {} : { cap }),
        ...(total === undefined || !work.cumulative
          ? {}
          : { cumulative: { ...work.cumulative, cap: total } }),
      }
    }),
  }
}
