/** The national standard list AED設置箇所一覧 (自治体標準オープンデータセット): its columns, and an AED as a row of it. */
import type { Condition, Hours } from '../schema'
import { writeHours } from './write'

/** The 39 columns in their order. */
export const STANDARD_COLUMNS = [
  '全国地方公共団体コード',
  'ID',
  '地方公共団体名',
  '名称',
  '名称_カナ',
  '名称_英字',
  '所在地_全国地方公共団体コード',
  '町字ID',
  '所在地_連結表記',
  '所在地_都道府県',
  '所在地_市区町村',
  '所在地_町字',
  '所在地_番地以下',
  '建物名等(方書)',
  '緯度',
  '経度',
  '高度の種別',
  '高度の値',
  '設置位置',
  '電話番号',
  '内線番号',
  '連絡先メールアドレス',
  '連絡先FormURL',
  '連絡先備考（その他、SNSなど）',
  '郵便番号',
  '法人番号',
  '団体名',
  '利用可能曜日',
  '開始時間',
  '終了時間',
  '利用可能日時特記事項',
  '小児対応設備の有無',
  'URL',
  '画像1',
  '画像1_ライセンス',
  '画像2',
  '画像2_ライセンス',
  '外部利用不可',
  '備考',
] as const
type StandardColumn = (typeof STANDARD_COLUMNS)[number]

/** What this portal writes behind them: where the row comes from, and by which address it is known here. */
export const OWN_COLUMNS = [
  '掲載ページ',
  '屋外',
  '状態',
  '最終確認日',
  '出典',
  '出典のライセンス',
  '出典のID',
] as const

/** Behind the remarks of an AED that was made up for the demonstration city. */
export const INVENTED_MARK = '【架空のデータです】'

/** An AED as it is given out. */
export type GivenAed = {
  id: number
  name: string
  nameKana: string
  nameEnglish: string
  address: string
  building: string
  postalCode: string
  latitude: number | null
  longitude: number | null
  position: string
  phone: string
  extension: string
  corporateNumber: string
  organisation: string
  url: string
  note: string
  hours: Hours | null
  daysText: string
  startText: string
  endText: string
  hoursText: string
  childPads: boolean | null
  outdoors: boolean | null
  notForPublic: boolean
  otherColumns: Record<string, string> | null
  condition: Condition
  /** `YYYY-MM-DD` */
  checkedOn: string | null
  invented: boolean
  /** Null: entered here by hand */
  source: { name: string; licence: string; key: string } | null
}

const conditionWords: Record<Condition, string> = {
  in_service: '使用可',
  out_of_service: '使用不可',
  removed: '撤去',
}

/** How far the parts of an address say the same as the whole. */
const bare = (text: string) => text.normalize('NFKC').replace(/[\s\-‐－―ー]/g, '')
const PARTS = ['所在地_都道府県', '所在地_市区町村', '所在地_町字', '所在地_番地以下'] as const

/**
 * An AED as a row: the standard columns, then the portal's own.
 * @param origin address of this portal without a slash at its end
 * @param own whom to credit with what was entered here
 */
export function standardCells(
  aed: GivenAed,
  origin: string,
  own: { name: string; licence: string } = { name: '', licence: '' },
): string[] {
  const other = aed.otherColumns ?? {}
  const hours = writeHours(aed.hours, {
    days: aed.daysText,
    start: aed.startText,
    end: aed.endText,
    note: aed.hoursText,
  })
  // Parts of an address that somebody has put right since would contradict it.
  const partsHold = bare(PARTS.map((part) => other[part] ?? '').join('')) === bare(aed.address)
  const said: Partial<Record<StandardColumn, string>> = {
    ID: String(aed.id).padStart(10, '0'),
    名称: aed.name,
    名称_カナ: aed.nameKana,
    名称_英字: aed.nameEnglish,
    所在地_連結表記: aed.address,
    '建物名等(方書)': aed.building,
    緯度: aed.latitude === null ? '' : String(aed.latitude),
    経度: aed.longitude === null ? '' : String(aed.longitude),
    設置位置: aed.position,
    電話番号: aed.phone,
    内線番号: aed.extension,
    郵便番号: aed.postalCode.replace(/^(\d{3})(\d{4})$/, '$1-$2'),
    法人番号: aed.corporateNumber,
    団体名: aed.organisation,
    利用可能曜日: hours.days,
    開始時間: hours.start,
    終了時間: hours.end,
    利用可能日時特記事項: hours.note,
    小児対応設備の有無: aed.childPads === null ? '' : aed.childPads ? '有' : '無',
    URL: aed.url,
    外部利用不可: aed.notForPublic ? '不可' : '',
    備考: aed.invented ? aed.note + INVENTED_MARK : aed.note,
  }
  const cells = STANDARD_COLUMNS.map((column) => {
    if (!partsHold && (PARTS as readonly string[]).includes(column)) return ''
    return (said[column] ?? other[column] ?? '').normalize('NFC')
  })
  return [
    ...cells,
    `${origin}/aeds/${aed.id}`,
    aed.outdoors === null ? '' : aed.outdoors ? '屋外' : '屋内',
    conditionWords[aed.condition],
    aed.checkedOn ?? '',
    aed.source?.name ?? own.name,
    aed.source?.licence ?? own.licence,
    aed.source?.key.startsWith('id:') ? aed.source.key.slice(3) : '',
  ]
}
