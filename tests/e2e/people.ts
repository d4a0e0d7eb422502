/** What people do in many of these tests. */
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

/** A person at a browser: signed in when a name is given; with or without JavaScript; on a phone unless said. */
export async function arrive(
  browser: Browser,
  options: { as?: string; javaScript?: boolean; width?: number } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const { as, javaScript = true, width = 360 } = options
  const context = await browser.newContext({
    javaScriptEnabled: javaScript,
    viewport: { width, height: 800 },
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
  })
  // The browser tells in its console what the policy of the page has kept from loading: nothing of the portal's own.
  context.on('console', (told) => {
    expect
      .soft(told.text(), told.location().url)
      .not.toMatch(/Content Security Policy|Permissions[ -]Policy/i)
  })
  const page = await context.newPage()
  if (as) await signIn(page, as)
  return { page, context }
}

export async function signIn(page: Page, name: string) {
  if (!page.url().includes('/sign-in')) await page.goto('/sign-in')
  await page.getByLabel('メールアドレス').fill(`${name}@demo.example`)
  await page.getByLabel('パスワード', { exact: false }).fill('hirakata-demo')
  await page.getByRole('button', { name: 'サインインする' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** A page with a form is ready once its toolbar is there: the script has taken it over. */
export async function ready(page: Page, javaScript: boolean) {
  if (javaScript) await page.getByRole('toolbar').waitFor()
}
