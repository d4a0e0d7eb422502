/**
 * From a need of an association to a certificate: host, centre, pupil and guardian, on a phone, without JavaScript; and
 * the desk of the day without a network.
 */
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })
const TIME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' })
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const fill = async (page: Page, fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#field-${name}`).fill(value)
}

/** The page as this person sees it holds to the rules and fits a phone. What looks at it needs a script of its own. */
async function fits({ context, page: shown }: { context: BrowserContext; page: Page }) {
  const looking = await (context.browser() as Browser).newContext({
    storageState: await context.storageState(),
    viewport: { width: 360, height: 800 },
    locale: 'ja-JP',
  })
  const page = await looking.newPage()
  await page.goto(shown.url())
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`)
  expect.soft(told, page.url()).toEqual([])
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(wide, page.url()).toBeLessThanOrEqual(0)
  await looking.close()
}

/** A published place of the chair's association, made from a need, with a session that begins in some minutes. */
async function publish(host: Page, centre: Page, title: string, begins: Date): Promise<string> {
  await host.goto('/volunteering/host')
  await host.goto((await host.locator('main a[href*="need=cleaning"]').first().getAttribute('href')) ?? '')
  await expect(host.locator('input[name=stages][value=high]')).toBeChecked()
  await fill(host, { title, body: '会館のまわりをそうじします。' })
  await fill(host, { venue: '自治会館', meeting_point: '会館の入口', supervisor: '会長' })
  await host.locator('form.form button[type=submit]').first().click()
  await host.waitForURL(/\/volunteering\/host\/\d+\/sessions/)
  const place = /host\/(\d+)/.exec(host.url())?.[1] ?? ''
  await fill(host, {
    day: DAY.format(begins),
    starts: TIME.format(begins),
    ends: '23:59',
    capacity: '3',
    minutes: '',
  })
  await host.locator('form.form button[type=submit]').last().click()
  await host.waitForURL(/done=saved/)
  await host.goto(`/volunteering/host/${place}`)
  await host.getByRole('button', { name: '提出する' }).click()
  await centre.goto(`/desk/volunteering/places/${place}`)
  await centre.locator('#field-decision').check()
  await centre.getByRole('button', { name: '決める' }).click()
  await centre.waitForURL(/done=place_published/)
  return place
}

/** The newest link of this kind in a mail of the demonstration, which the administrator may read. */
async function linkInMail(admin: Page, recipient: string, pattern: RegExp): Promise<string> {
  await admin.goto('/admin/mails')
  const links = await admin
    .locator('main a[href^="/admin/mails/"]')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
  for (const href of links.slice(0, 12)) {
    await admin.goto(href)
    const text = (await admin.locator('main').textContent()) ?? ''
    const found = text.includes(recipient) ? pattern.exec(text)?.[0] : undefined
    if (found) return new URL(found).pathname
  }
  throw new Error(`no mail to ${recipient} has a link like ${pattern}`)
}

test('from a need to a certificate, on phones without JavaScript', async ({ browser }) => {
  test.setTimeout(600_000)
  // Around midnight the day of the session would change under the test.
  test.skip(TIME.format(new Date()) > '23:30', 'the session must lie on this day')
  const phone = { javaScript: false }
  const [host, centre, admin, pupil, guardian, school] = await Promise.all([
    arrive(browser, { ...phone, as: 'chair' }),
    arrive(browser, { ...phone, as: 'centre' }),
    arrive(browser, { ...phone, as: 'admin' }),
    arrive(browser, phone),
    arrive(browser, phone),
    arrive(browser, phone),
  ])
  const mark = String(Date.now()).slice(-6)
  const begins = soon(3)
  const place = await publish(host.page, centre.page, `会館のそうじ ${mark}`, begins)

  // The pupil applies, and the place is held until the guardian has consented.
  await pupil.page.goto(`/volunteering/${place}`)
  await pupil.page.locator('main a[href*="/apply"]').first().click()
  await pupil.page.locator('input[name=stage][value=high]').check()
  await fill(pupil.page, {
    family_name: '試験',
    given_name: '花',
    family_reading: 'シケン',
    given_reading: 'ハナ',
  })
  await fill(pupil.page, {
    email: `pupil${mark}@people.example`,
    guardian_email: `parent${mark}@people.example`,
  })
  await fill(pupil.page, { emergency_name: '母', emergency_phone: '072-000-0000' })
  await pupil.page.locator('#field-agree').check()
  await pupil.page.locator('form.form button[type=submit]').first().click()
  await pupil.page.waitForURL(/\/volunteering\/mine\//)
  const mine = new URL(pupil.page.url()).pathname
  await expect(pupil.page.getByText('席を仮に押さえています').first()).toBeVisible()

  const consent = await linkInMail(admin.page, `parent${mark}@people.example`, /https?:\S+\/consent\/[\w-]+/)
  await guardian.page.goto(consent)
  await fill(guardian.page, { name: '試験 母', phone: '090-0000-0000' })
  await guardian.page.locator('#field-relation').selectOption('mother')
  await guardian.page.locator('#field-agree').check()
  await guardian.page.locator('form.form button[type=submit]').first().click()
  await guardian.page.waitForURL(/done=/)

  // On the day the host sees a first name and a number, and marks who came.
  await pupil.page.goto(mine)
  await host.page.goto(`/volunteering/host/${place}`)
  await host.page.locator('a[href$="/day"]').first().click()
  await expect(host.page.locator('main')).not.toContainText('試験')
  await fits(host)
  const session = /sessions\/(\d+)/.exec(host.page.url())?.[1] ?? ''
  await host.page.goto(`/volunteering/sessions/${session}/desk`)
  await fits(host)
  await host.page.getByRole('button', { name: '来た', exact: true }).click()
  await expect(host.page.getByText('来ました').first()).toBeVisible()
  // Closed once it has begun.
  await host.page.waitForTimeout(Math.max(0, begins.getTime() - Date.now() + 1000))
  await host.page.getByRole('button', { name: '受付を終わる' }).click()
  await expect(host.page.getByText('受付は終わりました').first()).toBeVisible()

  // The pupil looks back, and the certificate comes.
  await pupil.page.goto(`${mine}/record`)
  await fits(pupil)
  await pupil.page.getByRole('link', { name: '振り返りを書いて受け取る' }).click()
  await fits(pupil)
  await fill(pupil.page, { did: '落ち葉を集めました。' })
  await pupil.page.getByRole('button', { name: '送って、参加証明書を受け取る' }).click()
  const pdf = await pupil.page.getByRole('link', { name: '参加証明書(PDF)' }).getAttribute('href')
  const paper = await pupil.context.request.get(pdf ?? '')
  expect(paper.headers()['content-type']).toBe('application/pdf')
  await centre.page.goto('/desk/volunteering/insurance')
  await fits(centre)

  // Anybody checks a code; one that is none is told kindly.
  await school.page.goto('/certificates')
  await fill(school.page, { code: 'ABCD-EFGH-JKMN' })
  await school.page.getByRole('button', { name: '確かめる' }).click()
  await expect(school.page.getByText('この番号の証明書はありません').first()).toBeVisible()
  // Nobody else opens the record by guessing its address.
  const answer = await school.page.goto(`${mine.slice(0, -3)}xxx/record`)
  expect(answer?.status()).toBe(404)
})

test('what is pressed at the desk without a network is kept, and counts once', async ({ browser }) => {
  test.setTimeout(300_000)
  test.skip(TIME.format(new Date()) > '23:30', 'the session must lie on this day')
  const [host, centre] = await Promise.all([
    arrive(browser, { as: 'chair', javaScript: false }),
    arrive(browser, { as: 'centre', javaScript: false }),
  ])
  const place = await publish(host.page, centre.page, `受付の練習 ${Date.now() % 100000}`, soon(20))
  await host.page.goto(`/volunteering/host/${place}`)
  const day = await host.page.locator('a[href$="/day"]').first().getAttribute('href')
  const state = await host.context.storageState()
  const context = await browser.newContext({
    storageState: state,
    viewport: { width: 360, height: 800 },
    locale: 'ja-JP',
  })
  const page = await context.newPage()
  await page.goto((day ?? '').replace(/day$/, 'desk'))
  await page.locator('[data-kept]').waitFor({ state: 'visible' })
  await context.setOffline(true)
  await page.reload({ waitUntil: 'domcontentloaded' })
  await page.locator('#walk-in-part summary').click()
  await fill(page, { givenName: '健' })
  await page.locator('#field-stage').selectOption('adult')
  await page.getByRole('button', { name: '参加者に加える' }).click()
  await expect(page.locator('[data-waiting]')).toContainText('健さん')
  // Closed and opened again, the phone still has it.
  await page.reload({ waitUntil: 'domcontentloaded' })
  await expect(page.locator('[data-queue]')).toContainText('送信待ち 1件')
  await context.setOffline(false)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(page.locator('[data-queue]')).toContainText('すべて送りました', { timeout: 60_000 })
  await page.reload()
  await expect(page.locator('[data-member]')).toHaveCount(1)
  await expect(page.locator('[data-counts]')).toContainText('来た人 1人')
})
