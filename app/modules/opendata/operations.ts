/** What can be asked of the open interface: each address with its parameters and its answer. Pure. */
import { z } from 'zod'
import { searchKinds } from '~/modules/associations/rules'
import { categories as matterCategories, matterKinds, PUBLIC_STATES } from '~/modules/exchange/rules'
import { categories } from '~/modules/notices/rules'
import { openingKinds, skills } from '~/modules/openings/rules'
import { programmeKinds, stages, themes } from '~/modules/volunteering/rules'
import * as answers from './schema'

/** Where the interface lies; another number where an answer changes so that a program could break. */
export const BASE = '/api/v1'
const MOST = 100
const USUAL = 50

const number = z.coerce.number().int().min(1).max(999_999_999)
const slug = z.string().regex(/^[a-z0-9-]{1,60}$/)
const key = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/)
const q = z.string().trim().min(1).max(100).optional().describe('探すことば / words to look for')
const flag = z.literal('1').optional()
const district = number.optional().describe('校区の番号（/districts）/ number of a school district')
const paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .default(USUAL)
    .describe('一度に返す件数 / how many at once'),
  cursor: z
    .string()
    .regex(/^\d{1,13}(-\d{1,9})?$/)
    .optional()
    .describe('前の答えの next にあるもの / as found in `next` of the page before'),
}
const since = {
  updated_since: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .optional()
    .describe('この時から後に変わったものだけ / only what has changed since'),
}

export type Operation = {
  /** Behind BASE, with `{name}` for what is named */
  path: string
  /** Key of its words in the catalogue: `opendata.resource.<words>` */
  words: string
  params?: z.ZodObject
  query: z.ZodObject
  item: z.ZodType
  list: boolean
  /** A query to try */
  example?: string
}

const none = z.strictObject({})
const one = (path: string, words: string, item: z.ZodType, params: z.ZodObject): Operation => ({
  path,
  words,
  params,
  query: none,
  item,
  list: false,
})
const byId = z.object({ id: number })

/** Every operation by its name. */
export const operations = {
  listNotices: {
    path: '/notices',
    words: 'notices',
    list: true,
    item: answers.notice,
    example: '?category=event&limit=5',
    query: z.strictObject({
      ...paging,
      ...since,
      q,
      category: z.enum(categories).optional(),
      district,
      association: slug.optional().describe('発信元 / publisher'),
      from: z.iso.date().optional().describe('公開日 / published on or after'),
      to: z.iso.date().optional().describe('公開日 / published on or before'),
    }),
  },
  readNotice: one('/notices/{id}', 'notices', answers.noticeInFull, byId),
  listAssociations: {
    path: '/associations',
    words: 'associations',
    list: true,
    item: answers.associationAnswer,
    example: '?kind=council',
    query: z.strictObject({ ...paging, ...since, q, district, kind: z.enum(searchKinds).optional() }),
  },
  readAssociation: one('/associations/{slug}', 'associations', answers.associationInFull, z.object({ slug })),
  listDistricts: { path: '/districts', words: 'districts', list: true, item: answers.district, query: none },
  listOpenings: {
    path: '/openings',
    words: 'openings',
    list: true,
    item: answers.opening,
    example: '?home=1',
    query: z.strictObject({
      ...paging,
      ...since,
      q,
      district,
      association: slug.optional(),
      kind: z.enum(openingKinds).optional(),
      skill: z.enum(skills).optional(),
      evening: flag,
      weekend: flag,
      home: flag,
    }),
  },
  readOpening: one('/openings/{id}', 'openings', answers.openingInFull, byId),
  listAeds: {
    path: '/aeds',
    words: 'aeds',
    list: true,
    item: answers.aed,
    example: '?box=135.63,34.80,135.66,34.83',
    query: z.strictObject({
      ...paging,
      ...since,
      box: z
        .string()
        .regex(/^(-?\d{1,3}(\.\d{1,20})?,){3}-?\d{1,3}(\.\d{1,20})?$/)
        .optional()
        .describe('西,南,東,北 / west,south,east,north in degrees'),
    }),
  },
  readAed: one('/aeds/{id}', 'aeds', answers.aed, byId),
  listPlaces: {
    path: '/places',
    words: 'places',
    list: true,
    item: answers.place,
    example: '?room=1',
    query: z.strictObject({
      ...paging,
      q,
      district,
      kind: z.enum(programmeKinds).optional(),
      theme: z.enum(themes).optional(),
      stage: z.enum(stages).optional(),
      day: z.iso.date().optional(),
      weekend: flag,
      room: flag.describe('空きのある日だけ / only days with places left'),
    }),
  },
  readPlace: one('/places/{id}', 'places', answers.placeInFull, byId),
  listProgrammes: {
    path: '/programmes',
    words: 'programmes',
    list: true,
    item: answers.programme,
    query: none,
  },
  readProgramme: {
    ...one('/programmes/{key}', 'programmes', answers.programmeInFull, z.object({ key })),
    query: z.strictObject({ version: number.optional() }),
  },
  listIndicators: {
    path: '/indicators',
    words: 'indicators',
    list: true,
    item: answers.indicator,
    query: z.strictObject({
      year: z.coerce.number().int().min(2010).max(2200).optional().describe('年度。なければ今の年度'),
    }),
  },
  listMatters: {
    path: '/matters',
    words: 'matters',
    list: true,
    item: answers.matter,
    example: '?state=answered',
    query: z.strictObject({
      ...paging,
      ...since,
      q,
      state: z.enum(PUBLIC_STATES).optional(),
      kind: z.enum(matterKinds).optional(),
      category: z.enum(matterCategories).optional(),
      district,
      overdue: flag,
    }),
  },
  listTalks: {
    path: '/talks',
    words: 'talks',
    list: true,
    item: answers.talk,
    query: z.strictObject({ ...paging, district, past: flag.describe('終わったもの / those that are over') }),
  },
  readTalk: one('/talks/{id}', 'talks', answers.talkInFull, byId),
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations
export const operationNames = Object.keys(operations) as OperationName[]

/** The whole answer of an operation. */
export const answerOf = ({ list, item }: Operation) => (list ? answers.listOf(item) : answers.oneOf(item))
