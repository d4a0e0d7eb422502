/**
 * The list of JIS X 8341-3:2016, levels A and AA: what was looked at, how, and what cannot be told. The standard is the
 * same as ISO/IEC 40500:2012 and WCAG 2.0, and counts its criteria as they do. What a machine sees is a part of most
 * criteria only; then the result stays unknown, however green the tests are.
 */

/** 適合 (in the pages that were looked at), 適用なし, 未確認 */
export const results = ['met', 'not_applicable', 'unknown'] as const

/** A test of the house: its file and how its title begins. */
type Check = { file: string; title: string }

type Criterion = {
  number: string
  level: 'A' | 'AA'
  /** 達成基準の名前 */
  ja: string
  /** The same in WCAG 2.0 */
  en: string
  result: (typeof results)[number]
  /** What a machine looks at in every run of the tests */
  machine: readonly Check[]
}

/** When somebody last went through this list. */
export const LISTED_ON = '2026-11-23'

const axe: Check = { file: 'tests/e2e/accessibility.spec.ts', title: 'every page as guest, on a phone' }
const enlarged: Check = {
  file: 'tests/e2e/accessibility.spec.ts',
  title: 'every page as guest, enlarged',
}
const skip: Check = {
  file: 'tests/e2e/accessibility.spec.ts',
  title: 'everything can be reached by keyboard',
}
const refused: Check = {
  file: 'tests/e2e/accessibility.spec.ts',
  title: 'a refused form is without violations',
}
const walk: Check = { file: 'tests/e2e/tasks.spec.ts', title: 'every stop of the keyboard' }
const tasks: Check = { file: 'tests/e2e/tasks.spec.ts', title: 'by keys alone' }
const words: Check = { file: 'tests/e2e/display.spec.ts', title: 'words of ' }
const films: Check = {
  file: 'tests/modules/accessibility/list.test.ts',
  title: 'no page plays sound or film',
}

const row = (
  number: string,
  level: 'A' | 'AA',
  ja: string,
  en: string,
  result: Criterion['result'],
  ...machine: Check[]
): Criterion => ({ number, level, ja, en, result, machine })

export const criteria: readonly Criterion[] = [
  row('1.1.1', 'A', '非テキストコンテンツ', 'Non-text Content', 'unknown', axe),
  row(
    '1.2.1',
    'A',
    '音声だけ及び映像だけ（収録済み）',
    'Audio-only and Video-only (Prerecorded)',
    'not_applicable',
    films,
  ),
  row('1.2.2', 'A', 'キャプション（収録済み）', 'Captions (Prerecorded)', 'not_applicable', films),
  row(
    '1.2.3',
    'A',
    '音声解説又はメディアに対する代替コンテンツ（収録済み）',
    'Audio Description or Media Alternative (Prerecorded)',
    'not_applicable',
    films,
  ),
  row('1.2.4', 'AA', 'キャプション（ライブ）', 'Captions (Live)', 'not_applicable', films),
  row('1.2.5', 'AA', '音声解説（収録済み）', 'Audio Description (Prerecorded)', 'not_applicable', films),
  row('1.3.1', 'A', '情報及び関係性', 'Info and Relationships', 'unknown', axe, walk),
  row('1.3.2', 'A', '意味のあるシーケンス', 'Meaningful Sequence', 'unknown'),
  row('1.3.3', 'A', '感覚的な特徴', 'Sensory Characteristics', 'unknown'),
  row('1.4.1', 'A', '色の使用', 'Use of Color', 'unknown', axe),
  row('1.4.2', 'A', '音声の制御', 'Audio Control', 'not_applicable', films),
  row('1.4.3', 'AA', 'コントラスト（最低限レベル）', 'Contrast (Minimum)', 'unknown', axe),
  row('1.4.4', 'AA', 'テキストのサイズ変更', 'Resize text', 'met', enlarged),
  row('1.4.5', 'AA', '文字画像', 'Images of Text', 'unknown'),
  row('2.1.1', 'A', 'キーボード', 'Keyboard', 'unknown', tasks),
  row('2.1.2', 'A', 'キーボードトラップなし', 'No Keyboard Trap', 'unknown', walk),
  row('2.2.1', 'A', 'タイミング調整可能', 'Timing Adjustable', 'unknown'),
  row('2.2.2', 'A', '一時停止，停止及び非表示', 'Pause, Stop, Hide', 'unknown'),
  row(
    '2.3.1',
    'A',
    '3回のせん（閃）光，又はしきい（閾）値以下',
    'Three Flashes or Below Threshold',
    'unknown',
    films,
  ),
  row('2.4.1', 'A', 'ブロックスキップ', 'Bypass Blocks', 'met', skip, axe),
  row('2.4.2', 'A', 'ページタイトル', 'Page Titled', 'unknown', axe, walk),
  row('2.4.3', 'A', 'フォーカス順序', 'Focus Order', 'unknown', tasks),
  row('2.4.4', 'A', 'リンクの目的（コンテキスト内）', 'Link Purpose (In Context)', 'unknown', axe),
  row('2.4.5', 'AA', '複数の手段', 'Multiple Ways', 'unknown'),
  row('2.4.6', 'AA', '見出し及びラベル', 'Headings and Labels', 'unknown', walk),
  row('2.4.7', 'AA', 'フォーカスの可視化', 'Focus Visible', 'unknown', walk, tasks),
  row('3.1.1', 'A', 'ページの言語', 'Language of Page', 'met', axe, words),
  row('3.1.2', 'AA', '一部分の言語', 'Language of Parts', 'unknown'),
  row('3.2.1', 'A', 'フォーカス時', 'On Focus', 'unknown', walk),
  row('3.2.2', 'A', '入力時', 'On Input', 'unknown'),
  row('3.2.3', 'AA', '一貫したナビゲーション', 'Consistent Navigation', 'unknown'),
  row('3.2.4', 'AA', '一貫した識別性', 'Consistent Identification', 'unknown'),
  row('3.3.1', 'A', 'エラーの特定', 'Error Identification', 'unknown', refused, tasks),
  row('3.3.2', 'A', 'ラベル又は説明', 'Labels or Instructions', 'unknown', axe),
  row('3.3.3', 'AA', 'エラー修正の提案', 'Error Suggestion', 'unknown'),
  row(
    '3.3.4',
    'AA',
    'エラー回避（法的，金融及びデータ）',
    'Error Prevention (Legal, Financial, Data)',
    'unknown',
  ),
  row('4.1.1', 'A', '構文解析', 'Parsing', 'unknown'),
  row('4.1.2', 'A', '名前（name），役割（role）及び値（value）', 'Name, Role, Value', 'unknown', axe, walk),
]

/** How many criteria of the list have each result. */
export function countResults(list: readonly Criterion[] = criteria): Record<Criterion['result'], number> {
  const count = { met: 0, not_applicable: 0, unknown: 0 }
  for (const { result } of list) count[result] += 1
  return count
}
