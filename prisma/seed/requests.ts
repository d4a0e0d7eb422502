/** 依頼: what the invented city and one of its councils ask of associations in the course of a year. */
import { randomUUID } from 'node:crypto'
import { addDays, type Day, dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { excerptOf, renderMarkdown } from '../../app/platform/markdown'
import type { NoticeCategory } from '../generated/enums'
import { CITY, FIRST_COUNCIL } from './associations'

type Asked = {
  from: typeof CITY | typeof FIRST_COUNCIL
  category: NoticeCategory
  /** `MM-DD` */
  due: string
  hours: number
  title: string
  purpose: string
}

/** A plausible year; some of it could be asked together, which the portal finds. */
// biome-ignore format: read as a table
const YEAR: readonly Asked[] = [
  { from: CITY, category: 'other', due: '04-30', hours: 2, title: '世帯数と会員数の報告', purpose: '市からの配布物の数を決めるため' },
  { from: CITY, category: 'other', due: '05-15', hours: 1, title: '役員名簿の提出', purpose: '市からの連絡先を新しくするため' },
  { from: CITY, category: 'waste', due: '05-29', hours: 3, title: 'ごみ集積所の場所と状態の点検', purpose: '集積所の台帳を新しくするため' },
  { from: CITY, category: 'waste', due: '06-12', hours: 1.5, title: '春の一斉清掃の実施の報告', purpose: '出たごみの量を調べるため' },
  { from: FIRST_COUNCIL, category: 'waste', due: '06-10', hours: 2, title: '一斉清掃の参加者数と写真の提出', purpose: '校区の広報に載せるため' },
  { from: CITY, category: 'other', due: '07-20', hours: 3, title: '広報の特別号の配布', purpose: '全戸に届けるため' },
  { from: CITY, category: 'welfare', due: '08-28', hours: 2.5, title: '敬老行事の対象者の名簿の確認', purpose: '記念品の数を決めるため' },
  { from: FIRST_COUNCIL, category: 'welfare', due: '09-08', hours: 2, title: '敬老会に出席する方のとりまとめ', purpose: '席と送迎を用意するため' },
  { from: CITY, category: 'welfare', due: '10-20', hours: 4, title: '共同募金のとりまとめ', purpose: '募金の袋を集めるため' },
  { from: CITY, category: 'disaster_prevention', due: '10-30', hours: 1.5, title: '防災訓練の計画の提出', purpose: '訓練用の水と食料を配るため' },
  { from: FIRST_COUNCIL, category: 'disaster_prevention', due: '11-13', hours: 2, title: '避難所の訓練に出る人の名簿の提出', purpose: '係を決めるため' },
  { from: CITY, category: 'crime_prevention', due: '12-04', hours: 2, title: '防犯灯の点検と報告', purpose: '切れた灯を年内に直すため' },
  { from: CITY, category: 'crime_prevention', due: '12-18', hours: 1, title: '年末の夜回りの計画の提出', purpose: '消防署と警察に知らせるため' },
  { from: FIRST_COUNCIL, category: 'crime_prevention', due: '12-15', hours: 1.5, title: '夜回りに出る人のとりまとめ', purpose: '当番の表を作るため' },
  { from: CITY, category: 'disaster_prevention', due: '01-22', hours: 3, title: '避難に手助けが要る方の名簿の確認', purpose: '名簿を新しくするため' },
  { from: CITY, category: 'disaster_prevention', due: '02-05', hours: 1.5, title: '防災倉庫の資材の数の報告', purpose: '足りない物を補うため' },
  { from: CITY, category: 'other', due: '02-26', hours: 1, title: '次の年度の役員の予定の報告', purpose: '引き継ぎの案内を送るため' },
  { from: CITY, category: 'meeting', due: '03-20', hours: 2, title: '補助金の使いみちの報告', purpose: '年度の会計を閉じるため' },
]

/** Days before the due date on which a request goes out. */
const AHEAD = 45

/** Writes the requests of this fiscal year and the one before, as far as they have gone out by today. */
export async function createRequests(
  tx: Tx,
  known: { ids: ReadonlyMap<string, number>; authors: ReadonlyMap<string, string> },
): Promise<void> {
  const today = dayOf(now())
  const year = fiscalYear(today)
  const dated = [year - 1, year].flatMap((fiscal) =>
    YEAR.map((asked) => {
      const dueOn: Day = `${asked.due < '04' ? fiscal + 1 : fiscal}-${asked.due}`
      return { asked, dueOn, publishedOn: addDays(dueOn, -AHEAD), submissionId: randomUUID() }
    }),
  )
  const gone = dated.filter(({ publishedOn }) => publishedOn < today)
  const notices = await tx.notice.createManyAndReturn({
    select: { id: true, submissionId: true },
    data: gone.map(({ asked, dueOn, publishedOn, submissionId }) => {
      const at = known.ids.get(asked.from)
      if (at === undefined) throw new Error(`The demonstration city has no ${asked.from}`)
      const body = `${asked.title}をお願いします。${asked.purpose}です。\n\nかかる時間は、1団体あたり${asked.hours}時間ほどと見込んでいます。`
      const publishedAt = new Date(`${publishedOn}T10:00:00+09:00`)
      return {
        associationId: at,
        audienceId: at,
        state: dueOn < today ? ('expired' as const) : ('published' as const),
        // 役員あて: residents have nothing to do here.
        visibility: 'officers' as const,
        category: asked.category,
        title: `${asked.title}のお願い`,
        body,
        bodyHtml: renderMarkdown(body),
        excerpt: excerptOf(body),
        actionText: asked.title,
        actionBy: dayToDate(dueOn),
        expiresAt: new Date(`${addDays(dueOn, 1)}T00:00:00+09:00`),
        publishedAt,
        createdAt: publishedAt,
        updatedAt: publishedAt,
        submissionId,
        authorId: known.authors.get(asked.from) ?? null,
      }
    }),
  })
  const ids = new Map(notices.map((notice) => [notice.submissionId, notice.id]))
  await tx.request.createMany({
    data: gone.map(({ asked, dueOn, submissionId }) => ({
      noticeId: ids.get(submissionId) ?? 0,
      purpose: asked.purpose,
      minutes: Math.round(asked.hours * 60),
      dueOn: dayToDate(dueOn),
    })),
  })
}
