/**
 * ひな形: the notices that every association writes, in words that serve as they are; 〇〇 marks what the writer fills in.
 * Written in Japanese only, as notices are.
 */
import type { FormFields } from '~/platform/forms'

export const templates = ['waste_duty', 'disaster_drill', 'assembly', 'summer_festival', 'cleaning'] as const
type Template = (typeof templates)[number]

export function isTemplate(name: string | undefined): name is Template {
  return templates.some((known) => known === name)
}

const wasteDuty = `ごみ置き場の掃除当番の順番が決まりました。ご協力をお願いします。

## 当番の期間
〇月〇日(〇)から〇月〇日(〇)まで

## 当番の仕事
- 収集が終わったあと、ごみ置き場を掃いて、ネットをたたむ
- 収集されずに残ったごみがあれば、班長に知らせる(片付けなくてかまいません)
- 次の当番の方に、当番札とほうきを渡す

1回の作業は15分ほどです。

## 当番の順番
1. 〇〇さん(〇月〇日から〇月〇日まで)
2. 〇〇さん(〇月〇日から〇月〇日まで)
3. 〇〇さん(〇月〇日から〇月〇日まで)

お体の具合や仕事で当番が難しいときは、無理をせず、班長(〇〇)までご連絡ください。順番を替わったり、当番を休んだりできます。`

const disasterDrill = `地震を想定した防災訓練を行います。会員でない方も、どなたでも参加できます。

## 日時
〇月〇日(〇) 午前〇時から午前〇時まで(受付は午前〇時〇分から)

雨のとき: 小雨なら行います。中止のときは、当日の午前〇時までに、このお知らせに書きます。

## 場所
〇〇小学校 運動場

## 内容
- 安否の確認(玄関に黄色いタオルを出してください)
- 避難所までの道を歩く
- 消火器とAEDの使い方
- 備蓄食(アルファ米)の試食

## 持ち物
飲み物、軍手、歩きやすい靴。帽子もお持ちください。

歩くのが難しい方、お子さん連れの方も参加できます。お手伝いがいるときは、前もって班長にお知らせください。当日に来られない方も、黄色いタオルだけは出してください。

問い合わせ: 防災担当 〇〇(電話 〇〇〇-〇〇〇-〇〇〇〇)`

const assembly = `〇〇年度の定期総会を開きます。会員の皆さまの出席をお願いします。

## 日時
〇月〇日(〇) 午前〇時から(受付は午前〇時〇分から)

## 場所
〇〇自治会館 集会室

## 議案
1. 〇〇年度の事業報告
2. 〇〇年度の決算報告と監査報告
3. 〇〇年度の役員の選任
4. 〇〇年度の事業計画案
5. 〇〇年度の予算案

議案書は、このお知らせに添付しています。紙でほしい方には班長がお届けします。

## 出欠のお返事
〇月〇日(〇)までに、このページか、回覧に付けた用紙でお返事ください。出席できない方は、委任状を出していただくと、議決に加わったことになります。

質問やご意見は、前もって会長(〇〇)までお寄せください。総会で答えます。`

const summerFestival = `夏祭りを開きます。ご家族、ご近所おそろいでお越しください。

## 日時
〇月〇日(〇) 午後〇時から午後〇時まで

雨のとき: 〇月〇日(〇)に延期します。決まりしだい、このお知らせに書きます。

## 場所
〇〇公園

## 内容
- 盆踊り(午後〇時から)
- 模擬店(焼きそば、かき氷、ヨーヨー釣り)
- 子どもの抽選会(午後〇時から。券は会場で配ります)

## お願い
- 車では来ないでください。自転車は公園の北側に置けます。
- ごみは持ち帰ってください。
- 午後〇時までは音楽が鳴ります。ご理解をお願いします。

## お手伝いの募集
前の日の準備(午前〇時から2時間)、当日の模擬店(1時間ずつ)、翌朝の片付け(1時間)を手伝ってくださる方を探しています。1時間だけでも助かります。〇月〇日(〇)までに、〇〇までご連絡ください。`

const cleaning = `町内の一斉清掃を行います。ご都合のつく方は、ご参加ください。

## 日時
〇月〇日(〇) 午前〇時から1時間ほど

雨のとき: 〇月〇日(〇)に延期します。

## 集まる場所
- 1班から3班まで: 〇〇公園
- 4班から6班まで: 〇〇自治会館の前

## 内容
公園と溝の掃除、草引き

## 持ち物
軍手、帽子、飲み物。ほうき、かま、ごみ袋は自治会で用意します。

## ごみの分け方
草と落ち葉は透明の袋に、空き缶とびんは別の袋に入れてください。土は、土のう袋に半分まで入れてください。

暑い日は、休みながら作業します。お体に無理のないようにお願いします。参加できなくても、後日の割り当てや出不足金はありません。`

/** What each template puts into the blank form. Dates stay open: only the writer knows them. */
export const templateFields: Record<Template, FormFields> = {
  waste_duty: {
    title: 'ごみ置き場の掃除当番(〇月から〇月まで)',
    category: 'waste',
    body: wasteDuty,
    action_text: '当番の期間を確かめ、難しいときは班長に知らせる',
    visibility: 'members',
    remind_days: [],
  },
  disaster_drill: {
    title: '〇〇年度 防災訓練のお知らせ',
    category: 'disaster_prevention',
    body: disasterDrill,
    action_text: '訓練に参加する。来られない方も、玄関に黄色いタオルを出す',
    event_place: '〇〇小学校 運動場',
    event_asks: 'attendance',
    importance: 'important',
  },
  assembly: {
    title: '〇〇年度 定期総会の開催',
    category: 'meeting',
    body: assembly,
    action_text: '出席か欠席か委任かを返事する',
    event_place: '〇〇自治会館 集会室',
    event_asks: 'assembly',
    visibility: 'members',
    importance: 'important',
  },
  summer_festival: {
    title: '〇〇年 夏祭りのお知らせ',
    category: 'event',
    body: summerFestival,
    event_place: '〇〇公園',
  },
  cleaning: {
    title: '〇月〇日(〇) 町内一斉清掃のお知らせ',
    category: 'event',
    body: cleaning,
    action_text: 'ご都合のつく方は参加する',
    event_place: '〇〇公園、〇〇自治会館の前',
    event_asks: 'attendance',
  },
}
