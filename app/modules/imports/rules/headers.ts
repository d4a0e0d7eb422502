/** What a column may mean by its name: the standard lists, and the names that other lists use. */
import { STANDARD_COLUMNS } from '~/modules/aeds/rules'
import type { Field, Format } from '../schema'

/** The old standard list (推奨データセット), 22 columns. */
const STANDARD_22 = [
  ['都道府県コード又は市区町村コード', 'cityCode'],
  ['NO', 'id'],
  ['都道府県名', null],
  ['市区町村名', null],
  ['名称', 'name'],
  ['名称_カナ', 'nameKana'],
  ['住所', 'address'],
  ['方書', 'building'],
  ['緯度', 'latitude'],
  ['経度', 'longitude'],
  ['設置位置', 'position'],
  ['電話番号', 'phone'],
  ['内線番号', 'extension'],
  ['法人番号', 'corporateNumber'],
  ['団体名', 'organisation'],
  ['利用可能曜日', 'days'],
  ['開始時間', 'start'],
  ['終了時間', 'end'],
  ['利用可能日時特記事項', 'hoursNote'],
  ['小児対応設備の有無', 'childPads'],
  ['URL', 'url'],
  ['備考', 'note'],
] as const satisfies readonly (readonly [string, Field | null])[]

/** The fields of the new standard list (自治体標準オープンデータセット), 39 columns; the others are kept by their header. */
// biome-ignore format: one column a line would be read by nobody
const FIELDS_39: Partial<Record<(typeof STANDARD_COLUMNS)[number], Field>> = {
  全国地方公共団体コード: 'cityCode', ID: 'id', 名称: 'name', 名称_カナ: 'nameKana', 名称_英字: 'nameEnglish',
  所在地_連結表記: 'address', 所在地_都道府県: 'prefecture', 所在地_市区町村: 'city', 所在地_町字: 'town',
  所在地_番地以下: 'street', '建物名等(方書)': 'building', 緯度: 'latitude', 経度: 'longitude', 設置位置: 'position',
  電話番号: 'phone', 内線番号: 'extension', 郵便番号: 'postalCode', 法人番号: 'corporateNumber', 団体名: 'organisation',
  利用可能曜日: 'days', 開始時間: 'start', 終了時間: 'end', 利用可能日時特記事項: 'hoursNote',
  小児対応設備の有無: 'childPads', URL: 'url', 外部利用不可: 'notForPublic', 備考: 'note',
}
const STANDARD_39 = STANDARD_COLUMNS.map((header) => [header, FIELDS_39[header] ?? null] as const)

/** The newest edition leaves out two columns of the address: 37. */
const STANDARD_37 = STANDARD_39.filter(
  ([header]) => header !== '所在地_全国地方公共団体コード' && header !== '所在地_連結表記',
)

const standards: [Exclude<Format, 'other'>, readonly (readonly [string, Field | null])[]][] = [
  ['standard_39', STANDARD_39],
  ['standard_37', STANDARD_37],
  ['standard_22', STANDARD_22],
]

/** Headers are written with any width of letters; the standard itself writes brackets both ways. */
const standardForm = (header: string) => header.normalize('NFKC').replace(/\s/g, '')

const otherColumns = new Map<string, string>(
  STANDARD_39.filter(([, field]) => field === null).map(([header]) => [standardForm(header), header]),
)

/** The standard's own name of a column that is kept by its header (町字ID, 画像1, …); null for other columns. */
export function otherColumnOf(header: string): string | null {
  return otherColumns.get(standardForm(header)) ?? null
}

/** A header as it is compared: any width of letters, no blanks, no marks around words, no hint in brackets. */
export function headerForm(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^#/, '')
    .replace(/[\s_\-・:：※*"'。、]/g, '')
}

/** The last part of a header that is an address (URI): `http://…/rdf#名称` → `名称`. */
export function endOfUri(header: string): string | null {
  const [, end] = /^https?:\/\/\S*[/#:]([^/#:]+)\/?$/i.exec(header.trim()) ?? []
  if (end === undefined) return null
  try {
    return decodeURIComponent(end)
  } catch {
    return end
  }
}

const withoutBrackets = (form: string) => form.replace(/[([【].*?[)\]】]/g, '')

/** Names seen in real lists, compared by `headerForm`; the first names are as good as the standard's own. */
// biome-ignore format: one line a field is read as a table
const names: Record<Field, string> = {
  id: 'id no no. num number property identifier 番号 通し番号 連番 項番 管理番号 施設番号 整理番号 № 識別子 aedid',
  name: '名称 施設名 施設名称 設置施設名 設置施設 設置場所名 設置場所名称 設置施設名称 aed設置施設名 施設 事業所名 設置先 設置先名称 建物名称 場所名 name label title facilityname facility locationname placename',
  nameKana: '名称カナ 名称かな 施設名カナ 施設名称カナ 施設名フリガナ フリガナ ふりがな 名称フリガナ 名称ふりがな カナ かな 名称読み namekana kana namekatakana よみ 読み 名称よみ',
  nameEnglish: '名称英字 名称英語 英語名 英語名称 名称英語表記 施設名英語 施設名英字 nameen nameenglish englishname 英字名',
  address: '所在地連結表記 住所 所在地 設置住所 施設住所 施設所在地 住所表記 設置場所住所 設置場所所在地 設置施設住所 address fulladdress location addr streetaddress',
  prefecture: '所在地都道府県 都道府県名 都道府県 prefecture pref region',
  city: '所在地市区町村 市区町村名 市区町村 市町村名 市町村 city municipality locality',
  town: '所在地町字 町字 町名 大字町 町域 town',
  street: '所在地番地以下 番地以下 番地 丁目番地 street block',
  building: '建物名等方書 建物名等 方書 建物名 building buildingname 建物',
  postalCode: '郵便番号 〒 postalcode zip zipcode postcode',
  latitude: '緯度 緯度10進 緯度世界測地系 北緯 latitude lat y ycoordinate y座標 fy',
  longitude: '経度 経度10進 経度世界測地系 東経 longitude lon long lng x xcoordinate x座標 fx',
  latlon: '緯度経度 緯度・経度 座標 位置座標 位置情報 経緯度 緯経度 latlon latlng coordinates coordinate latitudelongitude geo point latlong 経度緯度',
  position: '設置位置 設置場所 設置箇所 設置場所詳細 詳細場所 設置位置詳細 設置場所の詳細 施設内設置場所 施設内の設置場所 具体的な設置場所 設置フロア 設置階 場所 installationposition position installationlocation place locationdetail detail description',
  phone: '電話番号 電話 tel 連絡先電話番号 連絡先 施設電話番号 代表電話番号 代表電話 telephonenumber telephone phone phonenumber お問い合わせ先電話番号',
  extension: '内線番号 内線 extension telephoneextension extensionnumber',
  corporateNumber: '法人番号 corporatenumber 設置者法人番号',
  organisation: '団体名 設置者 設置者名 管理者 所管 所管課 担当課 管理課 所有者 設置団体 設置主体 organization organisation organizationname owner operator',
  days: '利用可能曜日 使用可能曜日 利用曜日 曜日 利用可能日 使用可能日 開館日 availabledate availabledays days availableday dayofweek',
  start: '開始時間 利用開始時間 利用可能開始時間 使用開始時間 利用可能時間開始 開始時刻 利用可能時間始 starttime start opens opentime',
  end: '終了時間 利用終了時間 利用可能終了時間 使用終了時間 利用可能時間終了 終了時刻 利用可能時間終 endtime end closes closetime',
  hoursNote: '利用可能日時特記事項 利用可能時間 使用可能時間 利用時間 利用可能日時 使用可能日時 利用可能日時備考 使用可能時間帯 利用可能時間帯 開館時間 営業時間 時間 利用日時特記事項 特記事項 availabledatenote availablehours openinghours hours availabletime 利用時間備考',
  childPads: '小児対応設備の有無 小児対応設備有無 小児対応 小児対応の有無 小児用パッド 小児用パッドの有無 小児用パッド有無 小児用 小児パッド 小児モード 子ども用パッド 小児用電極パッド equipmentforchildren pediatric childpads pediatricpads child',
  outdoors: '屋外 屋内屋外 屋内・屋外 屋内外 屋外設置 屋内屋外の別 設置環境 outdoor outdoors indooroutdoor indoor',
  notForPublic: '外部利用不可 利用不可 notforpublic',
  url: 'url ホームページ hp ホームページurl 施設url website homepage link ウェブサイト 関連url webサイト',
  note: '備考 備考欄 その他 メモ 補足 note notes remarks comment 摘要 remark',
  cityCode: '全国地方公共団体コード 都道府県コード又は市区町村コード 市区町村コード 市町村コード 自治体コード 団体コード citycode localgovernmentcode municipalitycode 地方公共団体コード 都道府県コード',
  page: '掲載ページ',
}

const byName = new Map<string, Field>(
  Object.entries(names).flatMap(([field, list]) =>
    list.split(' ').map((name) => [headerForm(name), field as Field]),
  ),
)
/** Parts by which a longer name can be known, the most telling first. */
const parts: [RegExp, Field][] = [
  [/緯度.*経度|経度.*緯度/, 'latlon'],
  [/緯度|latitude/, 'latitude'],
  [/経度|longitude/, 'longitude'],
  [/小児|子ども|こども|pediatric|child/, 'childPads'],
  [/屋外/, 'outdoors'],
  [/外部利用不可/, 'notForPublic'],
  [/内線/, 'extension'],
  [/電話|tel(ephone)?/, 'phone'],
  [/郵便|postal/, 'postalCode'],
  [/法人番号/, 'corporateNumber'],
  [/カナ|フリガナ|ふりがな|kana/, 'nameKana'],
  [/英語|英字|english/, 'nameEnglish'],
  [/開始.*時|starttime/, 'start'],
  [/終了.*時|endtime/, 'end'],
  [/曜日/, 'days'],
  [/(利用|使用).*(時間|日時)|開館時間|営業時間/, 'hoursNote'],
  [/住所|所在地|address/, 'address'],
  [/設置(位置|場所|箇所)|installation/, 'position'],
  [/(施設|建物|場所)名|名称|facilityname/, 'name'],
  [/url|ホームページ|http/, 'url'],
  [/備考|特記/, 'note'],
]

/** What a header seems to mean, and how sure that is by its name alone, 0 to 1; null when it says nothing. */
export function fieldOfHeader(header: string): { field: Field; sure: number } | null {
  const text = endOfUri(header) ?? header
  const form = headerForm(text)
  const exact = byName.get(form) ?? byName.get(withoutBrackets(form))
  if (exact) return { field: exact, sure: form === headerForm(header) ? 1 : 0.95 }
  const [, field] = parts.find(([part]) => part.test(form)) ?? []
  return field ? { field, sure: 0.7 } : null
}

/** Whether a header is of the standard list or known by its whole name. */
export function isKnownHeader(header: string): boolean {
  const known = fieldOfHeader(header)
  return (known !== null && known.sure >= 0.95) || otherColumnOf(header) !== null
}

/**
 * Which standard list a header is: all of its columns, in any order; more columns may stand beside them.
 * @returns the place of each column of the list in the file; null when it is none
 */
export function standardOf(header: readonly string[]): {
  format: Exclude<Format, 'other'>
  columns: { header: string; field: Field | null; at: number }[]
} | null {
  const forms = header.map(standardForm)
  for (const [format, list] of standards) {
    const columns = list.map(([name, field]) => ({
      header: name,
      field,
      at: forms.indexOf(standardForm(name)),
    }))
    const once = columns.every(({ at }) => at >= 0 && forms.indexOf(forms[at] ?? '', at + 1) < 0)
    if (once) return { format, columns }
  }
  return null
}
