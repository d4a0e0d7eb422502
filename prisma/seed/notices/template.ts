/** The invented notices are written once as templates and spoken by several associations, each in its own words. */
import type { NoticeCategory, NoticeImportance, NoticeVisibility } from '../../generated/enums'

/**
 * Texts may hold `{name}` (who speaks), `{town}`, `{district}`, `{school}`, `{day}` and `{time}` (of the event),
 * `{place}`, `{by}` (the day to act by) and choices `[[one|another]]`, of which each notice takes one.
 */
export type NoticeTemplate = {
  category: NoticeCategory
  importance?: NoticeImportance
  visibility?: NoticeVisibility
  title: string
  /** Markdown */
  body: string
  /** What the reader should do; days after publication, or before the event when there is one */
  action?: { text: string; days: number }
  event?: {
    /** Days between publication and event */
    lead: [number, number]
    /** `HH:mm` */
    at: string
    hours: number
    place: string
    /** Day of the week, 0 is Sunday */
    weekday: number
  }
  /** Months (1–12) in which this happens; without it at any time of the year */
  months?: readonly number[]
  /** How many associations say it */
  uses: number
}
