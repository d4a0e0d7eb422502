/**
 * A subsidy from the estimate to the payment, as four people live it, each in a browser of their own and without
 * JavaScript: the secretary writes on a phone, the president signs, the reviewer and the approver decide.
 */
import { type Browser, expect, type Page, test } from '@playwright/test'
import { arrive, signIn } from './people'

test.setTimeout(300_000)

const TITLE = '会館の耐震改修(四人の話)'

/** A PDF as small as one can be. */
const pdf = (name: string) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n${name}`),
})

const day = (days: number) =>
  new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]:not([type=hidden])`)
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const heading = (page: Page) => page.locator('h1')

async function four(browser: Browser) {
  const person = (as: string | undefined, width: number) => arrive(browser, { as, javaScript: false, width })
  const [secretary, chair, reviewer, approver] = await Promise.all([
    person(undefined, 360),
    person('chair', 360),
    person('reviewer', 1280),
    person('approver', 1280),
  ])
  return { secretary: secretary.page, chair: chair.page, reviewer: reviewer.page, approver: approver.page }
}

/** Hands in a file for every document of the step that is still asked for. */
async function handInDocuments(page: Page, at: string) {
  for (let tries = 0; tries < 20; tries++) {
    await page.goto(`${at}/documents`)
    const asked = page.locator('main li', { hasText: /まだ|直してください/ }).locator('a[href^="?document="]')
    if ((await asked.count()) === 0) return
    await asked.first().click()
    await page.locator('main input[type=file]').setInputFiles(pdf(`書類${tries}.pdf`))
    await press(page, 'ファイルを出す')
    await expect(page).toHaveURL(/done=saved/)
  }
  throw new Error('Documents are still asked for')
}

test('from the estimate to the payment', async ({ browser }) => {
  const { secretary, chair, reviewer, approver } = await four(browser)

  await test.step('the estimate, without an account, leads to the application', async () => {
    await secretary.goto('/subsidies/estimate?programme=hirakata-hall&work=seismicRetrofit')
    await field(secretary, 'cost-seismicRetrofit').fill('1,500,000')
    await press(secretary, '計算する')
    await expect(secretary.locator('main')).toContainText('1,000,000円')
    await secretary.getByRole('link', { name: /申請を始める/ }).click()
    await signIn(secretary, 'secretary')
    if ((await secretary.getByRole('button', { name: '次へ' }).count()) > 0) await press(secretary, '次へ')
    await expect(field(secretary, 'hallId').first()).toBeChecked()
    await press(secretary, '申請書を作り始める')
    await expect(secretary).toHaveURL(/\/subsidies\/applications\/\d+\?done=saved/)
  })
  const at = new URL(secretary.url()).pathname
  const desk = `/desk/subsidies/${at.split('/').at(-1)}`

  await test.step('a contract before the decision is warned of, and nothing typed is lost', async () => {
    await secretary.goto(`${at}/plan`)
    await field(secretary, 'title').fill(TITLE)
    await field(secretary, 'purpose').fill('大きな地震に備え、会館の壁と床を補強します。')
    await field(secretary, 'plannedStart').fill(day(20))
    await field(secretary, 'plannedEnd').fill(day(60))
    await field(secretary, 'contractOn').fill(day(-3))
    await press(secretary, '保存する')
    await expect(secretary.locator('#error-summary')).toBeVisible()
    await expect(secretary.locator('main')).toContainText('交付決定の前に契約すると')
    await expect(field(secretary, 'purpose')).toHaveValue(/壁と床を補強/)
    await field(secretary, 'contractOn').fill('')
    await press(secretary, '保存する')
    await expect(secretary).toHaveURL(/done=saved/)
  })

  await test.step('costs with a quote, answers, documents', async () => {
    await secretary.goto(`${at}/questions`)
    const money = field(secretary, 'fact-otherMoney')
    if ((await money.count()) > 0) await money.fill('0')
    await press(secretary, '保存する')
    await secretary.goto(`${at}/costs`)
    await expect(secretary.locator('main')).toContainText('1,500,000円')
    await handInDocuments(secretary, at)
    await secretary.goto(`${at}/check`)
    await expect(secretary.locator('main')).toContainText('提出は会長')
    await press(secretary, '会長に提出を頼む')
  })

  await test.step('the president reads, signs and hands in', async () => {
    await chair.goto(`${at}/check`)
    await press(chair, '交付申請を提出する')
    await expect(chair.locator('#error-summary')).toBeVisible()
    await field(chair, 'declared').check()
    await press(chair, '交付申請を提出する')
    await expect(chair.locator('main')).toContainText('受付番号')
    const copy = await chair.request.get(`${at}/copy.pdf`)
    expect(copy.headers()['content-type']).toBe('application/pdf')
    expect((await copy.body()).subarray(0, 5).toString()).toBe('%PDF-')
  })

  await test.step('the reviewer asks for a correction, which comes back corrected', async () => {
    await reviewer.goto(desk)
    await press(reviewer, '審査を始める')
    await reviewer.goto(`${desk}/correct`)
    const quote = reviewer.getByRole('textbox', { name: /見積書/ }).last()
    await quote.fill('2社目の見積書も出してください。')
    await field(reviewer, 'due_on').fill(day(14))
    await reviewer.locator('main button[type=submit]').last().click()
    await expect(reviewer).toHaveURL(/done=/)

    await secretary.goto(`${at}/documents`)
    await expect(secretary.locator('main')).toContainText('2社目の見積書')
    await handInDocuments(secretary, at)
    await secretary.goto(`${at}/corrections`)
    await secretary.locator('main textarea').first().fill('2社目の見積書を付けました。')
    await press(secretary, '保存して、あとで続ける')
    await chair.goto(`${at}/corrections`)
    await expect(chair.locator('main textarea').first()).toHaveValue('2社目の見積書を付けました。')
    await press(chair, '補正を提出する')
    await expect(chair.locator('main')).toContainText('審査')
  })

  await test.step('one proposes, another decides', async () => {
    await reviewer.goto(`${desk}/check`)
    await press(reviewer, '提出されたものをすべて受理')
    await reviewer.goto(`${desk}/propose`)
    await field(reviewer, 'amount').fill('2000000')
    await field(reviewer, 'reason').fill('上限より多い額を書いてみます。')
    await press(reviewer, '決裁を求める')
    await expect(reviewer.locator('#error-summary')).toBeVisible()
    await field(reviewer, 'amount').fill('1000000')
    await press(reviewer, '決裁を求める')
    await expect(reviewer).toHaveURL(/done=/)
    await approver.goto('/desk/subsidies')
    await expect(approver.locator('main')).toContainText(TITLE)
    await approver.goto(`${desk}/decide`)
    await field(approver, 'outcome').first().check()
    await press(approver, '決裁を記録する')
    await expect(approver).toHaveURL(/done=/)
  })

  await test.step('a start before the decision is warned of; then it is reported', async () => {
    await handInDocuments(secretary, at)
    await chair.goto(`${at}/start`)
    await field(chair, 'contract_on').fill(day(-10))
    await field(chair, 'started_on').fill(day(0))
    await press(chair, '着手を届け出る')
    await expect(chair.locator('main')).toContainText('交付決定より前の日付です')
    await field(chair, 'contract_on').fill(day(0))
    await press(chair, '着手を届け出る')
    await expect(chair).toHaveURL(/done=/)
  })

  await test.step('a change is asked for and approved', async () => {
    await chair.goto(`${at}/change`)
    await field(chair, 'kind').first().check()
    await field(chair, 'reason').fill('土台の傷みが見つかり、補強する箇所が減りました。')
    await field(chair, 'cost-seismicRetrofit').fill('1350000')
    await press(chair, '市に承認を申請する')
    await expect(chair).toHaveURL(/done=/)
    await reviewer.goto(`${desk}/change`)
    await field(reviewer, 'recommend').first().check()
    await field(reviewer, 'amount').fill('900000')
    await field(reviewer, 'reason').fill('やむをえない変更です。')
    await press(reviewer, '決裁を求める')
    await expect(reviewer).toHaveURL(/done=/)
    await approver.goto(`${desk}/decide`)
    await field(approver, 'outcome').first().check()
    await press(approver, '決裁を記録する')
    await expect(approver).toHaveURL(/done=/)
    await chair.goto(at)
    await expect(chair.locator('main')).toContainText('900,000円')
  })

  await test.step('what was paid is reported, inspected and fixed', async () => {
    await secretary.goto(`${at}/costs`)
    await press(secretary, '見積もりの明細を写して始める')
    await handInDocuments(secretary, at)
    await chair.goto(`${at}/report`)
    await field(chair, 'completed_on').fill(day(0))
    await press(chair, '実績を報告する')
    await expect(chair).toHaveURL(/done=/)
    await reviewer.goto(`${desk}/check`)
    await press(reviewer, '提出されたものをすべて受理')
    await reviewer.goto(`${desk}/inspect`)
    await field(reviewer, 'inspected_on').fill(day(0))
    await field(reviewer, 'note').fill('会長の立会いで、補強した壁と領収書を確かめました。')
    await press(reviewer, '検査済にする')
    await expect(reviewer).toHaveURL(/done=/)
    await reviewer.goto(`${desk}/final`)
    await field(reviewer, 'amount').fill('900000')
    await field(reviewer, 'reason').fill('変更後の決定額のとおりです。')
    await press(reviewer, '決裁を求める')
    await approver.goto(`${desk}/decide`)
    await field(approver, 'outcome').first().check()
    await press(approver, '決裁を記録する')
    await expect(approver).toHaveURL(/done=/)
  })

  await test.step('the claim is paid, and everybody can read what was granted', async () => {
    await handInDocuments(secretary, at)
    await chair.goto(`${at}/claim`)
    await field(chair, 'bank').fill('枚方銀行')
    await field(chair, 'branch').fill('楠葉支店')
    await field(chair, 'kind').selectOption('ordinary')
    await field(chair, 'number').fill('1234567')
    await field(chair, 'holder').fill('くずははなぞのちょうじちかい')
    await field(chair, 'payee').first().check()
    await press(chair, '内容を確かめる')
    await expect(chair.locator('main')).toContainText('クズハハナゾノチョウジチカイ')
    await press(chair, 'この内容で請求する')
    await expect(chair).toHaveURL(/done=/)
    await reviewer.goto(`${desk}/pay`)
    await field(reviewer, 'paid_on').fill(day(0))
    await press(reviewer, '支払いを記録する')
    await expect(reviewer).toHaveURL(/done=/)
    await secretary.goto(at)
    await expect(heading(secretary)).toContainText(TITLE)
    await expect(secretary.locator('main')).toContainText('支払済')
    const { page: anybody } = await arrive(browser, { javaScript: false })
    await anybody.goto('/subsidies/granted')
    await expect(anybody.locator('main')).toContainText('楠葉花園町自治会')
    expect((await anybody.goto(at))?.url()).toContain('/sign-in')
  })
})
