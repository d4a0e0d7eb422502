/**
 * 通知書の様式: the words with which a city begins. Staff edit them for each scheme; official letters are written in
 * Japanese. Form numbers are the city's own and are left empty.
 */
import type { LetterKind } from './schema'

export type LetterTemplate = { form: string; title: string; body: string }

const TO = '{{association}}\n会長 様'
const DECIDED = '{{decided_on}}付け{{decision_number}}で交付を決定した補助金'

export const defaults: Record<LetterKind, LetterTemplate> = {
  consultation_answer: {
    form: '',
    title: '事前相談への回答',
    body: `${TO}

ご相談のありました件について、次のとおり回答します。
この回答は、補助金の交付を約束するものではありません。交付の決定より前に契約した工事は、補助の対象になりません。

記

補助金の名称:{{programme}}
年度:{{year}}
相談の件名:{{title}}
内容:{{works}}
回答:{{reason}}`,
  },
  receipt: {
    form: '',
    title: '交付申請の受付について',
    body: `${TO}

補助金の交付申請を、次のとおり受け付けました。
これから書類の確認と審査をします。交付の決定の通知が届くまでは、工事などの契約をしないでください。

記

受付番号:{{receipt}}
受付日:{{submitted_on}}
補助金の名称:{{programme}}
補助事業の名称:{{title}}`,
  },
  correction_request: {
    form: '',
    title: '書類の補正について(依頼)',
    body: `${TO}

提出のありました書類を確認したところ、次の点について補正が必要です。期限までに補正をお願いします。
期限までに補正ができないときは、その前にご連絡ください。

記

受付番号:{{receipt}}
補助事業の名称:{{title}}
補正が必要な点:{{items}}
補正の期限:{{due_on}}
連絡事項:{{reason}}`,
  },
  decision: {
    form: '',
    title: '補助金交付決定通知書',
    body: `${TO}

{{submitted_on}}付けで申請のありました補助金について、次のとおり交付することに決定しましたので通知します。

記

補助金の名称:{{programme}}
年度:{{year}}
補助事業の名称:{{title}}
補助事業の内容:{{works}}
交付決定額:金{{amount}}
完了の期限:{{complete_by}}
交付の条件:{{conditions}}
決定の理由:{{reason}}`,
  },
  refusal: {
    form: '',
    title: '補助金不交付決定通知書',
    body: `${TO}

{{submitted_on}}付けで申請のありました補助金について、次の理由により交付しないことに決定しましたので通知します。

記

受付番号:{{receipt}}
補助金の名称:{{programme}}
補助事業の名称:{{title}}
交付しない理由:{{reason}}`,
  },
  change_approval: {
    form: '',
    title: '補助事業変更承認通知書',
    body: `${TO}

${DECIDED}について、申請のありました補助事業の変更を次のとおり承認しましたので通知します。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
変更前の交付決定額:金{{amount_before}}
変更後の交付決定額:金{{amount}}
完了の期限:{{complete_by}}
交付の条件:{{conditions}}
承認の理由:{{reason}}`,
  },
  change_refusal: {
    form: '',
    title: '補助事業変更不承認通知書',
    body: `${TO}

${DECIDED}について、申請のありました補助事業の変更を、次の理由により承認しないことに決定しましたので通知します。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
承認しない理由:{{reason}}`,
  },
  suspend_approval: {
    form: '',
    title: '補助事業中止承認通知書',
    body: `${TO}

${DECIDED}について、申請のありました補助事業の中止を次のとおり承認しましたので通知します。
交付の決定は、引き続き効力を持ちます。再開するときは、市に連絡してください。完了の期限までに終わる見込みがないときは、その前に承認を受けてください。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
交付決定額:金{{amount}}
完了の期限:{{complete_by}}
交付の条件:{{conditions}}
承認の理由:{{reason}}`,
  },
  stop_approval: {
    form: '',
    title: '補助事業廃止承認通知書',
    body: `${TO}

${DECIDED}について、申請のありました補助事業の廃止を承認しましたので通知します。交付の決定は、これにより効力を失います。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
連絡事項:{{reason}}`,
  },
  stop_refusal: {
    form: '',
    title: '補助事業中止(廃止)不承認通知書',
    body: `${TO}

${DECIDED}について、申請のありました補助事業の中止(廃止)を、次の理由により承認しないことに決定しましたので通知します。交付の決定は、引き続き効力を持ちます。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
承認しない理由:{{reason}}`,
  },
  final_amount: {
    form: '',
    title: '補助金の額の確定通知書',
    body: `${TO}

${DECIDED}について、実績報告を審査した結果、次のとおり額を確定しましたので通知します。
{{next}}

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
交付決定額:金{{amount_before}}
確定額:金{{amount}}
概算払で支払った額:金{{paid}}
これから支払う額:金{{balance}}
財産の処分の制限:{{disposal_until}}
連絡事項:{{reason}}`,
  },
  cancellation: {
    form: '',
    title: '補助金交付決定取消通知書',
    body: `${TO}

${DECIDED}について、次の理由により交付の決定を取り消しましたので通知します。

記

補助金の名称:{{programme}}
補助事業の名称:{{title}}
取り消した理由:{{reason}}`,
  },
  repayment_order: {
    form: '',
    title: '補助金返還命令書',
    body: `${TO}

{{programme}}による補助金について、次のとおり返還を命じます。

記

補助事業の名称:{{title}}
返還する額:金{{amount}}
返還の期限:{{due_on}}
返還を命じる理由:{{reason}}`,
  },
}

/** 差出人 where the city has not named one: its mayor. */
export const defaultSender = (city: string): string =>
  `${city}${/[市町村区]$/.test(city) ? '長' : ''}\n(公印省略)`
