/**
 * 通知書の様式: the words with which a city begins. Staff edit them for each scheme; official letters are written in
 * Japanese. Form numbers are the city's own and are left empty.
 */
import type { LetterKind } from './schema'

export type LetterTemplate = { form: string; title: string; body: string }

export const defaults: Record<LetterKind, LetterTemplate> = {
  consultation_answer: {
    form: '',
    title: '事前相談への回答',
    body: `{{association}} 様

ご相談のあった「{{title}}」({{programme}} {{works}})について、次のとおり回答します。

{{reason}}

この回答は交付を約束するものではありません。交付決定の前に契約した工事は、補助の対象になりません。`,
  },
  receipt: {
    form: '',
    title: '交付申請の受付のお知らせ',
    body: `{{association}} 様

{{programme}}の交付申請を受け付けました。

受付番号 {{receipt}}
事業名 {{title}}
受付日 {{submitted_on}}

これから書類の確認と審査をします。交付決定の通知が届くまで、工事などの契約をしないでください。`,
  },
  correction_request: {
    form: '',
    title: '補正依頼書',
    body: `{{association}} 様

受付番号 {{receipt}}「{{title}}」の書類を確認したところ、次の点の補正が必要です。

{{items}}

{{due_on}}までに補正してください。期限までに補正できないときは、事前にご連絡ください。`,
  },
  decision: {
    form: '',
    title: '補助金交付決定通知書',
    body: `{{association}} 様

{{submitted_on}}付けで申請のあった補助金について、次のとおり交付することに決定したので通知します。

補助事業の名称 {{title}}({{works}})
補助金の名称 {{programme}}
年度 {{year}}
交付決定額 {{amount}}
完了の期限 {{complete_by}}

交付の条件
{{conditions}}

{{reason}}`,
  },
  refusal: {
    form: '',
    title: '補助金不交付決定通知書',
    body: `{{association}} 様

{{submitted_on}}付けで申請のあった補助金(受付番号 {{receipt}}「{{title}}」)について、次の理由により交付しないことに決定したので通知します。

理由
{{reason}}`,
  },
  change_approval: {
    form: '',
    title: '補助事業変更承認通知書',
    body: `{{association}} 様

{{decided_on}}付け{{decision_number}}で交付を決定した「{{title}}」の変更について、次のとおり承認したので通知します。

変更前の交付決定額 {{amount_before}}
変更後の交付決定額 {{amount}}
完了の期限 {{complete_by}}

{{reason}}`,
  },
  change_refusal: {
    form: '',
    title: '補助事業変更不承認通知書',
    body: `{{association}} 様

{{decided_on}}付け{{decision_number}}で交付を決定した「{{title}}」の変更について、次の理由により承認しないことに決定したので通知します。

理由
{{reason}}`,
  },
  stop_approval: {
    form: '',
    title: '補助事業中止(廃止)承認通知書',
    body: `{{association}} 様

{{decided_on}}付け{{decision_number}}で交付を決定した「{{title}}」の廃止を承認したので通知します。交付の決定は、これにより効力を失います。

{{reason}}`,
  },
  final_amount: {
    form: '',
    title: '補助金の額の確定通知書',
    body: `{{association}} 様

{{decided_on}}付け{{decision_number}}で交付を決定した補助金について、次のとおり額を確定したので通知します。

補助事業の名称 {{title}}
交付決定額 {{amount_before}}
確定額 {{amount}}
財産の処分の制限 {{disposal_until}}

{{reason}}

請求書を提出してください。`,
  },
  cancellation: {
    form: '',
    title: '補助金交付決定取消通知書',
    body: `{{association}} 様

{{decided_on}}付け{{decision_number}}で交付を決定した補助金(「{{title}}」)について、次の理由により交付の決定を取り消したので通知します。

理由
{{reason}}`,
  },
  repayment_order: {
    form: '',
    title: '補助金返還命令書',
    body: `{{association}} 様

補助金(「{{title}}」)について、次のとおり返還を命じます。

返還額 {{amount}}
返還の期限 {{due_on}}

理由
{{reason}}`,
  },
}
