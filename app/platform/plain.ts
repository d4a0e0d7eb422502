/** What is said where the pages themselves cannot speak: they have not been asked yet, or have failed. */
import type { Language } from './i18n'

export type PlainWords = Record<Language, { title: string; text: string }>

export const plain = {
  foreign: {
    ja: {
      title: 'この送信は受け付けられませんでした',
      text: 'このサイトのページから送られたものと確認できなかったためです。何も変更されていません。このサイトのページを開き直してから、もう一度送信してください。',
    },
    'ja-easy': {
      title: '送ることが できませんでした',
      text: 'このサイトの ページから 送ったか わかりませんでした。何も 変わって いません。このサイトの ページを もう一度 開いて、もう一度 送って ください。',
    },
    en: {
      title: 'This was not accepted',
      text: 'It could not be confirmed that it was sent from a page of this site. Nothing has been changed. Open the page on this site again and send it once more.',
    },
    zh: {
      title: '未能受理此次提交',
      text: '无法确认这是从本网站的页面提交的。没有任何内容被更改。请重新打开本网站的页面，再提交一次。',
    },
    ko: {
      title: '보내신 내용이 접수되지 않았습니다',
      text: '이 사이트의 페이지에서 보낸 것인지 확인할 수 없었습니다. 변경된 것은 없습니다. 이 사이트의 페이지를 다시 열고 한 번 더 보내 주세요.',
    },
    vi: {
      title: 'Nội dung gửi đi không được chấp nhận',
      text: 'Không thể xác nhận rằng nội dung được gửi từ một trang của trang web này. Không có gì bị thay đổi. Hãy mở lại trang trên trang web này và gửi lại một lần nữa.',
    },
  },
  method: {
    ja: { title: 'この操作はできません', text: 'このサイトでは使われていない種類の要求です。' },
    'ja-easy': { title: 'これは できません', text: 'このサイトでは 使えない やりかたです。' },
    en: { title: 'This is not possible', text: 'This kind of request is not used on this site.' },
    zh: { title: '无法进行此操作', text: '本网站不使用这种请求方式。' },
    ko: { title: '이 작업은 할 수 없습니다', text: '이 사이트에서 사용하지 않는 요청입니다.' },
    vi: { title: 'Không thể thực hiện thao tác này', text: 'Trang web này không dùng loại yêu cầu này.' },
  },
  odd: {
    ja: {
      title: 'アドレスが正しくありません',
      text: 'アドレスを確かめるか、トップページからお探しください。',
    },
    'ja-easy': {
      title: 'アドレスが 正しくありません',
      text: 'アドレスを もう一度 見て ください。または、最初の ページから 探して ください。',
    },
    en: { title: 'This address is not right', text: 'Check the address, or look for it from the home page.' },
    zh: { title: '网址不正确', text: '请确认网址，或从首页查找。' },
    ko: { title: '주소가 올바르지 않습니다', text: '주소를 확인하거나 첫 페이지에서 찾아 주세요.' },
    vi: {
      title: 'Địa chỉ không đúng',
      text: 'Hãy kiểm tra lại địa chỉ, hoặc tìm từ trang chủ.',
    },
  },
  failed: {
    ja: {
      title: 'ただいま表示できません',
      text: 'サーバーで問題が起きました。しばらくしてから、もう一度お試しください。',
    },
    'ja-easy': {
      title: '今は 見ることが できません',
      text: 'このサイトの コンピューターに 問題が ありました。少し 待ってから、もう一度 開いて ください。',
    },
    en: {
      title: 'This cannot be shown right now',
      text: 'Something went wrong on our side. Please try again in a little while.',
    },
    zh: { title: '暂时无法显示', text: '服务器出现问题。请稍后再试。' },
    ko: { title: '지금은 표시할 수 없습니다', text: '서버에 문제가 생겼습니다. 잠시 후 다시 시도해 주세요.' },
    vi: {
      title: 'Hiện không thể hiển thị trang này',
      text: 'Máy chủ gặp sự cố. Vui lòng thử lại sau ít phút.',
    },
  },
  closed: {
    ja: { title: 'ただいま保守のため、お休みしています', text: '保守が終わると、またお使いいただけます。' },
    'ja-easy': {
      title: '今は 休んで います',
      text: 'このサイトを 直して います。終わったら また 使う ことが できます。',
    },
    en: {
      title: 'Closed for maintenance',
      text: 'The portal can be used again when the maintenance is over.',
    },
    zh: { title: '正在维护，暂停服务', text: '维护结束后即可恢复使用。' },
    ko: { title: '점검 중이라 잠시 쉬고 있습니다', text: '점검이 끝나면 다시 이용하실 수 있습니다.' },
    vi: { title: 'Tạm dừng để bảo trì', text: 'Trang web sẽ hoạt động trở lại khi bảo trì xong.' },
  },
  closed_until: {
    ja: { title: '予定', text: '終わる予定: {{until}}。' },
    'ja-easy': { title: 'いつまで', text: '{{until}}に 終わる 予定です。' },
    en: { title: 'Until', text: 'It is planned until {{until}}.' },
    zh: { title: '预计', text: '预计结束时间：{{until}}。' },
    ko: { title: '예정', text: '종료 예정: {{until}}.' },
    vi: { title: 'Dự kiến', text: 'Dự kiến kết thúc: {{until}}.' },
  },
  last_known: {
    ja: {
      title: 'いまは新しい内容を確かめられません',
      text: '{{time}} の内容です。そのあとのことは、のっていません。',
    },
    'ja-easy': {
      title: '今は 新しい ことが わかりません',
      text: '{{time}}の 内容です。その あとの ことは 書いて いません。',
    },
    en: {
      title: 'The newest content cannot be looked up right now',
      text: 'This is as of {{time}}. What came later is not shown.',
    },
    zh: { title: '暂时无法确认最新内容', text: '这是 {{time}} 的内容。之后的内容未显示。' },
    ko: {
      title: '지금은 새로운 내용을 확인할 수 없습니다',
      text: '{{time}}의 내용입니다. 그 뒤의 내용은 나와 있지 않습니다.',
    },
    vi: {
      title: 'Hiện không thể xem nội dung mới nhất',
      text: 'Đây là nội dung lúc {{time}}. Những gì sau đó chưa được hiển thị.',
    },
  },
} satisfies Record<string, PlainWords>
