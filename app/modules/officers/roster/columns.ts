/** The columns of a roster's file. Their words are part of the format and do not follow the language of the screen. */
import { searchForm } from '~/platform/text'

export const columns = {
  association: { header: '団体名', also: ['自治会名', '団体', '自治会', 'association'] },
  post: { header: '役職', also: ['役職名', 'post'] },
  seat: { header: '席', also: [] },
  state: { header: '状態', also: [] },
  familyName: { header: '氏', also: ['姓', '名字'] },
  givenName: { header: '名', also: ['名前'] },
  familyReading: { header: '氏の読み', also: ['セイ', '姓(カナ)', '姓カナ', '氏カナ'] },
  givenReading: { header: '名の読み', also: ['メイ', '名(カナ)', '名カナ'] },
  startsOn: { header: '任期の始まり', also: ['任期開始', '任期始期', '就任日', '任期自'] },
  endsOn: { header: '任期の終わり', also: ['任期終了', '任期終期', '退任日', '任期至'] },
  acting: { header: '代行', also: [] },
  phone: { header: '電話', also: [] },
  email: { header: 'メール', also: [] },
  address: { header: '住所', also: [] },
} as const
type ColumnName = keyof typeof columns
/** What is written out: a roster is of one association, whose name stands in the name of the file. */
export const HEADERS = Object.entries(columns)
  .filter(([name]) => name !== 'association')
  .map(([, { header }]) => header)

/**
 * Columns that are read in again; contacts are not, as their consent stands in no file. Whoever is to be invited gets
 * a mail at the address, which is kept nowhere else.
 */
export const readColumns = [
  'association',
  'post',
  'familyName',
  'givenName',
  'familyReading',
  'givenReading',
  'startsOn',
  'endsOn',
  'acting',
  'email',
] as const satisfies readonly ColumnName[]
export type ReadColumn = (typeof readColumns)[number]

const plain = (text: string) => searchForm(text).replace(/\s/g, '')

/** Which column a header names; undefined when none. */
export function columnOf(header: string): ColumnName | undefined {
  const asked = plain(header)
  return (Object.keys(columns) as ColumnName[]).find((name) =>
    [columns[name].header, ...columns[name].also].some((known) => plain(known) === asked),
  )
}
