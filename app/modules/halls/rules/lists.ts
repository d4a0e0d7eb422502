/** The lists of words that a hall's record is made of, as the database has them. */
import type { Same } from '~/platform/same'
import type {
  ShelterDesignation as DbDesignation,
  DateEvidence as DbEvidence,
  HallFileKind as DbFileKind,
  DiagnosisMethod as DbMethod,
  DatePrecision as DbPrecision,
  DiagnosisResult as DbResult,
  HallStructure as DbStructure,
  HallWorkKind as DbWorkKind,
} from '../../../../prisma/generated/enums'

/** 構造 */
export const structures = [
  'wood',
  'steel',
  'reinforced_concrete',
  'steel_reinforced_concrete',
  'concrete_block',
  'other',
] as const
export type Structure = (typeof structures)[number]

/** 日付の精度: the day, the month or only the year is known */
export const precisions = ['day', 'month', 'year'] as const
export type Precision = (typeof precisions)[number]

/** 根拠: from what a date is known, the surest first */
export const evidences = ['certificate', 'registry', 'ledger', 'drawing', 'signboard', 'memory'] as const
export type Evidence = (typeof evidences)[number]

/** 診断の方法 */
export const methods = ['wood_general', 'wood_precise', 'is_first', 'is_second', 'is_third', 'other'] as const
export type Method = (typeof methods)[number]

/** 診断の結果 */
export const results = ['safe', 'unsafe', 'undetermined'] as const
export type Result = (typeof results)[number]

/** 工事の種類 */
export const workKinds = [
  'seismic_design',
  'seismic_retrofit',
  'repair',
  'extension',
  'barrier_free',
  'other',
] as const
export type WorkKind = (typeof workKinds)[number]

/** 避難所などの指定; `neighbourhood`: opened by the neighbourhood itself */
export const designations = ['none', 'evacuation_site', 'shelter', 'both', 'neighbourhood'] as const
export type Designation = (typeof designations)[number]

/** 写真・図面 */
export const fileKinds = ['photo', 'drawing'] as const
export type FileKind = (typeof fileKinds)[number]

const _structures: Same<Structure, DbStructure> = true
const _precisions: Same<Precision, DbPrecision> = true
const _evidences: Same<Evidence, DbEvidence> = true
const _methods: Same<Method, DbMethod> = true
const _results: Same<Result, DbResult> = true
const _workKinds: Same<WorkKind, DbWorkKind> = true
const _designations: Same<Designation, DbDesignation> = true
const _fileKinds: Same<FileKind, DbFileKind> = true
void [_structures, _precisions, _evidences, _methods, _results, _workKinds, _designations, _fileKinds]
