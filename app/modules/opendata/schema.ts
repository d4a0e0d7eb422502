/**
 * What the open interface (`/api/v1`) answers. Each answer is read through these before it leaves, so that nothing is
 * given out that is not described; the description (OpenAPI) is made from the same schemas. Names in snake_case.
 */
import { z } from 'zod'
import { conditions, hoursSchema } from '~/modules/aeds/schema'
import { LISTED_KINDS } from '~/modules/associations/rules'
import { categories as matterCategories, matterKinds, PUBLIC_STATES } from '~/modules/exchange/rules'
import { methods, standings, units } from '~/modules/indicators/rules'
import { categories, importances } from '~/modules/notices/rules'
import { openingKinds, openingStates, skills } from '~/modules/openings/rules'
import { outcomeStandings, talkStates } from '~/modules/talks/rules'
import { hostKinds, programmeKinds, sessionStandings, stages, themes } from '~/modules/volunteering/rules'

const id = z.int().min(1)
const slug = z.string().describe('URL の名前 / name in addresses')
const page = z.url().describe('ポータルのページ / page of the portal')
const day = z.iso.date()
const instant = z.iso.datetime({ offset: true }).describe('UTC')
const named = z.object({ id, name: z.string() })
const association = z.object({ slug, name: z.string() })
const latitude = z.number().nullable().describe('緯度（WGS 84）/ latitude')
const longitude = z.number().nullable().describe('経度（WGS 84）/ longitude')

/** お知らせ */
export const notice = z.object({
  id,
  page,
  title: z.string(),
  excerpt: z.string().describe('本文のはじめ / the first words of the text'),
  category: z.enum(categories),
  importance: z.enum(importances),
  published_at: instant,
  corrected_at: instant.nullable().describe('訂正 / last correction of the text'),
  updated_at: instant.describe('公開か訂正の遅い方 / later of publication and correction'),
  publisher: association.describe('発信元 / who speaks'),
  audience: association.describe('対象 / who is addressed, with all below'),
  district: named.nullable().describe('校区。null は市全体 / school district; null: the whole city'),
  action_text: z.string().nullable().describe('やっていただくこと / what readers are asked to do'),
  action_by: day.nullable(),
  event: z
    .object({
      starts_at: instant,
      ends_at: instant.nullable(),
      place: z.string().nullable(),
      latitude,
      longitude,
    })
    .nullable(),
})

export const noticeInFull = notice.extend({
  body_html: z.string().describe('本文（HTML、無害化済み）/ text as sanitised HTML'),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.int(), url: z.url() })),
})

/** 自治会・校区コミュニティ協議会 */
export const associationAnswer = z.object({
  slug,
  page,
  name: z.string(),
  reading: z.string().describe('読み（ひらがな）/ reading'),
  kind: z.enum([...LISTED_KINDS, 'group']),
  district: named.nullable(),
  parent: slug.nullable().describe('属する団体 / the association above'),
  towns: z.array(z.string()).describe('区域の町名 / towns of its area'),
  legal_personality_since: day.nullable().describe('認可地縁団体となった日'),
  households: z.int().nullable().describe('世帯数'),
  member_households: z.int().nullable().describe('加入世帯数'),
  households_as_of: day.nullable(),
  website: z.string().nullable(),
  latitude,
  longitude,
  updated_at: instant,
})

export const associationInFull = associationAnswer.extend({
  introduction: z.string(),
  how_to_join: z.string(),
  area: z.unknown().describe('GeoJSON Polygon / MultiPolygon, or null'),
  children: z.array(association),
})

export const district = z.object({
  id,
  name: z.string(),
  council: association.nullable().describe('校区コミュニティ協議会'),
})

/** 担い手の募集 */
export const opening = z.object({
  id,
  page,
  title: z.string(),
  kind: z.enum(openingKinds),
  association: z.object({ slug, name: z.string(), district: z.string().nullable() }),
  minutes: z
    .int()
    .describe(
      '一か月の見込み（分）。kind が event のときはその日 / minutes a month; of an event, of the day',
    ),
  months: z.array(z.int().min(1).max(12)),
  skills: z.array(z.enum(skills)),
  evening: z.boolean(),
  weekend: z.boolean(),
  from_home: z.boolean(),
  places: z.int(),
  starts_on: day.nullable(),
  closes_on: day.nullable().describe('申し出の締切 / last day to come forward'),
})

export const openingInFull = opening.extend({
  state: z.enum(openingStates).exclude(['draft']),
  body: z.string(),
  gains: z.string(),
  companions: z.string(),
  ends_on: day.nullable(),
  election_on: day.nullable(),
})

/** AED */
export const aed = z.object({
  id,
  page,
  name: z.string(),
  name_kana: z.string(),
  name_english: z.string(),
  postal_code: z.string(),
  address: z.string(),
  building: z.string(),
  position: z.string().describe('設置位置 / where inside'),
  latitude,
  longitude,
  phone: z.string(),
  organisation: z.string(),
  url: z.string(),
  note: z.string(),
  hours: hoursSchema
    .nullable()
    .describe('利用できる時間の規則、null は不明 / rules of the hours; null: not known'),
  hours_words: z.array(z.string()).describe('同じことを文で / the same in Japanese words'),
  always_open: z.boolean().nullable(),
  child_pads: z.boolean().nullable(),
  outdoors: z.boolean().nullable(),
  not_for_public: z.boolean(),
  condition: z.enum(conditions).exclude(['removed']),
  checked_on: day.nullable(),
  open_reports: z.int().describe('未対応の知らせ / reports not yet dealt with'),
  invented: z.boolean().describe('true は見本の作り物 / true: made up for demonstration'),
  source: z
    .object({ name: z.string(), publisher: z.string(), licence: z.string() })
    .nullable()
    .describe('出典。その条件に従ってください / where it comes from; its licence holds'),
  updated_at: instant,
})

/** ボランティアの受入れ先 */
const session = z.object({
  id,
  starts_at: instant,
  ends_at: instant,
  room: z.int().describe('あと何人 / places left'),
  standing: z.enum(sessionStandings),
})
export const place = z.object({
  id,
  page,
  title: z.string(),
  programme_kind: z.enum(programmeKinds),
  theme: z.enum(themes),
  stages: z.array(z.enum(stages)).describe('対象の学校段階 / stages of school it is meant for'),
  venue: z.string(),
  together: z.boolean().describe('友だちと一緒に申し込める / friends may come together'),
  district: z.string().nullable(),
  host: z.object({ name: z.string(), kind: z.enum(hostKinds) }),
  sessions: z.array(session),
})

export const placeInFull = place.extend({
  body: z.string(),
  meeting_point: z.string(),
  latitude,
  longitude,
  bring: z.string(),
  rain_rule: z.string(),
  access: z.string(),
})

/** 補助制度 */
const version = z.object({
  number: z.int(),
  state: z.enum(['published', 'retired']),
  name: z.string(),
  year_from: z.int(),
  year_until: z.int().nullable(),
})
export const programme = z.object({
  key: z.string(),
  page,
  own: z
    .boolean()
    .describe('この市の制度か、比べるための他市のものか / of this city, or of another to compare with'),
  municipality: z.string(),
  versions: z.array(version),
})
export const programmeInFull = z.object({
  key: z.string(),
  page,
  own: z.boolean(),
  number: z.int(),
  name: z.string(),
  year_from: z.int(),
  year_until: z.int().nullable(),
  definition: z
    .looseObject({ format: z.literal('subsidy-programme/1'), works: z.array(z.unknown()) })
    .describe('docs/programmes.md の形 / in the language of docs/programmes.md'),
})

/** 指標. Values are decimal numbers as text, as they may be exact fractions of a thousand. */
const figure = z.string().nullable()
export const indicator = z.object({
  key: z.string(),
  page,
  year: z.int().describe('年度（4月から）/ fiscal year, from April'),
  theme: z.string().describe('施策'),
  name: z.string(),
  unit: z.enum(units),
  method: z.enum(methods),
  definition: z.string(),
  section: z.string().describe('担当課'),
  previous: figure.describe('前年度'),
  target: figure,
  actual: figure.describe('実績。少なすぎて伏せるものは null / null also where it is too few to say'),
  actual_until: day.nullable(),
  too_few: z.boolean(),
  achievement_percent: figure,
  standing: z.enum(standings),
  closed: z.boolean(),
  months: z.array(z.object({ month: z.int(), value: figure, standing: figure })),
})

/** 意見交換: what is asked of the city */
export const matter = z.object({
  id,
  page,
  title: z.string(),
  kind: z.enum(matterKinds),
  category: z.enum(matterCategories),
  state: z.enum(PUBLIC_STATES),
  received_on: day,
  due_on: day.nullable().describe('回答の期限'),
  answered_on: day.nullable(),
  joined_to_id: id.nullable(),
  progress: z.int(),
  support_count: z.int(),
  district: z.string().nullable(),
  association: z.string().nullable(),
  section: z.string().nullable(),
})

/** 意見交換会 */
export const talk = z.object({
  id,
  page,
  title: z.string(),
  state: z.enum(talkStates).exclude(['draft']),
  starts_at: instant,
  ends_at: instant,
  place: z.string(),
  online: z.boolean(),
  host: z.string(),
  audience: z.string(),
  minutes: z.boolean().describe('議事録が出ているか / whether minutes are published'),
  decided: z.int(),
  done: z.int(),
  overdue: z.int(),
})

export const talkInFull = talk.extend({
  introduction: z.string(),
  latitude,
  longitude,
  answer_by: day.nullable().describe('出欠の締切 / last day to say who comes'),
  cancelled_reason: z.string(),
  agenda: z.array(
    z.object({
      title: z.string(),
      text: z.string(),
      minutes: z.int().describe('見込みの時間（分）/ planned length, minutes'),
      section: z.string().nullable().describe('担当課'),
      matter_id: id.nullable().describe('意見交換の番号（/matters）'),
    }),
  ),
  minutes_text: z
    .string()
    .describe('議事録（Markdown）、出る前は空 / minutes; empty before they are published'),
  outcomes: z
    .array(
      z.object({
        text: z.string(),
        owner: z.string().describe('だれが行うか / whose it is'),
        of_city: z.boolean(),
        due_on: day.nullable(),
        done_on: day.nullable(),
        dropped_on: day.nullable(),
        standing: z.enum(outcomeStandings),
        matter_id: id.nullable(),
      }),
    )
    .describe('決まったこと。議事録とともに出る / what was decided, with the minutes'),
})

const licence = {
  licence: z.object({ name: z.string(), url: z.url().nullable() }),
  attribution: z.string().describe('出典の書き方 / how to name the source'),
}

/** A page of a list */
export const listOf = (item: z.ZodType) =>
  z.object({
    data: z.array(item),
    next: z.url().nullable().describe('次のページ / the next page'),
    ...licence,
  })

/** A single one */
export const oneOf = (item: z.ZodType) => z.object({ data: item, ...licence })

export const problem = z.object({
  type: z.string(),
  status: z.int(),
  title: z.string(),
  title_en: z.string(),
  detail: z.string(),
  detail_en: z.string(),
  errors: z.array(z.object({ name: z.string(), detail: z.string(), detail_en: z.string() })).optional(),
})
