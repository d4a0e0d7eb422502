/** What a programme may ask about: the association, its hall, the works, the dates. */

/** 事実の種類. Yen and counts are whole numbers, `number` is exact with decimals, `date` is `YYYY-MM-DD`. */
export const factKinds = ['boolean', 'yen', 'count', 'number', 'date', 'choice'] as const
export type FactKind = (typeof factKinds)[number]

/** A fact as it is given: numbers as text or number, so that 0.7 stays 7/10. */
export type FactValue = boolean | number | string
export type Facts = Readonly<Record<string, FactValue>>

export type FactDefinition = { kind: FactKind; options?: readonly string[] }

/** Facts that every programme knows; their questions stand in the catalogues under `subsidies.fact.<key>`. */
export const commonFacts = {
  /** 認可地縁団体である */
  legalPersonality: { kind: 'boolean' },
  /** 建物が団体の名義で登記されている */
  registeredInName: { kind: 'boolean' },
  /** 建物に抵当権などがある */
  mortgaged: { kind: 'boolean' },
  /** 加入世帯数 */
  households: { kind: 'count' },
  /** 構造 */
  structure: { kind: 'choice', options: ['wood', 'other'] },
  /** 着工日 */
  startedOn: { kind: 'date' },
  /** 建築確認日 */
  confirmedOn: { kind: 'date' },
  /** 旧耐震基準の建物である */
  oldStandard: { kind: 'boolean' },
  /** 建ててからの年数 */
  yearsSinceBuilt: { kind: 'count' },
  /** 延べ面積, m² */
  floorArea: { kind: 'number' },
  /** 上部構造評点, 工事の前と後 */
  scoreBefore: { kind: 'number' },
  scoreAfter: { kind: 'number' },
  /** Is値, 工事の前と後 */
  isBefore: { kind: 'number' },
  isAfter: { kind: 'number' },
  /** 指定避難所である */
  shelter: { kind: 'boolean' },
  /** 災害による被害の復旧である */
  disaster: { kind: 'boolean' },
  /** バリアフリー化の工事である */
  barrierFree: { kind: 'boolean' },
  /** 耐震補強を含む */
  includesSeismic: { kind: 'boolean' },
  /** 集会所を統合する */
  merged: { kind: 'boolean' },
  /** 台数 */
  units: { kind: 'count' },
  /** 年数, of a rent */
  years: { kind: 'count' },
  /** 国・県などほかの補助金 */
  otherMoney: { kind: 'yen' },
  /** 期間内に受けた同じ補助金の合計 */
  earlierGrants: { kind: 'yen' },
  /** 前の交付からの年数 */
  yearsSinceGrant: { kind: 'count' },
  /** 交付決定の前に契約した */
  contractBeforeDecision: { kind: 'boolean' },
  /** 申請日 */
  appliedOn: { kind: 'date' },
  /** 年度 */
  fiscalYear: { kind: 'count' },
} as const satisfies Record<string, FactDefinition>

/** Of the work itself: the cost that counts, in yen. */
export const COST = 'cost'

/** Every fact that a rule asks for, with where it does: `fact` of a comparison, `of` of steps and bands. */
export function factsNamed(rule: unknown, path: (string | number)[] = []): [string, (string | number)[]][] {
  if (typeof rule !== 'object' || rule === null) return []
  if (Array.isArray(rule)) return rule.flatMap((one, i) => factsNamed(one, [...path, i]))
  return Object.entries(rule).flatMap(([name, inner]): [string, (string | number)[]][] => {
    const here = [...path, name]
    if ((name === 'fact' || name === 'of') && typeof inner === 'string') return [[inner, here]]
    return factsNamed(inner, here)
  })
}
