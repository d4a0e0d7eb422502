/** The parts of a programme, one page each: where each stands in the programme. */
import { COST, commonFacts } from '../rules/facts'
import type { Programme, ProgrammeFile, Work } from '../schema/programme'

export const partNames = [
  'general',
  'questions',
  'requirements',
  'works',
  'joint',
  'dates',
  'documents',
  'conditions',
  'budget',
] as const
export type PartName = (typeof partNames)[number]
/** A part; `work` with the key of one work */
export type Part = { name: PartName } | { name: 'work'; work: string }

/** Reads a part of an address: `dates`, `work-seismicRetrofit`; null for what is none of this programme. */
export function partOf(text: string, programme: Programme): Part | null {
  const name = partNames.find((one) => one === text)
  if (name) return { name }
  const work = programme.works.find(({ key }) => `work-${key}` === text)
  return work ? { name: 'work', work: work.key } : null
}

export const partAddress = (part: Part) => (part.name === 'work' ? `work-${part.work}` : part.name)

/** The programme as far as its form of this part shows it. */
export function partJson(part: Part, programme: Programme): unknown {
  switch (part.name) {
    case 'general':
      return {
        name: programme.name,
        municipality: programme.municipality,
        purpose: programme.purpose,
        source: programme.source,
        fiscalYears: programme.fiscalYears,
        otherMoney: programme.otherMoney,
        rounding: String(programme.rounding),
        severalWorks: programme.severalWorks,
        advancePayment: programme.advancePayment,
        siteVisit: programme.siteVisit,
        disposalYears: programme.disposalYears,
        alsoCalled: programme.alsoCalled,
      }
    case 'questions':
      return programme.facts
    case 'requirements':
      return programme.requirements
    case 'works':
      return programme.works.map(({ key, name }) => ({ key, name }))
    case 'work': {
      const { key: _, ...work } = programme.works.find(({ key }) => key === part.work) as Work
      return work
    }
    case 'joint':
      return programme.jointCaps
    case 'dates':
      return { ...programme.dates, contractAfterDecision: String(programme.dates.contractAfterDecision) }
    case 'documents':
      return programme.documents
    case 'conditions':
      return { conditions: programme.conditions, openPoints: programme.openPoints }
    case 'budget':
      return programme.budget
  }
}

type Rec = Record<string, unknown>

/** A key that nothing in the programme has yet. */
function newKey(prefix: string, taken: ReadonlySet<string>): string {
  for (let i = 1; ; i++) if (!taken.has(`${prefix}${i}`)) return `${prefix}${i}`
}

/** Gives every row without a key a new one. */
function keyed(list: readonly Rec[], prefix: string, reserved: readonly string[]): Rec[] {
  const taken = new Set([...reserved, ...list.map(({ key }) => String(key ?? ''))])
  return list.map((row) => {
    if (row.key) return row
    const key = newKey(prefix, taken)
    taken.add(key)
    return { key, ...row }
  })
}

/** The programme with this part as the form says it; what the form does not show stays as it was. To be checked yet. */
export function withPart(part: Part, programme: Programme, json: unknown, unsettled: string): ProgrammeFile {
  const said = (json ?? {}) as Rec
  const whole = programme as ProgrammeFile
  switch (part.name) {
    case 'general': {
      const { rounding, fiscalYears, source, purpose, disposalYears, ...rest } = said
      return {
        ...whole,
        ...rest,
        purpose: purpose ?? '',
        source: { url: '', asOf: '', ...(source as object) },
        fiscalYears: { until: null, ...(fiscalYears as object) },
        rounding: rounding === 'unstated' ? rounding : Number(rounding),
        disposalYears: disposalYears ?? null,
      } as ProgrammeFile
    }
    case 'questions':
      return {
        ...whole,
        facts: keyed(said as unknown as Rec[], 'q', [...Object.keys(commonFacts), COST]).map((fact) => ({
          ...fact,
          options:
            fact.kind === 'choice'
              ? ((fact.options as Rec[]) ?? []).map(({ value, label }) => ({ value: value ?? label, label }))
              : [],
        })),
      } as unknown as ProgrammeFile
    case 'requirements':
      return { ...whole, requirements: said as unknown as ProgrammeFile['requirements'] }
    case 'works':
      return {
        ...whole,
        works: keyed(said as unknown as Rec[], 'work', []).map(({ key, name }) => ({
          ...(programme.works.find((work) => work.key === key) ?? {
            key,
            grant: { undetermined: unsettled },
          }),
          name,
        })),
      } as ProgrammeFile
    case 'work':
      return {
        ...whole,
        works: programme.works.map((work) => (work.key === part.work ? { key: work.key, ...said } : work)),
      } as ProgrammeFile
    case 'joint':
      return { ...whole, jointCaps: said as unknown as ProgrammeFile['jointCaps'] }
    case 'dates': {
      const { contractAfterDecision: after, ...rest } = said
      return {
        ...whole,
        dates: { ...rest, contractAfterDecision: after === 'null' ? null : after === 'true' },
      } as ProgrammeFile
    }
    case 'documents':
      return { ...whole, documents: said as unknown as ProgrammeFile['documents'] }
    case 'conditions':
      return { ...whole, ...said } as ProgrammeFile
    case 'budget':
      return { ...whole, budget: { amount: null, ...said } as ProgrammeFile['budget'] }
  }
}
