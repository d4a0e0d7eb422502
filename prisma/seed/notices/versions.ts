/** The evacuation drill of the demonstration in five other languages: looked over, only written, and out of date. */
import { addDays, type Day, formatDay } from '../../../app/platform/clock'
import { renderMarkdown } from '../../../app/platform/markdown'
import type { TranslationLanguage } from '../../generated/enums'

/** Title by which the notice is found among the special ones. */
export const TRANSLATED = '自治会の避難訓練(集まる所が変わりました)'

type Words = { title: string; body: string; writtenBy: string; reviewedBy?: string; originalVersion: number }

/** The rows of its versions. The Korean one still tells the earlier time and place. */
export function versionsOfTraining(today: Day) {
  const on = (language: string) => formatDay(addDays(today, 16), language)
  const words: Record<TranslationLanguage, Words> = {
    ja_easy: {
      title: '逃げる 練習を します(集まる ところが 変わりました)',
      body: `大きい 地震の あと、家から 避難所《ひなんじょ》(逃げる ところ)まで 歩きます。みんなで 練習します。\n\n- いつ: ${on('ja-easy')} 午前9時30分から\n- どこ: 花園第2公園《はなぞのだいにこうえん》\n- 持って 来る 物: いつも 持って いる 物と、水\n\n家を 出る とき、黄色い 布を 玄関に 出して ください。車いすの 人とは、歩きやすい 道を 一緒に 行きます。\n\n来る 人は、何人で 来るかを 班長に 言って ください。`,
      writtenBy: '自治会 広報係',
      reviewedBy: '日本語教室「ことばの木」',
      originalVersion: 2,
    },
    en: {
      title: 'Evacuation drill of our association (the meeting place has changed)',
      body: `We practise the first hour after an earthquake: the way from home to the evacuation centre.\n\n- When: ${on('en')}, 9:30\n- Where: Hanazono Park No. 2\n- Bring: what you always carry, and water to drink\n\nPut a yellow cloth out at your front door before you leave. With people in wheelchairs we take the western road, which has few steps.\n\nPlease tell your group leader how many of you will come.`,
      writtenBy: 'Volunteers of the language class',
      reviewedBy: 'A resident of the association',
      originalVersion: 2,
    },
    zh: {
      title: '自治会避难训练（集合地点已变更）',
      body: `我们将练习地震发生后的第一个小时：从家里走到避难所。\n\n- 时间：${on('zh')} 9:30\n- 地点：花园第2公园\n- 携带物品：平时随身携带的物品和饮用水\n\n出门前请在门口挂上黄色的布。坐轮椅的人和我们一起走台阶少的西侧道路。\n\n请将参加人数告诉班长。`,
      writtenBy: '市民志愿者',
      originalVersion: 2,
    },
    ko: {
      title: '자치회 대피 훈련',
      body: `지진이 난 뒤 첫 한 시간을 연습합니다. 집에서 대피소까지 걸어갑니다.\n\n- 일시: ${on('ko')} 9:00\n- 모이는 곳: 하나조노 제1공원\n- 가져올 것: 늘 가지고 다니는 물건과 마실 물\n\n집을 나올 때 현관에 노란 천을 걸어 주세요. 참가 인원을 반장에게 알려 주세요.`,
      writtenBy: '시민 자원봉사자',
      originalVersion: 1,
    },
    vi: {
      title: 'Diễn tập sơ tán của hội tự quản (đã đổi nơi tập trung)',
      body: `Chúng ta tập một giờ đầu tiên sau động đất: đi từ nhà đến nơi sơ tán.\n\n- Thời gian: ${on('vi')}, 9:30\n- Nơi tập trung: Công viên Hanazono số 2\n- Mang theo: những thứ bạn luôn mang theo và nước uống\n\nTrước khi ra khỏi nhà, hãy treo một tấm vải màu vàng ở cửa. Với người đi xe lăn, chúng ta cùng đi đường phía tây ít bậc thang.\n\nHãy báo số người tham gia cho trưởng nhóm.`,
      writtenBy: 'Tình nguyện viên thành phố',
      originalVersion: 2,
    },
  }
  return (Object.keys(words) as TranslationLanguage[]).map((language) => {
    const { reviewedBy, ...row } = words[language]
    return {
      ...row,
      language,
      bodyHtml: renderMarkdown(row.body),
      reviewedBy: reviewedBy ?? null,
      reviewedAt: reviewedBy ? new Date(`${addDays(today, -1)}T00:00:00+09:00`) : null,
      updatedAt: new Date(`${addDays(today, -2)}T21:00:00+09:00`),
    }
  })
}
