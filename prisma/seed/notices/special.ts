/** One notice in each state of its life, by the association of the demonstration accounts. */
import type { Day } from '../../../app/platform/clock'
import type {
  EventAsks,
  NoticeCategory,
  NoticeImportance,
  NoticeState,
  NoticeVisibility,
} from '../../generated/enums'
import { FIRST, FIRST_COUNCIL } from '../associations'

type SpecialNotice = {
  publisher: string
  audience: string
  state: NoticeState
  category: NoticeCategory
  importance: NoticeImportance
  visibility: NoticeVisibility
  title: string
  body: string
  actionText?: string
  actionBy?: Day
  eventStartsAt?: Date | null
  eventEndsAt?: Date | null
  eventPlace?: string
  eventLatitude?: number
  eventLongitude?: number
  eventCapacity?: number
  eventAsks?: EventAsks
  eventAnswerBy?: Date
  publishAt?: Date | null
  publishedAt?: Date | null
  expiresAt?: Date | null
  correctedAt?: Date | null
  submittedAt?: Date | null
  withdrawnAt?: Date | null
  withdrawnReason?: string
  version?: number
  revision?: { title: string; body: string; reason: string; replacedAt: Date }
}

type Calendar = {
  addDays(day: Day, days: number): Day
  dayToDate(day: Day): Date
  formatDay(day: Day, language: string): string
  instantOfLocal(local: string): Date | null
}

/** Where what they announce is held: at the hall of the first association, and in the school of its district. */
type SpecialPlace = { hall: string; school: string; latitude: number; longitude: number }

export function specialNotices(
  today: Day,
  { addDays, dayToDate, formatDay, instantOfLocal }: Calendar,
  place: SpecialPlace,
): SpecialNotice[] {
  const at = (days: number, time: string) => {
    const instant = instantOfLocal(`${addDays(today, days)}T${time}`)
    if (!instant) throw new Error(`${time} is no time`)
    return instant
  }
  const said = (days: number) => formatDay(addDays(today, days), 'ja')
  const own = { publisher: FIRST, audience: FIRST, importance: 'normal', visibility: 'public' } as const
  const trainingBody = (time: string, place: string) =>
    `地震のあとの最初の1時間を、家から避難所までの道で確かめます。\n\n- 日時: ${said(16)} ${time}\n- 集まる所: ${place}\n- 持ち物: いつも持ち歩く物と、飲み水\n\n黄色い布を玄関に出してから来てください。車いすの方とは、段差の少ない西の道を一緒に歩きます。`
  return [
    {
      ...own,
      state: 'published',
      category: 'disaster_prevention',
      importance: 'important',
      title: '自治会の避難訓練(集まる所が変わりました)',
      body: trainingBody('9時30分', '町の第2公園'),
      actionText: '参加する人数を、班長に伝えてください。',
      actionBy: addDays(today, 10),
      eventStartsAt: at(16, '09:30'),
      eventEndsAt: at(16, '11:30'),
      eventPlace: '町の第2公園',
      publishedAt: at(-6, '18:20'),
      correctedAt: at(-2, '20:05'),
      version: 2,
      revision: {
        title: '自治会の避難訓練',
        body: trainingBody('9時00分', '町の第1公園'),
        reason: '第1公園で遊具の工事が始まるため、集まる所と時刻を変えました。',
        replacedAt: at(-2, '20:05'),
      },
    },
    {
      ...own,
      state: 'scheduled',
      category: 'waste',
      title: '来月の資源ごみの当番と日程',
      body: `来月の資源ごみの当番は第2班です。\n\n- 第2土曜 7時から8時: 立ち番2人\n- 第4土曜 7時から8時: 立ち番2人\n\n缶とびんは、ふたを外して中を洗ってから出してください。電池は透明の袋に分けます。`,
      publishAt: at(2, '07:00'),
    },
    {
      ...own,
      state: 'draft',
      category: 'recruitment',
      title: '町の公園の花壇、春の植え替えの相談',
      body: '植える花の候補:\n\n- ペチュニア\n- 千日紅\n\n費用と日にちを、次の役員会で決めてから書き足す。',
    },
    {
      ...own,
      state: 'awaiting_approval',
      category: 'meeting',
      title: '自治会費の集め方を変えることについて',
      body: '来年度から、自治会費を年2回に分けて集めることを考えています。\n\n- 1回目: 5月\n- 2回目: 11月\n\nご意見を、班長か会計までお寄せください。',
      submittedAt: at(-1, '21:10'),
    },
    // Of this time last year, to write this year's from.
    {
      ...own,
      state: 'expired',
      category: 'crime_prevention',
      title: `年末の夜回り(${said(-350)})`,
      body: `拍子木を打ちながら、町内を一回りします。\n\n- 日時: ${said(-350)} 19時から20時\n- 集まる所: ${place.hall}\n- 持ち物: 懐中電灯、手袋\n\n子どもは、大人と一緒に来てください。`,
      eventStartsAt: at(-350, '19:00'),
      eventEndsAt: at(-350, '20:00'),
      eventPlace: place.hall,
      publishedAt: at(-366, '18:30'),
      expiresAt: at(-349, '00:00'),
    },
    {
      ...own,
      state: 'withdrawn',
      category: 'event',
      title: '秋の遠足(バス旅行)の参加者募集',
      body: '市外の果物狩りへ、貸し切りのバスで出かけます。定員40人、参加費は大人3,500円、子ども2,000円です。',
      publishedAt: at(-34, '09:10'),
      withdrawnAt: at(-20, '12:40'),
      withdrawnReason: '申し込みが最少の人数に届かず、取りやめになったため。',
    },
    {
      ...own,
      state: 'expired',
      category: 'meeting',
      visibility: 'members',
      title: '役員会の日程調整',
      body: '次の役員会の日を決めます。都合の悪い日に印を付けて、書記まで返してください。',
      publishedAt: at(-40, '19:00'),
      expiresAt: at(-25, '00:00'),
    },
    {
      ...own,
      state: 'published',
      category: 'crime_prevention',
      importance: 'urgent',
      title: '近くで自転車のひったくりがありました。夜道に気をつけてください',
      body: `昨夜8時ごろ、町のバス通りで、自転車の前かごの手提げが後ろからバイクに取られました。けがはありません。\n\n- 前かごには、網か覆いを付けてください。\n- 荷物は、車道と反対の側に持ってください。\n- 後ろから音が近づいたら、いったん止まってやり過ごしてください。\n\n目撃した方は、警察署か110番へお願いします。`,
      actionText: '今夜から、自転車の前かごに網か覆いを付けてください。',
      actionBy: addDays(today, 5),
      publishedAt: at(-1, '08:15'),
    },
    {
      ...own,
      state: 'published',
      category: 'event',
      title: '年末のもちつき会',
      body: `つきたてのもちを、きな粉と大根おろしで食べます。うすときねは自治会のものを使います。\n\n- 日時: ${said(19)} 10時から12時\n- 所: ${place.hall}の前\n- 持ち物: 皿、はし、三角きん(手伝う方)\n\nもちの用意があるので、来る人数を知らせてください。席は40人分です。`,
      eventStartsAt: at(19, '10:00'),
      eventEndsAt: at(19, '12:00'),
      eventPlace: place.hall,
      eventLatitude: place.latitude,
      eventLongitude: 135.6789,
      eventCapacity: 40,
      eventAsks: 'attendance',
      eventAnswerBy: dayToDate(addDays(today, 12)),
      publishedAt: at(-4, '17:40'),
    },
    {
      ...own,
      state: 'published',
      category: 'meeting',
      importance: 'important',
      title: '臨時総会(自治会館の耐震改修について)',
      body: `自治会館の耐震改修を行うかどうかを決めます。\n\n- 日時: ${said(26)} 19時から20時30分\n- 所: ${place.hall}\n- 議案: 耐震改修の見積もりと、市の助成の申し込み\n\n1世帯に1票です。来られない世帯は、議長かほかの会員に委任できます。`,
      actionText: '出席・欠席・委任を、世帯ごとに答えてください。',
      actionBy: addDays(today, 20),
      eventStartsAt: at(26, '19:00'),
      eventEndsAt: at(26, '20:30'),
      eventPlace: place.hall,
      eventLatitude: place.latitude,
      eventLongitude: 135.6789,
      eventAsks: 'assembly',
      eventAnswerBy: dayToDate(addDays(today, 20)),
      publishedAt: at(-2, '09:30'),
    },
    {
      publisher: FIRST_COUNCIL,
      audience: FIRST_COUNCIL,
      importance: 'important',
      visibility: 'public',
      state: 'published',
      category: 'meeting',
      title: '避難所の鍵を預かる人を決める会',
      body: `夜間や休みの日に体育館を開ける人を、3人決めます。今は協議会の会長しか鍵を持っていません。\n\n- 日時: ${said(9)} 19時から1時間\n- 場所: ${place.school} 多目的室\n\n各自治会から1人ずつ出てください。家が近くて、夜に連絡のつく方がいれば、前もって教えてください。`,
      actionText: '各自治会は、出席する人を協議会の書記に伝えてください。',
      actionBy: addDays(today, 6),
      eventStartsAt: at(9, '19:00'),
      eventEndsAt: at(9, '20:00'),
      eventPlace: `${place.school} 多目的室`,
      publishedAt: at(-3, '10:30'),
    },
  ]
}
