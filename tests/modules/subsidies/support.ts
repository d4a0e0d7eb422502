/** Programmes for tests, as small as can be. */
import { type Programme, type ProgrammeFile, programme } from '~/modules/subsidies/schema'

type WorkFile = ProgrammeFile['works'][number]

/** A programme with one work `w`, or with those given. */
export function programmeOf(work: Partial<WorkFile>, more: Partial<ProgrammeFile> = {}): Programme {
  return programme.parse({
    format: 'subsidy-programme/1',
    key: 'made-up',
    municipality: '架空市',
    name: '架空の補助',
    source: { title: '架空の要綱', url: '' },
    fiscalYears: { from: 2026, until: null },
    rounding: 1000,
    otherMoney: 'deduct',
    works: [{ key: 'w', name: '工事', grant: { rate: '1/2' }, ...work }],
    ...more,
  })
}
