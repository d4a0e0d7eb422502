/** Notices as they stand on paper. Whoever asks has been let in by the query that calls these. */
import type { Category, Importance, NoticeState, Visibility } from '~/modules/notices/rules'
import type { Day } from '~/platform/clock'
import { rows } from '~/platform/db.server'
import { pictureForPdf } from '~/platform/pdf/pictures.server'

type Attachment = { name: string; type: string; key: string }

/** A picture to place, or only its name when it cannot be shown. */
type PaperPicture = { name: string; url: string | null }

type PaperRow = {
  id: number
  state: NoticeState
  visibility: Visibility
  category: Category
  importance: Importance
  title: string
  /** Markdown */
  body: string
  actionText: string | null
  actionBy: Day | null
  eventStartsAt: Date | null
  eventEndsAt: Date | null
  eventPlace: string | null
  eventCapacity: number | null
  confirmBy: Day | null
  publishedAt: Date | null
  expiresAt: Date | null
  correctedAt: Date | null
  correctedReason: string | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  publisher: string
  /** 取り次ぎ: who has passed it on, with what line */
  passings: { associationId: number; association: string; line: string }[]
  attachments: Attachment[]
}

export type PaperNotice = Omit<PaperRow, 'attachments'> & {
  pictures: PaperPicture[]
  /** Names of what cannot be placed on paper */
  files: string[]
}

const PAPER_SQL = `
  SELECT n.id, n.state, n.visibility, n.category, n.importance, n.title, n.body, n.action_text AS "actionText",
    n.action_by::text AS "actionBy", n.event_starts_at AS "eventStartsAt", n.event_ends_at AS "eventEndsAt",
    n.event_place AS "eventPlace", n.event_capacity AS "eventCapacity", n.confirm_by::text AS "confirmBy",
    n.published_at AS "publishedAt", n.expires_at AS "expiresAt", n.corrected_at AS "correctedAt",
    (SELECT r.reason FROM notice_revisions r WHERE r.notice_id = n.id ORDER BY r.version DESC LIMIT 1)
      AS "correctedReason",
    n.withdrawn_at AS "withdrawnAt", n.withdrawn_reason AS "withdrawnReason", p.name AS publisher,
    coalesce((SELECT json_agg(json_build_object('associationId', s.id, 'association', s.name, 'line', o.line)
        ORDER BY s.path)
      FROM passings_on o JOIN associations s ON s.id = o.association_id WHERE o.notice_id = n.id), '[]') AS passings,
    coalesce((SELECT json_agg(json_build_object('name', t.name, 'type', t.type, 'key', t.key)
        ORDER BY t.position, t.created_at)
      FROM attachments t WHERE t.notice_id = n.id), '[]') AS attachments
  FROM notices n JOIN associations p ON p.id = n.association_id
  WHERE n.id = ANY($1::int[])`

/**
 * Notices in the order of `ids`, with their pictures; one that is gone is left out.
 * @param nodes whose lines of passing on are shown; of a notice that many have passed on, not every line
 */
export async function paperNotices(ids: readonly number[], nodes: readonly number[]): Promise<PaperNotice[]> {
  const found = new Map((await rows<PaperRow>(PAPER_SQL, [ids])).map((row) => [row.id, row]))
  const notices: PaperNotice[] = []
  for (const id of ids) {
    const row = found.get(id)
    if (!row) continue
    const { attachments, ...notice } = row
    const pictures: PaperPicture[] = []
    for (const { name, key, type } of attachments) {
      if (type.startsWith('image/')) pictures.push({ name, url: await pictureForPdf(key) })
    }
    notices.push({
      ...notice,
      passings: notice.passings.filter((passing) => nodes.includes(passing.associationId)),
      pictures,
      files: attachments.filter(({ type }) => !type.startsWith('image/')).map(({ name }) => name),
    })
  }
  return notices
}
