/** The simulation as lines of a table. Money in yen, takings in halls with six decimals. */
import { reasonText } from '~/modules/subsidies/words'
import type { Translate } from '~/platform/i18n'
import type { RevisionTable } from './queries/revision.server'
import { type Eligible, ownShare, type Sum, WHOLE } from './rules'

type Lines = (string | number)[][]

function variantName({ id, kind, number, state }: RevisionTable['variants'][number], t: Translate): string {
  if (kind === 'plan') return t(`revision.variant.plan_${id}`)
  const version = t('revision.variant.version', { number: number ?? 0 })
  if (kind === 'today') return t('revision.variant.today', { version })
  return state === 'draft' ? t('revision.variant.draft', { version }) : version
}

const SUMS = [
  'takes',
  'cost',
  'other',
  'least',
  'most',
  'own_least',
  'own_most',
  'takes_without',
  'cost_without',
]

function cellsOf(sum: Sum): (string | number)[] {
  const own = ownShare(sum)
  return [
    sum.takes / WHOLE,
    sum.cost,
    sum.other,
    sum.least,
    sum.most,
    own.least,
    own.most,
    sum.takesWithout / WHOLE,
    sum.costWithout,
  ]
}

/** Of every scheme the total, then by year, by district and by work. */
export function sumLines(table: RevisionTable, t: Translate): Lines {
  const column = (name: string) => t(`revision.column.${name}`)
  const head = ['variant', 'by', 'of', ...SUMS, 'need', 'sure', 'perhaps'].map(column)
  const halls = (eligible: Eligible | null) =>
    eligible ? [eligible.need, eligible.sure, eligible.perhaps] : ['', '', '']
  const names = new Map(table.places.map(({ id, name }) => [id, name]))
  const works = new Map(table.works.map(({ key, name }) => [key, name]))
  const lines = table.outcomes.flatMap((outcome, i): Lines => {
    const variant = table.variants[i]
    const name = variant ? variantName(variant, t) : ''
    const line = (by: string, of: string | number, sum: Sum, eligible: Eligible | null) => [
      name,
      column(`by_${by}`),
      of,
      ...cellsOf(sum),
      ...halls(eligible),
    ]
    return [
      line('total', '', outcome.total, outcome.eligible),
      ...outcome.years.map((sum, year) => line('year', table.assumed.from + year, sum, null)),
      ...[...outcome.districts].map(([district, { sum, eligible }]) =>
        line(
          'district',
          district === null ? t('revision.districts.unknown') : (names.get(district) ?? ''),
          sum,
          eligible,
        ),
      ),
      ...[...outcome.works].map(([work, { sum, eligible }]) =>
        line('work', works.get(work) ?? work, sum, eligible),
      ),
    ]
  })
  return [head, ...lines]
}

/** One line a hall and scheme: what it needs, what each work would cost and bring at once, and what is expected. */
export function hallLines(table: RevisionTable, t: Translate): Lines {
  const column = (name: string) => t(`revision.column.${name}`)
  const counted = table.works.filter(({ key }) => table.params.works.get(key)?.need !== 'none')
  const names = new Map(table.places.map(({ id, name }) => [id, name]))
  const variants = new Map(table.variants.map((variant) => [variant.id, variantName(variant, t)]))
  const head = [
    ...['variant', 'hall', 'name', 'district', 'state', 'structure', 'area', ...SUMS].map(column),
    ...counted.flatMap(({ name }) =>
      ['cost', 'least', 'most', 'why'].map((key) => `${name} ${column(`work_${key}`)}`),
    ),
  ]
  const lines = table.halls.map(({ variant, outcome: { hall, works, sum } }) => [
    variants.get(variant) ?? '',
    hall.id,
    hall.name,
    hall.district === null ? '' : (names.get(hall.district) ?? ''),
    t(`halls.state.${hall.state}`),
    hall.structure === null ? '' : t(`subsidies.fact.structure_${hall.structure}`),
    hall.area === null ? '' : hall.area / 100,
    ...cellsOf(sum),
    ...counted.flatMap(({ key }) => {
      const one = works.find(({ work }) => work === key)
      if (!one) return ['', '', '', '']
      const { least, most, reasons } = one.gives
      const why =
        most > 0
          ? []
          : reasons.length > 0
            ? reasons.map((reason) => reasonText(reason, t))
            : [t('revision.reasons.used_up')]
      return [one.cost, least, most, why.join(' ')]
    }),
  ])
  return [head, ...lines]
}
