/**
 * How people say what troubles them, by theme. Stems, so that なぐる, なぐられた and なぐってくる are all found; written
 * as they are compared (`searchForm`: hiragana, lower case), in kanji beside it where both are used.
 */
import type { Theme } from './kinds'

export const vocabulary: Record<Theme, readonly string[]> = {
  mind: [
    'しにたい 死にたい きえたい 消えたい 自殺 じさつ 自死 ねむれない 眠れない ねられない うつ 鬱 つらい 辛い くるしい 苦しい',
    'しんどい ふあん 不安 こころ 心の 心が 気分 いきるのが 生きる いらいら ひとり 孤独 こどく さみしい 寂しい 依存 いぞん 酒 ぎゃんぶる',
    'suicide die depress anxi sleep lonely alone mental stress addict',
  ],
  dv: [
    'dv ぼうりょく 暴力 なぐ 殴 たたか 叩 けられ 蹴 どなら 怒鳴 だんなに 旦那に おっとに 夫に つまに 妻に 彼氏 かれし 恋人 にげたい 逃げ こわい 怖い おどさ 脅',
    'モラハラ もらはら せいかつひをくれない 生活費をくれない つきまと すとーか 離婚 りこん',
    'violence hit beat abus husband partner boyfriend stalk divorce afraid',
  ],
  abuse: [
    'ぎゃくたい 虐待 児童相談 たたいてしま 叩いてしま どなってしま おやに 親に ほうっておか 放置 ねぐれくと 泣き声 なきごえ 高齢者虐待',
    'child abuse neglect',
  ],
  children: [
    'こども 子ども 子供 あかちゃん 赤ちゃん 赤ん坊 そだて 育て いくじ 育児 ほいく 保育 妊娠 にんしん 出産 しゅっさん 発達 はったつ しつけ ひとり親 ひとりおや 母子 父子 思春期',
    'child baby parent pregnan school',
  ],
  bullying: [
    'いじめ いじめら なかま 仲間はずれ 無視 学校 がっこう 不登校 ふとうこう いきたくない 行きたくない 登校 先生 せんせい sns',
    'bull school',
  ],
  withdrawn: [
    'ひきこも 引きこも 引き籠 へやから 部屋から いえから 家から でられない 出られない でてこない 出てこない 8050 にーと',
    'withdraw hikikomori room',
  ],
  elderly: [
    'かいご 介護 こうれい 高齢 おとしより お年寄り 老人 ろうじん ちほう 認知症 にんちしょう ものわすれ 物忘れ 親の 母の 父の はいかい 徘徊 でいさーびす へるぱー 施設',
    'care elder old dementia aging',
  ],
  disability: [
    'しょうがい 障害 障がい 手帳 てちょう 車いす くるまいす みえない 見えない きこえない 聞こえない 手話 しゅわ 発達障 難病 なんびょう',
    'disab wheelchair deaf blind',
  ],
  money: [
    'おかね お金 生活費 せいかつひ やちん 家賃 しゃっきん 借金 せいかつほご 生活保護 たべ 食べ はらえない 払えない 払えません 困窮 こんきゅう ろーん 滞納 たいのう 貧 奨学金',
    'money debt poor rent loan food welfare',
  ],
  consumer: [
    'だまさ 騙 さぎ 詐欺 けいやく 契約 くーりんぐ せいきゅう 請求 ふりこめ 振り込め かいもの 買い物 通販 つうはん ていき 定期購入 訪問販売 押し売り おしうり 悪質 架空 返品 解約 かいやく',
    'fraud scam contract refund consumer bill cheat',
  ],
  law: [
    'ほうりつ 法律 べんごし 弁護士 そうぞく 相続 ゆいごん 遺言 りこん 離婚 さいばん 裁判 じこ 事故 慰謝料 養育費 となり 隣 近所 きんじょ とらぶる もめ 登記 司法書士 しゃっきん 借金',
    'law legal inherit divorce neighbor neighbour dispute',
  ],
  work: [
    'しごと 仕事 はたら 働 しつぎょう 失業 かいしゃ 会社 職場 しょくば くび 解雇 かいこ 残業 ざんぎょう 給料 きゅうりょう ぱわはら せくはら 転職 求人 きゅうじん 就職 しゅうしょく 賃金',
    'work job unemploy boss wage harass',
  ],
  women: [
    'じょせい 女性 おんな 女の 妊娠 にんしん せいひがい 性被害 性暴力 せいぼうりょく 更年期',
    'woman women',
  ],
  men: ['だんせい 男性 おとこ 男の', 'man men male'],
  lgbtq: [
    'lgbt せくしゃる 同性 どうせい せいべつ 性別 とらんす れずびあん じぶんらしさ 自分らしさ 性自認 性的 かみんぐあうと 体の性 心の性 ぱーとなーしっぷ',
    'gay lesbian trans gender sexual',
  ],
  rights: [
    'じんけん 人権 さべつ 差別 へいと 部落 ひぼう 誹謗 中傷 かきこみ 書き込み いやがらせ 嫌がらせ はらすめんと 名誉',
    'right discriminat hate harass',
  ],
  foreign: [
    'がいこく 外国 ことば 言葉 にほんご 日本語 びざ 在留 ざいりゅう 通訳 つうやく 翻訳 国際',
    'foreign visa language interpret translat japanese english chinese korean vietnam',
  ],
  housing: [
    'あきや 空き家 空家 すまい 住まい いえがない 家がない 住むところ ひっこし 引っ越し こうえいじゅうたく 公営住宅 市営住宅 耐震 ごみやしき ごみ屋敷 となり 隣 そうおん 騒音 雨漏り りふぉーむ',
    'house home rent vacant noise neighbor neighbour',
  ],
  crime: [
    'はんざい 犯罪 ひがい 被害 ぬすま 盗 どろぼう 泥棒 けいさつ 警察 ちかん 痴漢 つきまと すとーか さぎ 詐欺 不審 ふしん 性被害 性暴力',
    'crime police victim thief stole',
  ],
  daily: [
    'どこ わからない 分からない しやくしょ 市役所 てつづき 手続 なんでも 何でも そうだん 相談 くらし 暮らし こまり 困り 行政',
    'where anything general city hall',
  ],
}
