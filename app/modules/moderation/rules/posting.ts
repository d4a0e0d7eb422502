/** 投稿のきまり and the reasons of a report. Pure. */

/** 投稿のきまり, in the order in which they are shown. */
export const postingRules = [
  'personal', // 個人情報: of others, without their leave
  'abuse', // 人を傷つける言葉、差別
  'false', // 事実でないこと
  'advert', // 宣伝、勧誘
  'politics', // 選挙、政治や宗教の活動
  'crime', // 法に反すること
  'rights', // 他人の文章や写真
  'unrelated', // 関係のないこと、同じことの繰り返し
] as const
export type PostingRule = (typeof postingRules)[number]

/** Why somebody reports a contribution: a rule that it breaks, or something else. */
export const reportReasons = [...postingRules, 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

/** What can be reported and hidden: 意見・質問, and 事前の質問 of a talk. */
export const subjects = ['matter', 'talk_question'] as const
export type Subject = (typeof subjects)[number]

/** Whether a text names a kind of contribution. */
export const isSubject = (value: string): value is Subject => (subjects as readonly string[]).includes(value)

/** The address at which somebody reports a contribution. */
export const reportPath = (subject: Subject, id: number): string => `/reports/new?subject=${subject}&id=${id}`

/** The address at which a signed-in author answers a hiding; whoever has no account has a key in its place. */
export const ownAppealPath = (hidingId: number): string => `/appeals/my-${hidingId}`

/** How an author is known: by their account, or by the key of what they wrote; false for anybody else. */
export type KnownBy = 'account' | 'key' | false

/** The address at which the moderators look at a contribution. */
export const deskPath = (subject: Subject, id: number): string => `/desk/moderation/${subject}/${id}`
